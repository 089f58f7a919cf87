// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import torioki

@Suite("What programs import is told to head office, and to nobody else")
struct ImportChangeTests {
    @Test("A file that a person sends over the API leaves one change, which no listener of events hears of")
    func overTheAPI() async throws {
        try await ServedHouse.with { served async throws in
            var listener = try await StreamReader(served, as: served.people.web)
            func send(_ query: String, _ draw: Int = 0) async throws -> HTTPAnswer {
                try await served.client.send(
                    "POST", "/v1/imports?name=goods.csv\(query)",
                    headers: ServedHouse.headers(served.people.supervisor, key: "import\(query)\(draw)") + [
                        ("Content-Type", "text/csv")
                    ],
                    body: Array("sku,name,price\nNEW-1,急須,3300\nNEW-2,湯呑,abc\n".utf8))
            }
            for (draw, query) in ["&dry_run=true", "&all_or_nothing=true", "", ""].enumerated() {
                let status = try await send(query, draw).status
                #expect(status == 200, "\(query)")
            }
            let changes = try await served.house.database.run(ListChanges(kind: .importing, limit: 9))
            #expect(changes.map(\.subject) == ["goods.csv"] && changes.map(\.act) == [.imported])
            let author = changes.first?.author ?? ""
            #expect(author.hasPrefix("staff:stf_"))
            // The next thing that anybody hears is the next reservation.
            let id = try await served.reserve().id
            let heard = try await listener.next()
            #expect(heard.kind == "reservation.created" && heard.data["subject"]?.string == id, "\(heard)")
            await listener.close()
        }
    }
}
