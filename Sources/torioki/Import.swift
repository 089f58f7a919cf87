// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Kit
import PQ
import Reservations
import Stock

/// Imports files that a shop already has; says what it did with every line it could not take.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import locations, hours, catalogue and stock.",
        discussion: """
            Own layouts (locations, hours, closures, holidays, catalogue, stock) as CSV or
            JSON Lines, Shopify product and inventory exports; UTF-8, UTF-16 or CP932.
            The layout is found from the header.

            Figures of stock are absolute, and of a moment: of --as-of, or of when the
            file first came. What Torioki has recorded since is added to them. A file that
            was taken is not taken again for 7 days, unless --again says so: then its
            figures are of now. One that broke off, or had faults, may just be sent again.

            Exit codes: 0 every line was taken, 1 some were not.
            """)

    @Argument(help: "The files, in their order: what one creates the next may name.", completion: .file())
    var files: [String]

    @Flag(help: "Change nothing; tell what would be done.")
    var dryRun = false

    @Flag(help: "Take every line of every file, or none.")
    var allOrNothing = false

    @Option(help: "Where the quantities of a Shopify product export lie.")
    var location: LocationID?

    @Option(help: "Yen for one unit of the prices of a Shopify product export.")
    var yenPerUnit = 1

    @Option(help: "Of which moment figures of stock tell, such as 2026-11-22T18:00:00+09:00.")
    var asOf: String?

    @Flag(help: "Take files that were taken before a second time.")
    var again = false

    @Flag(help: "Print the reports as JSON, one a line.")
    var json = false

    func run() async throws {
        let options = ImportOptions(
            isDryRun: dryRun, isAllOrNothing: allOrNothing, location: location, yenPerUnit: yenPerUnit,
            asOf: try moment())
        let bar = ProgressBar()
        let (reports, taken) = try await Installation.with { installation in
            _ = try await Migrator(database: installation.database).migrate()
            let database = installation.database
            let reach = Reservations(
                database: database, effects: .system,
                rules: Rules(database: database, places: Places(database: database)), companions: [])
            let stock = StockRoom(database: database, effects: .system, places: Places(database: database))
            let (sources, taken) = try await sort(options, stock)
            let reports = try await Importer(
                database: database, effects: .system, reach: reach, observer: installation.observer
            )
            .run(sources, options, progress: { bar.show($0) })
            return (reports, taken)
        }
        bar.clear()
        for (file, moment) in taken {
            Terminal.message(
                "\(file): taken before, at \(moment.rfc3339()), and not taken again; --again does it all the same / "
                    + "取り込み済みのため取り込みません（もう一度取り込むには --again）")
        }
        for report in reports {
            if json { Terminal.result(report.json.text) } else { tell(report) }
        }
        if reports.contains(where: { !$0.isClean }) { throw ExitCode(1) }
    }

    private func moment() throws -> FigureMoment? {
        guard let asOf else { return nil }
        guard let moment = Instant(rfc3339: asOf) else {
            throw ValidationError("--as-of: a moment such as 2026-11-22T18:00:00+09:00 is needed")
        }
        do throws(Refusal) {
            return try FigureMoment.judged(moment, now: Effects.system.now())
        } catch {
            throw ValidationError("--as-of: a moment of the last \(Limits.figureDays) days is needed")
        }
    }

    /// Tells the files that are to be taken from those that were taken before.
    private func sort(
        _ options: ImportOptions, _ stock: StockRoom
    ) async throws -> (sources: [ImportSource], taken: [(file: String, at: Instant)]) {
        var sources: [ImportSource] = []
        var taken: [(file: String, at: Instant)] = []
        for file in files {
            var source = ImportSource(path: file)
            // What cannot be read is told by its report; what is only checked may be checked again.
            if !dryRun, let key = try? FileKey(of: source, options) {
                if !again, let at = try await stock.taken(key) {
                    taken.append((source.name, at))
                    continue
                }
                source.key = key
                source.begun = try await stock.began(key, again: again)
            }
            sources.append(source)
        }
        return (sources, taken)
    }

    private func tell(_ report: ImportReport) {
        let format = report.format?.rawValue ?? "unknown layout"
        Terminal.result("\(report.file)  \(format), \(report.encoding.rawValue), \(report.rows) rows")
        for thing in ImportReport.Thing.allCases {
            guard let counts = report.counts[thing] else { continue }
            let removed = counts.removed > 0 ? ", \(counts.removed) removed" : ""
            Terminal.result(
                "  \(thing.rawValue): \(counts.created) created, \(counts.updated) updated, "
                    + "\(counts.unchanged) unchanged\(removed)")
        }
        if let moment = report.figuresAsOf { Terminal.result("  figures as of \(moment.rfc3339())") }
        if let touch = report.touch {
            let when = report.isApplied ? "are moved later by the running service" : "would move later"
            Terminal.result("  dates of \(touch.holds) reservations \(when); \(touch.notices) customers are told")
        }
        if report.madeSKUCount > 0 {
            Terminal.result(
                "  \(report.madeSKUCount) variants have no SKU: made from handle and options, such as "
                    + report.madeSKUs.prefix(3).map(\.code).joined(separator: ", "))
        }
        if report.quantitiesWithoutLocation > 0 {
            Terminal.result(
                "  \(report.quantitiesWithoutLocation) quantities left out: --location says where they lie")
        }
        if report.skipped > 0 { Terminal.result("  \(report.skipped) rows hold nothing to import") }
        for fault in report.faults {
            let column = fault.column.isEmpty ? "" : ", \(fault.column)"
            let mark = fault.severity == .error ? "✗" : "!"
            Terminal.result("  \(mark) line \(fault.line)\(column): \(fault.reason.english) / \(fault.reason.japanese)")
        }
        if report.untold > 0 { Terminal.result("  … and \(report.untold) more") }
        if !report.isApplied { Terminal.result("  nothing was changed") }
    }
}

/// Shows how far an import has come, on a terminal only.
private struct ProgressBar: Sendable {
    private let isShown = isatty(2) == 1

    func show(_ progress: ImportProgress) {
        guard isShown else { return }
        let width = 30
        let done = progress.totalBytes > 0 ? progress.bytes * width / progress.totalBytes : width
        let bar = String(repeating: "█", count: min(done, width)) + String(repeating: "░", count: max(0, width - done))
        let what = progress.isChecking ? "checking" : "importing"
        write("\r\(bar) \(what) \(progress.file), \(progress.rows) rows")
    }

    func clear() { if isShown { write("\r\u{1B}[2K") } }

    private func write(_ text: String) {
        // A terminal that has gone ends the drawing, not the import.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
