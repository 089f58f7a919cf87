// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Reservations
import ShopSupport
import Stock

/// Is the reference model: what the shop should be after each act, in plain dictionaries and structs, written from the
/// rules in words (docs/states.md) and not from the code under test.
struct World {
    struct Level: Equatable {
        var onHand = 0
        var reserved = 0
        var short: Int { max(0, reserved - max(0, onHand)) }
    }

    struct Item: Equatable {
        var sku: String
        var price: Int
        var quantity: Int
        var missing = 0
        var picked = 0
        var collected = 0
        /// Where its open units are reserved.
        var held: LocationID?
        /// Sent by the warehouse and not yet there.
        var travels = false

        var open: Int { quantity - collected }
        var isOnTheRoad: Bool { travels && held == nil && open > 0 }
    }

    struct Order: Equatable {
        let id: ReservationID
        let customer: CustomerID
        let code: String
        let ships: Bool
        var hold = Hold.active
        var work = Fulfilment.requested
        var contact = ContactState.notNeeded
        var until: Instant
        var extensions = 0
        var items: [Item]
        /// Nobody is called about it.
        var refusesCalls = false

        var store: LocationID { id.location }
        var hasMissing: Bool { items.contains { $0.missing > 0 } }
        var awaits: Bool { items.contains { ($0.open > 0 && $0.held != nil && $0.held != store) || $0.isOnTheRoad } }
    }

    struct Task: Equatable {
        var id: ContactTaskID?
        let order: ReservationID
        let purpose: ContactTask.Purpose
        /// By telephone; else in writing.
        let isCall: Bool
        var state = ContactTask.State.open
        var attempts = 0
        var due: Instant
        var next: Instant
        let pauses: [Int]
        var earlier = 0
        let releases: Bool
        var agent: StaffID?
        var offerEnds: Instant?
    }

    var now: Instant
    var levels: [StockKey: Level]
    var orders: [ReservationID: Order] = [:]
    /// In the order of their birth.
    var order: [ReservationID] = []
    var tasks: [Task] = []
    /// The customer of whom addresses are known; nothing is of the crowd.
    let addressed: CustomerID
    /// The owner of the telephone wants no calls, whoever gives its number.
    var isStopped = false

    /// New promises of the act in hand: what must hold of these levels at its end.
    var promised: Set<StockKey> = []

    init(now: Instant, shelves: [LocationID: [String: Int]], addressed: CustomerID) {
        self.now = now
        self.addressed = addressed
        levels = [:]
        for (location, goods) in shelves {
            for (code, units) in goods { levels[StockKey(location, SKU(stored: code))] = Level(onHand: units) }
        }
    }

    /// Why the model says no, in the words of `Refusal.word`; sold out with what is still there.
    struct No: Error, Equatable {
        let word: String
        init(_ word: String) { self.word = word }
    }

    subscript(location: LocationID, sku: String) -> Level {
        get { levels[StockKey(location, SKU(stored: sku))] ?? Level() }
        set { levels[StockKey(location, SKU(stored: sku))] = newValue }
    }

    /// Does all of an act or nothing.
    mutating func attempt<R>(_ act: (inout World) throws(No) -> R) throws(No) -> R {
        var next = self
        next.promised = []
        let result = try act(&next)
        for key in next.promised.sorted() {
            let (before, after) = (levels[key] ?? Level(), next.levels[key] ?? Level())
            guard after.reserved <= after.onHand else {
                throw No("soldOut \(key.location) \(key.sku) \(max(0, before.onHand - before.reserved))")
            }
        }
        self = next
        return result
    }

    static let limit = 4

    /// Reserves; gives the new order without its id, code and customer being known to the caller's hand.
    mutating func reserve(
        at store: LocationID, _ goods: [(String, Int)], partial: Bool, from source: LocationID?, asks: Bool,
        id: ReservationID, code: String, customer: CustomerID
    ) throws(No) {
        let shelf = source ?? store
        var sums: [(String, Int)] = []
        for (sku, units) in goods {
            if let i = sums.firstIndex(where: { $0.0 == sku }) { sums[i].1 += units } else { sums.append((sku, units)) }
        }
        var items: [Item] = []
        for (sku, units) in sums {
            let free = max(0, self[shelf, sku].onHand - self[shelf, sku].reserved)
            guard free >= units || partial else { throw No("soldOut \(shelf) \(sku) \(free)") }
            guard min(free, units) > 0 else { continue }
            items.append(Item(sku: sku, price: Shop.prices[sku] ?? 0, quantity: min(free, units), held: shelf))
        }
        guard !items.isEmpty else { throw No("soldOut \(shelf) \(sums[0].0) 0") }
        let open = orders.values.count { $0.customer == customer && $0.hold == .active }
        guard open < World.limit else { throw No("tooManyOpen") }
        let start = source == nil ? now : now + .seconds(7 * 86_400)
        var new = Order(
            id: id, customer: customer, code: code, ships: source != nil,
            until: Hours.of(store).until(3, from: start), items: items)
        // The shop that asks knows the customer: who asks to be called does not mind calls.
        new.refusesCalls = customer == addressed && isStopped && !asks
        for item in items { self[shelf, item.sku].reserved += item.quantity }
        let total = items.reduce(0) { $0 + $1.price * $1.quantity }
        if asks || total >= 10_000 {
            // Who asks is called within 15 minutes, who spends much within the hour, with the pauses of the first row.
            let task = plan(
                new, .confirm, within: asks ? 15 : 60, pauses: asks ? [30] : [30, 120], releases: !asks)
            if let task {
                new.contact = .pending
                tasks.append(task)
            }
        }
        orders[id] = new
        order.append(id)
    }
}
