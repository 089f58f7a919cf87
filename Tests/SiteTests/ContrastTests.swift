// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Site

/// Computes the contrast of the colours as the stylesheet gives them (WCAG 2.2, "relative luminance").
@Suite("Contrast")
struct ContrastTests {
    /// Text on ground, as the components pair them.
    static let pairs = [
        ("ink", "paper"), ("ink", "sheet"), ("ink", "shade"), ("ink", "midori-wash"), ("soft", "paper"),
        ("soft", "sheet"),
        ("soft", "shade"), ("ai", "paper"), ("ai", "sheet"), ("ai", "ai-wash"), ("ink", "ai-wash"), ("soft", "ai-wash"),
        ("shu", "ai-wash"), ("on-ai", "ai"),
        ("shu", "sheet"),
        ("shu", "shu-wash"), ("sheet", "shu"), ("midori", "sheet"), ("midori", "midori-wash"), ("sheet", "midori"),
    ]

    @Test("Text stands out from its ground by 4.5 at least, by day and by night", arguments: [false, true])
    func contrast(isDark: Bool) {
        let colours = Self.colours(isDark: isDark)
        for (text, ground) in Self.pairs {
            let ratio = Self.ratio(colours[text] ?? "", colours[ground] ?? "")
            #expect(ratio >= 4.5, "\(text) on \(ground), dark \(isDark): \(ratio)")
        }
        // Borders of fields and buttons: 3 at least (1.4.11).
        #expect(Self.ratio(colours["rule"] ?? "", colours["sheet"] ?? "") >= 3)
    }

    @Test("The fixed colours of the ready panel and the ticket stand out too")
    func panel() {
        for (text, ground) in [
            ("fffdf8", "24406e"), ("d5ddec", "24406e"), ("24406e", "fffdf8"), ("23304a", "fffdf8"),
            ("5a6375", "fffdf8"),
            ("ab3823", "fffdf8"), ("5a6375", "f7f2e8"),
        ] {
            #expect(Self.ratio(text, ground) >= 4.5, "\(text) on \(ground)")
        }
    }

    private static func colours(isDark: Bool) -> [String: String] {
        var colours: [String: String] = [:]
        let parts = Asset.named("style.css").text.components(separatedBy: "@media")
        for part in isDark ? parts[...] : parts.prefix(1) {
            for match in part.matches(of: /--([a-z-]+): #([0-9a-f]{6});/) { colours[String(match.1)] = String(match.2) }
        }
        return colours
    }

    private static func ratio(_ a: String, _ b: String) -> Double {
        let (first, second) = (luminance(a), luminance(b))
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    private static func luminance(_ hex: String) -> Double {
        guard let value = Int(hex, radix: 16) else { return .nan }
        func linear(_ byte: Int) -> Double {
            let c = Double(byte & 255) / 255
            return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(value >> 16) + 0.7152 * linear(value >> 8) + 0.0722 * linear(value)
    }
}
