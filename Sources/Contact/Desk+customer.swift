// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations

/// What customers settle themselves, so that nobody need call them about it.
extension Desk {
    /// Takes the customer's word that they will come: it does what an agent's `confirmed` does, without an attempt, for
    /// nobody has tried to reach them. Confirmed before, by whomever, it is nothing new.
    ///
    /// - Throws: the hold's end; `undecidedShortage` while units are missing; `taskClosed` when nobody asks for a
    ///   confirmation (any more).
    package func confirm(
        _ id: ReservationID, by author: Author, keyed: Keyed<Reservation>? = nil
    ) async throws -> Done<Reservation> {
        try await settle(id, by: author, keyed: keyed) { reservation, open in
            if reservation.contact == .reachedConfirmed { return nil }
            guard !reservation.hasMissing else { throw Refusal.undecidedShortage }
            guard open.contains(where: { $0.purpose == .confirm }) else { throw Refusal.taskClosed }
            return Settlement(purpose: .confirm, commands: [], contact: .reachedConfirmed)
        }
    }

    /// Takes the customer's choice about the missing units of a line: `drop`, `wait` or `substitute`. With the last of them the
    /// customer counts as reached, and the tasks about them are settled.
    package func choose(
        _ command: Command, line: Int, on id: ReservationID, by author: Author, keyed: Keyed<Reservation>? = nil
    ) async throws -> Done<Reservation> {
        try await settle(id, by: author, keyed: keyed) { reservation, _ in
            let isLast = reservation.lines.allSatisfy { $0.missing == 0 || $0.number == line }
            return Settlement(purpose: .shortPick, commands: [command], contact: isLast ? .reachedChanged : nil)
        }
    }

    /// Says what a customer's word does: the commands, and what becomes of the contact once its tasks are settled.
    private struct Settlement {
        let purpose: ContactTask.Purpose
        let commands: [Command]
        let contact: ContactState?
    }

    private func settle(
        _ id: ReservationID, by author: Author, keyed: Keyed<Reservation>?,
        _ plan: @Sendable (Reservation, [ContactTask]) throws -> Settlement?
    ) async throws -> Done<Reservation> {
        let store = try await reservations.prepared()
        return try await database.transaction(keyed: keyed) { transaction in
            let locked = try await reservations.lock(id, keyed: keyed, in: transaction)
            if let before = try keyed?.replay(locked.answered) { return .before(before) }
            guard let reservation = locked.reservation else { throw Refusal.notFound(.reservation) }
            let tasks = try await transaction.run(ReadTasksOfReservation(id: id)).filter { $0.state == .open }
            let ground = try store.ground(for: reservation, author: author, now: effects.now())
            try reservation.deciding([Command](), on: ground).mustStand()
            let settlement = try plan(reservation, tasks)
            // While another task waits the customer is still to be reached.
            let others = tasks.contains { $0.purpose != settlement?.purpose }
            let contact = others ? nil : settlement?.contact
            let commands = (contact.map { [Command.contact($0)] } ?? []) + (settlement?.commands ?? [])
            var decision = try await reservations.decide(
                commands, on: reservation, by: author, store, in: transaction)
            var batch = Batch()
            if let settlement, settlement.purpose == .confirm {
                decision.happened(.confirmed)
                let settled = SettleTasks.Element(
                    reservation: id, purpose: settlement.purpose, at: decision.at,
                    outcome: Disposition.confirmed.rawValue)
                batch.add(SettleTasks([settled]))
            }
            let kept = keyed.map { $0.keep(decision.after, location: id.location.code, at: decision.at) }
            if let kept { batch.add(kept) }
            try await reservations.write([decision], with: batch, in: transaction)
            return .now(decision.after, kept: kept?.answered)
        }
    }
}
