// SPDX-License-Identifier: Apache-2.0
import Channels
import Customers
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import Synchronization
import Testing

@Suite("Notices")
struct NoticeTests {
    private func kinds(_ shop: Shop, _ id: ReservationID) async throws -> [Notice.Kind] {
        try await shop.database.run(ReadNotices(id)).map(\.kind)
    }

    @Test("Each change tells the customer once, on one channel, or not at all")
    func once() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 2), ("B", 1)])
            try await shop.carryOut(
                .accept,
                .pick(
                    items: [.init(line: 1, found: 1, short: .mismatch), .init(line: 2, found: 0, short: .mismatch)],
                    staging: nil), .drop(line: 1), .wait(line: 2, from: Shop.w1), .ship(from: nil), .arrive,
                .pick(items: [], staging: nil), .ready(staging: "A-1"), .unready(reason: "x"), .ready(staging: "A-1"),
                .extend(until: nil), .collect(items: [], proof: .link, proxy: nil, rest: .keep), on: new.id)
            #expect(
                try await kinds(shop, new.id).map(\.rawValue).sorted()
                    == [
                        "awaiting_transfer", "collected", "extended", "ready", "ready", "ready_revoked", "received",
                        "short",
                    ])
            let all = try await shop.database.run(ReadNotices(new.id))
            #expect(all.allSatisfy { $0.channel == "mail" && $0.recipient == "hanako@shop.example" })
            for (command, kind) in [
                (Command.cancel(reason: "x"), Notice.Kind.cancelled),
                (.reject(reason: .noVariance, note: ""), .rejected),
                (.reroute(to: shop.place(at: Shop.s2)), .rerouted),
            ] {
                let other = try await shop.reserve([("D", 1)], at: Shop.s1)
                if kind == .rerouted {
                    try await shop.fill([Shop.s2: ["D": 1]])
                }
                try await shop.carryOut(command, on: other.id)
                #expect(Set(try await kinds(shop, other.id)) == [.received, kind])
            }
            let lapsed = try await shop.reserve([("A", 1)])
            shop.clock.advance(by: .seconds(9 * 86_400))
            // The rerouted one lapses as well.
            #expect(try await shop.expiry.sweep() == 2)
            #expect(try await kinds(shop, lapsed.id) == [.received, .expired])
        }
    }

    @Test("A stopped channel is not used; with none left the change happens in silence")
    func stopped() async throws {
        try await withShop { shop in
            try await shop.stop(.mail, of: Shop.mail)
            let sms = try await shop.reserve([("A", 1)])
            #expect(try await shop.database.run(ReadNotices(sms.id)).map(\.channel) == ["sms"])
            try await shop.stop(.sms, of: Shop.phone)
            let silent = try await shop.reserve([("A", 1)])
            #expect(try await kinds(shop, silent.id).isEmpty)
            #expect(try await kinds(shop, shop.reserve([("A", 1)], for: shop.anybody()).id).isEmpty)
        }
    }

    @Test("A refused reservation tells nobody, and one sent twice tells once")
    func refused() async throws {
        try await withShop { (shop: Shop) async throws in
            await #expect(throws: Refusal.self) { try await shop.reserve([("C", 3)]) }
            let outbox = Outbox()
            #expect(try await dispatcher(shop, outbox).round() == 0)
        }
    }

    /// Keeps what was sent; fails as often as it is told to.
    private final class Outbox: Channel {
        let name = "mail"
        let state = Mutex<(letters: [Letter], failures: [ChannelFailure])>(([], []))

        func send(_ letter: Letter) async throws(ChannelFailure) {
            let failure = state.withLock { state -> ChannelFailure? in
                if !state.failures.isEmpty { return state.failures.removeFirst() }
                state.letters.append(letter)
                return nil
            }
            if let failure { throw failure }
        }

        var letters: [Letter] { state.withLock { $0.letters } }
    }

    private func dispatcher(_ shop: Shop, _ outbox: Outbox) -> Dispatcher {
        Dispatcher(
            reservations: shop.reservations, places: shop.places, channels: [outbox],
            link: { reservation, _ in Shop.link + reservation.id.description })
    }

    @Test("Queued notices are sent once, by however many dispatchers, in the customer's language and without the goods")
    func sending() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 1)])
            try await shop.makeReady(new.id)
            let outbox = Outbox()
            let tried = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await dispatcher(shop, outbox).round() } }
                return try await group.reduce(0, +)
            }
            #expect(tried == 2)
            #expect(outbox.letters.count == 2)
            for letter in outbox.letters {
                #expect(letter.language == "ja")
                #expect(letter.text.contains(Shop.link + new.id.description) && letter.text.contains("銀座店"))
                #expect(!letter.text.contains("品A") && !letter.subject.contains("品A"))
            }
            let notices = try await shop.database.run(ReadNotices(new.id))
            #expect(notices.allSatisfy { $0.state == .accepted && $0.acceptedAt == shop.clock.now && $0.attempts == 1 })
        }
    }

    @Test("A failure is tried again later and stays visible in the end; one that is final is not repeated")
    func failing() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 1)])
            let outbox = Outbox()
            outbox.state.withLock { $0.failures = [ChannelFailure("busy", isFinal: false)] }
            #expect(try await dispatcher(shop, outbox).round() == 1)
            #expect(try await shop.database.run(ReadNotices(new.id)).map(\.failure) == ["busy"])
            #expect(try await dispatcher(shop, outbox).round() == 0)
            shop.clock.advance(by: .seconds(60))
            #expect(try await dispatcher(shop, outbox).round() == 1)
            #expect(try await shop.database.run(ReadNotices(new.id)).map(\.state) == [.accepted])

            let final = try await shop.reserve([("A", 1)])
            outbox.state.withLock { $0.failures = [ChannelFailure("no such mailbox", isFinal: true)] }
            #expect(try await dispatcher(shop, outbox).round() == 1)
            shop.clock.advance(by: .seconds(86_400))
            #expect(try await dispatcher(shop, outbox).round() == 0)
            #expect(try await shop.database.run(ReadNotices(final.id)).map(\.state) == [.failed])

            let often = try await shop.reserve([("A", 1)])
            outbox.state.withLock { $0.failures = Array(repeating: ChannelFailure("busy", isFinal: false), count: 9) }
            var rounds = 0
            while try await dispatcher(shop, outbox).round() > 0 {
                rounds += 1
                shop.clock.advance(by: .seconds(36_000))
            }
            #expect(rounds == 6)
            #expect(try await shop.database.run(ReadNotices(often.id)).map(\.state) == [.failed])
        }
    }
}
