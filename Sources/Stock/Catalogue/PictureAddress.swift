// SPDX-License-Identifier: Apache-2.0

/// Knows which addresses of pictures are kept and given on: a path of this service, or one of http or https elsewhere.
///
/// A browser runs `javascript:` and shows `data:` wherever a page of somebody puts the address, so nothing else is taken, and
/// what an older version took is not given on.
package enum PictureAddress {
    package static func isGood(_ text: String) -> Bool {
        // Browsers pass over control characters and read `\\` as `/` (WHATWG URL, 4.4).
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else { return false }
        if text.hasPrefix("/") { return !text.hasPrefix("//") }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ["http", "https"].contains(parts[0].lowercased()), parts[1].hasPrefix("//") else {
            return false
        }
        let host = parts[1].dropFirst(2).prefix { !"/?#".contains($0) }
        // Nothing before an @: names and passwords belong into no page.
        return !host.isEmpty && !host.contains("@") && host.first != ":"
    }

    /// Gives an address that was kept, or none where it is not good.
    package static func shown(_ text: String) -> String { isGood(text) ? text : "" }
}
