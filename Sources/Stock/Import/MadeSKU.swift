// SPDX-License-Identifier: Apache-2.0
import Kit

/// Makes a SKU for a variant that has none: the product's handle, then each option's name and value
/// (`t-shirt`, `t-shirt-size-small`). The same variant always gets the same SKU, so a second import finds it again.
enum MadeSKU {
    /// Gives nil for a handle of which nothing can be made.
    static func make(handle: String, options: [(name: String, value: String)]) -> SKU? {
        let words = [handle] + options.flatMap { [$0.name, $0.value] }
        let code = words.map(slug).filter { !$0.isEmpty }.joined(separator: "-")
        if code.utf8.count <= 64 { return SKU(code) }
        // Too long: as much as fits, and a sum of the whole that keeps two such codes apart.
        var start = code
        while start.utf8.count > 47 { start.removeLast() }
        return SKU("\(start)-\(hexadecimal(checksum(code)))")
    }

    /// Keeps letters and digits of all scripts in lower case; everything else becomes one hyphen.
    private static func slug(_ text: String) -> String {
        text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }.joined(separator: "-")
    }

    /// FNV-1a, 64 bits (Fowler, Noll and Vo).
    private static func checksum(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
