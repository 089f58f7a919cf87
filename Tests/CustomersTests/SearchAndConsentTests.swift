// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import TestSupport
import Testing

@Suite("Searching, and the customer's word")
struct SearchAndConsentTests {
    @Test("A customer is found by what is at hand")
    func search() async throws {
        try await withCustomers { (customers: Customers) async throws in
            let id = try await customers.findOrCreate(
                .of("髙橋　一郎", kana: "たかはし いちろう", phone: "090-0000-4321", mail: "ichiro@example.jp")
            ).id
            _ = try await customers.findOrCreate(.of("Anne Smith", phone: "090-0000-9999"))
            for text in [
                "090-0000-4321", "4321", "ICHIRO@example.jp", "髙橋", "髙橋一", "髙橋 一郎", "タカハシ", "たかはし い", "ﾀｶﾊｼ", "\(id)",
            ] {
                #expect(try await customers.search(text).map(\.id) == [id], "by \(text)")
            }
            _ = try await customers.findOrCreate(.of("\u{FA19}谷", phone: "090-0000-7777"))
            #expect(try await customers.search("\u{FA19}").map(\.phone?.lastFour) == ["7777"])
            #expect(try await customers.search("anne s").map(\.name) == ["Anne Smith"])
            for text in ["", "橋", "5555", "0000", "nobody@example.jp", "%", "_", "\u{0}", "髙橋\u{10FFFF}"] {
                #expect(try await customers.search(text).isEmpty, "by \(text)")
            }
        }
    }

    @Test("A search returns a page at most")
    func limited() async throws {
        try await withCustomers { (customers: Customers) async throws in
            for i in 0..<Limits.customersPerSearch + 5 {
                _ = try await customers.findOrCreate(.of("佐藤\(i)", externalID: "web-\(i)"))
            }
            #expect(try await customers.search("佐藤").count == Limits.customersPerSearch)
            #expect(try await customers.search("佐藤", limit: 3).count == 3)
            #expect(try await customers.search("佐藤", limit: 1_000).count == Limits.customersPerSearch)
        }
    }

    @Test("The newest word decides whether a customer may be contacted")
    func consent() async throws {
        try await withCustomers { (customers: Customers, effects: SetEffects) async throws in
            let id = try await customers.findOrCreate(.of("山田花子", phone: "090-0000-0001")).id
            func may(_ purpose: ContactPurpose) async throws -> Bool {
                try await customers.mayContact(id, channel: .phone, purpose: purpose)
            }
            #expect(try await may(.reservation))
            #expect(try await !may(.marketing))
            try await customers.stop(id, channel: .phone, purpose: .reservation, author: .customer)
            #expect(try await !may(.reservation))
            #expect(try await customers.mayContact(id, channel: .mail, purpose: .reservation))
            try await customers.grant(id, channel: .phone, purpose: .reservation, author: .customer)
            #expect(try await !may(.reservation), "of two words of one moment, the no")
            effects.advance(by: .seconds(1))
            try await customers.grant(id, channel: .phone, purpose: .reservation, author: .customer)
            #expect(try await may(.reservation))
            effects.advance(by: .seconds(-60))
            try await customers.stop(id, channel: .phone, purpose: .reservation, author: .customer)
            #expect(try await may(.reservation), "an older word that comes late changes nothing")
        }
    }
}
