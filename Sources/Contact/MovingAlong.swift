// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import Stock

/// What a move to another store takes along of the contact: the calls that somebody is to make, and the questions that
/// nobody has answered. `Moves` lists all that hangs on a reservation.
extension ContactCompanion {
    package func move(_ decision: inout Decision, in transaction: Transaction) async throws {
        guard let born = decision.born?.reservation else { return }
        guard let rules = rules.lastRead else { preconditionFailure("prepare() comes before a transaction") }
        var reading = Batch(name: "ReadWhatMoves")
        let tasks = reading.add(LockOpenTasks(id: decision.before.id))
        let waiting = reading.add(ReadWaitingMessages(id: decision.before.id))
        let read = try await transaction.run(reading)
        move(try read[tasks], of: &decision, to: born, rules)
        move(try read[waiting], of: &decision, to: born.id)
    }

    private func move(
        _ tasks: [ContactTask], of decision: inout Decision, to born: Reservation, _ rules: ContactRules.Snapshot
    ) {
        let at = decision.at
        let callable = rules.callable(born.location)
        var carried: [ContactTask] = []
        var lost: [ContactTask] = []
        for task in tasks {
            // What was missing at the old store is promised at the new one.
            if task.purpose == .shortPick, !born.hasMissing {
                settle(task, "settled", in: &decision)
                continue
            }
            let id = ContactTaskID(location: born.location, unique: effects.uniqueID(at: at))
            if let moved = Schedule.moved(task, to: born, as: id, callable: callable, now: at) {
                carried.append(moved)
                decision.alongside.add(moved, to: BearTasks.self)
            } else {
                lost.append(task)
                settle(task, "no_callable_moment", in: &decision)
            }
        }
        decision.alongside.add(
            CancelTasks.Element(reservation: decision.before.id, at: at, outcome: "moved"), to: CancelTasks.self)
        if !lost.isEmpty {
            decision.carry(
                .contactDropped(.init(purposes: lost.map { Word($0.purpose) }, because: "no_callable_moment")))
        }
        if !carried.isEmpty {
            let isUntried = carried.contains { $0.earlierAttempts == 0 }
            decision.carry(
                contact: isUntried ? .pending : .attempted,
                asksToConfirm: carried.contains { $0.purpose == .confirm })
        } else if !lost.isEmpty {
            decision.carry(contact: .unreachable, asksToConfirm: false)
        }
    }

    private func settle(_ task: ContactTask, _ outcome: String, in decision: inout Decision) {
        decision.alongside.add(
            SettleTasks.Element(
                reservation: task.reservation, purpose: task.purpose, at: decision.at, outcome: outcome),
            to: SettleTasks.self)
    }

    /// Lets questions wait where the reservation goes on: whoever answers there answers them.
    private func move(_ waiting: [Message], of decision: inout Decision, to born: ReservationID) {
        for message in waiting {
            let number = decision.carry(
                .messageWritten(.init(movedFrom: Word(message.speaker))), by: message.author)
            let moved = Message(
                id: MessageID(location: born.location, unique: message.id.unique), reservation: born, number: number,
                speaker: message.speaker, author: message.author, name: message.name, text: message.text,
                at: message.at, answeredAt: nil)
            decision.alongside.add(moved, to: InsertMessages.self)
            decision.alongside.add(MoveMessages.Element(message: message, at: decision.at), to: MoveMessages.self)
        }
    }
}

extension Schedule {
    /// Makes of an open task the one that goes on for the reservation at another store: as urgent as it was, with the
    /// attempts and the pauses that are left, and offered to whom it is offered. Nil when nobody may be called before the
    /// new hold ends.
    static func moved(
        _ task: ContactTask, to born: Reservation, as id: ContactTaskID, callable: OpeningCalendar, now: Instant
    ) -> ContactTask? {
        guard let next = nextAttempt(after: max(task.nextAttemptAt, now), on: task.channel, callable),
            next < born.pickUpBy
        else { return nil }
        return ContactTask(
            id: id, reservation: born.id, purpose: task.purpose, reasons: task.reasons, channel: task.channel,
            policy: task.policy, state: .open, outcome: "",
            dueAt: min(task.dueAt, born.pickUpBy - .seconds(60)), nextAttemptAt: next, attempts: 0,
            earlierAttempts: task.earlierAttempts + task.attempts,
            retryMinutes: Array(task.retryMinutes.dropFirst(task.attempts)), whenUnreachable: task.whenUnreachable,
            offeredTo: task.offeredTo, offerEndsAt: task.offerEndsAt, createdAt: now, closedAt: nil)
    }
}
