// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import ShopSupport
import Stock

@testable import Contact
@testable import Reservations

/// Plays acts on the real shop and on the model side by side, and says where they part.
struct Stage {
    let shop: Shop
    var world: World

    /// Says what differs, in a line.
    struct Parted: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    static let contact = [
        ContactPolicy(
            id: "asked", priority: 1, reason: "asked", whenAsked: true, withinMinutes: 15, retryMinutes: [30]),
        ContactPolicy(
            id: "value", priority: 2, reason: "value", minTotal: 10_000, withinMinutes: 60, retryMinutes: [30, 120],
            whenUnreachable: .release),
    ]
    static let policy = ReservationPolicy(
        id: "all", holdDays: 3, readyMinutes: 120, extensionDays: 2, customerExtensions: 1, clerkExtensions: 2,
        agentExtensions: 3, openPerCustomer: World.limit)
    static let shelves: [LocationID: [String: Int]] = [
        Shop.s1: ["A": 5, "B": 3, "C": 1], Shop.s2: ["A": 3, "B": 2, "C": 1], Shop.s3: ["A": 2, "B": 2],
        Shop.w1: ["A": 6, "B": 6, "C": 6],
    ]

    /// Empties the shop and begins anew at a moment.
    init(_ shop: Shop, at moment: Instant) async throws {
        self.shop = shop
        world = World(now: moment, shelves: Stage.shelves, addressed: shop.customer)
        shop.clock.set(moment)
        try await shop.database.execute(Stage.clearing)
        try await shop.fill(Stage.shelves)
    }

    private static let clearing = """
        DELETE FROM notice; DELETE FROM contact_attempt; DELETE FROM contact_task; DELETE FROM reservation_line;
        DELETE FROM reservation; DELETE FROM event; DELETE FROM idempotency; DELETE FROM contact_word;
        DELETE FROM shortage; DELETE FROM stock_movement; DELETE FROM stock_level;
        """

    /// Plays one act and gives its outcome in a word. Throws `Parted` when outcome, state or stock figures differ
    /// afterwards.
    mutating func play(_ act: Act) async throws -> String {
        let before = world
        let expected: String
        let real = try await outcome { try await perform(act) }
        do throws(World.No) {
            try expect(act, real.result)
            expected = "ok"
        } catch {
            expected = error.word
        }
        guard real.word == expected else { throw Parted("outcome: \(real.word), expected: \(expected)") }
        try await compare(since: before)
        return String(expected.prefix { $0 != " " })
    }

    /// What an act has given that the model cannot know by itself.
    enum Given: Sendable {
        case nothing
        case order(ReservationID, code: String)
        case task(ContactTaskID?)
        case swept(Int)
    }

    private func outcome(
        _ body: () async throws -> Given
    ) async throws -> (word: String, result: Given) {
        do {
            return ("ok", try await body())
        } catch let refusal as Refusal {
            if case .soldOut(let sku, let location, let available) = refusal {
                return ("soldOut \(location) \(sku) \(available)", .nothing)
            }
            return (String(refusal.word.prefix { $0 != "(" }), .nothing)
        }
    }

    private func perform(_ act: Act) async throws -> Given {
        switch act {
        case .reserve(let store, let customer, let goods, let kind, let partial, let source, let asks):
            let request = shop.request(
                goods, at: store, for: customer, kind: kind, partial: partial, shipsFrom: source, wantsContact: asks)
            // The key is the moment's own, so that a replay can name it.
            let key = "order-\(world.order.count)"
            let new = try await shop.reservations.reserve(request, by: .program("web"), keyed: keyed(key)).fresh
            return .order(new.id, code: new.pickupCode)
        case .replay(let id):
            return try await replay(id)
        case .command(let id, let command, let author):
            _ = try await shop.reservations.perform(command, on: id, by: author)
        case .sweep:
            return .swept(try await shop.expiry.sweep())
        case .move(let key, let kind, let units):
            try await shop.book([StockChange(key.location, key.sku, onHand: units, movement: kind)])
        case .count(let key, let units):
            try await shop.book([StockChange(key.location, key.sku, counted: units, movement: .counted, isSeen: true)])
        case .claim(let agent):
            return .task(try await shop.desk.claim(by: agent, locations: [])?.id)
        case .decline(let i, let agent):
            guard let id = world.tasks[i].id else { throw Parted("a task without an id") }
            try await shop.desk.decline(id, by: agent)
        case .log(let i, let agent, let disposition, let callbackAt, let changes):
            guard let id = world.tasks[i].id else { throw Parted("a task without an id") }
            let attempt = shop.attempt(disposition, callbackAt: callbackAt, changes: changes)
            _ = try await shop.desk.log(attempt, on: id, by: agent, role: .agent)
        case .callback(let id):
            _ = try await shop.desk.askCallback(id, by: .customer)
        case .pass(let span):
            shop.clock.advance(by: span)
        }
        return .nothing
    }

    private func keyed(_ key: String) -> Keyed<Reservation> {
        Keyed(client: "web", key: key, fingerprint: [1]) {
            Answered(status: 201, body: JSON.object(["id": .string($0.id.description)]).text)
        }
    }

    /// Sends another request under the key of an order: the answer must be the order's, and nothing may happen.
    private func replay(_ id: ReservationID) async throws -> Given {
        guard let key = keys[id] else { return .nothing }
        let request = shop.request([("A", 1)], at: id.location)
        let done = try await shop.reservations.reserve(request, by: .program("web"), keyed: keyed(key))
        guard case .before(let answered) = done, answered.body.contains(id.description) else {
            throw Parted("\(key) was not replayed")
        }
        return .nothing
    }

    /// The keys under which orders were asked for; one that was rerouted has none.
    private(set) var keys: [ReservationID: String] = [:]

    /// Does the act in the model.
    private mutating func expect(_ act: Act, _ given: Given) throws(World.No) {
        switch act {
        case .reserve(let store, let customer, let goods, _, let partial, let source, let asks):
            var (id, code) = (ReservationID(location: store, unique: UniqueID(high: 0, low: 0)), "")
            if case .order(let new, let pickup) = given { (id, code) = (new, pickup) }
            let key = "order-\(world.order.count)"
            try world.attempt { world throws(World.No) in
                try world.reserve(
                    at: store, goods, partial: partial, from: source, asks: asks, id: id, code: code,
                    customer: customer)
            }
            keys[id] = key
        case .command(let id, let command, let author):
            try world.attempt { world throws(World.No) in try world.carryOut([command], on: id, by: author) }
        case .sweep:
            let due = world.order.filter { id in
                world.orders[id].map { $0.hold == .active && $0.until < world.now } ?? false
            }
            for id in due { try world.carryOut([.expire], on: id, by: .duty("expiry")) }
            guard case .swept(due.count) = given else { throw World.No("\(due.count) swept") }
        case .move(let key, _, let units): world.levels[key, default: World.Level()].onHand += units
        case .count(let key, let units): world.levels[key, default: World.Level()].onHand = units
        case .claim(let agent):
            let claimed = world.claim(by: agent)
            guard case .task(claimed) = given else { throw World.No("task \(claimed?.description ?? "none")") }
        case .decline(let i, let agent): try world.decline(i, by: agent)
        case .log(let i, let agent, let disposition, let callbackAt, let changes):
            try world.attempt { world throws(World.No) in
                try world.log(disposition, on: i, by: agent, callbackAt: callbackAt, changes)
            }
        case .callback(let id): try world.askCallback(id)
        case .pass(let span): world.now = world.now + span
        case .replay: break
        }
    }
}
