// SPDX-License-Identifier: Apache-2.0
import CPQ

extension ResultBox {
    func field(_ code: Character) -> String? {
        guard let value = code.asciiValue else { return nil }
        return PQresultErrorField(pointer, Int32(value)).map { String(cString: $0) }
    }

    /// The field codes of libpq's `PG_DIAG_…` (postgres_ext.h).
    var sqlState: SQLState? { field("C").map { SQLState($0) } }
    var severity: String? { field("V") }

    /// Whether the server ended the session with these words.
    var isFatal: Bool { severity == "FATAL" || severity == "PANIC" }

    /// Whether a prepared statement no longer fits the tables it reads; the function's name is never translated.
    var isStalePlan: Bool { sqlState == .featureNotSupported && field("R") == "RevalidateCachedQuery" }

    /// Turns an error result into an error.
    func error(statement: String) -> DatabaseError {
        let state = sqlState
        var error = DatabaseError(state?.meansUnavailable == true ? .unavailable : .server, state)
        error.constraint = field("n")
        error.table = field("t")
        error.statement = statement
        error.message = [field("M"), field("D")].compactMap { $0 }.joined(separator: " — ")
        error.mayRestart =
            state == .serializationFailure || state == .deadlockDetected || state == .invalidStatementName
            || error.kind == .unavailable || isStalePlan
        return error
    }
}
