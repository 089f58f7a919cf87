// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Says what is to be sent as one unit and answered as one.
struct Plan: Sendable {
    enum Ending: Sendable { case none, commit, rollback }

    enum Work: Sendable {
        /// Bound statements under one sync. None at all only makes sure that the transaction has begun.
        case statements([BoundStatement], ending: Ending = .none)
        /// Texts without parameters and rows, under one sync.
        case commands([String])
        /// Statements in one text, by the simple protocol.
        case script(String)
        case copyStart(String)
        case copyChunk([UInt8])
        /// Ends a COPY; with `abort` the server forgets the rows. `commits` unless a transaction is around it.
        case copyEnd(abort: Bool, commits: Bool)
    }

    let name: String
    let work: Work
    let isReadOnly: Bool
    let span: UInt64

    init(_ name: String, _ work: Work, isReadOnly: Bool = false, within span: UInt64) {
        self.name = name
        self.work = work
        self.isReadOnly = isReadOnly
        self.span = span
    }

    /// Whether this ends a transaction with something lasting, even on a lease.
    var commits: Bool {
        switch work {
        case .statements(_, .commit), .copyEnd(abort: false, commits: true): true
        case .statements, .commands, .script, .copyStart, .copyChunk, .copyEnd: false
        }
    }

    /// Whether this ends a transaction and asks nothing else.
    var isLoneCommit: Bool {
        if case .statements(let statements, .commit) = work { statements.isEmpty } else { false }
    }

    /// Whether what this does must be confirmed: it writes, or gives on as done what another has written.
    var needsConfirmation: Bool {
        guard isReadOnly else { return true }
        guard case .statements(let statements, _) = work else { return false }
        return statements.contains { $0.type.isConfirming }
    }

    var isRollback: Bool {
        if case .statements(_, .rollback) = work { true } else { false }
    }

    /// Why this must not be sent: a fault in its parameters, or more bytes than the limit.
    func fault(limit: Int) -> SQLState? {
        guard case .statements(let statements, _) = work else { return nil }
        var bytes = 0
        for statement in statements {
            if let fault = statement.parameters.fault { return fault }
            bytes += statement.parameters.byteCount
        }
        return bytes > limit ? .programLimitExceeded : nil
    }
}

typealias Answer = Result<[ResultBox], DatabaseError>

/// Tells the loop's thread at once that a task was cancelled, even before its request arrives there.
final class CancellationFlag: Sendable {
    private let flag = Atomic<Bool>(false)

    var isRaised: Bool { flag.load(ordering: .acquiring) }
    func raise() { flag.store(true, ordering: .releasing) }
}

/// Is a request on its way: lives on the loop's thread from its submission to its answer.
final class Operation {
    /// Says which command of the request the next result belongs to.
    enum Slot {
        case prepare(PreparedKey)
        case statement
        case command
        case commit
    }

    let id: RequestID
    let plan: Plan
    let lease: LeaseID?
    private var continuation: CheckedContinuation<Answer, Never>?

    var slots: [Slot] = []
    var slot = 0
    var hasResult = false
    var results: [ResultBox] = []
    var failure: DatabaseError?
    /// The command that failed; those after it were skipped.
    var failedSlot: Int?
    var mustPrepareAgain = false
    /// Whether BEGIN goes before it.
    var opensTransaction = false
    /// Whether a commit is at its end, which may wait for a standby: it is never cancelled from outside, since that would
    /// show others what a failover may still undo.
    var isCommitting = false

    /// The connection it was sent on.
    var connection: ConnectionID?
    var sentAt: UInt64 = 0
    var deadline: UInt64 = .max
    /// When its asker waits no longer, wherever it is then.
    var waitsUntil = UInt64.max
    var attempts = 0
    var isCancelled = false
    var isTimedOut = false
    var isUnreplicated = false

    /// Makes a request that no task waits for, and that is not sent again.
    init(_ id: RequestID, _ plan: Plan) {
        self.id = id
        self.plan = plan
        self.lease = nil
        attempts = .max
    }

    init(_ id: RequestID, _ plan: Plan, lease: LeaseID?, _ continuation: CheckedContinuation<Answer, Never>) {
        self.id = id
        self.plan = plan
        self.lease = lease
        self.continuation = continuation
    }

    /// Answers the waiting task, once; later answers go nowhere, since the task gave up waiting.
    func answer(_ answer: Answer) {
        continuation?.resume(returning: answer)
        continuation = nil
    }

    var isAnswered: Bool { continuation == nil }

    /// Says what is known of a request that was sent at the moment when its asker waits no longer.
    var outcomeWhenLate: DatabaseError {
        let mayStand = plan.commits || (isCommitting && !plan.isReadOnly)
        return DatabaseError(mayStand ? .unknownOutcome : .deadline(.statement), statement: plan.name)
    }

    /// Takes this request's place on a connection that is kept, where the rest of its answer may still come.
    func standIn() -> Operation {
        let other = Operation(id, plan)
        other.slots = slots
        other.slot = slot
        other.hasResult = hasResult
        other.failure = failure
        other.failedSlot = failedSlot
        other.isCommitting = isCommitting
        other.isUnreplicated = isUnreplicated
        return other
    }

    /// Forgets a try, before the next.
    func restart() {
        slots.removeAll(keepingCapacity: true)
        slot = 0
        hasResult = false
        results.removeAll()
        failure = nil
        failedSlot = nil
        mustPrepareAgain = false
        connection = nil
        deadline = .max
        isTimedOut = false
        isUnreplicated = false
        attempts += 1
    }

    /// Says what is known of a request whose commit nobody confirmed: a write may stand, a look has done nothing.
    var unconfirmed: DatabaseError {
        DatabaseError(plan.isReadOnly ? .unconfirmed : .unknownOutcome, statement: plan.name)
    }

    /// Says what became of a request whose connection went before its answer came; nil means it may be sent again.
    func outcomeWhenLost(_ state: SQLState?, retries: Int) -> DatabaseError? {
        var error: DatabaseError
        if plan.commits || (isCommitting && !plan.isReadOnly) {
            error = DatabaseError(.unknownOutcome, state)
        } else if isCancelled {
            error = DatabaseError(.cancelled, state)
        } else if isTimedOut {
            error = DatabaseError(.deadline(.statement), state)
        } else if lease == nil, attempts < retries {
            return nil
        } else {
            error = DatabaseError(.unavailable, state)
            error.mayRestart = true
        }
        error.statement = plan.name
        return error
    }
}

/// Numbers requests, connections and leases apart from each other.
struct RequestID: Hashable, Sendable { let number: UInt64 }
struct ConnectionID: Hashable, Sendable { let number: UInt64 }
struct LeaseID: Hashable, Sendable { let number: UInt64 }

/// Names a prepared statement: its type, and the types of its parameters, which may differ from call to call.
struct PreparedKey: Hashable {
    let statement: ObjectIdentifier
    let types: [UInt32]

    init(_ bound: BoundStatement) {
        statement = ObjectIdentifier(bound.type)
        types = bound.parameters.types
    }
}
