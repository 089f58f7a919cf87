// SPDX-License-Identifier: Apache-2.0
import CPQ
import DequeModule

/// Drives one libpq connection: sends requests, gathers their results, says when it is lost.
///
/// Lives on the thread of its loop and never waits. Outside COPY and scripts it is in pipeline mode, each request ends
/// with its own sync, and a request is answered only when its sync comes back: an error of the commit itself (a
/// deferred constraint, a lost standby) arrives after the statement's own result.
final class Connection {
    enum Role {
        case shared
        case exclusive
        case listener(ListenerID)
        /// Out of the pool: a commit is on its way whose asker was told that its outcome is unknown.
        case kept
        /// Out of the pool: asks whether commits are confirmed.
        case probe
    }

    let id: ConnectionID
    private(set) var role: Role
    let server: Server
    let socket: Int32
    let pointer: OpaquePointer
    let loop: Loop
    private let notices = NoticeBox()
    /// Nanoseconds that a request has at least once it is its turn.
    private static var fairShare: UInt64 { 500_000_000 }

    var inFlight = Deque<Operation>()
    var prepared: [PreparedKey: String] = [:]
    private var preparedCount = 0
    /// Whether libpq has bytes that the socket did not take.
    var isWriting = false
    var isPipelining = true
    var isCopying = false
    /// What the server said when it ended the session.
    var lastWords: SQLState?
    var isLost = false
    /// The session has ended, or its answers can no longer be told apart: nothing more is read from it.
    var isOver = false { didSet { if isOver { isLost = true } } }

    /// The lease that is served; nil on shared and idle connections.
    var lease: LeaseID?
    /// While a helper thread sends a cancel request, nobody else may be given this connection.
    var isCancelling = false
    var mustCancelAgain = false
    var isReleasePending = false
    /// Requests with a commit that came while a cancel request was on its way, which might have hit them.
    var heldBack: [Operation] = []
    var lastCancelAt: UInt64 = 0
    /// When the connection is closed because a cancelled statement does not answer.
    var closesAt = UInt64.max

    init(_ id: ConnectionID, _ role: Role, _ pointer: OpaquePointer, _ server: Server, loop: Loop) {
        self.id = id
        self.role = role
        self.server = server
        self.pointer = pointer
        self.loop = loop
        self.socket = PQsocket(pointer)
        notices.attach(to: pointer)
        loop.watch(socket, token: id.number, writing: false, isNew: true)
    }

    deinit {
        loop.unwatch(socket)
        PQfinish(pointer)
    }

    /// Whether the session is between transactions with nothing on its way.
    var isIdle: Bool {
        !isLost && inFlight.isEmpty && isPipelining && PQtransactionStatus(pointer) == PQTRANS_IDLE
    }

    var isInTransaction: Bool { PQtransactionStatus(pointer) != PQTRANS_IDLE }

    var nextDeadline: UInt64 {
        // Whoever asked was told; now the answer is waited for as long as it takes.
        if isOutOfPool { return .max }
        guard let head = inFlight.first, !head.isTimedOut else { return closesAt }
        return min(closesAt, head.deadline)
    }

    /// Whether it serves only to learn whether commits are confirmed.
    var isOutOfPool: Bool {
        switch role {
        case .kept, .probe: true
        case .shared, .exclusive, .listener: false
        }
    }

    /// Takes the connection out of service; stand-ins wait for what is still to come. Returns the requests themselves.
    func retire() -> [Operation] {
        role = .kept
        lease = nil
        closesAt = .max
        let requests = Array(inFlight)
        inFlight = Deque(requests.map { $0.standIn() })
        return requests
    }

    /// Hands what libpq still holds to the socket, and asks to be woken when the socket has room again.
    func flush() {
        let left = PQflush(pointer)
        if left < 0 { isLost = true }
        let writing = left == 1
        guard writing != isWriting else { return }
        isWriting = writing
        loop.watch(socket, token: id.number, writing: writing, isNew: false)
    }

    /// Reads what the socket has and returns the requests that are complete now, in order.
    func receive() -> [Operation] {
        if PQconsumeInput(pointer) == 0 { isLost = true }
        // Bytes that wait to be sent come first: PQgetResult blocks until they are gone.
        flush()
        var finished: [Operation] = []
        var nulls = 0
        while let operation = inFlight.first, !isWriting {
            if case .copyChunk = operation.plan.work {
                finished.append(finishHead(operation))
                continue
            }
            guard PQisBusy(pointer) == 0 else { break }
            readNotices()
            guard let result = PQgetResult(pointer) else {
                nulls += 1
                if nulls > 8 {
                    isOver = true
                    break
                }
                if endOfResults(operation) { finished.append(finishHead(operation)) }
                continue
            }
            nulls = 0
            if take(ResultBox(result), for: operation) { finished.append(finishHead(operation)) }
            // A line that broke may still hold answers; a session that ended has none.
            if isOver { break }
        }
        if inFlight.isEmpty {
            // An idle session's last words and notifications are parsed by asking whether it is busy.
            _ = PQisBusy(pointer)
        }
        readNotices()
        if PQstatus(pointer) == CONNECTION_BAD { isLost = true }
        return finished
    }

    /// Gives the notifications that have come, in order.
    func notifications() -> [Notification] {
        var list: [Notification] = []
        while let next = PQnotifies(pointer) {
            let channel = String(cString: next.pointee.relname)
            list.append(.notified(channel: channel, payload: String(cString: next.pointee.extra)))
            PQfreemem(next)
        }
        return list
    }

    func takeNotices() -> [Notice] { notices.takeAll() }

    /// Names a statement that the server is about to be told.
    func nameNext(for key: PreparedKey) -> String {
        preparedCount += 1
        let name = "s\(preparedCount)"
        prepared[key] = name
        return name
    }

    private func readNotices() {
        for notice in notices.takeUnread() {
            // Notices arrive while the answers of the first request are read, so they are about it.
            if notice.isUnreplicatedCommit { inFlight.first?.isUnreplicated = true }
            if notice.isFatal {
                lastWords = notice.sqlState
                isOver = true
            }
        }
    }

    private func finishHead(_ operation: Operation) -> Operation {
        inFlight.removeFirst()
        closesAt = .max
        // Who stood behind a slow one is not judged by the other's time.
        if let next = inFlight.first { next.deadline = max(next.deadline, Loop.now &+ Self.fairShare) }
        guard let failedSlot = operation.failedSlot else { return operation }
        // What was to be prepared after the failure was skipped by the server.
        for case .prepare(let key) in operation.slots.dropFirst(failedSlot) { prepared[key] = nil }
        if operation.mustPrepareAgain, case .statements(let statements, _) = operation.plan.work {
            for statement in statements { prepared[PreparedKey(statement)] = nil }
        }
        return operation
    }
}
