// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Reads and makes the keys with which customers' links are signed.
enum LinkKey {
    static let leastBytes = 32

    /// Reads a key of at least 32 bytes in hex or base64 (plain or for URLs); nil for anything else.
    static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        let key: [UInt8]
        if digits.count == text.count, text.count % 2 == 0 {
            key = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        } else {
            var plain = text.replacing("-", with: "+").replacing("_", with: "/")
            plain += String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
            guard let data = Data(base64Encoded: plain) else { return nil }
            key = [UInt8](data)
        }
        return key.count >= leastBytes ? key : nil
    }

    /// Reads the key of a private installation out of its data folder, and makes one at the first start.
    ///
    /// Only for one service on one machine: several services must be given the same key. Throws when the folder cannot
    /// be written or the file holds no key.
    static func ofFolder(_ folder: String) throws -> [UInt8] {
        let path = "\(folder)/link.key"
        if let data = FileManager.default.contents(atPath: path) {
            guard let key = bytes(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
            else {
                throw Complaint(
                    "\(path) holds no key. Put the old key back, or remove the file: then links that are out end.")
            }
            return key
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var random = SystemRandomNumberGenerator()
        let key = (0..<leastBytes).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let text = Data("\(Data(key).base64EncodedString())\n".utf8)
        guard FileManager.default.createFile(atPath: path, contents: text, attributes: [.posixPermissions: 0o600])
        else {
            throw Complaint("\(path) cannot be written. Make the folder writable, or set TORIOKI_LINK_KEY.")
        }
        return key
    }
}

/// Is a sentence for the person at the terminal: what is wrong, and how to mend it.
struct Complaint: Error, CustomStringConvertible {
    let description: String
    init(_ sentence: String) { description = sentence }
}
