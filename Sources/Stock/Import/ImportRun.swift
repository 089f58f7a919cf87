// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Holds what one pass over the files of an import knows and has told.
///
/// It belongs to the one task that runs the pass.
final class ImportRun {
    let session: ImportSession
    let effects: Effects
    let options: ImportOptions
    let reach: (any CalendarReach)?
    let at: Instant
    var report: ImportReport
    /// Of which moment the figures of the current file tell.
    private(set) var moment: FigureMoment
    /// All locations there are, those of this import among them.
    var locations: [LocationID: Location] = [:]
    /// In a dry run: SKUs that an earlier row would have created.
    private var wouldExist: Set<SKU> = []
    /// Hashes of the keys that the current file has named: 8 bytes a row, so that a million rows fit. Two keys that
    /// fall together by chance (one in ten million such files) would be told as a duplicate.
    private var named: Set<Int> = []

    init(session: ImportSession, effects: Effects, options: ImportOptions, reach: (any CalendarReach)? = nil) {
        self.reach = reach
        self.session = session
        self.effects = effects
        self.options = options
        at = effects.now()
        moment = options.asOf ?? FigureMoment(at)
        report = ImportReport(file: "", isDryRun: options.isDryRun)
    }

    var isDry: Bool { if case .dry = session { true } else { false } }

    func begin(_ source: ImportSource) {
        moment = options.asOf ?? FigureMoment(source.begun ?? at)
        report = ImportReport(file: source.name, isDryRun: options.isDryRun)
        named = []
    }

    func read<S: Statement>(_ statement: S) async throws(DatabaseError) -> [S.Row] { try await session.read(statement) }

    func write(_ batch: Batch) async throws(DatabaseError) -> Batch.Results? { try await session.write(batch) }

    /// Counts what an edit of calendars moves, and gives the statement that marks them for a duty to reckon.
    ///
    /// - Parameter change: makes of a location's rules the new ones.
    func mark(
        _ locations: [LocationID], _ change: (LocationID, inout OpeningRules) -> Void
    ) async throws -> MarkCalendars {
        let edits = try await read(ReadOpeningRules(locations)).map { row in
            var after = row.rules
            change(row.location, &after)
            return CalendarEdit(location: row.location, before: row.rules, after: after)
        }.filter { !$0.before.isSame(as: $0.after) }
        if let reach, !edits.isEmpty {
            report.touch = (report.touch ?? CalendarTouch()) + (try await reach.touched(by: edits))
        }
        return MarkCalendars(edits.map(\.location).sorted(), effects)
    }

    func fault(line: Int, _ fault: ColumnFault) {
        report.add(ImportFault(line: line, column: fault.column, fault.reason))
    }

    func count(_ thing: ImportReport.Thing, _ change: (inout ImportReport.Counts) -> Void) {
        change(&report.counts[thing, default: ImportReport.Counts()])
    }

    /// Notes a key of the current file. Throws when the file has named it before.
    func once(_ key: some Hashable, column: String) throws(ColumnFault) {
        guard named.insert(key.hashValue).inserted else { throw ColumnFault(column, .duplicate) }
    }

    /// Finds a location that exists. Throws when there is none of that code.
    func known(_ row: ImportRow) throws(ColumnFault) -> LocationID {
        let id = try row.location()
        guard locations[id] != nil else { throw ColumnFault("location", .unknownLocation) }
        return id
    }

    func willExist(_ skus: some Sequence<SKU>) { if isDry { wouldExist.formUnion(skus) } }
    func wouldExist(_ sku: SKU) -> Bool { wouldExist.contains(sku) }
}

/// Says where a pass reads and writes.
enum ImportSession: Sendable {
    /// Reads only, and tells what it would write.
    case dry(Database)
    /// Each set is a transaction of its own.
    case direct(Database)
    /// All sets are one transaction.
    case whole(Transaction)

    func read<S: Statement>(_ statement: S) async throws(DatabaseError) -> [S.Row] {
        switch self {
        case .dry(let database), .direct(let database): try await database.run(statement)
        case .whole(let transaction): try await transaction.run(statement)
        }
    }

    /// Runs what changes something; does nothing and gives nil in a dry run.
    func write(_ batch: Batch) async throws(DatabaseError) -> Batch.Results? {
        switch self {
        case .dry: nil
        case .direct(let database): try await database.run(batch)
        case .whole(let transaction): try await transaction.run(batch)
        }
    }

    /// How many parts of a set may be worked on at once: a transaction has one connection.
    var lanes: Int {
        switch self {
        case .dry, .direct: Limits.importLanes
        case .whole: 1
        }
    }
}

/// Turns the rows of one layout into what is written.
protocol ImportLayout {
    /// Takes a row. A `ColumnFault` means that it is not taken.
    mutating func take(_ row: ImportRow, _ run: ImportRun) throws(ColumnFault)
    /// Whether enough was taken for a set to be written.
    var isFull: Bool { get }
    /// Writes what was taken; `isEnd` after the last row of the file.
    mutating func flush(_ run: ImportRun, isEnd: Bool) async throws
}
