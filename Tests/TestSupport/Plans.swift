// SPDX-License-Identifier: Apache-2.0
import PQ

/// Returns the plan that serves all parameters of a statement, when the planner is told to read no table from end to end
/// if it can help it: a `Seq Scan` in it means that no index fits.
///
/// - Parameter types: what the service tells the server of `$1`, `$2`, …, where SQL alone would not know it.
package func genericPlan<S: Statement>(
    of statement: S.Type, types: String = "", in database: Database
) async throws -> String {
    try await database.transaction { transaction in
        try await transaction.execute(
            """
            SET LOCAL plan_cache_mode = force_generic_plan;
            SET LOCAL enable_seqscan = off;
            PREPARE statement_to_explain\(types.isEmpty ? "" : "(\(types))") AS \(S.sql);
            """)
        let lines = try await transaction.run(Explain<S>())
        try await transaction.execute("DEALLOCATE statement_to_explain")
        return lines.joined(separator: "\n")
    }
}

/// Explains the prepared statement; its plan is the same for all parameters, so NULLs will do.
private struct Explain<S: Statement>: Statement {
    static var sql: String {
        let parameters = (1...99).prefix { S.sql.contains("$\($0)") }
        let nulls = parameters.map { _ in "NULL" }.joined(separator: ", ")
        return "EXPLAIN EXECUTE statement_to_explain\(nulls.isEmpty ? "" : "(\(nulls))")"
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> String { try row() }
}
