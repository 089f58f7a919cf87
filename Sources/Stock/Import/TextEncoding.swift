// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Names the encodings that an import reads.
package enum TextEncoding: String, Sendable {
    case utf8 = "UTF-8"
    case utf8WithMark = "UTF-8 with BOM"
    /// What Japanese tills write: Shift_JIS as Windows extends it (①, ㈱, 髙, 﨑, half-width kana).
    case cp932 = "CP932"

    static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Finds the encoding of a whole stream: bytes that are valid UTF-8 from first to last are UTF-8, as text in
    /// CP932 practically never is; everything else is CP932. A byte order mark decides for UTF-8 at once.
    static func detect(_ stream: any ByteStream) throws(ImportFault) -> TextEncoding {
        var validator = UTF8Validator()
        var isFirst = true
        while true {
            let chunk = try stream.read()
            if chunk.isEmpty { return validator.isAtEnd ? .utf8 : .cp932 }
            if isFirst, chunk.starts(with: mark) { return .utf8WithMark }
            isFirst = false
            if !validator.accept(chunk) { return .cp932 }
        }
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

/// Turns CP932 into UTF-8 by the C library's `iconv`; what cannot be read becomes U+FFFD.
final class CP932Decoder {
    private let handle: iconv_t
    /// The first byte of a pair whose second has not come yet.
    private var rest: [UInt8] = []

    /// nil when the system has no CP932 (a container without glibc's gconv modules).
    init?() {
        guard let handle = iconv_open("UTF-8", "CP932"), Int(bitPattern: handle) != -1 else { return nil }
        self.handle = handle
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
                        source = source.map { $0 + 1 }
                        left -= 1
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
