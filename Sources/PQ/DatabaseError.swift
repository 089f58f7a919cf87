// SPDX-License-Identifier: Apache-2.0

/// Says why the database did not do what was asked.
///
/// `description` never holds data: no values, no text of the server. The server's own words are in `debugDescription`,
/// which belongs in no log that leaves the house.
public struct DatabaseError: Error, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// Says which wait came to its end.
    public enum Deadline: Hashable, Sendable {
        /// No connection became free in time.
        case acquire
        /// The statement had no answer in time; it was ended, by the server's clock or by ours, and nothing of it stays.
        case statement
    }

    public enum Kind: Hashable, Sendable {
        /// The server refused the statement; nothing of it stays. See `sqlState`.
        case server
        /// There was no connection, or it went before anything could stay: ask again later.
        case unavailable
        /// A write or a COMMIT was sent and its answer never came, or its replication was not confirmed: it may have
        /// been done. Ask by its key before asking again.
        case unknownOutcome
        /// Commits are not confirmed at the moment, so the write was not sent: nothing was done, ask again later.
        case unconfirmed
        case deadline(Deadline)
        /// The task was cancelled, and nothing stays.
        case cancelled
        /// An answer came that the statement's `decode` cannot read: a mistake in the statement.
        case decoding
    }

    public var kind: Kind
    public var sqlState: SQLState?
    /// The constraint that was violated, as the server names it.
    public var constraint: String?
    public var table: String?
    /// The name of the statement that failed.
    public var statement: String?
    /// The server's or the client library's words; they may hold data.
    var message: String?
    /// Set when a transaction that met this error left nothing behind and may well succeed if it is run again.
    var mayRestart = false

    public init(
        kind: Kind, sqlState: SQLState? = nil, constraint: String? = nil, table: String? = nil,
        statement: String? = nil
    ) {
        self.kind = kind
        self.sqlState = sqlState
        self.constraint = constraint
        self.table = table
        self.statement = statement
    }

    init(_ kind: Kind, _ sqlState: SQLState? = nil, statement: String? = nil, message: String? = nil) {
        self.init(kind: kind, sqlState: sqlState, statement: statement)
        self.message = message
    }

    /// Tells whether nothing was done and the same request may succeed if it is made again.
    public var isRetryable: Bool {
        switch kind {
        case .unavailable, .unconfirmed, .deadline(.acquire): true
        case .server:
            mayRestart || sqlState == .serializationFailure || sqlState == .deadlockDetected
                || sqlState == .lockNotAvailable
        case .unknownOutcome, .deadline(.statement), .cancelled, .decoding: false
        }
    }

    /// Tells whether the server did not know what was prepared, or knew it already: the session is not ours alone.
    public var isOfSharedSession: Bool { sqlState == .invalidStatementName || sqlState == .duplicatePreparedStatement }

    public var description: String {
        var words = "database: \(kind)"
        if let sqlState { words += ", SQLSTATE \(sqlState)" }
        if let constraint { words += ", constraint \(constraint)" }
        if let table { words += ", table \(table)" }
        if let statement { words += ", statement \(statement)" }
        return words
    }

    /// The server's or the client library's own words, else `description`; for the eyes of whoever runs the service alone.
    public var words: String {
        message.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") } ?? description
    }

    public var debugDescription: String {
        message.map { "\(description): \($0)" } ?? description
    }
}
