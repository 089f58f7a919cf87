// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@testable import Stock

@Suite("Addresses of pictures")
struct PictureAddressTests {
    @Test(
        "A path of ours and an address of the web are taken",
        arguments: [
            "/images/kitchen.svg", "https://cdn.example/a.jpg?v=1#x", "HTTP://cdn.example:8080/a", "/",
            "https://画像.example/鉄.jpg",
        ])
    func good(text: String) { #expect(PictureAddress.isGood(text)) }

    private static let strange = [
        "javascript:alert(1)", "JavaScript:alert(1)", "data:image/svg+xml,<svg/>", "//elsewhere.example/a",
        "/\\elsewhere",
        "vbscript:x", "file:///etc/passwd", "https:elsewhere", "https://", "https:///a", "http://user:pw@host/a",
        "images/a.svg", "java\tscript:alert(1)", "https://a b", "blob:https://a/b", " /a", "https://:80/",
    ]

    @Test("Anything else is not", arguments: strange)
    func bad(text: String) {
        #expect(!PictureAddress.isGood(text))
        #expect(PictureAddress.shown(text).isEmpty)
    }

    @Test("An import refuses such an address, or leaves what stands, and what was kept before is not given on")
    func doors() async throws {
        try await TestDatabase.with(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
            let importer = Importer(database: database, effects: .system)
            let own = "sku,name,price,image_url\nA,Pan,100,javascript:alert(1)\nB,Pot,100,/images/b.svg\n"
            let report = try await importer.run(
                ImportSource(name: "own.csv", bytes: Array(own.utf8)), ImportOptions(author: .duty("test")))
            #expect(report.failed == 1 && report.faults.map(\.reason) == [.badPicture])
            let shopify =
                "Handle,Title,Variant SKU,Variant Price,Image Src\npot,Pot,B,100,\"data:image/svg+xml,<svg/>\"\n"
            let warned = try await importer.run(
                ImportSource(name: "shopify.csv", bytes: Array(shopify.utf8)), ImportOptions(author: .duty("test")))
            #expect(warned.failed == 0 && warned.faults.map(\.reason) == [.badPicture])
            let pot = try await database.first(LockSKU(sku: SKU(stored: "B")))
            #expect(pot?.imageURL == "/images/b.svg")
            try await database.execute("UPDATE sku SET image_url = 'javascript:alert(1)' WHERE sku = 'B'")
            let old = try await database.first(LockSKU(sku: SKU(stored: "B")))
            #expect(old?.imageURL == "")
        }
    }
}
