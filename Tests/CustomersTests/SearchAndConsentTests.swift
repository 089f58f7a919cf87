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
            let id = try await customers.keep(
                .of("髙橋　一郎", kana: "たかはし いちろう", phone: "090-0000-4321", mail: "ichiro@example.jp")
            ).id
            _ = try await customers.keep(.of("Anne Smith", phone: "090-0000-9999"))
            for text in [
                "090-0000-4321", "4321", "ICHIRO@example.jp", "髙橋", "髙橋一", "髙橋 一郎", "タカハシ", "たかはし い", "ﾀｶﾊｼ", "\(id)",
            ] {
                #expect(try await customers.search(text).map(\.id) == [id], "by \(text)")
            }
            _ = try await customers.keep(.of("\u{FA19}谷", phone: "090-0000-7777"))
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
                _ = try await customers.keep(.of("佐藤\(i)", externalID: "web-\(i)"))
            }
            #expect(try await customers.search("佐藤").count == Limits.customersPerSearch)
            #expect(try await customers.search("佐藤", limit: 3).count == 3)
            #expect(try await customers.search("佐藤", limit: 1_000).count == Limits.customersPerSearch)
        }
    }

    @Test("The newest word of an address's owner decides whether it may be used")
    func words() async throws {
        try await withCustomers { (customers: Customers, effects: SetEffects) async throws in
            let phone = ContactAddress(kind: .phone, value: "+819000000001")
            let mail = ContactAddress(kind: .mail, value: "hanako@example.jp")
            func say(_ granted: Bool) async throws {
                try await customers.keep(
                    [ContactWord(phone, .phone, granted: granted, for: .reservation)], by: .customer)
            }
            func stopped() async throws -> Set<ContactChannel> { try await customers.stopped([mail, phone]) }
            #expect(try await stopped().isEmpty)
            try await say(false)
            #expect(try await stopped() == [.phone])
            #expect(try await customers.stopped([phone], for: .marketing).isEmpty)
            try await say(true)
            #expect(try await stopped() == [.phone], "of two words of one moment, the no")
            effects.advance(by: .seconds(1))
            try await say(true)
            #expect(try await stopped().isEmpty)
            effects.advance(by: .seconds(-60))
            try await say(false)
            #expect(try await stopped().isEmpty, "an older word that comes late changes nothing")
        }
    }
}
