// SPDX-License-Identifier: Apache-2.0

/// Is one SQL statement: its text, its parameters and its row, in one place.
///
///     struct LevelOf: Statement {
///         static let sql = "SELECT on_hand FROM level WHERE sku = $1"
///         static let isReadOnly = true
///         let sku: String
///         func bind(_ parameters: inout Parameters) { parameters.add(sku) }
///         static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
///     }
///
/// Each connection prepares a statement once, by its type: `sql` must be the same at each call.
public protocol Statement<Row>: Sendable {
    associatedtype Row: Sendable = Void
    /// What observations and errors call it: the type's name.
    static var name: String { get }
    /// One statement, parameters as `$1`, `$2`, …
    static var sql: String { get }
    /// Says that the statement changes nothing, so that it may be sent again after a lost connection.
    static var isReadOnly: Bool { get }
    /// Says that what the statement reads is given on as done, so that it must be confirmed as a write is: it commits
    /// behind what it found (`pg_logical_emit_message` in its text) and waits for a standby.
    static var isConfirming: Bool { get }
    func bind(_ parameters: inout Parameters)
    /// Reads the columns in their order.
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row
}

extension Statement {
    public static var name: String { String(describing: Self.self) }
    public static var isReadOnly: Bool { false }
    public static var isConfirming: Bool { false }
    public func bind(_ parameters: inout Parameters) {}
}

extension Statement where Row == Void {
    public static func decode(_ row: inout RowReader) throws(DatabaseError) {}
}

/// Is a statement with its parameters bound: what travels to the thread that serves the connections.
struct BoundStatement: Sendable {
    let type: any Statement.Type
    let parameters: Parameters

    init(_ statement: some Statement) {
        var parameters = Parameters()
        statement.bind(&parameters)
        self.type = Swift.type(of: statement)
        self.parameters = parameters
    }
}
