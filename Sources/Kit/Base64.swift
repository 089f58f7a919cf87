// SPDX-License-Identifier: Apache-2.0

/// Writes and reads base64 without padding, in the standard alphabet (PHC strings) and the one for URLs (RFC 4648
/// sections 4 and 5). One value has one text: anything else is not read.
package struct Base64: Sendable {
    package static let standard = Base64(last: "+/")
    package static let url = Base64(last: "-_")

    private let alphabet: [UInt8]
    /// The value of each byte; 0xFF for one outside the alphabet.
    private let values: [UInt8]

    private init(last: String) {
        alphabet = Array(("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + last).utf8)
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        self.values = values
    }

    package func text(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: (bytes.count * 8 + 5) / 6) { out in
            var (bits, held, count) = (0, 0, 0)
            func put(_ value: Int) {
                out.initializeElement(at: count, to: alphabet[value & 63])
                count += 1
            }
            for byte in bytes {
                bits = (bits << 8 | Int(byte)) & 0xFFFF
                held += 8
                while held >= 6 {
                    held -= 6
                    put(bits >> held)
                }
            }
            if held > 0 { put(bits << (6 - held)) }
            return count
        }
    }

    package func text(_ bytes: some Sequence<UInt8>) -> String { text(Array(bytes)) }

    /// Reads a text; nil for a byte outside the alphabet, padding, a length that no text has, and a second text of the
    /// same bytes (spare bits set): it would give a token two spellings.
    package func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count * 3 / 4)
        var (bits, held) = (0, 0)
        for byte in text.utf8 {
            let value = values[Int(byte)]
            guard value != 0xFF else { return nil }
            bits = (bits << 6 | Int(value)) & 0xFFFF
            held += 6
            if held >= 8 {
                held -= 8
                out.append(UInt8(bits >> held & 0xFF))
            }
        }
        guard held < 6, bits & (1 << held - 1) == 0 else { return nil }
        return out
    }
}
