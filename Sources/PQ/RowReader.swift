// SPDX-License-Identifier: Apache-2.0
import CPQ

/// Reads the columns of one row from left to right.
public struct RowReader {
    private let result: ResultBox
    private let row: Int32
    private var column: Int32 = 0
    private let statement: any Statement.Type

    init(result: ResultBox, row: Int32, statement: any Statement.Type) {
        self.result = result
        self.row = row
        self.statement = statement
    }

    /// Reads the next column.
    ///
    /// Throws `.decoding`, naming the column, when its type is another, when it is NULL and `T` is not optional, and
    /// when there is no further column.
    public mutating func callAsFunction<T: PQDecodable>(_ type: T.Type = T.self) throws(DatabaseError) -> T {
        do {
            let value: T = try read()
            column += 1
            return value
        } catch {
            throw explain(error, as: T.self)
        }
    }

    private func read<T: PQDecodable>() throws(DecodingFault) -> T {
        let result = result.pointer
        guard column < PQnfields(result) else { throw .noSuchColumn }
        guard PQgetisnull(result, row, column) == 0 else { return try T.decodeNull() }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
        return try T.decode(WireValue(oid: PQftype(result, column), bytes: bytes))
    }

    /// Says which column did not fit; names and types only, no data.
    private func explain(_ fault: DecodingFault, as type: Any.Type) -> DatabaseError {
        let name = PQfname(result.pointer, column).map { String(cString: $0) } ?? "?"
        let oid = PQftype(result.pointer, column)
        return DatabaseError(
            .decoding, statement: statement.name,
            message: "column \(column + 1) \"\(name)\" (type \(oid)) as \(type): \(fault)")
    }
}
