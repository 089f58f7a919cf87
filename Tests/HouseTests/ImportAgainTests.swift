// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import torioki

@Suite("A stock file that is sent again")
struct ImportAgainTests {
    private static let file = "location,sku,on_hand\nS001,A,5\n"

    private func send(
        _ served: ServedHouse, key: String?, _ query: String = "", _ text: String = file
    ) async throws -> HTTPAnswer {
        try await served.client.send(
            "POST", "/v1/imports?name=stock.csv\(query)",
            headers: ServedHouse.headers(served.people.web, key: key) + [("Content-Type", "text/csv")],
            body: Array(text.utf8))
    }

    private func move(_ served: ServedHouse, _ movement: JSON) async throws -> HTTPAnswer {
        try await served.post(
            "/v1/stock/movements", ["location": "S001", "movements": [movement]], as: served.people.clerk)
    }

    private func onHand(_ served: ServedHouse) async throws -> JSON? {
        try await served.get("/v1/availability?sku=A&location=S001", as: served.people.web).json["items"]?[0]?[
            "on_hand"]
    }

    @Test("Under its key it is answered as before, and the sale of since stands; without a key nothing is taken")
    func retried() async throws {
        try await ServedHouse.with { served async throws in
            #expect(try await send(served, key: nil).json["code"] == "TRK-106")
            let first = try await send(served, key: "upload")
            #expect(first.status == 200 && first.json["as_of"]?.string != nil)
            #expect(try await move(served, ["sku": "A", "kind": "sold", "quantity": 2]).status == 201)
            let again = try await send(served, key: "upload")
            #expect(again.body == first.body && again.header("Idempotency-Replayed") == "true")
            #expect(try await onHand(served) == 3)
            #expect(try await send(served, key: "upload", "", Self.file + "S001,B,1\n").json["code"] == "TRK-316")
        }
    }

    @Test("With a moment it may come under any key, by file or by count, and is told when a later count stands")
    func moment() async throws {
        try await ServedHouse.with { served async throws in
            let moment = served.clock.now.rfc3339()
            let asOf = "&as_of=\(moment.replacing("+", with: "%2B"))"
            #expect(try await send(served, key: "1", asOf).json["as_of"]?.string == moment)
            served.clock.advance(by: .seconds(60))
            #expect(try await move(served, ["sku": "A", "kind": "sold", "quantity": 2]).status == 201)
            let again = try await send(served, key: "2", asOf)
            #expect(again.json["counts"]?["stock"]?["unchanged"] == 1)
            let counted: JSON = ["sku": "A", "kind": "counted", "quantity": 5, "as_of": .string(moment)]
            #expect(try await move(served, counted).status == 201)
            #expect(try await onHand(served) == 3)
            served.clock.advance(by: .seconds(60))
            #expect(try await move(served, ["sku": "A", "kind": "counted", "quantity": 4]).status == 201)
            let late = try await send(served, key: "3", asOf)
            #expect(late.json["faults"]?[0]?["code"] == "overtaken" && late.json["failed"] == 0)
            #expect(try await onHand(served) == 4)
            for wrong in ["2000-01-01T00:00:00Z", "2999-01-01T00:00:00Z"] {
                #expect(try await send(served, key: wrong, "&as_of=\(wrong)").status == 422)
                let old: JSON = ["sku": "A", "kind": "counted", "quantity": 5, "as_of": .string(wrong)]
                #expect(try await move(served, old).status == 422)
            }
            #expect([400, 422].contains(try await send(served, key: "x", "&as_of=yesterday").status))
            let sold: JSON = ["sku": "A", "kind": "sold", "quantity": 1, "as_of": .string(moment)]
            #expect(try await move(served, sold).status == 422)
        }
    }

    @Test("A figure below zero is told, and nobody can reserve of it")
    func belowZero() async throws {
        try await ServedHouse.with { served async throws in
            let report = try await send(served, key: "k", "", "location,sku,on_hand\nS001,A,-1\n")
            #expect(report.json["faults"]?[0]?["code"] == "below_zero" && report.json["warnings"] == 1)
            let item = try await served.get("/v1/availability?sku=A&location=S001", as: served.people.web).json[
                "items"]?[0]
            #expect(item?["on_hand"] == -1 && item?["available"] == 0)
            let wish = ServedHouse.request([("A", 1)], at: Shop.s1, number: 1)
            #expect(try await served.post("/v1/reservations", wish, as: served.people.web).status == 409)
            #expect(try await served.get("/v1/shortages", as: served.people.clerk).json["items"] == [])
        }
    }
}
