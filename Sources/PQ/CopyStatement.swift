// SPDX-License-Identifier: Apache-2.0

/// Is one `COPY … FROM STDIN (FORMAT binary)`: its text and how a row is written.
///
///     struct CopyLevels: CopyStatement {
///         static let sql = "COPY level (sku, on_hand) FROM STDIN (FORMAT binary)"
///         func bind(_ row: (sku: String, onHand: Int32), _ parameters: inout Parameters) {
///             parameters.add(row.sku)
///             parameters.add(row.onHand)
///         }
///     }
///
/// The binary format converts nothing: an `int` column wants `Int32`, a `bigint` column `Int`.
public protocol CopyStatement<Row>: Sendable {
    associatedtype Row
    /// What observations and errors call it: the type's name.
    static var name: String { get }
    static var sql: String { get }
    func bind(_ row: Row, _ parameters: inout Parameters)
}

extension CopyStatement {
    public static var name: String { String(describing: Self.self) }
}

extension Database {
    /// Copies rows into a table, all or none, and counts them.
    ///
    /// Rows are taken as fast as the server takes them. Throws `.unknownOutcome` when the end was sent and its answer
    /// never came.
    @discardableResult
    public func copy<C: CopyStatement>(
        _ copy: C, rows: some Sequence<C.Row>
    ) async throws(DatabaseError) -> Int {
        let lease = try await engine.lease()
        defer { engine.release(lease) }
        try await engine.allow(configuration.scriptDeadline, lease)
        return try await CopySession.run(engine, lease, copy, rows, commits: true)
    }

    /// Copies rows that come bit by bit; an error of theirs ends the COPY, and nothing stays.
    @discardableResult
    public func copy<C: CopyStatement, Rows: AsyncSequence>(
        _ copy: C, rows: Rows
    ) async throws -> Int where Rows.Element == C.Row {
        let lease = try await engine.lease()
        defer { engine.release(lease) }
        try await engine.allow(configuration.scriptDeadline, lease)
        return try await CopySession.run(engine, lease, copy, from: rows, commits: true)
    }
}

extension Transaction {
    /// Copies rows into a table within this transaction and counts them.
    @discardableResult
    public func copy<C: CopyStatement>(_ copy: C, rows: some Sequence<C.Row>) async throws(DatabaseError) -> Int {
        try await begin()
        try await engine.allow(engine.configuration.scriptDeadline, inTransaction: lease)
        let count = try await CopySession.run(engine, lease, copy, rows, commits: false)
        try await engine.allow(engine.configuration.statementTimeout, inTransaction: lease)
        return count
    }

    /// Copies rows that come bit by bit; an error of theirs ends the COPY.
    @discardableResult
    public func copy<C: CopyStatement, Rows: AsyncSequence>(
        _ copy: C, rows: Rows
    ) async throws -> Int where Rows.Element == C.Row {
        try await begin()
        try await engine.allow(engine.configuration.scriptDeadline, inTransaction: lease)
        let count = try await CopySession.run(engine, lease, copy, from: rows, commits: false)
        try await engine.allow(engine.configuration.statementTimeout, inTransaction: lease)
        return count
    }
}
