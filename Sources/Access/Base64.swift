// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Writes and reads base64 without padding, in the standard alphabet (PHC strings) and the one for URLs (RFC 4648
/// sections 4 and 5). One value has one text: anything else is not read.
enum Base64 {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }

    static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        // A second text for the same bytes (spare bits set, padding written) would let a token have two spellings.
        guard let data = Data(base64Encoded: String(text) + padding), Base64.text(data) == text else { return nil }
        return Array(data)
    }

    static func urlText(_ bytes: some Sequence<UInt8>) -> String {
        String(text(bytes).map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }

    static func urlBytes(_ text: some StringProtocol) -> [UInt8]? {
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") }) else { return nil }
        return bytes(String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }))
    }
}
