// SPDX-License-Identifier: Apache-2.0
import Channels
import Contact
import Customers
import Kit
import PQ
import Reservations
import ShopSupport
import Synchronization
import Testing

@Suite("Wishes, and whose word it is")
struct WishTests {
    private static let asked = ContactPolicy(
        id: "asked", priority: 1, reason: "asked", whenAsked: true, withinMinutes: 60, retryMinutes: [30])
    private static let everybody = ContactPolicy(
        id: "all", priority: 2, reason: "all", withinMinutes: 60, retryMinutes: [30])

    /// What somebody types at an open door: the customer's own number, and a mail address of their own.
    private func typed(_ mail: String = "stranger@example.com") throws -> CustomerDraft {
        try CustomerDraft(
            name: #require(PersonName("ある 人")), phone: PhoneNumber(stored: Shop.phone.value),
            mail: MailAddress(stored: mail))
    }

    private func reserve(
        _ shop: Shop, _ draft: CustomerDraft, wantsContact: Bool = false
    ) async throws -> Reservation {
        try await shop.reservations.reserve(
            ReservationRequest(
                location: Shop.s1, kind: .reserve, customer: .given(draft),
                lines: [(sku: SKU(stored: "A"), quantity: 1)],
                wantsContact: wantsContact),
            by: .customer
        ).fresh
    }

    @Test("Who wants no calls is not called, whoever types the number; a stranger's wish lifts nobody's word")
    func strangers() async throws {
        try await withShop(ShopPlan(contact: [Self.asked])) { shop in
            try await shop.stop(.phone, of: Shop.phone)
            let new = try await reserve(shop, try typed(), wantsContact: true)
            // Settled at once, in writing where a way is left: nobody waits for a call that nobody will make.
            #expect(new.recipient.wishes.stopped == [.phone])
            let tasks = try await shop.desk.history(of: new.id).tasks
            #expect(tasks.map(\.channel) == [.mail] && new.contact == .pending)
            await #expect(throws: Refusal.contactStopped) {
                _ = try await shop.desk.askCallback(new.id, by: .customer)
            }
            await #expect(throws: Refusal.contactStopped) {
                let mail = ContactAddress(kind: .mail, value: "stranger@example.com")
                _ = try await shop.desk.askCallback(new.id, by: .customer, sentTo: mail)
            }
            #expect(try await shop.customers.stopped([Shop.phone]) == [.phone])
        }
    }

    @Test(
        "The owner's newest word decides: by a link that was sent to the number, by its proof, or through staff",
        arguments: ["link", "proof", "staff"])
    func owners(way: String) async throws {
        try await withShop(ShopPlan(contact: [Self.asked])) { shop in
            try await shop.stop(.phone, of: Shop.phone)
            let new = try await reserve(shop, try typed())
            shop.clock.advance(by: .seconds(1))
            if way == "proof" { try await shop.customers.prove(Shop.phone, of: new.customer, by: "link") }
            let after = try await shop.desk.askCallback(
                new.id, by: way == "staff" ? .staff(Shop.agent, .agent) : .customer,
                sentTo: way == "link" ? Shop.phone : nil
            ).fresh
            #expect(after.contact == .pending && after.recipient.wishes.stopped.isEmpty)
            #expect(try await shop.customers.stopped([Shop.phone]).isEmpty)
            #expect(try await shop.desk.claim(by: Shop.agent, locations: [])?.reservation == new.id)
        }
    }

    @Test("A wish behind a link that was shown holds for its reservation and for nothing else")
    func shown() async throws {
        try await withShop(ShopPlan(contact: [Self.everybody])) { shop in
            let (first, second) = (try await shop.reserve([("A", 1)]), try await shop.reserve([("A", 1)]))
            let wishes = ContactWishes(language: .en, stopped: [.mail, .sms, .phone])
            try await shop.desk.keep(wishes, on: first.id, sentTo: nil, by: .customer)
            let now = try #require(try await shop.reservations.find(first.id))
            // With the last way its task is settled: nobody would do it.
            #expect(now.recipient.wishes == wishes && now.contact == .notNeeded)
            #expect(try await shop.desk.history(of: first.id).tasks.map(\.outcome) == ["channel_stopped"])
            #expect(try await shop.reservations.find(second.id) == second)
            #expect(try await shop.customers.stopped([Shop.mail, Shop.phone]).isEmpty)
            let third = try await shop.reserve([("A", 1)])
            #expect(third.recipient.wishes == ContactWishes(language: .ja, stopped: []) && third.contact == .pending)
            // Whoever holds the link may ask to be called all the same: it was this reservation's own wish.
            let asks = try await shop.desk.askCallback(first.id, by: .customer).fresh
            #expect(asks.contact == .pending && asks.recipient.wishes.stopped == [.mail, .sms])
        }
    }

    @Test("A wish by a link that was sent to the address holds for the address, and for nothing of other addresses")
    func sent() async throws {
        try await withShop { shop in
            let (first, second) = (try await shop.reserve([("A", 1)]), try await shop.reserve([("A", 1)]))
            let wishes = ContactWishes(language: .ja, stopped: [.mail, .phone])
            try await shop.desk.keep(wishes, on: first.id, sentTo: Shop.mail, by: .customer)
            #expect(try await shop.customers.stopped([Shop.mail, Shop.phone]) == [.mail])
            #expect(try await shop.reservations.find(second.id)?.recipient.wishes.stopped == [.mail])
            #expect(try await reserve(shop, try typed(Shop.mail.value)).recipient.wishes.stopped == [.mail])
        }
    }

    @Test("A customer without a number is not promised a call")
    func numberless() async throws {
        try await withShop { shop in
            let draft = try CustomerDraft(
                name: #require(PersonName("ある 人")), mail: MailAddress(stored: "m@example.com"))
            let new = try await reserve(shop, draft)
            await #expect(throws: Refusal.doesNotFit("phone")) {
                _ = try await shop.desk.askCallback(new.id, by: .customer)
            }
        }
    }

    @Test("Ten reservations under a number lock its owner out of nothing, and a refused one leaves nothing behind")
    func limits() async throws {
        try await withShop(ShopPlan(policies: [Self.two])) { shop in
            for _ in 0..<4 { _ = try await reserve(shop, try typed()) }
            _ = try await shop.reserve([("A", 1)])
            _ = try await shop.reserve([("A", 1)])
            await #expect(throws: Refusal.tooManyOpen(2)) { try await shop.reserve([("A", 1)]) }
            let before = try await shop.customers.records(of: Shop.phone).count
            await #expect(throws: Refusal.self) {
                try await shop.reservations.reserve(
                    ReservationRequest(
                        location: Shop.s1, kind: .reserve, customer: .given(try typed()),
                        lines: [(sku: SKU(stored: "A"), quantity: 9_999)]), by: .customer)
            }
            #expect(try await shop.customers.records(of: Shop.phone).count == before)
        }
    }

    private static let two = ReservationPolicy(
        id: "two", holdDays: 3, readyMinutes: 120, extensionDays: 2, customerExtensions: 1, clerkExtensions: 2,
        agentExtensions: 3, openPerCustomer: 2)

    /// Takes letters.
    private final class Sent: Channel {
        let name: String
        let recipients = Mutex<[String]>([])

        init(_ name: String) { self.name = name }

        func send(_ letter: Letter) async throws(ChannelFailure) { recipients.withLock { $0.append(letter.recipient) } }
    }

    @Test("An address that nobody has proved is sent a few letters an hour; the others wait, and go out later")
    func flood() async throws {
        try await withShop { shop in
            let mail = Sent("mail")
            let dispatcher = Dispatcher(
                reservations: shop.reservations, places: shop.places, channels: [mail], link: { _, _ in "x" })
            var all: [ReservationID] = []
            for _ in 0..<Limits.lettersToUnproved + 2 { all.append(try await reserve(shop, try typed()).id) }
            let own = try await shop.reserve([("B", 1)])
            _ = try await dispatcher.round()
            #expect(mail.recipients.withLock { $0.count { $0 == "stranger@example.com" } } == Limits.lettersToUnproved)
            // What waits is seen, and says why.
            var held: [Notice] = []
            for id in all { held += try await shop.database.run(ReadNotices(id)).filter { $0.state == .queued } }
            #expect(held.count == 2 && held.allSatisfy { $0.failure.contains("unproved") })
            #expect(try await shop.database.run(ReadNotices(own.id)).map(\.state) == [.accepted])
            shop.clock.advance(by: .seconds(3_601))
            _ = try await dispatcher.round()
            #expect(
                mail.recipients.withLock { $0.count { $0 == "stranger@example.com" } } == Limits.lettersToUnproved + 2)
        }
    }

    @Test("An SMS goes to a number of another country only once it is proved")
    func countries() async throws {
        try await withShop { shop in
            let sms = Sent("sms")
            let dispatcher = Dispatcher(
                reservations: shop.reservations, places: shop.places, channels: [sms], link: { _, _ in "x" })
            let far = ContactAddress(kind: .phone, value: "+88213300000")
            let draft = try CustomerDraft(
                name: #require(PersonName("ある 人")), phone: PhoneNumber(stored: far.value))
            let new = try await reserve(shop, draft)
            _ = try await dispatcher.round()
            #expect(try await shop.database.run(ReadNotices(new.id)).map(\.state) == [.failed])
            try await shop.customers.prove(far, of: new.customer, by: "link")
            try await shop.makeReady(new.id)
            _ = try await dispatcher.round()
            #expect(sms.recipients.withLock { $0 } == [far.value])
        }
    }
}
