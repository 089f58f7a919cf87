// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Site

@Suite("Where a sign-in leads")
struct DestinationTests {
    @Test("Only to a page of ours", arguments: ["/hq", "/store/S001?lang=en", "/hq?store=S001&q=%E7%9A%BF", "/"])
    func ours(to: String) { #expect(Site.destination(to) == to) }

    @Test(
        "Never to another site, however a browser may read the address",
        arguments: [
            "", "//evil.example", "/\\evil.example", "\\evil.example", "/\t/evil.example", "/\n/evil.example",
            "/\r/evil.example",
            " //evil.example", "/\u{0}/evil.example", "https://evil.example", "evil.example", "javascript:alert(1)",
            "/hq\\..\\evil", "/\u{3000}/evil.example",
        ])
    func others(to: String) { #expect(Site.destination(to) == nil) }
}
