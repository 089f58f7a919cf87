// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Reservations
import ShopSupport
import Stock

extension World {
    /// Carries out commands on one order, and what follows from them for its contact tasks.
    mutating func carryOut(_ commands: [Command], on id: ReservationID, by author: Author) throws(No) {
        guard let before = orders[id] else { throw No("unknown") }
        var isShort = false
        for command in commands { try carryOut(command, on: id, by: author, workBefore: before.work, &isShort) }
        guard let after = orders[id] else { return }
        if after.hold != .active {
            // Nobody is waited for any more.
            if after.contact == .pending { orders[id]?.contact = .notNeeded }
            if after.contact == .attempted { orders[id]?.contact = .unreachable }
        }
        if before.hold == .active, after.hold != .active {
            if let place = commands.compactMap({ if case .reroute(let place) = $0 { place } else { nil } }).first {
                moveTasks(of: id, to: place.id)
            }
            close(tasksOf: id, as: .cancelled)
            return
        }
        if before.hasMissing, !after.hasMissing { close(tasksOf: id, .shortPick, as: .done) }
        guard isShort, let task = plan(after, .shortPick, within: 60, pauses: [30, 120, 1080], releases: false) else {
            return
        }
        bear(task)
        orders[id]?.contact = .pending
    }

    private mutating func carryOut(
        _ command: Command, on id: ReservationID, by author: Author, workBefore: Fulfilment, _ isShort: inout Bool
    ) throws(No) {
        guard var o = orders[id] else { throw No("unknown") }
        if case .contact(let state) = command {
            orders[id]?.contact = state
            return
        }
        if case .returnToShelf = command {
            guard o.work == .toReturn else { throw No("step") }
            for i in o.items.indices {
                if o.items[i].isOnTheRoad { self[o.store, o.items[i].sku].onHand += o.items[i].open }
                o.items[i].travels = false
                o.items[i].picked = o.items[i].collected
            }
            o.work = .returnedToShelf
            orders[id] = o
            return
        }
        switch o.hold {
        case .consumed: throw No("collected")
        case .released: throw No("released")
        case .expired: throw No("expired")
        case .active: break
        }
        if case .expire = command {
            guard now > o.until else { throw No("step") }
            end(&o, .expired, otherwise: .cancelled, workBefore)
            orders[id] = o
            return
        }
        guard now <= o.until else { throw No("expired") }
        try live(command, &o, by: author, workBefore, &isShort)
        orders[id] = o
    }

    /// The commands that need a standing hold.
    private mutating func live(
        _ command: Command, _ o: inout Order, by author: Author, _ workBefore: Fulfilment, _ isShort: inout Bool
    ) throws(No) {
        switch command {
        case .accept:
            guard o.work == .requested else { throw No("step") }
            o.work = o.awaits ? .awaitingStock : .accepted
        case .reject(let reason, _):
            guard [.requested, .accepted, .awaitingStock, .picking].contains(o.work) else { throw No("step") }
            for i in o.items.indices where o.items[i].held == o.store { lack(&o, i, reason) }
            end(&o, .released, otherwise: .rejected, workBefore)
        case .pick(let items, _):
            try pick(&o, items, &isShort)
        case .ready:
            guard o.work == .accepted || o.work == .picking else { throw No("step") }
            guard !o.hasMissing else { throw No("undecided") }
            guard o.items.allSatisfy({ $0.picked == $0.quantity }),
                o.items.contains(where: { $0.picked > $0.collected })
            else { throw No("unpicked") }
            o.work = .ready
            if o.ships { o.until = max(o.until, Hours.of(o.store).until(3, from: now)) }
        case .unready:
            guard o.work == .ready else { throw No("step") }
            o.work = .picking
        case .collect(let items, let proof, _, let rest):
            if case .code(let code) = proof, code != o.code { throw No("code") }
            try collect(&o, items, rest)
        case .cancel:
            end(&o, .released, otherwise: .cancelled, workBefore)
        case .extend(let day):
            try extend(&o, to: day, by: author)
        case .ship(let senders):
            guard o.work == .awaitingStock,
                o.items.contains(where: { item in
                    item.open > 0 && item.held.map { $0 != o.store && senders?.contains($0) != false } ?? false
                })
            else { throw No("step") }
            for i in o.items.indices {
                guard let from = o.items[i].held, from != o.store, senders?.contains(from) != false else { continue }
                self[from, o.items[i].sku].onHand -= o.items[i].open
                self[from, o.items[i].sku].reserved -= o.items[i].open
                o.items[i].held = nil
                o.items[i].travels = true
            }
        case .arrive:
            guard o.work == .awaitingStock, o.items.contains(where: \.isOnTheRoad) else { throw No("step") }
            for i in o.items.indices where o.items[i].isOnTheRoad {
                self[o.store, o.items[i].sku].onHand += o.items[i].open
                self[o.store, o.items[i].sku].reserved += o.items[i].open
                o.items[i].held = o.store
                o.items[i].travels = false
            }
            if !o.awaits { o.work = .accepted }
        case .drop(let line):
            let i = try missing(o, line)
            o.items[i].missing = 0
            if o.items.allSatisfy({ $0.open == 0 && $0.missing == 0 }) {
                end(&o, .released, otherwise: .cancelled, workBefore)
            }
        case .substitute(let line, let item):
            let i = try missing(o, line)
            guard item.sku.code != o.items[i].sku else { throw No("fit") }
            promise(&o, Item(sku: item.sku.code, price: item.price, quantity: o.items[i].missing, held: o.store))
            o.items[i].missing = 0
        case .wait(let line, let from):
            let i = try missing(o, line)
            guard from != o.store else { throw No("fit") }
            promise(&o, Item(sku: o.items[i].sku, price: o.items[i].price, quantity: o.items[i].missing, held: from))
            o.items[i].missing = 0
            o.work = .awaitingStock
        case .reroute(let place):
            try reroute(&o, place, workBefore)
        case .come:
            guard [.accepted, .picking, .ready].contains(o.work) else { throw No("step") }
        case .nameProxy, .expire, .returnToShelf, .contact, .wish, .readdress:
            break
        }
    }

    private func missing(_ o: Order, _ line: Int) throws(No) -> Int {
        guard o.items.indices.contains(line - 1), o.items[line - 1].missing > 0 else { throw No("fit") }
        return line - 1
    }

    private mutating func promise(_ o: inout Order, _ item: Item) {
        guard let shelf = item.held else { return }
        self[shelf, item.sku].reserved += item.quantity
        promised.insert(StockKey(shelf, SKU(stored: item.sku)))
        o.items.append(item)
    }

    private mutating func pick(
        _ o: inout Order, _ picked: [Command.PickedItem], _ isShort: inout Bool
    ) throws(No) {
        guard [.requested, .accepted, .picking].contains(o.work), !o.awaits else { throw No("step") }
        guard Set(picked.map(\.line)).count == picked.count else { throw No("fit") }
        o.work = .picking
        if picked.isEmpty { for i in o.items.indices { o.items[i].picked = o.items[i].quantity } }
        for item in picked {
            let i = item.line - 1
            guard o.items.indices.contains(i), item.found >= o.items[i].collected, item.found <= o.items[i].quantity
            else { throw No("fit") }
            o.items[i].picked = item.found
            guard let reason = item.short, item.found < o.items[i].quantity else { continue }
            lack(&o, i, reason)
            isShort = true
        }
    }

    /// Units that are not there leave the promise, and the figure as far as it still believed in them.
    private mutating func lack(_ o: inout Order, _ i: Int, _ reason: ShortReason) {
        let item = o.items[i]
        let lacking = item.quantity - item.picked
        guard lacking > 0 else { return }
        var level = self[o.store, item.sku]
        if reason != .noVariance {
            let told = level.short
            if reason == .notInStock, level.onHand > level.reserved { level.onHand = level.reserved }
            level.onHand -= max(0, lacking - told)
        }
        level.reserved -= lacking
        self[o.store, item.sku] = level
        o.items[i].quantity -= lacking
        o.items[i].missing += lacking
        if o.items[i].open == 0 { o.items[i].held = nil }
    }

    private mutating func collect(
        _ o: inout Order, _ collected: [Command.CollectedItem], _ rest: Command.Rest
    ) throws(No) {
        guard o.work == .ready else { throw No("step") }
        guard Set(collected.map(\.line)).count == collected.count else { throw No("fit") }
        var wanted = collected.map { ($0.line - 1, $0.quantity) }
        if wanted.isEmpty { wanted = o.items.indices.map { ($0, o.items[$0].open) }.filter { $0.1 > 0 } }
        for (i, units) in wanted {
            guard o.items.indices.contains(i), units >= 1, units <= o.items[i].open else { throw No("fit") }
            self[o.store, o.items[i].sku].onHand -= units
            self[o.store, o.items[i].sku].reserved -= units
            o.items[i].collected += units
            if o.items[i].open == 0 { o.items[i].held = nil }
        }
        if rest == .keep, o.items.contains(where: { $0.open > 0 }) { return }
        for i in o.items.indices {
            if o.items[i].open > 0 { self[o.store, o.items[i].sku].reserved -= o.items[i].open }
            o.items[i].quantity = o.items[i].collected
            o.items[i].picked = o.items[i].collected
            o.items[i].held = nil
        }
        (o.hold, o.work) = (.consumed, .collected)
    }

    private mutating func extend(_ o: inout Order, to day: Day?, by author: Author) throws(No) {
        let limit =
            switch author {
            case .customer: 1
            case .staff(_, .clerk): 2
            case .staff(_, .agent), .program: 3
            case .staff: Int.max
            case .duty: 0
            }
        guard o.extensions < limit else { throw No("limit") }
        let hours = Hours.of(o.store)
        let current = hours.businessDay(of: o.until - .microseconds(1))
        let furthest = hours.openDay(2, after: current)
        var wanted = day?.sinceEpoch ?? furthest
        guard wanted > current, wanted <= furthest else { throw No("limit") }
        while !hours.isOpen(wanted) { wanted += 1 }
        o.until = hours.closing(wanted)
        o.extensions += 1
    }

    private mutating func reroute(
        _ o: inout Order, _ place: Command.NewPlace, _ workBefore: Fulfilment
    ) throws(No) {
        guard place.id.location != o.store else { throw No("fit") }
        guard o.items.contains(where: { $0.open + $0.missing > 0 }), !o.items.contains(where: \.isOnTheRoad) else {
            throw No("step")
        }
        var new = Order(
            id: place.id, customer: o.customer, code: place.pickupCode, ships: false, until: place.pickUpBy, items: [])
        if o.contact != .pending, o.contact != .attempted { new.contact = o.contact }
        new.refusesCalls = o.refusesCalls
        for item in o.items where item.open + item.missing > 0 {
            let units = item.open + item.missing
            self[place.id.location, item.sku].reserved += units
            promised.insert(StockKey(place.id.location, SKU(stored: item.sku)))
            if let i = new.items.firstIndex(where: { $0.sku == item.sku }) {
                new.items[i].quantity += units
            } else {
                new.items.append(Item(sku: item.sku, price: item.price, quantity: units, held: place.id.location))
            }
        }
        end(&o, .released, otherwise: .cancelled, workBefore)
        for i in o.items.indices { o.items[i].missing = 0 }
        orders[place.id] = new
        order.append(place.id)
    }

    /// Ends a hold: what is held is free, and what is in hand or on the road has to come back.
    private mutating func end(_ o: inout Order, _ hold: Hold, otherwise work: Fulfilment, _ workBefore: Fulfilment) {
        for i in o.items.indices {
            if let shelf = o.items[i].held { self[shelf, o.items[i].sku].reserved -= o.items[i].open }
            o.items[i].held = nil
        }
        let comesBack = workBefore == .ready || o.items.contains { $0.picked > $0.collected || $0.isOnTheRoad }
        (o.hold, o.work) = (hold, comesBack ? .toReturn : work)
    }
}
