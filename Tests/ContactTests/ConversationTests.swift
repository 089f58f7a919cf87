// SPDX-License-Identifier: Apache-2.0
import Channels
import Contact
import Customers
import Kit
import PQ
import Reservations
import ShopSupport
import Testing

@Suite("The conversation")
struct ConversationTests {
    private static let confirm = ContactPolicy(
        id: "all", priority: 1, reason: "all", withinMinutes: 60, retryMinutes: [30, 60], whenUnreachable: .release)

    private func ask(_ shop: Shop, _ text: String, on id: ReservationID) async throws -> Message {
        try await shop.desk.say(text, on: id, by: .customer, name: "山田 花子").fresh
    }

    private func reply(_ shop: Shop, _ text: String, on id: ReservationID) async throws -> Message {
        try await shop.desk.say(text, on: id, by: Shop.clerk, name: "菊地").fresh
    }

    @Test("What is said is kept in order with its events, and staff's word answers what waited")
    func order() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 1)])
            let first = try await ask(shop, " 包装できますか\r\n贈り物です \n", on: new.id)
            #expect(first.text == "包装できますか\n贈り物です")
            #expect(first.speaker == .customer && first.number == 2 && first.answeredAt == nil)
            let waiting = try await shop.desk.unanswered(locations: [Shop.s1, Shop.s2], limit: 9)
            #expect(waiting == [first])
            shop.clock.advance(by: .seconds(60))
            let second = try await reply(shop, "承ります", on: new.id)
            let all = try await shop.desk.messages(of: new.id)
            #expect(all.map(\.number) == [2, 3] && all.map(\.text) == [first.text, "承ります"])
            #expect(all.first?.answeredAt == second.at && all.last == second)
            let answered = try await shop.desk.unanswered(locations: [Shop.s1], limit: 9)
            #expect(answered.isEmpty)
            let events = try await shop.reservations.events(of: new.id).map(\.kind)
            #expect(events == [.created, .messageWritten, .messageWritten])
            let version = try await shop.reservations.find(new.id)?.version
            #expect(version == 3)
        }
    }

    @Test(
        "Empty and endless texts are refused; a program speaks in the name of the house",
        arguments: ["", " \n\u{3000} "])
    func limits(empty: String) async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 1)])
            for text in [empty, String(repeating: "長", count: 1_001)] {
                await #expect(throws: Refusal.doesNotFit("text")) { try await ask(shop, text, on: new.id) }
            }
            let longest = try await ask(shop, String(repeating: "𠮷", count: 1_000), on: new.id)
            #expect(longest.text.unicodeScalars.count == 1_000)
            let program = try await shop.desk.say("自動応答です", on: new.id, by: .program("bot"), name: "").fresh
            #expect(program.speaker == .house)
        }
    }

    @Test("A customer writes so often an hour and no oftener; staff are not bound by it")
    func tooMany() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 1)])
            for i in 0..<Limits.messagesPerHour {
                _ = try await ask(shop, "\(i)", on: new.id)
                shop.clock.advance(by: .seconds(60))
            }
            await #expect(throws: Refusal.tooManyMessages(retryAfter: 1_801)) { try await ask(shop, "x", on: new.id) }
            _ = try await reply(shop, "少々お待ちください", on: new.id)
            shop.clock.advance(by: .seconds(1_801))
            _ = try await ask(shop, "x", on: new.id)
        }
    }

    @Test("It goes on after the end of the hold, until the link ends, and moves with the reservation")
    func afterwards() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 1)])
            _ = try await ask(shop, "前の店で", on: new.id)
            let place = shop.place(at: Shop.s2)
            try await shop.carryOut(.nameProxy("山田 太郎"), .reroute(to: place), on: new.id)
            _ = try await ask(shop, "新しい店で", on: place.id)
            let texts = try await shop.desk.messages(of: place.id).map(\.text)
            #expect(texts == ["前の店で", "新しい店で"])
            let moved = try #require(try await shop.reservations.find(place.id))
            #expect(moved.proxy == "山田 太郎")
            try await shop.carryOut(.cancel(reason: "customer"), on: place.id, by: .customer)
            _ = try await ask(shop, "また今度", on: place.id)
            shop.clock.set(moved.linkEndsAt)
            await #expect(throws: Refusal.notFound(.link)) { try await ask(shop, "x", on: place.id) }
        }
    }

    @Test("One key says it once, however often it is sent at once; another text under it is refused")
    func keyed() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 1)])
            @Sendable func keyed(_ fingerprint: UInt8) -> Keyed<Message> {
                Keyed(client: "link", key: "k", fingerprint: [fingerprint]) {
                    Answered(status: 201, body: $0.id.description)
                }
            }
            let fresh = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        let done = try await shop.desk.say(
                            "一度だけ", on: new.id, by: .customer, name: "", keyed: keyed(1))
                        switch done {
                        case .now: return true
                        case .before: return false
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(fresh == 1)
            let count = try await shop.desk.messages(of: new.id).count
            #expect(count == 1)
            await #expect(throws: Refusal.keyReused) {
                try await shop.desk.say("別の言葉", on: new.id, by: .customer, name: "", keyed: keyed(2))
            }
        }
    }

    @Test(
        "The customer is told by a letter of what staff write, once until the next answer, and in the chosen language")
    func letters() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 1)])
            func letters() async throws -> [Notice] {
                try await shop.database.run(ReadNotices(new.id)).filter { $0.kind == .message }
            }
            _ = try await ask(shop, "包装できますか", on: new.id)
            let none = try await letters()
            #expect(none.isEmpty)
            _ = try await reply(shop, "承ります", on: new.id)
            _ = try await reply(shop, "のしもおつけできます", on: new.id)
            let one = try await letters()
            #expect(one.map(\.channel) == ["mail"] && one.map(\.language) == ["ja"])
            let wishes = ContactWishes(language: .en, stopped: [.mail])
            try await shop.desk.keep(wishes, on: new.id, sentTo: nil, by: .customer)
            _ = try await ask(shop, "お願いします", on: new.id)
            _ = try await reply(shop, "かしこまりました", on: new.id)
            let two = try await letters()
            #expect(Set(two.map(\.channel)) == ["mail", "sms"] && Set(two.map(\.language)) == ["ja", "en"])
            shop.clock.advance(by: .seconds(Limits.followUpSeconds))
            _ = try await reply(shop, "ご用意できました", on: new.id)
            let three = try await letters()
            #expect(three.count == 3)
            #expect(try await shop.reservations.find(new.id)?.recipient.wishes == wishes)
            // It was shown, not sent: it speaks for this reservation and for nothing else.
            #expect(try await shop.customers.stopped([Shop.mail]).isEmpty)
            #expect(try await shop.reserve([("A", 1)]).recipient.wishes == ContactWishes(language: .ja, stopped: []))
        }
    }

    @Test("A customer who says they come needs no call, and an agent who had the task reads that it is closed")
    func confirmed() async throws {
        try await withShop(ShopPlan(contact: [Self.confirm])) { shop in
            let new = try await shop.reserve([("A", 1)])
            let task = try #require(try await shop.desk.claim(by: Shop.agent, locations: []))
            let after = try await shop.desk.confirm(new.id, by: .customer).fresh
            #expect(after.contact == .reachedConfirmed)
            let settled = try await shop.desk.history(of: new.id).tasks
            #expect(settled.map(\.state) == [.done] && settled.map(\.outcome) == ["confirmed"])
            await #expect(throws: Refusal.taskClosed) {
                try await shop.desk.log(shop.attempt(.confirmed), on: task.id, by: Shop.agent, role: .agent)
            }
            // Told again it is nothing new.
            let again = try await shop.desk.confirm(new.id, by: .customer).fresh
            #expect(again.version == after.version)
            let other = try await shop.reserve([("A", 1)], for: shop.anybody())
            try await shop.carryOut(.cancel(reason: "x"), on: other.id)
            await #expect(throws: Refusal.alreadyReleased) { try await shop.desk.confirm(other.id, by: .customer) }
        }
    }

    @Test("Where nobody asks there is nothing to confirm; a callback still waits after a confirmation")
    func nothingToConfirm() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 1)])
            await #expect(throws: Refusal.taskClosed) { try await shop.desk.confirm(new.id, by: .customer) }
            let asked = try await shop.reserve([("A", 1)], wantsContact: true)
            _ = try await shop.desk.askCallback(asked.id, by: .customer)
            let after = try await shop.desk.confirm(asked.id, by: .customer).fresh
            #expect(after.contact == .pending)
            let open = try await shop.desk.open(locations: [], after: nil, limit: 9).map(\.purpose)
            #expect(open == [.callback])
        }
    }

    @Test("A customer who chooses about every missing unit is reached, and nobody need call")
    func chosen() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 2), ("B", 1)])
            try await shop.carryOut(
                .pick(
                    items: [.init(line: 1, found: 1, short: .mismatch), .init(line: 2, found: 0, short: .mismatch)],
                    staging: nil), on: new.id)
            let first = try await shop.desk.choose(.drop(line: 1), line: 1, on: new.id, by: .customer).fresh
            #expect(first.contact == .pending && first.hasMissing)
            let second = try await shop.desk.choose(
                .wait(line: 2, from: Shop.w1), line: 2, on: new.id, by: .customer
            ).fresh
            #expect(second.contact == .reachedChanged && second.fulfilment == .awaitingStock)
            let open = try await shop.desk.open(locations: [], after: nil, limit: 9)
            #expect(open.isEmpty)
        }
    }

    @Test("A customer's coming is told once a step, by however many taps at once, and never taken back")
    func coming() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 1)])
            await #expect(throws: Refusal.wrongStep(step: "here", fulfilment: "requested")) {
                try await shop.carryOut(.come(.here), on: new.id, by: .customer)
            }
            try await shop.carryOut(.accept, on: new.id)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for i in 0..<20 {
                    group.addTask {
                        let arrival: Arrival = i % 2 == 0 ? .onMyWay : .here
                        _ = try await shop.reservations.perform(.come(arrival), on: new.id, by: .customer)
                    }
                }
                try await group.waitForAll()
            }
            let after = try #require(try await shop.reservations.find(new.id))
            #expect(after.arrival == .here && after.arrivalAt == shop.clock.now)
            let kinds = try await shop.reservations.events(of: new.id).map(\.kind)
            let told = kinds.filter { $0 == .onMyWay || $0 == .here }
            #expect(told == [.onMyWay, .here] || told == [.here])
        }
    }

    @Test("The named proxy is the collector, unless the counter says another or nobody", arguments: [nil, "", "山田 次郎"])
    func proxies(said: String?) async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 1)])
            try await shop.makeReady(new.id)
            try await shop.carryOut(.nameProxy("山田 太郎"), on: new.id, by: .customer)
            let after = try await shop.carryOut(
                .collect(items: [], proof: .link, proxy: said, rest: .keep), on: new.id)
            #expect(after.collector == (said ?? "山田 太郎"))
            let last = try await shop.reservations.events(of: new.id).last
            #expect(last?.data["proxy"] == .bool(said != ""))
        }
    }
}
