// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations

/// Walks along with every reservation: its contact task is born in the reservation's transaction, a short pick gives an
/// agent work in the picker's transaction, a move takes along what waits (`MovingAlong.swift`), and an ended hold leaves no
/// task behind.
package struct ContactCompanion: Companion {
    let rules: ContactRules
    let effects: Effects

    package init(rules: ContactRules, effects: Effects) {
        self.rules = rules
        self.effects = effects
    }

    package func prepare() async throws { _ = try await rules.current() }

    package func welcome(_ draft: inout ReservationDraft, _ facts: IntakeFacts) async throws {
        let rules = try await rules.current()
        // The newest word decides, for this reservation: one who is known and asks to be called has not stopped calls. What
        // somebody typed lifts nobody's word.
        if facts.wantsContact, facts.isVouched { draft.reservation.recipient.wishes.stopped.remove(.phone) }
        let reservation = draft.reservation
        draft.reservation.experiment = rules.experiment.arm(of: facts.counted)
        let now = reservation.createdAt
        var policies = rules.matching(reservation, facts, at: now)
        // The holdout gets no contact by rule; whoever asks for one always gets it.
        if draft.reservation.experiment.arm == Experiment.holdout { policies.removeAll { $0.whenAsked != true } }
        if policies.isEmpty, facts.wantsContact { policies = [rules.policy(.callback)] }
        guard !policies.isEmpty else { return }
        guard
            let task = Schedule.task(
                ContactTaskID(location: reservation.location, unique: effects.uniqueID(at: now)), for: reservation,
                policies, purpose: .confirm, callable: rules.callable(reservation.location), now: now)
        else { return }
        draft.reservation.contact = .pending
        draft.contactPolicy = policies.first?.told
        draft.alongside.add(task, to: BearTasks.self)
    }

    package func accompany(_ decision: inout Decision) async {
        let (id, at) = (decision.after.id, decision.at)
        if decision.after.hold != .active, decision.before.hold == .active {
            // What goes on at another store has taken its tasks along.
            guard decision.born == nil else { return }
            decision.alongside.add(CancelTasks.Element(reservation: id, at: at), to: CancelTasks.self)
            return
        }
        if !decision.after.hasMissing, decision.before.hasMissing {
            decision.alongside.add(
                SettleTasks.Element(reservation: id, purpose: .shortPick, at: at), to: SettleTasks.self)
        }
        guard decision.events.contains(where: { $0.kind == .lineShortPicked }) else { return }
        guard let rules = rules.lastRead else { preconditionFailure("prepare() comes before a transaction") }
        guard
            let task = Schedule.task(
                ContactTaskID(location: id.location, unique: effects.uniqueID(at: at)), for: decision.after,
                [rules.policy(.shortPick)], purpose: .shortPick, callable: rules.callable(id.location), now: at)
        else { return }
        decision.alongside.add(task, to: BearTasks.self)
        decision.schedule()
    }
}

extension Decision {
    /// Sets the contact to pending, since a new task has been born.
    mutating func schedule() {
        guard after.contact != .pending else { return }
        after.contact = .pending
        happened(.contactScheduled)
    }
}
