// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Takes the figures of the shop that go up and down, and counts what has happened since it last looked: what metrics
/// and alerts are made of.
///
/// Every node looks at the whole database, so each tells the whole truth; of several nodes' figures take one, not the sum.
package actor Figures {
    private let database: Database
    private let effects: Effects
    /// The transaction from which events are still to be counted; nil before the first look.
    private var counted: XID8?

    package init(database: Database, effects: Effects) {
        self.database = database
        self.effects = effects
    }

    /// Looks once, in one round trip, and tells what it saw; returns the number of events it counted.
    ///
    /// The first look counts no events: they happened before this service was there.
    @discardableResult
    package func look(_ observer: Observer) async throws(DatabaseError) -> Int {
        let now = effects.now()
        var batch = Batch(name: "Figures")
        let gauges = batch.add(ReadGauges(now: now))
        let events = batch.add(CountEvents(from: counted))
        let results = try await database.run(batch)
        if let read = try results[gauges].first { read.tell(observer, at: now) }
        let rows = try results[events]
        if let edge = rows.first?.edge { counted = edge }
        for row in rows where row.count > 0 {
            guard let kind = Event.Kind.named(row.kind) else {
                observer(.happenedUnknown(kind: row.kind, count: row.count))
                continue
            }
            observer(.happened(kind, count: row.count))
            if kind == .shortageOpened {
                for _ in 0..<row.count { observer(.shortageOpened) }
            }
        }
        return rows.reduce(0) { $0 + $1.count }
    }
}

/// Reads how much waits where: from the partial indexes of what is open.
struct ReadGauges: Statement {
    static let sql = """
        SELECT h.open, h.lapsed, h.oldest, t.open, t.overdue, n.queued, s.open, e.oldest
        FROM (SELECT count(*) AS open, count(*) FILTER (WHERE pick_up_by < $1) AS lapsed, min(pick_up_by) AS oldest
              FROM reservation WHERE hold = 'active') h,
            (SELECT count(*) AS open, count(*) FILTER (WHERE due_at < $1) AS overdue
             FROM contact_task WHERE state = 'open' AND due_at IS NOT NULL) t,
            (SELECT count(*) AS queued FROM notice WHERE state = 'queued' AND next_attempt_at IS NOT NULL) n,
            (SELECT count(*) AS open FROM shortage WHERE closed_at IS NULL) s,
            -- Committed, and held back from the stream by an older transaction.
            (SELECT min(at) AS oldest FROM event WHERE tx >= pg_snapshot_xmin(pg_current_snapshot())) e
        """
    static let isReadOnly = true

    let now: Instant

    struct Row: Sendable {
        let holds: Int
        let lapsed: Int
        let nextDue: Instant?
        let tasks: Int
        let overdue: Int
        let notices: Int
        let shortages: Int
        let heldBack: Instant?

        func tell(_ observer: Observer, at now: Instant) {
            func age(_ moment: Instant?) -> Double {
                moment.map { max(0, Double((now - $0).microseconds) / 1_000_000) } ?? 0
            }
            observer(.measured(.holdsOpen, Double(holds)))
            observer(.measured(.holdsLapsed, Double(lapsed)))
            observer(.measured(.expiryLag, age(nextDue)))
            observer(.measured(.contactTasksOpen, Double(tasks)))
            observer(.measured(.contactTasksOverdue, Double(overdue)))
            observer(.measured(.noticesQueued, Double(notices)))
            observer(.measured(.shortagesOpen, Double(shortages)))
            observer(.measured(.eventLag, age(heldBack)))
        }
    }

    func bind(_ parameters: inout Parameters) { parameters.add(now) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        Row(
            holds: try row(), lapsed: try row(), nextDue: try row(), tasks: try row(), overdue: try row(),
            notices: try row(), shortages: try row(), heldBack: try row())
    }
}

/// Counts events by kind, from one transaction up to the oldest in progress, which the next count begins with: none is
/// missed and none is counted twice (docs/decisions/0004).
struct CountEvents: Statement {
    static let sql = """
        SELECT coalesce(e.kind, ''), count(e.kind), edge.tx
        FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS tx) edge
        LEFT JOIN event e ON e.tx >= $1 AND e.tx < edge.tx -- $1 NULL: the first look, which counts nothing
        GROUP BY e.kind, edge.tx
        """
    static let isReadOnly = true

    let from: XID8?

    func bind(_ parameters: inout Parameters) { parameters.add(from) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (kind: String, count: Int, edge: XID8) {
        (try row(), try row(), try row())
    }
}
