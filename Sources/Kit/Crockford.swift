// SPDX-License-Identifier: Apache-2.0
import PQ

/// Reads and writes Douglas Crockford's base 32: no I, L, O or U, case does not matter, and what is often misread
/// (I and L for 1, O for 0) is read as meant. Source: crockford.com/base32.html.
package enum Crockford {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Reads one character as its value 0–31; nil for a character outside the alphabet.
    package static func value(of byte: UInt8) -> UInt8? {
        let upper = (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
        switch upper {
        case UInt8(ascii: "O"): return 0
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        default: return decoding[Int(upper)] == 0xFF ? nil : decoding[Int(upper)]
        }
    }

    private static let decoding: [UInt8] = {
        var table = [UInt8](repeating: 0xFF, count: 256)
        for (value, byte) in alphabet.enumerated() { table[Int(byte)] = UInt8(value) }
        return table
    }()

    /// Writes `count` characters for the lowest 5 × `count` bits, the most significant first.
    package static func text(of bits: UInt64, count: Int) -> String {
        String(unsafeUninitializedCapacity: count) { buffer in
            for i in 0..<count { buffer[i] = alphabet[Int((bits >> UInt64(5 * (count - 1 - i))) & 31)] }
            return count
        }
    }

    /// Writes 128 bits as 26 characters, in an order of texts that is the order of the ids.
    package static func text(of id: UniqueID) -> String {
        String(unsafeUninitializedCapacity: 26) { buffer in
            var (high, low) = (id.high, id.low)
            for i in (0..<26).reversed() {
                buffer[i] = alphabet[Int(low & 31)]
                low = low >> 5 | high << 59
                high >>= 5
            }
            return 26
        }
    }

    /// Reads what `text(of:)` wrote; nil unless it is 26 characters that fit into 128 bits.
    package static func uniqueID(_ text: some StringProtocol) -> UniqueID? { uniqueID(of: Array(text.utf8)[...]) }

    static func uniqueID(of bytes: ArraySlice<UInt8>) -> UniqueID? {
        guard bytes.count == 26, let first = bytes.first.flatMap(value), first < 8 else { return nil }
        var (high, low) = (UInt64(0), UInt64(0))
        for byte in bytes {
            guard let digit = value(of: byte) else { return nil }
            high = high << 5 | low >> 59
            low = low << 5 | UInt64(digit)
        }
        return UniqueID(high: high, low: low)
    }
}

extension Crockford {
    /// Compares a code as a person typed or read it (case, spaces, hyphens, O for 0, I and L for 1) with a stored one,
    /// in a time that does not tell how much of it was right.
    package static func same(_ typed: String, _ stored: String) -> Bool {
        let digits = typed.utf8.filter { $0 != 0x20 && $0 != 0x2D }.map { value(of: $0) ?? 0xFF }
        let right = stored.utf8.map { value(of: $0) ?? 0xFE }
        guard digits.count == right.count else { return false }
        return zip(digits, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Crockford {
    /// Writes a code as it is stored, from what a person typed or read; nil when a character is none of the alphabet.
    package static func normal(_ typed: String) -> String? {
        var text = ""
        for byte in Folding.folded(typed).utf8 where byte != 0x2D {
            guard let digit = value(of: byte) else { return nil }
            text += Self.text(of: UInt64(digit), count: 1)
        }
        return text
    }
}
