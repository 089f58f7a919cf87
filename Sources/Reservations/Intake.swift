// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Stock

extension Reservations {
    /// Takes a reservation: promises every unit (or, with `partial`, those that are there), or refuses and changes
    /// nothing. Reservation, lines, first event, contact task and the kept answer are one transaction.
    ///
    /// - Throws: `Refusal` (`notFound(customer)`, `soldOut`, `unknownSKU`, `locationCannotServe`, `tooManyOpen`, `neverOpen`, `keyReused`);
    ///   `DatabaseError`, whose unknown outcome is asked again with the same key.
    package func reserve(
        _ request: ReservationRequest, by author: Author, keyed: Keyed<Reservation>? = nil
    ) async throws -> Done<Reservation> {
        try request.check()
        let snapshot = try await rules.current()
        let ground = try snapshot.ground(for: request, author: author, now: effects.now())
        // Whoever loses a race for units, a code or a key looks again; three times, then it is told as it is.
        for attempt in 1...3 {
            let known = try await sets.looking.submit(Look(request, now: ground.now, keyed?.find))
            if let before = try keyed?.replay(known.answered) { return .before(before) }
            let standing = try known.standing(of: request.customer) {
                CustomerID(unique: effects.uniqueID(at: ground.now))
            }
            let lines = try known.lines(for: request)
            guard standing.open < ground.policy.openPerCustomer else {
                throw Refusal.tooManyOpen(ground.policy.openPerCustomer)
            }
            let draft = try await draft(request, lines, known, standing, ground, keyed)
            switch try await sets.asking.submit(draft) {
            case .reserved: return .now(draft.reservation, kept: draft.kept?.answered)
            case .soldOut(let sku, let available):
                // The last unit may have gone to the same request under the same key: that is no refusal.
                if request.partial || keyed != nil, attempt < 3 { continue }
                if let before = try await keyed?.before(in: database) { return .before(before) }
                throw Refusal.soldOut(sku: sku, location: request.heldAt, available: available)
            case .again: continue
            }
        }
        // Others were faster three times in a row: nothing was done, and the client may ask again.
        throw DatabaseError(kind: .unavailable, statement: ReserveSet.name)
    }

    private func draft(
        _ request: ReservationRequest, _ lines: [Line], _ known: Known, _ standing: Standing, _ ground: Ground,
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
                kind: request.kind, reference: request.reference, customer: standing.customer, hold: .active,
                fulfilment: .requested, contact: .notNeeded, version: 1, pickupCode: effects.pickupCode(),
                pickUpBy: pickUpBy, firstPickUpBy: pickUpBy, readyBy: min(readyBy, pickUpBy), extensions: 0,
                shipsFrom: request.shipsFrom, staging: "", collector: "", closeReason: "", reroutedFrom: nil,
                reroutedTo: nil, note: request.note,
                experiment: Reservation.Experiment(arm: "", salt: 0, probability: 1), createdAt: ground.now,
                readyAt: nil, closedAt: nil, lines: lines, recipient: standing.recipient),
            author: ground.author, zone: ground.calendar.zone, policy: ground.policy.told)
        if case .given(let given) = request.customer {
            draft.alongside.add(
                BearCustomers.Element(
                    reservation: draft.reservation.id, customer: standing.customer, person: standing.person,
                    isNew: standing.isNew, draft: given, at: ground.now),
                to: BearCustomers.self)
        }
        let facts = IntakeFacts(
            isFirst: standing.isFirst, counted: standing.counted, wantsContact: request.wantsContact,
            isVouched: request.customer.isVouched,
            quotes: known.quotes, calendar: ground)
        for companion in companions { try await companion.welcome(&draft, facts) }
        draft.kept = keyed?.keep(draft.reservation, location: request.location.code, at: ground.now)
        return draft
    }
}
