// SPDX-License-Identifier: Apache-2.0

/// Names a staff account: 1–64 of a–z, 0–9 and `. _ - @`, beginning with a letter or digit; case does not matter.
package struct Login: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Reads a login; nil when it has another form.
    package init?(_ text: some StringProtocol) {
        guard (1...64).contains(text.utf8.count) else { return nil }
        let lower = text.lowercased()
        for (index, byte) in lower.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): continue
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "@"):
                guard index > 0 else { return nil }
            default: return nil
            }
        }
        self.text = lower
    }

    package var description: String { text }
}
