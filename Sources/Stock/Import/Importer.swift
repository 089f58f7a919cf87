// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Synchronization

/// Imports files of locations, hours, catalogue and stock in any known layout.
///
/// Memory is bounded by a set of rows and 8 bytes for each row's key. Rows are compared with what is there, and only
/// what differs is written. Figures of stock are absolute: they are those of a moment (`FigureMoment`), and what has moved since
/// is added, so that a file that is sent again undoes no sale.
package struct Importer: Sendable {
    package let database: Database
    package let effects: Effects
    private let reach: (any CalendarReach)?
    private let observer: Observer

    /// - Parameters:
    ///   - reach: counts for the report what new hours and closures move; nil where nobody asks.
    ///   - observer: hears of what was imported, by whatever door it came.
    package init(
        database: Database, effects: Effects, reach: (any CalendarReach)? = nil, observer: Observer = .none
    ) {
        self.database = database
        self.effects = effects
        self.reach = reach
        self.observer = observer
    }

    /// Writes what is to be kept with a report, in the transaction of the import where that has only one.
    package typealias Keep = @Sendable (ImportReport) -> Batch

    /// Imports one file: see below.
    package func run(
        _ source: ImportSource, _ options: ImportOptions = ImportOptions(), keep: @escaping Keep = { _ in Batch() },
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportReport {
        try await run([source], options, keep: keep, progress: progress)[0]
    }

    /// Imports files in their order, each with its own report; what one creates the next may name.
    ///
    /// Faults of rows and files are in the reports, and nothing is thrown for them. With `isAllOrNothing` every row is
    /// checked first without taking a lock, and only when all are good everything is written in one transaction. A file
    /// that changed something leaves one `Change`. Throws `DatabaseError`; sets that were written before stay then, and a
    /// `Change` says so, unless all or nothing was asked for.
    package func run(
        _ sources: [ImportSource], _ options: ImportOptions = ImportOptions(),
        keep: @escaping Keep = { _ in Batch() },
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> [ImportReport] {
        let reports = try await reports(of: sources, options, keep, progress)
        for report in reports where report.isApplied {
            observer(
                .imported(
                    kind: report.format?.rawValue ?? "unknown",
                    good: max(0, report.rows - report.failed - report.skipped), bad: report.failed, finished: true))
        }
        return reports
    }

    private func reports(
        of sources: [ImportSource], _ options: ImportOptions, _ keep: @escaping Keep,
        _ progress: @escaping @Sendable (ImportProgress) -> Void
    ) async throws -> [ImportReport] {
        if options.isDryRun {
            return try await kept(pass(sources, options, .dry(database), progress), sources, options, keep)
        }
        guard options.isAllOrNothing else { return try await runDirectly(sources, options, keep, progress) }
        let checked = try await pass(sources, options, .dry(database), progress)
        if !checked.allSatisfy(\.isClean) { return try await kept(checked.map(notApplied), sources, options, keep) }
        let (effects, reach) = (effects, reach)
        do {
            return try await database.transaction { transaction in
                let reports = try await Importer.pass(sources, options, .whole(transaction), effects, reach, progress)
                // A SKU or a location may have gone since the check.
                guard reports.allSatisfy(\.isClean) else { throw Unclean(reports: reports) }
                try await transaction.run(Importer.ending(reports, sources, options, effects, keep))
                return reports
            }
        } catch let unclean as Unclean {
            return try await kept(unclean.reports.map(notApplied), sources, options, keep)
        }
    }

    /// Writes set after set; when it ends in the middle, what was taken so far is told.
    private func runDirectly(
        _ sources: [ImportSource], _ options: ImportOptions, _ keep: @escaping Keep,
        _ progress: @escaping @Sendable (ImportProgress) -> Void
    ) async throws -> [ImportReport] {
        let taken = Mutex<ImportProgress?>(nil)
        do {
            let reports = try await pass(sources, options, .direct(database)) { step in
                taken.withLock { $0 = step }
                progress(step)
            }
            return try await kept(reports, sources, options, keep)
        } catch {
            // Another has ended the same import under the same key: nothing has stopped.
            let isTwin = (error as? DatabaseError)?.constraint == KeepAnswered.constraint
            if !isTwin, let step = taken.withLock({ $0 }) {
                let change = Change(
                    .importing, step.file, .stopped, by: options.author, effects: effects,
                    to: ["rows": String(step.rows)])
                // Where the database has gone there is nobody to tell; the error that comes out says what has happened.
                _ = try? await database.run(WriteChanges([change]), isShielded: true)
            }
            throw error
        }
    }

    private func kept(
        _ reports: [ImportReport], _ sources: [ImportSource], _ options: ImportOptions, _ keep: Keep
    ) async throws(DatabaseError) -> [ImportReport] {
        try await database.run(Importer.ending(reports, sources, options, effects, keep), isShielded: true)
        return reports
    }

    /// Gathers what is kept of an import at its end.
    private static func ending(
        _ reports: [ImportReport], _ sources: [ImportSource], _ options: ImportOptions, _ effects: Effects,
        _ keep: Keep
    ) -> Batch {
        var batch = Batch(name: "EndImport")
        let told = reports.filter { $0.isApplied && $0.changes > 0 }
        if !told.isEmpty {
            batch.add(
                WriteChanges(
                    told.map {
                        Change(.importing, $0.file, .imported, by: options.author, effects: effects, to: $0.facts)
                    }))
        }
        for (source, report) in zip(sources, reports) {
            source.key?.note(report, at: effects.now(), in: &batch)
            batch.append(keep(report))
        }
        return batch
    }

    private struct Unclean: Error { let reports: [ImportReport] }

    private func notApplied(_ report: ImportReport) -> ImportReport {
        var report = report
        report.isApplied = false
        return report
    }

    private func pass(
        _ sources: [ImportSource], _ options: ImportOptions, _ session: ImportSession,
        _ progress: @escaping @Sendable (ImportProgress) -> Void
    ) async throws -> [ImportReport] {
        try await Importer.pass(sources, options, session, effects, reach, progress)
    }

    /// Reads all files once, from first to last row.
    private static func pass(
        _ sources: [ImportSource], _ options: ImportOptions, _ session: ImportSession, _ effects: Effects,
        _ reach: (any CalendarReach)?, _ progress: @escaping @Sendable (ImportProgress) -> Void
    ) async throws -> [ImportReport] {
        let run = ImportRun(session: session, effects: effects, options: options, reach: reach)
        for location in try await run.read(ReadLocations()) { run.locations[location.id] = location }
        var reports: [ImportReport] = []
        for source in sources {
            run.begin(source)
            switch open(source, run) {
            case .success(var rows): try await read(&rows, run, progress)
            case .failure(let fault): run.report.add(fault)
            }
            // What the database alone knows (an unknown SKU) is told after the rest of its set.
            run.report.faults.sort { $0.line < $1.line }
            reports.append(run.report)
        }
        return reports
    }

    private static func open(_ source: ImportSource, _ run: ImportRun) -> Result<RowSource, ImportFault> {
        do throws(ImportFault) {
            let rows = try RowSource(source)
            run.report.encoding = rows.text.encoding
            run.report.format = rows.format
            if rows.format == .shopifyProducts, let location = run.options.location, run.locations[location] == nil {
                return .failure(ImportFault(line: 0, column: "location", .unknownLocation))
            }
            return .success(rows)
        } catch {
            return .failure(error)
        }
    }

    private static func read(
        _ rows: inout RowSource, _ run: ImportRun, _ progress: (ImportProgress) -> Void
    ) async throws {
        var layout = layout(of: rows.format, run)
        var isAtEnd = false
        while !isAtEnd {
            isAtEnd = takeNext(&rows, &layout, run)
            guard layout.isFull || isAtEnd else { continue }
            try await layout.flush(run, isEnd: isAtEnd)
            progress(
                ImportProgress(
                    file: run.report.file, rows: run.report.rows, bytes: rows.text.bytesRead,
                    totalBytes: rows.text.totalBytes, isChecking: run.isDry && !run.options.isDryRun))
        }
    }

    /// Takes one row; true when there is none left.
    private static func takeNext(_ rows: inout RowSource, _ layout: inout any ImportLayout, _ run: ImportRun) -> Bool {
        do throws(ImportFault) {
            guard let row = try rows.next() else { return true }
            run.report.rows += 1
            do throws(ColumnFault) { try layout.take(row, run) } catch { run.fault(line: row.line, error) }
        } catch {
            run.report.add(error)
            // A file that cannot be read further has no next row.
            if error.line == 0 { return true }
            run.report.rows += 1
        }
        return false
    }

    private static func layout(of format: ImportFormat, _ run: ImportRun) -> any ImportLayout {
        switch format {
        case .locations: LocationLayout()
        case .hours: HoursLayout()
        case .closures: ClosureLayout()
        case .holidays: HolidayLayout()
        case .catalogue: CatalogueLayout()
        case .stock: StockLayout()
        case .shopifyProducts: ShopifyProductLayout()
        case .shopifyInventory: ShopifyInventoryLayout(locations: run.locations.values)
        }
    }
}
