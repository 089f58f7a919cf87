// SPDX-License-Identifier: Apache-2.0
import DequeModule
import PQ
import Synchronization

/// Gathers what arrives while a set is in flight and sends it together as the next one. Alone, an item goes at once:
/// there is no timer, and no latency is added; under load one round trip and one commit serve many.
///
/// Few sets are under way at a time (`lanes`). Whoever finds a lane free leads a set: its own item and those that wait;
/// when it is done it hands the lane to the first that has come since. So no work runs without a caller who waits for it.
package final class Coalescer<Item: Sendable, Outcome: Sendable>: Sendable {
    /// Does a set and gives one outcome for each item, in their order. It must see its work through when the task it runs
    /// in is cancelled: that is the leader's, and its followers have no part in that.
    package typealias Perform = @Sendable ([Item]) async -> [Result<Outcome, any Error>]

    private enum Turn {
        case outcome(Result<Outcome, any Error>)
        case lead
    }

    /// One who waits; a class, so that a look at the first in the queue copies no item.
    private final class Waiting: Sendable {
        let number: Int
        let item: Item
        let since: ContinuousClock.Instant
        let deadline: RequestDeadline?
        let turn: CheckedContinuation<Turn, any Error>

        init(
            number: Int, item: Item, since: ContinuousClock.Instant, deadline: RequestDeadline?,
            turn: CheckedContinuation<Turn, any Error>
        ) {
            self.number = number
            self.item = item
            self.since = since
            self.deadline = deadline
            self.turn = turn
        }
    }

    private struct State {
        var busy = 0
        var waiting: Deque<Waiting> = []
        var nextNumber = 0
        /// How long a set takes, the latest counting most; zero before the first.
        var span = Duration.zero

        mutating func withdraw(_ number: Int) -> Waiting? {
            waiting.firstIndex { $0.number == number }.map { waiting.remove(at: $0) }
        }
    }

    /// What a set may take. Whose request is over before is not taken along, let alone made to lead: the others of its set
    /// would be answered at its deadline.
    private static var least: Duration { .milliseconds(250) }

    private let lanes: Int
    private let setLimit: Int
    private let waitingLimit: Int
    private let patience: Duration
    private let oldest: Duration
    private let perform: Perform
    private let state = Mutex(State())

    /// - Parameters:
    ///   - lanes: sets under way at once.
    ///   - setLimit: items of one set.
    ///   - waitingLimit: items that may wait; one more is refused.
    ///   - patience: how long an item may have waited when its turn comes; one that has waited longer is refused, as is
    ///     one whose request is over (`RequestDeadline`).
    ///   - oldest: how long the first of those who wait may have waited when another comes, and how long that one would
    ///     wait by what sets take; it is refused at once otherwise, since in a queue so old everybody only waits.
    package init(
        lanes: Int, setLimit: Int, waitingLimit: Int, patience: Duration = .seconds(Limits.patienceSeconds),
        oldest: Duration = .seconds(Limits.queueSeconds), perform: @escaping Perform
    ) {
        precondition(lanes > 0 && setLimit > 0, "a coalescer has a lane, and sets have items")
        self.lanes = lanes
        self.setLimit = setLimit
        self.waitingLimit = waitingLimit
        self.patience = patience
        self.oldest = oldest
        self.perform = perform
    }

    /// How many wait for the next set.
    package var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Whether one more would be refused: whoever knows it beforehand saves the work before.
    package var isShut: Bool {
        let now = ContinuousClock.now
        return state.withLock { isShut($0, now) }
    }

    private func isShut(_ state: borrowing State, _ now: ContinuousClock.Instant) -> Bool {
        guard let first = state.waiting.first else { return false }
        return now - first.since > oldest || state.span * state.waiting.count / (setLimit * lanes) > oldest
    }

    /// Does one item, together with others if there are any.
    ///
    /// - Throws: the item's own failure; `Overloaded`; `CancellationError` when the task is cancelled while the item
    ///   still waits. One that is in flight is seen through: its outcome must not be lost, nor its neighbours disturbed.
    package func submit(_ item: Item) async throws -> Outcome {
        let number: Int? = state.withLock { state in
            if state.busy < lanes {
                state.busy += 1
                return nil
            }
            state.nextNumber += 1
            return state.nextNumber
        }
        guard let number else { return try await lead(item) }
        let turn = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait(item, number, $0) }
        } onCancel: {
            let mine = state.withLock { $0.withdraw(number) }
            mine?.turn.resume(throwing: CancellationError())
        }
        switch turn {
        case .outcome(let outcome): return try outcome.get()
        case .lead: return try await lead(item)
        }
    }

    private func wait(_ item: Item, _ number: Int, _ turn: CheckedContinuation<Turn, any Error>) {
        let (now, deadline) = (ContinuousClock.now, RequestDeadline.current)
        let answer: Result<Turn, any Error>? = state.withLock { state in
            // A lane may have become free, or the cancellation come, before the place in the queue was taken.
            if Task.isCancelled { return .failure(CancellationError()) }
            if state.busy < lanes {
                state.busy += 1
                return .success(.lead)
            }
            guard state.waiting.count < waitingLimit, !isShut(state, now) else { return .failure(Overloaded()) }
            state.waiting.append(Waiting(number: number, item: item, since: now, deadline: deadline, turn: turn))
            return nil
        }
        if let answer { turn.resume(with: answer) }
    }

    private func lead(_ item: Item) async throws -> Outcome {
        let followers = take(setLimit - 1)
        let began = ContinuousClock.now
        let outcomes = await perform([item] + followers.map(\.item))
        let took = ContinuousClock.now - began
        state.withLock { $0.span = $0.span == .zero ? took : ($0.span * 3 + took) / 4 }
        precondition(outcomes.count == followers.count + 1, "a set gives one outcome for each item")
        for (follower, outcome) in zip(followers, outcomes.dropFirst()) {
            follower.turn.resume(returning: .outcome(outcome))
        }
        take(1, orLeaveLane: true).first?.turn.resume(returning: .lead)
        return try outcomes[0].get()
    }

    /// Takes at most so many of those who wait; who has waited beyond patience is sent away, since nobody waits there any
    /// more. With `orLeaveLane`, gives the lane up in the same moment when nobody is left.
    private func take(_ count: Int, orLeaveLane: Bool = false) -> [Waiting] {
        let latest = ContinuousClock.now - patience
        let (taken, late) = state.withLock { state in
            var (taken, late): ([Waiting], [Waiting]) = ([], [])
            while taken.count < count, let next = state.waiting.popFirst() {
                if next.since < latest || next.deadline?.isOver(in: Self.least) == true {
                    late.append(next)
                } else {
                    taken.append(next)
                }
            }
            if taken.isEmpty, orLeaveLane { state.busy -= 1 }
            return (taken, late)
        }
        for waiting in late { waiting.turn.resume(throwing: Overloaded()) }
        return taken
    }
}

/// Says that more callers wait than a queue admits, or for longer; nothing was done, and it may be asked again a little
/// later.
package struct Overloaded: Error, Sendable {
    package init() {}
}
