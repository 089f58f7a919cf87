// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import Synchronization
import Testing

@Suite("The agents' desk")
struct DeskTests {
    static let all = ContactPolicy(
        id: "all", priority: 1, reason: "all", withinMinutes: 60, retryMinutes: [30, 60], whenUnreachable: .release)
    private let other = StaffID(unique: UniqueID(high: 9, low: 9))

    private func withTasks(_ body: (Shop) async throws -> Void) async throws {
        try await withShop(ShopPlan(contact: [Self.all]), body)
    }

    @Test("The task with the least slack comes first; a live offer is given again, a lapsed one to others")
    func offers() async throws {
        try await withTasks { shop in
            let first = try await shop.reserve([("A", 1)])
            shop.clock.advance(by: .seconds(60))
            let second = try await shop.reserve([("A", 1)], at: Shop.s2)
            let mine = try #require(try await shop.desk.claim(by: Shop.agent, locations: []))
            #expect(mine.reservation == first.id)
            #expect(try await shop.desk.claim(by: Shop.agent, locations: [])?.id == mine.id)
            let theirs = try #require(try await shop.desk.claim(by: other, locations: []))
            #expect(theirs.reservation == second.id)
            #expect(try await shop.desk.claim(by: StaffID(unique: UniqueID(high: 8, low: 8)), locations: []) == nil)
            await #expect(throws: Refusal.notOffered) { try await shop.desk.decline(mine.id, by: other) }
            await #expect(throws: Refusal.notOffered) {
                try await shop.desk.log(shop.attempt(.confirmed), on: mine.id, by: other, role: .agent)
            }
            try await shop.desk.decline(theirs.id, by: other)
            #expect(try await shop.desk.claim(by: other, locations: [Shop.s1]) == nil)
            shop.clock.advance(by: .seconds(Int64(Limits.offerSeconds) + 1))
            #expect(try await shop.desk.claim(by: other, locations: [Shop.s1])?.id == mine.id)
        }
    }

    @Test("Fifty agents at once for ten tasks: each task is offered once")
    func race() async throws {
        try await withTasks { shop in
            for _ in 0..<10 { _ = try await shop.reserve([("A", 1)], for: shop.anybody()) }
            let offered = try await withThrowingTaskGroup(of: ContactTask?.self) { group in
                for i in 0..<50 {
                    group.addTask {
                        try await shop.desk.claim(
                            by: StaffID(unique: UniqueID(high: 7, low: UInt64(i))), locations: [])
                    }
                }
                var found: [ContactTask] = []
                for try await task in group { if let task { found.append(task) } }
                return found
            }
            #expect(offered.count == 10)
            #expect(Set(offered.map(\.id)).count == 10)
            #expect(Set(offered.map(\.offeredTo)).count == 10)
        }
    }

    @Test("Nobody is called outside the window, nor logged as called")
    func window() async throws {
        try await withTasks { shop in
            shop.clock.set(try #require(Instant(rfc3339: "2026-11-24T19:59:00+09:00")))
            let new = try await shop.reserve([("A", 1)])
            let task = try #require(try await shop.desk.claim(by: Shop.agent, locations: []))
            shop.clock.advance(by: .seconds(60))
            let opens = try #require(Instant(rfc3339: "2026-11-25T10:00:00+09:00"))
            await #expect(throws: Refusal.outsideCallableWindow(opensAt: opens)) {
                try await shop.desk.log(shop.attempt(.confirmed), on: task.id, by: Shop.agent, role: .agent)
            }
            #expect(try await shop.desk.history(of: new.id).attempts.isEmpty)
            shop.clock.advance(by: .seconds(Int64(Limits.offerSeconds) + 1))
            #expect(try await shop.desk.claim(by: other, locations: []) == nil)
            shop.clock.set(opens)
            #expect(try await shop.desk.claim(by: other, locations: [])?.id == task.id)
        }
    }

    @Test("Whoever has stopped a channel is not offered on it, and keeps the goods")
    func optedOut() async throws {
        try await withTasks { shop in
            let first = try await shop.reserve([("A", 1)])
            let second = try await shop.reserve([("A", 1)])
            let logged = try await shop.log(.optedOut)
            #expect(logged.task.outcome == "opted_out")
            #expect(logged.reservation.hold == .active)
            #expect(try await shop.customers.stopped([Shop.phone]) == [.phone])
            #expect(try await shop.desk.claim(by: Shop.agent, locations: []) == nil)
            // Nobody would call about the other one either: its task is settled, not left lying.
            #expect(try await shop.desk.open(locations: [], after: nil, limit: 9).isEmpty)
            for id in [first.id, second.id] {
                let now = try #require(try await shop.reservations.find(id))
                #expect(now.recipient.wishes.stopped == [.phone] && now.hold == .active)
                #expect(now.contact == (id == logged.reservation.id ? .unreachable : .notNeeded))
            }
        }
    }

    @Test("A disposition, its effect on the hold and the next attempt are one", arguments: Disposition.allCases)
    func dispositions(disposition: Disposition) async throws {
        try await withTasks { shop in
            let new = try await shop.reserve([("A", 2)])
            let changes: [Command] = disposition == .changed ? [.extend(until: nil)] : []
            let logged = try await shop.log(
                disposition, callbackAt: shop.clock.now + .seconds(7_200), changes: changes)
            let now = try #require(try await shop.reservations.find(new.id))
            #expect(now == logged.reservation)
            let history = try await shop.desk.history(of: new.id)
            #expect(history.tasks == [logged.task])
            #expect(history.attempts.map(\.disposition) == [disposition])
            let held = now.hold == .active
            #expect(try await shop.level("A") == Figures(10, held ? 2 : 0))
            switch disposition {
            case .confirmed: #expect(now.contact == .reachedConfirmed && held)
            case .changed: #expect(now.contact == .reachedChanged && now.extensions == 1)
            case .declined: #expect(now.contact == .reachedDeclined && now.closeReason == "customer_declined")
            case .noAnswer, .busy, .voicemail:
                #expect(now.contact == .attempted && logged.task.nextAttemptAt == shop.clock.now + .seconds(1_800))
            case .callbackAsked:
                #expect(now.contact == .attempted && logged.task.nextAttemptAt == shop.clock.now + .seconds(7_200))
            case .wrongNumber: #expect(now.contact == .unreachable && now.closeReason == "unreachable")
            case .optedOut: #expect(now.contact == .unreachable && held)
            }
            if logged.task.state == .done {
                await #expect(throws: Refusal.taskClosed) {
                    try await shop.desk.log(
                        shop.attempt(disposition, changes: changes), on: logged.task.id, by: Shop.agent, role: .agent)
                }
            }
        }
    }

    @Test("A choice that the stock forbids leaves nothing behind, and the agent chooses anew on the same call")
    func forbiddenChoice() async throws {
        try await withTasks { shop in
            let new = try await shop.reserve([("C", 2)])
            await #expect(throws: Refusal.soldOut(sku: SKU(stored: "C"), location: Shop.s2, available: 1)) {
                try await shop.log(.changed, changes: [.reroute(to: shop.place(at: Shop.s2))])
            }
            #expect(try await shop.desk.history(of: new.id).attempts.isEmpty)
            #expect(try await shop.reservations.find(new.id) == new)
            #expect(try await shop.level("C") == Figures(2, 2))
            await #expect(throws: Refusal.doesNotFit("changes")) { try await shop.log(.changed) }
            await #expect(throws: Refusal.doesNotFit("changes")) {
                try await shop.log(.confirmed, changes: [.cancel(reason: "x")])
            }
            try await shop.log(.confirmed)
        }
    }

    @Test("A short pick gives an agent work in the picker's transaction; by phone another store takes over")
    func shortPick() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 2), ("B", 1)])
            try await shop.carryOut(
                .pick(
                    items: [.init(line: 1, found: 1, short: .mismatch), .init(line: 2, found: 0, short: .damaged)],
                    staging: nil), on: new.id)
            let tasks = try await shop.desk.history(of: new.id).tasks
            #expect(tasks.map(\.purpose) == [.shortPick])
            await #expect(throws: Refusal.undecidedShortage) { try await shop.log(.confirmed) }
            await #expect(throws: Refusal.undecidedShortage) { try await shop.log(.changed, changes: [.drop(line: 1)]) }
            let place = shop.place(at: Shop.s2)
            let logged = try await shop.log(.changed, changes: [.reroute(to: place)])
            #expect(logged.born?.id == place.id)
            #expect(logged.reservation.contact == .reachedChanged)
            #expect(try await shop.reservations.find(place.id)?.contact == .reachedChanged)
            #expect(try await shop.desk.open(locations: [], after: nil, limit: 9).isEmpty)
        }
    }

    @Test("The contact is the sum of the tasks: settled with the last missing unit, pending while another waits")
    func sum() async throws {
        try await withTasks { shop in
            let new = try await shop.reserve([("A", 2), ("B", 1)])
            // The task to confirm is the older one, and so comes first.
            shop.clock.advance(by: .seconds(60))
            let short = try await shop.carryOut(
                .pick(items: [.init(line: 1, found: 1, short: .mismatch)], staging: nil), on: new.id)
            #expect(try await shop.desk.history(of: new.id).tasks.count == 2)
            let settled = try await shop.log(.changed, changes: [.drop(line: 1)])
            #expect(settled.reservation.contact == .reachedChanged)
            #expect(try await shop.desk.history(of: new.id).tasks.allSatisfy { $0.state == .done })
            #expect(short.version < settled.reservation.version)

            _ = try await shop.desk.askCallback(new.id, by: .customer)
            let again = try await shop.desk.askCallback(new.id, by: .customer).fresh
            #expect(again.contact == .pending)
            let open = try await shop.desk.open(locations: [], after: nil, limit: 9)
            #expect(open.map(\.purpose) == [.callback])
            #expect(try await shop.log(.confirmed).reservation.contact == .reachedConfirmed)
        }
    }

    @Test("An ended hold leaves no task behind, and asks for no callback")
    func ended() async throws {
        try await withTasks { shop in
            let new = try await shop.reserve([("A", 1)])
            let task = try #require(try await shop.desk.claim(by: Shop.agent, locations: []))
            try await shop.carryOut(.cancel(reason: "customer"), on: new.id)
            await #expect(throws: Refusal.taskClosed) {
                try await shop.desk.log(shop.attempt(.confirmed), on: task.id, by: Shop.agent, role: .agent)
            }
            #expect(try await shop.desk.history(of: new.id).tasks.map(\.state) == [.cancelled])
            await #expect(throws: Refusal.alreadyReleased) { try await shop.desk.askCallback(new.id, by: .customer) }
        }
    }

    @Test("One key on an attempt logs it once, however often it is sent")
    func keyed() async throws {
        try await withTasks { shop in
            let new = try await shop.reserve([("A", 1)])
            let task = try #require(try await shop.desk.claim(by: Shop.agent, locations: []))
            let keyed = Keyed<Desk.Logged>(client: "desk", key: "k", fingerprint: [1]) {
                Answered(status: 200, body: JSON.object(["id": .string($0.task.id.description)]).text)
            }
            let fresh = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        switch try await shop.desk.log(
                            shop.attempt(.noAnswer), on: task.id, by: Shop.agent, role: .agent, keyed: keyed)
                        {
                        case .now: true
                        case .before: false
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(fresh == 1)
            #expect(try await shop.desk.history(of: new.id).attempts.count == 1)
        }
    }

    @Test("Advice is found by its words, within the stores that are named")
    func advice() async throws {
        try await withTasks { shop in
            _ = try await shop.reserve([("A", 1)])
            let task = try #require(try await shop.desk.claim(by: Shop.agent, locations: []))
            let attempt = Attempt(
                channel: .phone, startedAt: shop.clock.now, endedAt: shop.clock.now, disposition: .confirmed,
                need: "敏感肌の洗顔", advice: "泡で洗う", suggested: [SKU(stored: "B")])
            _ = try await shop.desk.log(attempt, on: task.id, by: Shop.agent, role: .agent)
            let found = try await shop.desk.advice(containing: "敏感肌", locations: [], limit: 5)
            #expect(found.map(\.suggested) == [[SKU(stored: "B")]])
            #expect(try await shop.desk.advice(containing: "敏感肌", locations: [Shop.s2], limit: 5).isEmpty)
        }
    }

    @Test("Open tasks are listed page by page without a gap")
    func pages() async throws {
        try await withTasks { shop in
            for i in 0..<7 {
                _ = try await shop.reserve([("A", 1)], at: i < 4 ? Shop.s1 : Shop.s2, for: shop.anybody())
            }
            var seen: [ContactTaskID] = []
            var after: (dueAt: Instant, id: ContactTaskID)?
            while true {
                let page = try await shop.desk.open(locations: [], after: after, limit: 3)
                guard let last = page.last else { break }
                seen += page.map(\.id)
                after = (last.dueAt, last.id)
            }
            #expect(seen.count == 7 && Set(seen).count == 7)
            #expect(try await shop.desk.open(locations: [Shop.s2], after: nil, limit: 9).count == 3)
        }
    }

    @Test("An attempt is told by the desk, once, whatever door it came by; under its key it is answered as it was kept")
    func told() async throws {
        try await withTasks { shop in
            let heard = Mutex<[String]>([])
            let desk = Desk(
                reservations: shop.reservations, rules: shop.contactRules,
                observer: Observer { observation in
                    if case .attempted(let channel, let word) = observation {
                        heard.withLock { $0.append("\(channel) \(word)") }
                    }
                })
            _ = try await shop.reserve([("A", 1)])
            let task = try #require(try await desk.claim(by: Shop.agent, locations: []))
            let keyed = Keyed<Desk.Logged>(client: "agent", key: "k", fingerprint: [1]) {
                Answered(status: 201, body: "\($0.task.attempts)")
            }
            let attempt = shop.attempt(.noAnswer)
            let first = try await desk.log(attempt, on: task, by: Shop.agent, role: .agent, keyed: keyed)
            guard case .now(_, let kept?) = first else {
                Issue.record("what is kept is given on")
                return
            }
            let again = try await desk.log(attempt, on: task, by: Shop.agent, role: .agent, keyed: keyed)
            guard case .before(let given) = again else {
                Issue.record("\(again)")
                return
            }
            #expect(given == kept)
            #expect(heard.withLock { $0 } == ["phone no_answer"])
        }
    }
}
