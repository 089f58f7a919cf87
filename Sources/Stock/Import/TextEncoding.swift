// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Names the encodings that an import reads.
package enum TextEncoding: String, Sendable {
    case utf8 = "UTF-8"
    case utf8WithMark = "UTF-8 with BOM"
    /// What Japanese tills write: Shift_JIS as Windows extends it (①, ㈱, 髙, 﨑, half-width kana).
    case cp932 = "CP932"

    /// What spreadsheets write as "Unicode text", with a byte order mark or without.
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"

    /// The byte order mark with which a text in this encoding may begin; empty where none is looked for.
    var mark: [UInt8] {
        switch self {
        case .utf8, .cp932: []
        case .utf8WithMark: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        }
    }

    /// Bytes of its smallest unit.
    var unit: Int { self == .utf16LittleEndian || self == .utf16BigEndian ? 2 : 1 }

    /// Finds the encoding of a whole stream. A byte order mark decides at once; so does a NUL among the first bytes, which
    /// only UTF-16 has: the other half of every comma, digit and line end. Else bytes that are valid UTF-8 from first to
    /// last are UTF-8, as text in CP932 practically never is; everything else is CP932.
    static func detect(_ stream: any ByteStream) throws(ImportFault) -> TextEncoding {
        var validator = UTF8Validator()
        var isFirst = true
        while true {
            let chunk = try stream.read()
            if chunk.isEmpty { return validator.isAtEnd ? .utf8 : .cp932 }
            if isFirst {
                for marked in [utf8WithMark, .utf16LittleEndian, .utf16BigEndian] where chunk.starts(with: marked.mark)
                {
                    return marked
                }
                if let wide = wide(chunk.prefix(4_096)) { return wide }
            }
            isFirst = false
            if !validator.accept(chunk) { return .cp932 }
        }
    }

    /// Tells UTF-16 and its byte order by where its zeros are; nil when there are none, or as many on both sides.
    private static func wide(_ bytes: ArraySlice<UInt8>) -> TextEncoding? {
        var zeros = (even: 0, odd: 0)
        for (place, byte) in bytes.enumerated() where byte == 0 {
            if place.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
        }
        // A stray NUL is a control character of a text of bytes, and told as that.
        guard max(zeros.even, zeros.odd) > 1 else { return nil }
        if zeros.even == 0 { return .utf16LittleEndian }
        return zeros.odd == 0 ? .utf16BigEndian : nil
    }
}

/// Checks UTF-8 across chunks (RFC 3629: no surrogates, no overlong forms, nothing beyond U+10FFFF).
struct UTF8Validator {
    private var pending = 0
    private var bounds: ClosedRange<UInt8> = 0x80...0xBF

    /// Whether the bytes so far end with a whole character.
    var isAtEnd: Bool { pending == 0 }

    /// Takes the next bytes; false when they cannot be UTF-8.
    mutating func accept(_ chunk: [UInt8]) -> Bool {
        chunk.withUnsafeBufferPointer { bytes in
            for byte in bytes {
                if pending > 0 {
                    guard bounds.contains(byte) else { return false }
                    bounds = 0x80...0xBF
                    pending -= 1
                    continue
                }
                if byte < 0x80 { continue }
                switch byte {
                case 0xC2...0xDF: pending = 1
                case 0xE0: (pending, bounds) = (2, 0xA0...0xBF)
                case 0xED: (pending, bounds) = (2, 0x80...0x9F)
                case 0xE1...0xEF: pending = 2
                case 0xF0: (pending, bounds) = (3, 0x90...0xBF)
                case 0xF1...0xF3: pending = 3
                case 0xF4: (pending, bounds) = (3, 0x80...0x8F)
                default: return false
                }
            }
            return true
        }
    }
}

/// Turns another encoding into UTF-8 by the C library's `iconv`; what cannot be read becomes U+FFFD.
final class TextDecoder {
    private let handle: iconv_t
    /// Bytes of the smallest unit, which is passed over where it cannot be read.
    private let unit: Int
    /// The first bytes of a character whose others have not come yet.
    private var rest: [UInt8] = []

    /// nil when the system does not have the encoding (a container without glibc's gconv modules).
    init?(_ encoding: TextEncoding) {
        guard let handle = iconv_open("UTF-8", encoding.rawValue), Int(bitPattern: handle) != -1 else { return nil }
        self.handle = handle
        unit = encoding.unit
    }

    deinit { iconv_close(handle) }

    /// Decodes the next bytes; an empty chunk ends the text.
    func decode(_ chunk: [UInt8]) -> [UInt8] {
        var input = rest + chunk
        rest = []
        if chunk.isEmpty { return input.isEmpty ? [] : [0xEF, 0xBF, 0xBD] }
        var output: [UInt8] = []
        output.reserveCapacity(input.count * 3 / 2)
        input.withUnsafeMutableBytes { bytes in
            var source = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = bytes.count
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { room in
                while left > 0 {
                    var target = room.baseAddress
                    var free = room.count
                    let result = iconv(handle, &source, &left, &target, &free)
                    let reason = errno
                    for byte in room[..<(room.count - free)] { output.append(UInt8(bitPattern: byte)) }
                    // Otherwise all was read, or the room is full (E2BIG) and the rest follows.
                    guard result == -1 else { continue }
                    if reason == EILSEQ {
                        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
                        source = source.map { $0 + min(unit, left) }
                        left -= min(unit, left)
                    } else if reason == EINVAL {
                        rest = Array(UnsafeRawBufferPointer(bytes)[(bytes.count - left)...])
                        return
                    }
                }
            }
        }
        return output
    }
}
