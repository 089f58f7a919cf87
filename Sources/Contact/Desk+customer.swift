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
        try await reservations.change(id, by: author, keyed: keyed) { change in
            let tasks = try await change.transaction.run(ReadTasksOfReservation(id: id)).filter { $0.state == .open }
            try change.decision().mustStand()
            let settlement = try plan(change.reservation, tasks)
            // While another task waits the customer is still to be reached.
            let others = tasks.contains { $0.purpose != settlement?.purpose }
            let contact = others ? nil : settlement?.contact
            let commands = (contact.map { [Command.contact($0)] } ?? []) + (settlement?.commands ?? [])
            var decision = try await change.decide(commands)
            if let settlement, settlement.purpose == .confirm {
                decision.happened(.confirmed)
                let settled = SettleTasks.Element(
                    reservation: id, purpose: settlement.purpose, at: decision.at,
                    outcome: Disposition.confirmed.rawValue)
                change.statements.add(SettleTasks([settled]))
            }
            return (decision, decision.after)
        }
    }
}
