// SPDX-License-Identifier: Apache-2.0
import DequeModule

/// Gathers what arrives while a set is in flight and sends it together as the next one. Alone, an item goes at once:
/// there is no timer, and no latency is added; under load one round trip and one commit serve many.
///
/// Few sets are under way at a time (`lanes`). Whoever finds a lane free leads a set: its own item and those that wait;
/// when it is done it hands the lane to the first that has come since. So no work runs without a caller who waits for it.
package actor Coalescer<Item: Sendable, Outcome: Sendable> {
    package typealias Perform = @Sendable ([Item]) async -> [Result<Outcome, any Error>]

    private enum Turn {
        case outcome(Result<Outcome, any Error>)
        case lead
    }

    private struct Waiting {
        let number: Int
        let item: Item
        let turn: CheckedContinuation<Turn, any Error>
    }

    private let lanes: Int
    private let setLimit: Int
    private let waitingLimit: Int
    private let perform: Perform
    private var busy = 0
    private var waiting: Deque<Waiting> = []
    private var nextNumber = 0

    /// - Parameter perform: does a set; gives one outcome for each item, in their order.
    package init(lanes: Int, setLimit: Int, waitingLimit: Int, perform: @escaping Perform) {
        precondition(lanes > 0 && setLimit > 0, "a coalescer has a lane, and sets have items")
        self.lanes = lanes
        self.setLimit = setLimit
        self.waitingLimit = waitingLimit
        self.perform = perform
    }

    /// How many wait for the next set.
    package var waitingCount: Int { waiting.count }

    /// Does one item, together with others if there are any.
    ///
    /// - Throws: the item's own failure; `Overloaded`; `CancellationError` when the task is cancelled while the item
    ///   still waits. One that is in flight is seen through: its outcome must not be lost, nor its neighbours disturbed.
    package func submit(_ item: Item) async throws -> Outcome {
        if busy < lanes {
            busy += 1
            return try await lead(item)
        }
        guard waiting.count < waitingLimit else { throw Overloaded() }
        let number = nextNumber
        nextNumber += 1
        let turn = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                waiting.append(Waiting(number: number, item: item, turn: continuation))
                // The cancellation may have come before the place in the queue was taken.
                if Task.isCancelled { withdraw(number) }
            }
        } onCancel: {
            // Withdrawing is the actor's to do; there is nobody left to wait for it.
            Task { await self.withdraw(number) }
        }
        switch turn {
        case .outcome(let outcome): return try outcome.get()
        case .lead: return try await lead(item)
        }
    }

    private func withdraw(_ number: Int) {
        guard let place = waiting.firstIndex(where: { $0.number == number }) else { return }
        waiting.remove(at: place).turn.resume(throwing: CancellationError())
    }

    private func lead(_ item: Item) async throws -> Outcome {
        let followers = Array(waiting.prefix(setLimit - 1))
        waiting.removeFirst(followers.count)
        let items = [item] + followers.map(\.item)
        // A task of its own, awaited here: if the leader's task is cancelled, its followers' work goes on.
        let outcomes = await Task { [perform] in await perform(items) }.value
        precondition(outcomes.count == items.count, "a set gives one outcome for each item")
        for (follower, outcome) in zip(followers, outcomes.dropFirst()) {
            follower.turn.resume(returning: .outcome(outcome))
        }
        if let next = waiting.popFirst() {
            next.turn.resume(returning: .lead)
        } else {
            busy -= 1
        }
        return try outcomes[0].get()
    }
}

/// Says that more callers wait than a queue admits; nothing was done, and it may be asked again a little later.
package struct Overloaded: Error, Sendable {}
