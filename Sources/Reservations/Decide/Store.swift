// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// The store's side: taking the work, picking, making ready, taking ready back.
extension Decision {
    mutating func accept() throws(Refusal) {
        try mustStand()
        try mustBe(.requested, for: "accept")
        after.fulfilment = after.awaitsStock ? .awaitingStock : .accepted
        happened(.accepted)
    }

    mutating func reject(
        _ reason: ShortReason, note: String, levels: [StockKey: LockedLevel]
    ) throws(Refusal) {
        try mustStand()
        try mustBe(.requested, .accepted, .awaitingStock, .picking, for: "reject")
        let total = after.unsettled
        for i in after.lines.indices where after.lines[i].heldAt == after.location {
            lack(line: i, reason: reason, levels: levels)
        }
        end(.released, reason: "rejected:\(reason.rawValue)")
        leaveWork(otherwise: .rejected)
        happened(.rejected(.init(reason: Word(reason), note: OwnWords(note))))
        refund(total, "rejected")
    }

    mutating func pick(
        _ items: [Command.PickedItem], staging: String?, levels: [StockKey: LockedLevel]
    ) throws(Refusal) {
        try mustStand()
        try mustBe(.requested, .accepted, .picking, for: "pick")
        guard !after.awaitsStock else { throw .wrongStep(step: "pick", fulfilment: after.fulfilment.rawValue) }
        guard Set(items.map(\.line)).count == items.count else { throw .doesNotFit("items") }
        if after.fulfilment == .requested { happened(.accepted) }
        if after.fulfilment != .picking { happened(.pickingStarted) }
        after.fulfilment = .picking
        if let staging {
            try mustBePlace(staging)
            after.staging = staging
        }

        let all = after.lines.map { Command.PickedItem(line: $0.number, found: $0.quantity) }
        for item in items.isEmpty ? all : items {
            let i = try index(ofLine: item.line)
            let line = after.lines[i]
            guard (line.collected...line.quantity).contains(item.found) else {
                throw .doesNotFit("items: line \(item.line)")
            }
            after.lines[i].picked = item.found
            if let reason = item.short, item.found < line.quantity {
                missed(line: i, reason: reason, levels: levels)
            }
        }
        happened(.picked(.init(lines: after.lines.map(\.told), staging: after.staging)))
    }

    /// Leaves the units that were not found to the customer's decision.
    private mutating func missed(line i: Int, reason: ShortReason, levels: [StockKey: LockedLevel]) {
        let line = after.lines[i]
        lack(line: i, reason: reason, levels: levels)
        happened(
            .lineShortPicked(
                .init(
                    line: line.number, sku: line.sku, missing: line.quantity - line.picked, reason: Word(reason))))
    }

    /// Takes the units of a line that nobody has in hand out of the promise and out of the stock.
    private mutating func lack(line i: Int, reason: ShortReason, levels: [StockKey: LockedLevel]) {
        let line = after.lines[i]
        let missing = line.quantity - line.picked
        guard missing > 0 else { return }
        correct(line, missing: missing, reason: reason, levels: levels)
        release(line: i, units: missing)
        after.lines[i].quantity = line.picked
        after.lines[i].missing += missing
        after.lines[i].missingReason = reason.rawValue
    }

    /// Corrects the stock figure by what a picker saw. An empty shelf leaves only what others' reservations hold, so
    /// that nobody is promised the next unit; otherwise so many are fewer. Units that an open shortage has told of
    /// before are missing in the figure already, and are not taken away twice.
    private mutating func correct(
        _ line: Line, missing: Int, reason: ShortReason, levels: [StockKey: LockedLevel]
    ) {
        let key = StockKey(after.location, line.sku)
        guard reason != .noVariance, let level = levels[key] else { return }
        // A SKU may stand on two lines (after a transfer): the second finds what the first has left.
        var (onHand, reserved) = (level.onHand, level.reserved)
        for change in stock where change.key == key {
            onHand += change.onHand
            reserved += change.reserved
        }
        let free = reason == .notInStock ? max(0, onHand - reserved) : 0
        let gone = free + max(0, missing - Shortage.units(onHand: onHand, reserved: reserved))
        if gone > 0 {
            move(line.sku, at: key.location, onHand: -gone, as: .adjusted, reason: reason.rawValue, missed: true)
        } else {
            move(line.sku, at: key.location, missed: true)
        }
    }

    /// Refuses an article's code where a place is to be named: a scan that went into the wrong field.
    private func mustBePlace(_ staging: String) throws(Refusal) {
        let code = Folding.plain(staging)
        guard GTIN(code) == nil,
            !after.lines.contains(where: { Folding.folded($0.sku.code) == Folding.folded(code) })
        else { throw .doesNotFit("staging: \(code) is an article and no place") }
    }

    mutating func ready(staging: String, on ground: Ground) throws(Refusal) {
        try mustStand()
        try mustBe(.accepted, .picking, for: "ready")
        try mustBePlace(staging)
        guard !after.hasMissing else { throw .undecidedShortage }
        guard after.lines.allSatisfy({ $0.picked == $0.quantity }), after.inHand > 0 else { throw .notAllPicked }
        after.fulfilment = .ready
        after.staging = staging
        after.readyAt = at
        // Goods that had to travel are kept as long, counted from the day they are there.
        if after.shipsFrom != nil, before.readyAt == nil,
            let until = ground.calendar.pickUpBy(from: at, holdDays: ground.policy.holdDays), until > after.pickUpBy
        {
            after.pickUpBy = until
            after.firstPickUpBy = until
        }
        happened(
            .ready(
                .init(
                    staging: staging, pickUpBy: PlaceTime(after.pickUpBy, in: ground.calendar.zone),
                    isCounted: after.pickUpBy != before.pickUpBy,
                    openMinutes: ground.calendar.timeOpen(from: after.createdAt, until: at).wholeMinutes)))
    }

    mutating func unready(reason: String) throws(Refusal) {
        try mustStand()
        try mustBe(.ready, for: "unready")
        after.fulfilment = .picking
        after.readyAt = nil
        happened(.readyRevoked(.init(reason: reason)))
    }

    mutating func ship(from senders: Set<LocationID>?) throws(Refusal) {
        try mustStand()
        try mustBe(.awaitingStock, for: "ship")
        var sent = 0
        for i in after.lines.indices {
            let line = after.lines[i]
            guard let from = line.heldAt, from != after.location, line.open > 0, senders?.contains(from) ?? true else {
                continue
            }
            move(line.sku, at: from, onHand: -line.open, reserved: -line.open, as: .transferred, reason: "shipped")
            after.lines[i].heldAt = nil
            after.lines[i].shippedAt = at
            sent += line.open
        }
        guard sent > 0 else { throw .wrongStep(step: "ship", fulfilment: "shipped") }
        happened(.shipped(.init(sent)))
    }

    mutating func arrive() throws(Refusal) {
        try mustStand()
        try mustBe(.awaitingStock, for: "arrive")
        guard after.inTransit else { throw .wrongStep(step: "arrive", fulfilment: "not_shipped") }
        land(promised: true)
        if !after.awaitsStock { after.fulfilment = .accepted }
        happened(.arrived)
    }

    /// Books travelling goods into the store; promised to the customer as before, or free when the hold has ended.
    mutating func land(promised: Bool) {
        for i in after.lines.indices where after.lines[i].isInTransit {
            let line = after.lines[i]
            move(
                line.sku, at: after.location, onHand: line.open, reserved: promised ? line.open : 0,
                as: .transferred, reason: "arrived", seen: true)
            after.lines[i].heldAt = promised ? after.location : nil
            after.lines[i].shippedAt = nil
        }
    }
}

extension Reservation {
    /// Tells whether promised units are at another location or on their way.
    var awaitsStock: Bool { !sources.isEmpty || inTransit }

    /// The locations that have promised units to send to the store.
    package var sources: [LocationID] {
        lines.compactMap { $0.open > 0 && $0.heldAt != location ? $0.heldAt : nil }
    }
}

extension Line {
    fileprivate var told: Event.Picked.Line { .init(line: number, sku: sku, picked: picked, quantity: quantity) }
}

extension Duration {
    fileprivate var wholeMinutes: Int { Int(components.seconds / 60) }
}
