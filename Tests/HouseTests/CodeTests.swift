// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import Stock
import TestSupport
import Testing

@Suite("Codes that several goods bear")
struct CodeTests {
    private static let code = "4599999001076"

    /// Puts two SKUs on sale that bear one JAN, the shorter name first; gives the answer to a wish for it.
    private func ask(_ stocked: [String], _ served: ServedHouse) async throws -> HTTPAnswer {
        let gtin = try #require(GTIN(Self.code))
        _ = try await served.database.run(
            UpsertSKUs(
                [
                    CatalogueItem(sku: SKU(stored: "OLDPACK"), gtin: gtin, name: "皿", price: 100),
                    CatalogueItem(sku: SKU(stored: "NEWPACK"), gtin: gtin, name: "皿（新）", price: 120),
                ], at: served.clock.now))
        for sku in stocked {
            let body: JSON = [
                "location": "S001",
                "movements": [["sku": .string(sku), "kind": "received", "quantity": 4]],
            ]
            #expect(try await served.post("/v1/stock/movements", body, as: served.people.web).status < 300)
        }
        var body = ServedHouse.request([]).object ?? [:]
        body["lines"] = [["gtin": .string(Self.code), "quantity": 1]]
        return try await served.post("/v1/reservations", .object(body), as: served.people.web)
    }

    @Test("Of two SKUs with one JAN the one on the shelf is meant", arguments: ["OLDPACK", "NEWPACK"])
    func present(sku: String) async throws {
        try await ServedHouse.with { served async throws in
            let answer = try await ask([sku], served)
            #expect(answer.status == 201, "\(answer.text)")
            #expect(answer.json["lines"]?.array?.first?["sku"]?.string == sku)
        }
    }

    @Test(
        "Where both are there, or neither, it is said which SKUs bear the code",
        arguments: [["OLDPACK", "NEWPACK"], []])
    func ambiguous(stocked: [String]) async throws {
        try await ServedHouse.with { served async throws in
            let answer = try await ask(stocked, served)
            #expect(answer.status == 422 && answer.json["code"] == "TRK-324", "\(answer.text)")
            #expect(answer.json["gtin"]?.string == Self.code)
            #expect(Set(answer.json["skus"]?.array?.compactMap(\.string) ?? []) == ["OLDPACK", "NEWPACK"])
        }
    }
}
