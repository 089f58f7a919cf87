// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit
import Testing

@testable import Reservations
@testable import Site

@Suite("HTML")
struct HTMLTests {
    /// What people and machines put into names and notes.
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)", "</textarea><svg onload=alert(1)>",
        "</title><script>alert(1)</script>", "<!-- ", "]]>", "javascript:alert(1)", "&lt;b&gt;", "&#60;script&#62;",
        "{{7*7}}", "${jndi:ldap://x}", "%3Cscript%3E", "\u{202E}gnp.exe", "\u{2066}<b>\u{2069}", "שלום <b>",
        "a\u{0}b<i>",
        "\u{1B}[31m<", "\u{85}<", "髙﨑 <b>", "𠮷田<", "👩‍👩‍👧‍👦<b>", "辻\u{E0100}本<", "Ｆｕｌｌ＜ｂ＞<", "<a href=\"//evil\">",
        "'; DROP TABLE sku; --",
        String(repeating: "長", count: 5_000) + "<b>", String(repeating: "<", count: 500), "\u{FEFF}<x",
        "e\u{301}\u{301}\u{301}<",
    ]

    @Test("Interpolated text is escaped in text and in attributes")
    func escapes() {
        for text in Self.hostile { escapes(text) }
    }

    private func escapes(_ text: String) {
        let page: HTML = "<p title=\"\(text)\">\(typed: text)</p>"
        let inner = page.text.dropFirst("<p title=\"".count).dropLast("</bdi></p>".count)
        let parts = inner.components(separatedBy: "\"><bdi>")
        #expect(parts.count == 2)
        for part in parts {
            #expect(!part.contains("<") && !part.contains(">") && !part.contains("\"") && !part.contains("'"))
            #expect(!part.unicodeScalars.contains { $0.value < 0x20 && !"\t\n\r".unicodeScalars.contains($0) })
        }
        #expect(Self.unescaped(parts[0]) == Self.printable(text))
    }

    /// Reads the five entities back.
    private static func unescaped(_ text: String) -> String {
        var text = text
        for (entity, plain) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            text = text.replacing(entity, with: plain)
        }
        return text
    }

    private static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { !($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) }))
    }

    @Test("Pieces are put in as they are, and what is missing leaves nothing")
    func pieces() {
        let piece: HTML = "<b>\("&")</b>"
        let none: HTML? = nil
        let page: HTML = "<p>\(piece)\(none)\([piece, piece])\(7)\(flag: "checked", true)\(flag: "hidden", false)</p>"
        #expect(page.text == "<p><b>&amp;</b><b>&amp;</b><b>&amp;</b>7 checked</p>")
    }

    @Test("What a customer or a catalogue wrote stays text on the whole page")
    func onThePage() {
        for text in Self.hostile { onThePage(text) }
    }

    private func onThePage(_ text: String) {
        let status = Fixture.status(
            Fixture.reservation(.active, .ready) { r in
                r.lines[0] = Fixture.line(1, "KT-1010-24", text, text, price: 1, quantity: 1)
            })
        for visitor in [Fixture.japanese, Fixture.english] {
            let page = Fixture.page(status, visitor)
            for tag in ["<script", "<img src=x", "<svg onload", "onerror=alert(1)>", "<a href=\"//evil", "<b>"] {
                #expect(!page.contains(tag))
            }
        }
    }

    @Test("A page has no script, no style and no handler of its own")
    func strict() {
        for status in Fixture.states {
            let page = Fixture.page(status)
            for word in ["<script", "<style", " style=\"", " onclick", "javascript:", "http://"] {
                #expect(!page.contains(word))
            }
        }
    }

    @Test("Only pictures of the own origin are shown")
    func pictures() {
        #expect(Picture(url: "/images/bags.svg").html.text.contains("<img"))
        for url in [
            "", "//evil/x.png", "/\\evil/x.png", "https://evil/x.png", "javascript:alert(1)", "data:image/svg+xml,x",
        ] {
            #expect(!Picture(url: url).html.text.contains("<img"))
        }
    }
}
