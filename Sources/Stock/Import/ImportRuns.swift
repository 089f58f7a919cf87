// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Says how head office wants a file to be taken.
package enum ImportMode: String, Sendable, CaseIterable {
    /// Say what would be done, and change nothing.
    case check
    /// Every row, or none of them.
    case all
    /// The good rows; the others are told.
    case good
}

/// Tells of a file that was sent and has no report yet: how far it is, or that it ended in the middle.
package struct ImportUnderWay: Sendable, Equatable {
    package enum State: String, Sendable {
        /// Others are imported before it.
        case waiting
        case running
        /// The database refused; the log says why.
        case failed
        /// The service that ran it ended in the middle.
        case stopped

        package var isOver: Bool { self == .failed || self == .stopped }
    }

    package let id: String
    package let file: String
    /// Who sent it, by name.
    package let name: String
    package let mode: ImportMode
    package let state: State
    /// So far rows are only checked: the first pass of an import that takes all or nothing.
    package let isChecking: Bool
    package let rows: Int
    package let bytesRead: Int
    package let bytes: Int
    package let beganAt: Instant

    /// How much of the file has been read, 0 to 100.
    package var percent: Int { bytes > 0 ? min(100, bytesRead * 100 / bytes) : 0 }

    /// Tells whether this is what a job asks for, as far as the row knows.
    func isOf(_ job: ImportJob) -> Bool {
        file == job.source.name && bytes == job.byteCount && mode == job.mode && name == job.name
    }

    static let columns = """
        import_id, file, name, mode, state, checking, rows_read, bytes_read, bytes, began_at
        """

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> ImportUnderWay {
        ImportUnderWay(
            id: try row(), file: try row(), name: try row(), mode: try row.word(), state: try row.word(),
            isChecking: try row(), rows: Int(try row(Int32.self)), bytesRead: Int(try row(Int64.self)),
            bytes: Int(try row(Int64.self)), beganAt: try row())
    }
}

extension StockRoom {
    /// Finds a file of head office that has no report yet; nil when it has one, or never came.
    package func importUnderWay(_ id: String) async throws(DatabaseError) -> ImportUnderWay? {
        try await database.first(FindImport(id: id))
    }

    /// Lists the files without a report, the newest first.
    package func importsUnderWay(limit: Int = Limits.pageRows) async throws(DatabaseError) -> [ImportUnderWay] {
        try await database.run(ListImports(limit: limit))
    }

    /// Says of imports whose service has been silent that they have stopped, and of those that wrote rows one by one up to
    /// which row. Counts them.
    package func stopSilentImports() async throws -> Int {
        let (now, effects) = (effects.now(), effects)
        return try await database.transaction { transaction in
            let silent = try await transaction.run(
                StopSilentImports(seenBefore: now - .seconds(Limits.importSilenceSeconds)))
            let changes = silent.filter { $0.run.mode == .good && $0.run.rows > 0 }.map { silent in
                Change(
                    .importing, silent.run.file, .stopped, byStored: silent.author, effects: effects,
                    to: ["rows": String(silent.run.rows)])
            }
            if !changes.isEmpty { _ = try await transaction.count(WriteChanges(changes)) }
            return silent.count
        }
    }

    /// Forgets imports that ended without a report before a moment, and when those came that never ended. Counts them.
    package func forgetImports(before moment: Instant) async throws(DatabaseError) -> Int {
        try await database.count(ForgetImports(before: moment)) + database.count(ForgetMoments(before: moment))
    }
}

/// Notes that a file has come; changes nothing when its id is taken: the same form came twice.
struct BeginImport: Statement {
    static let sql = """
        INSERT INTO import_run (import_id, file, author, name, mode, state, bytes, began_at, seen_at)
        VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, $7)
        ON CONFLICT (import_id) DO NOTHING
        """

    let job: ImportJob
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(job.id)
        parameters.add(job.source.name)
        parameters.add(job.author.description)
        parameters.add(job.name)
        parameters.add(job.mode.rawValue)
        parameters.add(Int64(job.byteCount))
        parameters.add(at)
    }
}

/// Notes how far an import is.
struct NoteProgress: Statement {
    static let sql = """
        UPDATE import_run
        SET state = 'running', checking = $2, rows_read = $3, bytes_read = $4
        WHERE import_id = $1 AND state IN ('waiting', 'running')
        """

    let id: String
    let progress: ImportProgress

    func bind(_ parameters: inout Parameters) {
        parameters.add(id)
        parameters.add(progress.isChecking)
        parameters.add(Int32(progress.rows))
        parameters.add(Int64(progress.bytes))
    }
}

/// Says of imports that their service lives.
struct BeatImports: Statement {
    static let sql = "UPDATE import_run SET seen_at = $2 WHERE import_id = ANY($1::text[])"

    let ids: [String]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(ids)
        parameters.add(at)
    }
}

/// Says of imports that they have ended without a report.
struct EndImports: Statement {
    static let sql = """
        UPDATE import_run
        SET state = $2
        WHERE import_id = ANY($1::text[]) AND state IN ('waiting', 'running')
        """

    let ids: [String]
    let state: ImportUnderWay.State

    func bind(_ parameters: inout Parameters) {
        parameters.add(ids)
        parameters.add(state.rawValue)
    }
}

/// Takes an import away whose report is kept in the same transaction.
struct DeleteImport: Statement {
    static let sql = "DELETE FROM import_run WHERE import_id = $1"

    let id: String

    func bind(_ parameters: inout Parameters) { parameters.add(id) }
}

/// Reads one import without a report.
struct FindImport: Statement {
    static let sql = "SELECT \(ImportUnderWay.columns) FROM import_run WHERE import_id = $1"
    static let isReadOnly = true

    let id: String

    func bind(_ parameters: inout Parameters) { parameters.add(id) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> ImportUnderWay {
        try ImportUnderWay.decode(&row)
    }
}

/// Reads the imports without a report, the newest first.
struct ListImports: Statement {
    static let sql = "SELECT \(ImportUnderWay.columns) FROM import_run ORDER BY began_at DESC LIMIT $1"
    static let isReadOnly = true

    let limit: Int

    func bind(_ parameters: inout Parameters) { parameters.add(limit) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> ImportUnderWay {
        try ImportUnderWay.decode(&row)
    }
}

/// Says of imports from which nothing was heard that they have stopped.
struct StopSilentImports: Statement {
    static let sql = """
        UPDATE import_run
        SET state = 'stopped'
        WHERE state IN ('waiting', 'running') AND seen_at < $1
        RETURNING \(ImportUnderWay.columns), author
        """

    let seenBefore: Instant

    func bind(_ parameters: inout Parameters) { parameters.add(seenBefore) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (run: ImportUnderWay, author: String) {
        (try ImportUnderWay.decode(&row), try row())
    }
}

/// Forgets imports that ended without a report.
struct ForgetImports: Statement {
    static let sql = "DELETE FROM import_run WHERE state IN ('failed', 'stopped') AND began_at < $1"

    let before: Instant

    func bind(_ parameters: inout Parameters) { parameters.add(before) }
}
