// SPDX-License-Identifier: Apache-2.0
import PQ

/// Who edits a thing, and what of it was seen before.
package struct Edit: Sendable {
    package let author: Author
    /// The `Facts.edition` that the author saw; nil for one who does not mind.
    package let seen: Int?

    package init(by author: Author, seen: Int? = nil) {
        self.author = author
        self.seen = seen
    }

    /// Decides about an edit of a thing that is locked: nil facts say that it was not there before, or is not to be there any
    /// more. Nil where there is nothing to change, so that a form that is sent again does nothing. Throws `stale` when it has
    /// changed since it was seen.
    func change(
        _ kind: Change.Kind, _ subject: String, from before: Facts?, to after: Facts?, _ effects: Effects
    ) throws(Refusal) -> Change? {
        guard before != after else { return nil }
        if let before, let seen, seen != before.edition { throw .stale(current: before.edition) }
        let act: Change.Act = before == nil ? .added : after == nil ? .removed : .changed
        return Change(kind, subject, act, by: author, effects: effects, from: before ?? [:], to: after ?? [:])
    }
}

/// Edits what the chain is set up with: each edit leaves a `Change` in its transaction.
package struct Changes: Sendable {
    private let database: Database
    private let effects: Effects

    package init(in database: Database, effects: Effects) {
        self.database = database
        self.effects = effects
    }

    /// An edit under way: the transaction by which the thing is read and locked, and what is to be written.
    package struct Editing: Sendable {
        package let transaction: Transaction
        /// Written with the `Change`, and only when there is one.
        package var statements: Batch
    }

    /// What an edit makes of a thing.
    package enum Outcome: Sendable {
        /// It is as it should be.
        case nothing
        /// From what to what; nil where it was not there before, or is not to be there any more. The same facts are nothing.
        case changed(from: Facts?, to: Facts?)
        /// Something was done that facts do not tell.
        case did(Change.Act)
    }

    /// The life of an edit: the thing is read and locked, compared with what was seen and with what it is to be, written, and
    /// the `Change` told; one transaction. Where nothing changes nothing is written.
    ///
    /// - Parameters:
    ///   - name: of the statements, in metrics and logs.
    ///   - work: reads and locks the thing, adds what is to be written, and says what becomes of it. It may run twice, so it has no
    ///     effect of its own.
    /// - Throws: `stale` when the thing has changed since it was seen; what `work` throws; `DatabaseError`.
    package func edit(
        _ kind: Change.Kind, _ subject: String, _ edit: Edit, named name: String,
        _ work: @Sendable (inout Editing) async throws -> Outcome
    ) async throws {
        let effects = effects
        try await database.transaction { transaction in
            var editing = Editing(transaction: transaction, statements: Batch(name: name))
            let change: Change
            switch try await work(&editing) {
            case .nothing: return
            case .changed(let before, let after):
                guard let changed = try edit.change(kind, subject, from: before, to: after, effects) else { return }
                change = changed
            case .did(let act): change = Change(kind, subject, act, by: edit.author, effects: effects)
            }
            editing.statements.add(WriteChanges([change]))
            try await transaction.finish(editing.statements)
        }
    }
}
