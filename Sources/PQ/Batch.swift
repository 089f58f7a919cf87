// SPDX-License-Identifier: Apache-2.0

/// Is several statements that go in one round trip, in their order, and all take effect or none.
///
///     var batch = Batch()
///     let level = batch.add(LevelOf(sku: sku))
///     batch.add(SetLevel(sku: sku, onHand: 3))
///     let results = try await database.run(batch)
///     let before = try results[level].first
///
/// A handle is good for the results of its own batch only.
public struct Batch: Sendable {
    /// Finds a statement's rows among the results.
    public struct Handle<Row: Sendable>: Sendable {
        let index: Int
        let decode: @Sendable (ResultBox) throws(DatabaseError) -> [Row]
    }

    /// Holds what each statement of the batch returned.
    public struct Results: Sendable {
        let boxes: [ResultBox]

        /// The rows of one statement. Throws `.decoding` when a row does not fit the statement's `decode`.
        public subscript<Row>(handle: Handle<Row>) -> [Row] {
            get throws(DatabaseError) { try handle.decode(boxes[handle.index]) }
        }

        /// Rows that one statement inserted, updated, deleted or selected.
        public func count<Row>(_ handle: Handle<Row>) -> Int { boxes[handle.index].affected }
    }

    /// What observations call the batch.
    public let name: String
    private(set) var statements: [BoundStatement] = []

    public init(name: String = "batch") { self.name = name }

    public var isEmpty: Bool { statements.isEmpty }
    public var count: Int { statements.count }

    @discardableResult
    public mutating func add<S: Statement>(_ statement: S) -> Handle<S.Row> {
        statements.append(BoundStatement(statement))
        return Handle(index: statements.count - 1) { box throws(DatabaseError) in try box.decode(S.self) }
    }
}

extension Batch {
    /// Adds every statement of another batch behind those of this one; that one's handles find nothing here.
    public mutating func append(_ other: Batch) { statements.append(contentsOf: other.statements) }
}
