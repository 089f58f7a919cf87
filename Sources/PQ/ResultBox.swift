// SPDX-License-Identifier: Apache-2.0
import CPQ

/// Owns one result of libpq until nobody reads it any more.
///
/// `@unchecked Sendable`, proof: libpq never touches a result again once `PQgetResult` has returned it, only functions
/// that read it are called here (libpq manual, section "Behavior in Threaded Programs": results are read-only after
/// creation and can be passed freely between threads), and `PQclear` runs once, after the last reference.
final class ResultBox: @unchecked Sendable {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }
    deinit { PQclear(pointer) }

    var rows: Int { Int(PQntuples(pointer)) }

    /// Rows inserted, updated, deleted, merged or selected.
    var affected: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }

    /// Reads every row. Throws `.decoding` at the first that does not fit.
    func decode<S: Statement>(_ type: S.Type) throws(DatabaseError) -> [S.Row] {
        let count = rows
        var list: [S.Row] = []
        list.reserveCapacity(count)
        for row in 0..<count {
            var reader = RowReader(result: self, row: Int32(row), statement: S.self)
            list.append(try S.decode(&reader))
        }
        return list
    }

    func decodeFirst<S: Statement>(_ type: S.Type) throws(DatabaseError) -> S.Row? {
        guard rows > 0 else { return nil }
        var reader = RowReader(result: self, row: 0, statement: S.self)
        return try S.decode(&reader)
    }
}
