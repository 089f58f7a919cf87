// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// What a customer chooses when units are missing: do without, take another, wait, or go to another store.
extension Decision {
    mutating func drop(line number: Int) throws(Refusal) {
        let i = try missingLine(number)
        let line = after.lines[i]
        after.lines[i].missing = 0
        happened(.lineDropped(.init(line: number, units: line.missing)))
        refund(line.unitPrice * line.missing, "dropped")
        if after.lines.allSatisfy({ $0.open == 0 && $0.missing == 0 }) {
            end(.released, reason: "nothing_left")
            leaveWork(otherwise: .cancelled)
            happened(.cancelled(.init(reason: "nothing_left")))
        }
    }

    mutating func substitute(line number: Int, by item: CatalogueItem) throws(Refusal) {
        let i = try missingLine(number)
        guard item.sku != after.lines[i].sku else { throw .doesNotFit("sku") }
        let units = after.lines[i].missing
        let paid = after.lines[i].unitPrice * units
        after.lines[i].missing = 0
        move(item.sku, at: after.location, reserved: units, guarded: true)
        add(item.sku, name: item.name, nameEN: item.nameEN, price: item.price, units: units, heldAt: after.location)
        happened(.lineSubstituted(.init(line: number, sku: item.sku, units: units)))
        refund(paid - item.price * units, "substituted")
    }

    mutating func wait(line number: Int, from: LocationID) throws(Refusal) {
        let i = try missingLine(number)
        guard from != after.location else { throw .doesNotFit("from") }
        let line = after.lines[i]
        after.lines[i].missing = 0
        move(line.sku, at: from, reserved: line.missing, guarded: true)
        add(
            line.sku, name: line.name, nameEN: line.nameEN, price: line.unitPrice, units: line.missing, heldAt: from)
        after.fulfilment = .awaitingStock
        happened(.awaitingTransfer(.init(line: number, from: from, units: line.missing)))
    }

    /// Ends this reservation and bears one at another store with all that is still wanted. A public id carries its
    /// location, so the new one has its own id and code; the old link leads to it.
    mutating func reroute(to place: Command.NewPlace) throws(Refusal) {
        try mustStand()
        guard place.id.location != after.location else { throw .doesNotFit("location") }
        let wanted = after.lines.filter { $0.open + $0.missing > 0 }
        guard !wanted.isEmpty, wanted.allSatisfy({ !$0.isInTransit }) else {
            throw .wrongStep(step: "reroute", fulfilment: after.fulfilment.rawValue)
        }
        var new = Reservation(moving: after, to: place, at: at)
        var units: [SKU: Int] = [:]
        var order: [Line] = []
        for line in wanted {
            if units[line.sku] == nil { order.append(line) }
            units[line.sku, default: 0] += line.open + line.missing
        }
        for (i, line) in order.enumerated() {
            let quantity = units[line.sku] ?? 0
            new.lines.append(
                Line(
                    number: i + 1, sku: line.sku, name: line.name, nameEN: line.nameEN, unitPrice: line.unitPrice,
                    requested: quantity, quantity: quantity, missing: 0, picked: 0, collected: 0, missingReason: "",
                    heldAt: place.id.location, shippedAt: nil))
            move(line.sku, at: place.id.location, reserved: quantity, guarded: true)
        }
        end(.released, reason: "rerouted")
        for i in after.lines.indices { after.lines[i].missing = 0 }
        leaveWork(otherwise: .cancelled)
        after.reroutedTo = place.id
        happened(.rerouted(.init(to: place.id)))
        bear(new, policy: place.policy)
    }

    private func missingLine(_ number: Int) throws(Refusal) -> Int {
        try mustStand()
        let i = try index(ofLine: number)
        guard after.lines[i].missing > 0 else { throw .doesNotFit("line \(number)") }
        return i
    }

    private mutating func add(
        _ sku: SKU, name: String, nameEN: String, price: Int, units: Int, heldAt: LocationID
    ) {
        after.lines.append(
            Line(
                number: (after.lines.map(\.number).max() ?? 0) + 1, sku: sku, name: name, nameEN: nameEN,
                unitPrice: price, requested: 0, quantity: units, missing: 0, picked: 0, collected: 0,
                missingReason: "", heldAt: heldAt, shippedAt: nil))
    }
}

extension Reservation {
    /// Starts the reservation that goes on at another place, without its lines. Who waits for a contact is a matter of
    /// the tasks, which a companion brings along. Whoever stands in the old store is on the way to the new one.
    fileprivate init(moving old: Reservation, to place: Command.NewPlace, at now: Instant) {
        self.init(
            id: place.id, kind: old.kind, reference: old.reference, customer: old.customer, hold: .active,
            fulfilment: .requested,
            contact: old.contact == .pending || old.contact == .attempted ? .notNeeded : old.contact,
            version: 1, pickupCode: place.pickupCode,
            pickUpBy: place.pickUpBy, firstPickUpBy: place.pickUpBy, readyBy: place.readyBy, extensions: 0,
            shipsFrom: nil, staging: "", collector: "", closeReason: "", reroutedFrom: old.id, reroutedTo: nil,
            note: old.note, experiment: old.experiment, createdAt: now, readyAt: nil, closedAt: nil, lines: [],
            arrival: old.arrival == nil ? nil : .onMyWay, arrivalAt: old.arrivalAt, proxy: old.proxy,
            recipient: old.recipient)
    }
}
