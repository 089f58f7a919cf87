// SPDX-License-Identifier: Apache-2.0

/// Drives one COPY on a lease: gathers rows into chunks and waits with each until the socket has taken it.
struct CopySession<C: CopyStatement> {
    private let engine: Engine
    private let lease: LeaseID
    private let statement: C
    private let commits: Bool
    private var chunk: [UInt8]
    private var parameters = Parameters()

    /// Bytes that go to the socket at once.
    private static var chunkBytes: Int { 64 << 10 }

    private init(_ engine: Engine, _ lease: LeaseID, _ statement: C, commits: Bool) {
        self.engine = engine
        self.lease = lease
        self.statement = statement
        self.commits = commits
        // Signature, flags and length of the header's extension (PostgreSQL manual, COPY, "Binary Format").
        chunk = Array("PGCOPY\n".utf8) + [0xFF] + Array("\r\n\0".utf8) + [UInt8](repeating: 0, count: 8)
    }

    static func run(
        _ engine: Engine, _ lease: LeaseID, _ statement: C, _ rows: some Sequence<C.Row>, commits: Bool
    ) async throws(DatabaseError) -> Int {
        var session = CopySession(engine, lease, statement, commits: commits)
        try await session.start()
        do throws(DatabaseError) {
            for row in rows { try await session.add(row) }
            return try await session.finish()
        } catch {
            await session.abort()
            throw error
        }
    }

    static func run<Rows: AsyncSequence>(
        _ engine: Engine, _ lease: LeaseID, _ statement: C, from rows: Rows, commits: Bool
    ) async throws -> Int where Rows.Element == C.Row {
        var session = CopySession(engine, lease, statement, commits: commits)
        try await session.start()
        do {
            for try await row in rows { try await session.add(row) }
            return try await session.finish()
        } catch {
            await session.abort()
            throw error
        }
    }

    private func start() async throws(DatabaseError) {
        _ = try await perform(.copyStart(C.sql), within: engine.configuration.statementDeadline)
    }

    private mutating func add(_ row: C.Row) async throws(DatabaseError) {
        parameters.removeAll()
        statement.bind(row, &parameters)
        if let fault = parameters.fault { throw DatabaseError(.server, fault, statement: C.name) }
        parameters.appendRow(to: &chunk)
        if chunk.count >= Self.chunkBytes { try await send() }
    }

    private mutating func send() async throws(DatabaseError) {
        _ = try await perform(.copyChunk(chunk), within: engine.configuration.statementDeadline)
        chunk.removeAll(keepingCapacity: true)
        guard !Task.isCancelled else { throw DatabaseError(.cancelled, statement: C.name) }
    }

    private mutating func finish() async throws(DatabaseError) -> Int {
        // A row of −1 columns is the end.
        chunk.append(contentsOf: [0xFF, 0xFF])
        try await send()
        // Constraints of the whole are checked now, which may take long.
        let end = Plan.Work.copyEnd(abort: false, commits: commits)
        return try await perform(end, within: engine.configuration.scriptDeadline)[0].affected
    }

    /// Tells the server to forget the rows; a session that does not listen is closed when its lease is given back.
    private func abort() async {
        let span = engine.configuration.commitDeadline.nanoseconds
        let plan = Plan(C.name, .copyEnd(abort: true, commits: false), within: span)
        _ = await engine.perform(plan, lease: lease, isShielded: true)
    }

    private func perform(_ work: Plan.Work, within span: Duration) async throws(DatabaseError) -> [ResultBox] {
        try await engine.perform(Plan(C.name, work, within: span.nanoseconds), lease: lease).get()
    }
}
