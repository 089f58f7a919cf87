// SPDX-License-Identifier: Apache-2.0
import PQ

/// Keeps changes, in the transaction of what they tell.
package struct WriteChanges: Statement {
    package static let sql = """
        INSERT INTO change (change_id, kind, subject, act, author, at, differences)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::jsonb[])
        """

    let changes: [Change]

    package init(_ changes: [Change]) { self.changes = changes }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(changes.map(\.id))
        parameters.add(changes.map(\.kind.rawValue))
        parameters.add(changes.map(\.subject))
        parameters.add(changes.map(\.act.rawValue))
        parameters.add(changes.map(\.author))
        parameters.add(changes.map(\.at))
        parameters.add(changes.map { JSONB(text: JSON.array($0.differences.map(\.json)).text) })
    }
}

/// Reads the history of one thing, the newest first.
package struct ReadHistory: Statement {
    package static let sql = """
        SELECT change_id, kind, subject, act, author, at, differences
        FROM change
        WHERE subject = $1 AND kind = ANY($2::text[])
        ORDER BY change_id DESC
        LIMIT $3
        """
    package static let isReadOnly = true

    let subject: String
    let kinds: [Change.Kind]
    let limit: Int

    package init(of subject: String, _ kinds: [Change.Kind], limit: Int) {
        self.subject = subject
        self.kinds = kinds
        self.limit = limit
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(subject)
        parameters.add(kinds.map(\.rawValue))
        parameters.add(limit)
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Change { try Change(&row) }
}

/// Lists changes of a span of time, the newest first, of all kinds and authors or of given ones.
package struct ListChanges: Statement {
    package static let sql = """
        SELECT change_id, kind, subject, act, author, at, differences
        FROM change
        WHERE change_id >= $1 AND change_id < $2
            AND ($3::text IS NULL OR kind = $3) AND ($4::text IS NULL OR author = $4)
        ORDER BY change_id DESC
        LIMIT $5
        """
    package static let isReadOnly = true

    let from: UniqueID
    let before: UniqueID
    let kind: Change.Kind?
    let author: String?
    let limit: Int

    /// - Parameters:
    ///   - from: the first id of the span: `Change.firstID(at:)`, or nil for all of them.
    ///   - before: the id that ends the span, the last of a page, or nil.
    package init(
        from: UniqueID? = nil, before: UniqueID? = nil, kind: Change.Kind? = nil, author: String? = nil, limit: Int
    ) {
        self.from = from ?? UniqueID(high: 0, low: 0)
        self.before = before ?? UniqueID(high: .max, low: .max)
        self.kind = kind
        self.author = author
        self.limit = limit
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(from)
        parameters.add(before)
        parameters.add(kind?.rawValue)
        parameters.add(author)
        parameters.add(limit)
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Change { try Change(&row) }
}

extension Change {
    /// Reads change_id, kind, subject, act, author, at, differences.
    package init(_ row: inout RowReader) throws(DatabaseError) {
        let (id, kind, subject): (UniqueID, Kind, String) = (try row(), try row.word(), try row())
        let (act, author, at): (Act, String, Instant) = (try row.word(), try row(), try row())
        let kept: JSONB = try row()
        do throws(JSON.Failure) {
            let differences = try JSON(parsing: kept.text).array ?? []
            self.init(
                id: id, kind: kind, subject: subject, act: act, author: author, at: at,
                differences: differences.map(Difference.init))
        } catch {
            throw DatabaseError(kind: .decoding, table: "change", statement: "Change")
        }
    }
}

extension Change.Difference {
    fileprivate var json: JSON { ["name": .string(name), "from": JSON(from), "to": JSON(to)] }

    fileprivate init(_ json: JSON) {
        self.init(name: json["name"]?.string ?? "", from: json["from"]?.string, to: json["to"]?.string)
    }
}
