// SPDX-License-Identifier: Apache-2.0
import DequeModule
import Synchronization

/// Carries out what the pool decides: owns the connections, sends requests, answers the tasks that wait.
///
/// Everything in here happens on the thread of one loop, which also watches the sockets; so a request costs its task
/// one way in and one way out, and no locks. Requests come in by `loop.call`, in the order of the calls.
actor Engine {
    nonisolated let configuration: DatabaseConfiguration
    nonisolated let loop: Loop
    nonisolated let observe: @Sendable (DatabaseObservation) -> Void
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private nonisolated let requestCount = Atomic<UInt64>(0)

    var pool: PoolState
    private var todo: Deque<PoolState.Action> = []
    private var isActing = false
    var connections: [ConnectionID: Connection] = [:]
    var operations: [RequestID: Operation] = [:]
    var leaseWaiters: [RequestID: LeaseWaiter] = [:]
    var leases: [LeaseID: Lease] = [:]
    var listeners: [ListenerID: Listener] = [:]
    /// Whether commits are confirmed, and what is done to learn it.
    var confirmation = Confirmation()
    nonisolated let isUnconfirmed = Atomic<Bool>(false)
    nonisolated let watch: ServerWatch
    var nextSurvey = UInt64.max
    /// Hosts whose connections hung, tried last.
    var suspects: Set<String> = []
    var random = SystemRandomNumberGenerator()
    /// When the deadlines must be looked at next.
    private var alarm = UInt64.max
    var isClosed = false
    var closeWaiters: [CheckedContinuation<Void, Never>] = []
    var closeDeadline = UInt64.max
    var nextNumber: UInt64 = 1

    init(_ configuration: DatabaseConfiguration, observe: @escaping @Sendable (DatabaseObservation) -> Void) {
        self.configuration = configuration
        self.observe = observe
        watch = ServerWatch(file: configuration.watchFile)
        loop = Loop()
        pool = PoolState(
            PoolState.Limits(
                shared: max(1, configuration.sharedConnections), exclusive: max(1, configuration.exclusiveConnections),
                depth: max(1, configuration.pipelineDepth), waiting: configuration.waitingLimit,
                acquire: configuration.acquireDeadline.nanoseconds, idle: configuration.idleTimeout.nanoseconds,
                backoff: Backoff(first: configuration.retryDelay, limit: configuration.reconnectDelayLimit)))
        loop.start(
            Loop.Handler(
                ready: { [weak self] event in self?.assumeIsolated { $0.ready(event) } },
                turnEnded: { [weak self] now in self?.assumeIsolated { $0.turnEnded(now) } ?? .max }))
    }

    deinit { loop.stop() }

    nonisolated func newRequestID() -> RequestID {
        RequestID(number: requestCount.wrappingAdd(1, ordering: .relaxed).newValue)
    }

    func newNumber() -> UInt64 {
        nextNumber += 1
        return nextNumber
    }

    /// Asks to be called when a moment has come.
    func remind(at moment: UInt64) { alarm = min(alarm, moment) }

    private func ready(_ event: Loop.Readiness) {
        guard let connection = connections[ConnectionID(number: event.token)] else { return }
        serve(connection)
    }

    /// Reads what has come on a connection and answers whoever it is for.
    func serve(_ connection: Connection) {
        let finished = connection.receive()
        for operation in finished { settle(operation, on: connection) }
        report(connection.takeNotices())
        if case .listener(let id) = connection.role {
            for notification in connection.notifications() { listeners[id]?.continuation.yield(notification) }
        }
        if connection.isLost { lose(connection) } else { releaseIfPending(connection) }
    }

    private func report(_ notices: [Notice]) {
        for notice in notices {
            observe(.notice(severity: notice.severity, sqlState: notice.sqlState))
            if notice.isUnreplicatedCommit {
                observe(.unreplicatedCommit)
                confirmationLost()
            }
        }
    }

    private func turnEnded(_ now: UInt64) -> UInt64 {
        if now >= alarm {
            alarm = .max
            act(pool.tick(now: now))
            giveUp(now)
            for connection in connections.values where connection.nextDeadline <= now { expire(connection, now) }
            for listener in listeners.values where listener.retryAt <= now { connect(listener) }
            if confirmation.askAt <= now { askForConfirmation() }
            if nextSurvey <= now { survey() }
            for connection in connections.values { remind(at: connection.nextDeadline) }
            for listener in listeners.values { remind(at: listener.retryAt) }
            if closeDeadline <= now { closeByForce() }
            remind(at: closeDeadline)
            remind(at: confirmation.askAt)
            remind(at: nextSurvey)
            remind(at: pool.nextDeadline)
            remind(at: nextGivingUp)
        }
        return alarm
    }

    /// Does what the pool decided, and what comes of that, one after the other.
    func act(_ actions: [PoolState.Action]) {
        todo.append(contentsOf: actions)
        guard !isActing else { return }
        isActing = true
        while let action = todo.popFirst() { perform(action) }
        isActing = false
    }

    private func perform(_ action: PoolState.Action) {
        switch action {
        case .open(let id, let kind): open(id, kind)
        case .close(let id): connections[id] = nil
        case .assign(let request, let id): assign(request, id)
        case .refuse(let request, let refusal): refuse(request, refusal)
        case .drained: finishClosing()
        }
    }

    private func assign(_ request: RequestID, _ id: ConnectionID) {
        guard let connection = connections[id] else {
            // The connection went between the pool's decision and now; the pool knows, the request asks again.
            let kind: PoolState.Kind = operations[request] != nil ? .shared : .exclusive
            act(pool.request(request, kind, isAgain: true, now: Loop.now))
            return
        }
        if let operation = operations[request] {
            if confirmation.isLost, operation.isCommitting {
                operations[request] = nil
                operation.answer(.failure(DatabaseError(.unconfirmed, statement: operation.plan.name)))
                return act(pool.finished(id, now: Loop.now))
            }
            send(operation, on: connection)
        } else if let waiter = leaseWaiters.removeValue(forKey: request) {
            let lease = LeaseID(number: newNumber())
            leases[lease] = Lease(connection: id)
            connection.lease = lease
            waiter.continuation.resume(returning: .success(lease))
        } else {
            act(pool.finished(id, now: Loop.now))
        }
    }

    private func refuse(_ request: RequestID, _ refusal: PoolState.Refusal) {
        let error: DatabaseError =
            switch refusal {
            case .deadline: DatabaseError(.deadline(.acquire), statement: operations[request]?.plan.name)
            case .queueFull, .unavailable, .closed:
                DatabaseError(.unavailable, statement: operations[request]?.plan.name, message: "\(refusal)")
            }
        operations.removeValue(forKey: request)?.answer(.failure(error))
        leaseWaiters.removeValue(forKey: request)?.continuation.resume(returning: .failure(error))
    }

    func send(_ operation: Operation, on connection: Connection) {
        if connection.isCancelling, operation.isCommitting { return connection.heldBack.append(operation) }
        connection.send(operation, now: Loop.now)
        remind(at: connection.nextDeadline)
        if connection.isLost { return lose(connection) }
        // During a COPY the server's answer may be here already, read but not looked at, so no event will tell of it.
        if connection.isCopying { serve(connection) }
    }
}
