// SPDX-License-Identifier: Apache-2.0
import NIOCore

/// Sends what is due on the lanes that are free. Everything of it happens on one event loop.
final class Load {
    private let loop: any EventLoop
    private let finished: EventLoopPromise<Finished>
    private var shopping: Shopping
    private let moments: [Int64]
    private let isFlood: Bool
    private let span: TimeAmount
    private var place = 0
    private var start = NIODeadline.now()
    private var result = Finished()
    private var broken = 0
    private var free: [Lane] = []
    /// Moments whose requests found no free lane, the oldest first.
    private var waiting = CircularBuffer<NIODeadline>()

    init(_ shopping: Shopping, rate: Double, seconds: Double, isFlood: Bool, on loop: any EventLoop) {
        self.loop = loop
        self.isFlood = isFlood
        span = .nanoseconds(Int64(seconds * 1e9))
        self.shopping = shopping
        finished = loop.makePromise()
        moments = self.shopping.moments(rate: rate, seconds: seconds)
        result.expected = moments.count
    }

    /// Begins; the future comes when every request has its answer, or 20 seconds after the last was due.
    func run() -> EventLoopFuture<Finished> {
        start = .now() + .milliseconds(100)
        let end = start + .nanoseconds(moments.last ?? 0) + .seconds(20)
        loop.assumeIsolated().scheduleTask(deadline: end) { self.finished.succeed(self.result) }
        sendDue()
        return finished.futureResult
    }

    private func sendDue() {
        let now = NIODeadline.now()
        while place < moments.count {
            let due = start + .nanoseconds(moments[place])
            guard due <= now else {
                loop.assumeIsolated().scheduleTask(deadline: due) { self.sendDue() }
                return
            }
            place += 1
            if let lane = free.popLast() { send(due, on: lane) } else { waiting.append(due) }
        }
    }

    private func send(_ due: NIODeadline, on lane: Lane) {
        lane.send(due) { shopping.write(to: &$0) }
    }

    func isOpen(_ lane: Lane) { free.append(lane) }

    func answered(_ lane: Lane, due: NIODeadline, sent: NIODeadline, _ answer: Answer) {
        let now = NIODeadline.now()
        result.times.append((now - due).nanoseconds)
        result.longest = max(result.longest, (now - sent).nanoseconds)
        if answer.status == 503, !answer.hasRetryAfter { result.withoutRetry += 1 }
        let status = answer.status
        let isOver = now > start + span
        if status == 201, !isOver { result.takenInTime += 1 }
        result.tail = max(0, (now - (start + span)).nanoseconds)
        if isOver, isFlood {
            result.letGo += waiting.count
            waiting.removeAll()
        }
        result.statuses[status, default: 0] += 1
        if let next = waiting.popFirst() { send(next, on: lane) } else { free.append(lane) }
        finishIfDone()
    }

    /// Forgets a lane that was closed; with a request under way, that one stays without an answer.
    func lost(_ lane: Lane, isBusy: Bool) {
        free.removeAll { $0 === lane }
        if isBusy { broken += 1 }
        finishIfDone()
    }

    private func finishIfDone() {
        if result.times.count + broken + result.letGo >= result.expected { finished.succeed(result) }
    }
}
