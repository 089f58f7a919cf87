// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

extension Reservations {
    /// Takes a reservation: promises every unit (or, with `partial`, those that are there), or refuses and changes
    /// nothing. Reservation, lines, first event, contact task and the kept answer are one transaction.
    ///
    /// - Throws: `Refusal` (`soldOut`, `unknownSKU`, `locationCannotServe`, `tooManyOpen`, `neverOpen`, `keyReused`);
    ///   `DatabaseError`, whose unknown outcome is asked again with the same key.
    package func reserve(
        _ request: ReservationRequest, by author: Author, keyed: Keyed<Reservation>? = nil
    ) async throws -> Done<Reservation> {
        try request.check()
        let snapshot = try await rules.current()
        let ground = try snapshot.ground(for: request, author: author, now: effects.now())
        // Whoever loses a race for units, a code or a key looks again; three times, then it is told as it is.
        for attempt in 1...3 {
            let (known, answered) = try await look(request, keyed: keyed)
            if let before = try keyed?.replay(answered) { return .before(before) }
            let lines = try known.lines(for: request)
            guard known.open < ground.policy.openPerCustomer else {
                throw Refusal.tooManyOpen(ground.policy.openPerCustomer)
            }
            let draft = try await draft(request, lines, known, ground, keyed)
            switch try await ask(draft) {
            case .reserved: return .now(draft.reservation)
            case .soldOut(let sku, let available):
                // The last unit may have gone to the same request under the same key: that is no refusal.
                if request.partial || keyed != nil, attempt < 3 { continue }
                throw Refusal.soldOut(sku: sku, location: request.heldAt, available: available)
            case .again: continue
            }
        }
        // Others were faster three times in a row: nothing was done, and the client may ask again.
        throw DatabaseError(kind: .unavailable, statement: ReserveSet.name)
    }

    /// Reads in one round trip all that a new reservation depends on.
    private func look(
        _ request: ReservationRequest, keyed: Keyed<Reservation>?
    ) async throws(DatabaseError) -> (Known, FindAnswered.Row?) {
        var batch = Batch()
        let quotes = batch.add(Quote(location: request.heldAt, skus: request.summed.map(\.sku)))
        let count = batch.add(CountOfCustomer(customer: request.customer))
        let answered = keyed.map { batch.add($0.find(at: request.location.code)) }
        let results = try await database.run(batch)
        let counted = try results[count].first ?? (open: 0, all: 0)
        return (
            Known(quotes: try results[quotes], open: counted.open, earlier: counted.all),
            try answered.flatMap { handle throws(DatabaseError) in try results[handle].first }
        )
    }

    private func draft(
        _ request: ReservationRequest, _ lines: [Line], _ known: Known, _ ground: Ground,
        _ keyed: Keyed<Reservation>?
    ) async throws -> ReservationDraft {
        // Goods that travel get a week more until they must have come; the hold is counted anew when they are ready.
        let start = request.shipsFrom == nil ? ground.now : ground.now + .seconds(7 * 86_400)
        guard let pickUpBy = ground.calendar.pickUpBy(from: start, holdDays: ground.policy.holdDays),
            let readyBy = ground.calendar.minutesOpen(from: start, minutes: ground.policy.readyMinutes)
        else { throw Refusal.neverOpen(request.location) }
        var draft = ReservationDraft(
            reservation: Reservation(
                id: ReservationID(location: request.location, unique: effects.uniqueID(at: ground.now)),
                kind: request.kind, reference: request.reference, customer: request.customer, hold: .active,
                fulfilment: .requested, contact: .notNeeded, version: 1, pickupCode: effects.pickupCode(),
                pickUpBy: pickUpBy, firstPickUpBy: pickUpBy, readyBy: min(readyBy, pickUpBy), extensions: 0,
                shipsFrom: request.shipsFrom, staging: "", collector: "", closeReason: "", reroutedFrom: nil,
                reroutedTo: nil, note: request.note,
                experiment: Reservation.Experiment(arm: "", salt: 0, probability: 1), createdAt: ground.now,
                readyAt: nil, closedAt: nil, lines: lines),
            author: ground.author)
        let facts = IntakeFacts(
            earlier: known.earlier, wantsContact: request.wantsContact, quotes: known.quotes, calendar: ground)
        for companion in companions { try await companion.welcome(&draft, facts) }
        draft.kept = keyed?.keep(draft.reservation, location: request.location.code, at: ground.now)
        return draft
    }

    /// Sends one draft; a code or key that another reservation took in the meantime is asked again.
    private func ask(_ draft: ReservationDraft) async throws(DatabaseError) -> ReserveSet.Row {
        var batch = Batch()
        let verdict = batch.add(ReserveSet(drafts: [draft]))
        for add in draft.alongside { add(&batch) }
        do {
            return try await database.run(batch)[verdict].first ?? .again
        } catch {
            switch error.constraint {
            case "idempotency_pkey", "reservation_pickup_code": return .again
            default: throw error
            }
        }
    }
}

/// Holds what was known about the goods and the customer when a reservation was asked for.
private struct Known {
    let quotes: [Quote.Row]
    let open: Int
    let earlier: Int

    /// Makes the lines that can be promised.
    func lines(for request: ReservationRequest) throws(Refusal) -> [Line] {
        let bySKU = Dictionary(uniqueKeysWithValues: quotes.map { ($0.sku, $0) })
        var lines: [Line] = []
        for (sku, asked) in request.summed {
            guard let quote = bySKU[sku] else { throw .unknownSKU(sku) }
            guard quote.available >= asked || request.partial else {
                throw .soldOut(sku: sku, location: request.heldAt, available: quote.available)
            }
            let quantity = min(asked, quote.available)
            guard quantity > 0 else { continue }
            lines.append(
                Line(
                    number: lines.count + 1, sku: sku, name: quote.name, nameEN: quote.nameEN, unitPrice: quote.price,
                    requested: asked, quantity: quantity, missing: 0, picked: 0, collected: 0, missingReason: "",
                    heldAt: request.heldAt, shippedAt: nil))
        }
        if lines.isEmpty, let first = request.summed.first {
            throw .soldOut(sku: first.sku, location: request.heldAt, available: 0)
        }
        return lines
    }
}
