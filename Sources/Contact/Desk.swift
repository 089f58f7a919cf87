// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Gives agents their work and takes what came of it: the contact is part of the reservation.
package struct Desk: Sendable {
    package let reservations: Reservations
    let rules: ContactRules
    private let observer: Observer

    var database: Database { reservations.database }
    var effects: Effects { reservations.effects }
    var changes: Changes { Changes(in: database, effects: effects) }
    var customers: Customers { Customers(database: database, effects: effects) }

    package init(reservations: Reservations, rules: ContactRules, observer: Observer = .none) {
        self.reservations = reservations
        self.rules = rules
        self.observer = observer
    }

    /// Offers an agent the task with the least slack, for `Limits.offerSeconds`; an offer that still lives is given
    /// again. Nil when there is no work that may be done now: nobody is called outside the callable window.
    ///
    /// - Parameter locations: the agent's stores; empty for all.
    package func claim(by agent: StaffID, locations: [LocationID]) async throws -> ContactTask? {
        let rules = try await rules.current()
        let now = effects.now()
        let offerable = try await database.run(
            FindOfferable(now: now, agent: agent, locations: locations, limit: Limits.pageRows))
        let callable = offerable.filter { task in
            task.channel != .phone || rules.callable(task.id.location).isOpen(at: now)
        }
        for task in callable {
            let offer = TakeOffer(
                id: task.id, agent: agent, now: now, endsAt: now + .seconds(Limits.offerSeconds))
            if let taken = try await database.first(offer) { return taken }
        }
        return nil
    }

    /// Gives an offer back. Throws `notOffered` when the agent has none on this task.
    package func decline(_ id: ContactTaskID, by agent: StaffID) async throws {
        guard try await database.count(DeclineOffer(id: id, agent: agent)) > 0 else { throw Refusal.notOffered }
    }

    /// Logs an attempt: the disposition alone decides the task's next attempt, the contact and the hold, all in one
    /// transaction.
    ///
    /// - Throws: `notOffered` when another agent has the task, `taskClosed`, `outsideCallableWindow` for a call outside
    ///   the window, and whatever the customer's choice meets at the reservation (`soldOut` at the other store, …); then
    ///   nothing is logged, and the agent chooses anew with the customer on the line.
    package func log(
        _ attempt: Attempt, on task: ContactTask, by agent: StaffID, role: Role, keyed: Keyed<Logged>? = nil
    ) async throws -> Done<Logged> {
        let rules = try await rules.current()
        let id = task.id
        let done = try await reservations.change(
            task.reservation, by: .staff(agent, role), keyed: keyed, orNotFound: .contactTask
        ) { change in
            let reservation = change.reservation
            var reading = Batch()
            let own = reading.add(LockTask(id: id))
            let all = reading.add(ReadTasksOfReservation(id: reservation.id))
            let read = try await change.transaction.run(reading)
            guard let task = try read[own].first else { throw Refusal.notFound(.contactTask) }
            guard task.state == .open else { throw Refusal.taskClosed }
            guard task.offeredTo == agent else { throw Refusal.notOffered }
            let callable = rules.callable(id.location)
            let now = effects.now()
            try attempt.check(on: task, callable, now: now)
            let outcome = Schedule.outcome(
                of: attempt, on: task, pickUpBy: reservation.pickUpBy, callable: callable, now: now)
            let stopped: ContactChannel? = attempt.disposition == .optedOut ? attempt.channel : nil
            let others = try read[all].filter { $0.state == .open && $0.id != id && $0.channel != stopped }
            // A move takes along what is still open: this task is done before.
            let moves = reservation.hold == .active && outcome.commands.contains(where: \.isMove)
            if moves { _ = try await change.transaction.count(UpdateTask(task: outcome.task)) }
            let decision = try await decide(outcome, others: others, stopping: stopped, change)
            if !moves { change.statements.add(UpdateTask(task: outcome.task)) }
            change.statements.add(
                InsertAttempt(
                    task: outcome.task, agent: agent, attempt: attempt,
                    effect: ["events": .array(decision.events.map { .string($0.name) })]))
            if let stopped {
                add([stopped], of: reservation, to: &change.statements, at: decision.at)
                // It was said where the address leads, so it is its owner's word.
                let words = reservation.recipient.words([stopped], granted: false)
                if !words.isEmpty {
                    change.statements.add(KeepContactWords(words, by: change.author, at: decision.at))
                }
            }
            return (
                decision,
                Logged(task: outcome.task, reservation: decision.after, born: decision.born?.reservation)
            )
        }
        if case .now(let logged, _) = done {
            observer(.attempted(channel: attempt.channel.rawValue, disposition: attempt.disposition.rawValue))
            if attempt.disposition == .optedOut {
                try await spread(
                    logged.reservation.recipient.words([attempt.channel], granted: false), from: task.reservation)
            }
        }
        return done
    }

    /// Holds what an attempt has made of task and reservation.
    package struct Logged: Sendable {
        package let task: ContactTask
        package let reservation: Reservation
        /// The reservation that goes on at another store.
        package let born: Reservation?
    }

    /// Decides what the outcome does to the reservation. One that has ended meanwhile keeps its end; the attempt is
    /// still worth keeping.
    private func decide(
        _ outcome: Schedule.Outcome, others: [ContactTask], stopping stopped: ContactChannel?,
        _ change: ReservationChange
    ) async throws -> Decision {
        let reservation = change.reservation
        var commands: [Command] = [.contact(outcome.contact)]
        if let stopped {
            var wishes = reservation.recipient.wishes
            wishes.stopped.insert(stopped)
            commands.append(.wish(wishes))
        }
        if reservation.hold == .active { commands += outcome.commands }
        var decision = try await change.decide(commands)
        guard decision.after.hold == .active else { return decision }
        // A customer who was reached about missing units has chosen: otherwise nobody would ask again.
        let isReached = outcome.contact == .reachedConfirmed || outcome.contact == .reachedChanged
        if isReached, outcome.task.purpose == .shortPick, decision.after.hasMissing { throw Refusal.undecidedShortage }
        // The contact is the sum of the tasks: while another waits, the customer is still to be reached. Those about
        // missing units are settled with the last of them.
        let isSettled = reservation.hasMissing && !decision.after.hasMissing
        if others.contains(where: { !isSettled || $0.purpose != .shortPick }) { decision.schedule() }
        return decision
    }

    /// Reads a task, as somebody needs it who logs an attempt. Throws `notFound(contactTask)`.
    package func task(_ id: ContactTaskID) async throws -> ContactTask {
        guard let task = try await database.first(ReadTask(id: id)) else { throw Refusal.notFound(.contactTask) }
        return task
    }

    /// Lists open tasks, least slack first; a page at a time.
    package func open(
        locations: [LocationID], after: (dueAt: Instant, id: ContactTaskID)?, limit: Int
    ) async throws -> [ContactTask] {
        try await database.run(ListOpenTasks(locations: locations, after: after, limit: limit))
    }

    /// Reads everything that was said about a reservation: its tasks, and the attempts at this store and at those where it
    /// was before.
    package func history(of id: ReservationID) async throws -> (tasks: [ContactTask], attempts: [LoggedAttempt]) {
        var found: (tasks: [ContactTask], attempts: [LoggedAttempt]) = ([], [])
        var next: ReservationID? = id
        for _ in 0..<Limits.movesFollowed {
            guard let current = next else { break }
            var batch = Batch(name: "ReadContact")
            let tasks = batch.add(ReadTasksOfReservation(id: current))
            let attempts = batch.add(ReadAttempts(id: current))
            let origin = batch.add(ReadOrigin(id: current))
            let results = try await database.run(batch)
            if current == id { found.tasks = try results[tasks] }
            found.attempts = try results[attempts] + found.attempts
            next = try results[origin].first.flatMap { ReservationID($0) }
        }
        return found
    }

    /// Reads of each reservation what was last said or tried, here or where it was before; those of whom nobody spoke are
    /// left out.
    package func lastAttempts(of reservations: [Reservation]) async throws -> [ReservationID: LoggedAttempt] {
        var words: [ReservationID: LoggedAttempt] = [:]
        // For whom the attempts of which reservation are asked: itself at first, then the one that went on in it.
        var asked = Dictionary(reservations.map { ($0.id, [$0.id]) }, uniquingKeysWith: +)
        var origins = Dictionary(
            reservations.compactMap { one in one.reroutedFrom.map { (one.id, $0) } }, uniquingKeysWith: { a, _ in a })
        for _ in 0..<Limits.movesFollowed {
            guard !asked.isEmpty else { break }
            for row in try await database.run(ReadLastAttempts(ids: Array(asked.keys))) {
                for id in asked[row.reservation] ?? [] { words[id] = row.attempt }
            }
            var earlier: [ReservationID: [ReservationID]] = [:]
            for (current, ids) in asked {
                guard let origin = origins[current] else { continue }
                earlier[origin, default: []] += ids.filter { words[$0] == nil }
            }
            asked = earlier.filter { !$0.value.isEmpty }
            for one in asked.isEmpty ? [] : try await self.reservations.find(Array(asked.keys)) {
                origins[one.id] = one.reroutedFrom
            }
        }
        return words
    }

    /// Finds advice by words, newest first.
    package func advice(containing text: String, locations: [LocationID], limit: Int) async throws -> [LoggedAttempt] {
        try await database.run(SearchAdvice(text: text, locations: locations, limit: limit))
    }
}
