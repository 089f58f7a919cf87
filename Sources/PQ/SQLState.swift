// SPDX-License-Identifier: Apache-2.0

/// Names a condition by the five characters of SQLSTATE (PostgreSQL 15, appendix A).
public struct SQLState: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// Five characters, `0`–`9` and `A`–`Z`.
    public let code: String

    public init(_ code: String) { self.code = code }
    public init(stringLiteral code: String) { self.code = code }

    public var description: String { code }

    /// Tells whether the code belongs to a class, its first two characters (`08`: connection exceptions).
    public func isInClass(_ name: String) -> Bool { code.hasPrefix(name) }

    public static let warning: SQLState = "01000"
    public static let numericValueOutOfRange: SQLState = "22003"
    public static let datetimeFieldOverflow: SQLState = "22008"
    public static let divisionByZero: SQLState = "22012"
    /// `character_not_in_repertoire`: text that holds a NUL, or bytes that are not UTF-8.
    public static let invalidText: SQLState = "22021"
    public static let invalidTextRepresentation: SQLState = "22P02"
    public static let notNullViolation: SQLState = "23502"
    public static let foreignKeyViolation: SQLState = "23503"
    public static let uniqueViolation: SQLState = "23505"
    public static let checkViolation: SQLState = "23514"
    public static let readOnlyTransaction: SQLState = "25006"
    public static let noActiveTransaction: SQLState = "25P01"
    public static let inFailedTransaction: SQLState = "25P02"
    public static let invalidStatementName: SQLState = "26000"
    public static let serializationFailure: SQLState = "40001"
    public static let deadlockDetected: SQLState = "40P01"
    public static let duplicatePreparedStatement: SQLState = "42P05"
    public static let undefinedTable: SQLState = "42P01"
    public static let featureNotSupported: SQLState = "0A000"
    public static let diskFull: SQLState = "53100"
    public static let tooManyConnections: SQLState = "53300"
    public static let programLimitExceeded: SQLState = "54000"
    public static let tooManyArguments: SQLState = "54023"
    public static let lockNotAvailable: SQLState = "55P03"
    public static let queryCanceled: SQLState = "57014"
    public static let adminShutdown: SQLState = "57P01"
    public static let crashShutdown: SQLState = "57P02"
    public static let cannotConnectNow: SQLState = "57P03"
    public static let databaseDropped: SQLState = "57P04"
    public static let idleSessionTimeout: SQLState = "57P05"

    /// Tells whether the server says that it serves nobody now: shutting down, starting up, full, or a broken line.
    var meansUnavailable: Bool {
        isInClass("08") || isInClass("57P") || self == .tooManyConnections
    }
}
