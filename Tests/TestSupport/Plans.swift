// SPDX-License-Identifier: Apache-2.0
import PQ

/// Returns the plan by which a serving process runs a statement: a `Seq Scan` in it means that no index fits.
///
/// - Parameter types: what the service tells the server of `$1`, `$2`, …, where SQL alone would not know it.
package func genericPlan<S: Statement>(
    of statement: S.Type, types: String = "", in database: Database
) async throws -> String {
    try await database.transaction { transaction in
        try await transaction.execute(
            """
            PREPARE statement_to_explain\(types.isEmpty ? "" : "(\(types))") AS \(S.sql);
            """)
        let lines = try await transaction.run(Explain<S>())
        try await transaction.execute("DEALLOCATE statement_to_explain")
        return lines.joined(separator: "\n")
    }
}

/// Finds the tables of a plan that are walked from end to end: read without an index, or by an index whose first column
/// no condition names. One that is read by its location alone, to look for an id among the rows of a store, is walked too.
///
/// - Parameter firstColumns: the first column of each index.
package func walked(in plan: String, firstColumns: [String: String]) -> [String] {
    let lines = plan.split(separator: "\n").map(String.init)
    return lines.enumerated().compactMap { place, line in
        if let scan = line.firstMatch(of: /Seq Scan on (\w+)/) { return String(scan.1) }
        let scan = line.firstMatch(of: /Index (?:Only )?Scan (?:Backward )?using (\w+) on (\w+)/)
        let bitmap = line.firstMatch(of: /Bitmap Index Scan on (\w+)/)
        guard let index = (scan?.1 ?? bitmap?.1).map(String.init) else { return nil }
        let condition = lines.dropFirst(place + 1).first ?? ""
        let filter = lines.dropFirst(place + 2).first ?? ""
        let isByLocation = condition.wholeMatch(of: /\s*Index Cond: \((\w+\.)?location_id = [^()]+\)/) != nil
        let looksForID = filter.contains("Filter:") && filter.contains(/\b(?!location_id)\w+_id = |= \w+_id\b/)
        if isByLocation, looksForID { return (scan?.2).map(String.init) ?? index }
        if condition.contains("Index Cond:"), condition.contains(firstColumns[index] ?? "?") { return nil }
        return (scan?.2).map(String.init) ?? index
    }
}

/// Reads the first column of each index of the test's schema.
package struct FirstColumns: Statement {
    package static let sql = """
        SELECT c.relname::text, trim(BOTH '()' FROM pg_get_indexdef(i.indexrelid, 1, true))
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        WHERE c.relnamespace = current_schema()::regnamespace
        """
    package static let isReadOnly = true

    package init() {}

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> (String, String) {
        (try row(), try row())
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
