// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// Files of locations, hours, catalogue and stock, by a form. Its report is kept under the form's key for
/// `Limits.keyDays`, so that it can be read again, and a form that is sent again imports once.
extension Site {
    /// Owns the keys of these forms.
    private static let importer = "hq:imports"
    /// Where they are kept: no location is theirs.
    private static let everywhere = "*"

    private func keyed(_ key: String) -> Keyed<JSON> {
        Keyed(
            client: Self.importer, key: key, fingerprint: [], answer: { Kit.Answered(status: 200, body: $0.text) })
    }

    @Sendable func listImports(_ asked: Asked, _ office: Office) async throws -> Answered {
        try await importPage(asked, office, fault: nil)
    }

    @Sendable func importFile(_ asked: Asked, _ office: Office) async throws -> Answered {
        let form = try await sent(asked)
        let key = form["key"]
        guard (1...Limits.keyCharacters).contains(key.utf8.count) else { throw Unreadable() }
        let before = try await kept(key)
        if before == nil {
            let fault = OfficeFault(of: form.file("file"))
            if fault != nil { return try await importPage(asked, office, fault: fault) }
            try await keep(try await run(form, office), key)
        }
        return .seeOther(office.link(.report(key)))
    }

    private func sent(_ asked: Asked) async throws -> Multipart {
        guard let read = asked.upload else { throw Unreadable() }
        return try await read()
    }

    /// Imports the file of a form, and prints what became of it.
    private func run(_ form: Multipart, _ office: Office) async throws -> JSON {
        let mode = ImportMode(rawValue: form["mode"]) ?? .check
        let options = ImportOptions(
            isDryRun: mode == .check, isAllOrNothing: mode == .all, author: office.person.author)
        let file = form.file("file")
        let source = ImportSource(
            name: String((file?.file ?? "").prefix(Limits.nameCharacters)), bytes: file?.bytes ?? [])
        let importer = Importer(database: reservations.database, effects: effects)
        let report = try await importer.run(source, options)
        try await stock.places.reload()
        if report.isApplied {
            observer(
                .imported(
                    kind: report.format?.rawValue ?? "unknown",
                    good: max(0, report.rows - report.failed - report.skipped), bad: report.failed, finished: true))
        }
        var body = report.json.object ?? [:]
        body["by"] = .string(office.person.name)
        return .object(body)
    }

    /// Keeps a report. The same form that came twice at once finds it kept: its file changed nothing the second time.
    private func keep(_ report: JSON, _ key: String) async throws {
        let statement = keyed(key).keep(report, location: Self.everywhere, at: effects.now())
        do {
            _ = try await reservations.database.count(statement)
        } catch {
            guard error.constraint == "idempotency_pkey" else { throw error }
        }
    }

    @Sendable func showReport(_ asked: Asked, _ office: Office) async throws -> Answered {
        guard let body = try await kept(asked.parameter(.id)), let report = OfficeReport(body) else {
            throw Refusal.notFound(.route)
        }
        let view = ReportView(office: office, report: report)
        return office.page("\(office.say(.imports)) \(report.file)", view.html)
    }

    private func kept(_ key: String) async throws -> String? {
        try await reservations.database.first(keyed(key).find(at: Self.everywhere))?.answered.body
    }

    private func importPage(_ asked: Asked, _ office: Office, fault: OfficeFault?) async throws -> Answered {
        let rows = try await reservations.database.run(
            ListAnswered(location: Self.everywhere, client: Self.importer, limit: Limits.importsListed))
        let past = rows.compactMap { row in
            OfficeReport(row.answered.body).map { (key: row.key, at: row.at, report: $0) }
        }
        let view = ImportsView(office: office, past: past, fault: fault)
        return office.page(
            office.say(.imports), status: fault == nil ? .ok : .unprocessableContent, scripts: ["upload.js"], view.html)
    }
}

/// Names how a file is taken.
package enum ImportMode: String, Sendable, CaseIterable {
    /// Say what would be done, and change nothing.
    case check
    /// Every row, or none of them.
    case all
    /// The good rows; the others are told.
    case good
}

/// Holds a report as it was kept.
package struct OfficeReport: Sendable {
    let file: String
    let by: String
    let format: String
    let encoding: String
    let isDryRun: Bool
    let isApplied: Bool
    let rows: Int
    let failed: Int
    let warnings: Int
    let skipped: Int
    let untold: Int
    let counts: [(thing: ImportReport.Thing, created: Int, updated: Int, unchanged: Int, removed: Int)]
    let faults: [Fault]

    struct Fault: Sendable {
        let line: Int
        let column: String
        let isError: Bool
        let ja: String
        let en: String
    }

    /// Reads what was kept; nil when it is no report.
    init?(_ text: String) {
        // What was kept is our own print; anything else is no report.
        guard let json = try? JSON(parsing: text), let name = json["file"]?.string else { return nil }
        func number(_ json: JSON?, _ key: String) -> Int { json?[key]?.int ?? 0 }
        file = name
        by = json["by"]?.string ?? ""
        format = json["format"]?.string ?? "–"
        encoding = json["encoding"]?.string ?? ""
        isDryRun = json["dry_run"]?.bool ?? false
        isApplied = json["applied"]?.bool ?? false
        (rows, failed, warnings) = (number(json, "rows"), number(json, "failed"), number(json, "warnings"))
        (skipped, untold) = (number(json, "skipped"), number(json, "untold"))
        counts = ImportReport.Thing.allCases.compactMap { thing in
            guard let row = json["counts"]?[thing.rawValue] else { return nil }
            return (
                thing, number(row, "created"), number(row, "updated"), number(row, "unchanged"), number(row, "removed")
            )
        }
        faults = (json["faults"]?.array ?? []).map { fault in
            Fault(
                line: number(fault, "line"), column: fault["column"]?.string ?? "",
                isError: fault["severity"]?.string == "error", ja: fault["reason_ja"]?.string ?? "",
                en: fault["reason"]?.string ?? "")
        }
    }
}

extension OfficeFault {
    /// Says what is wrong with a file that is to be imported; nil for one that can be read.
    init?(of file: Multipart.Part?) {
        guard let file, !file.bytes.isEmpty else {
            self = .fileNeeded
            return
        }
        guard file.bytes.count > Limits.importBytes else { return nil }
        self = .fileTooLarge(Limits.importBytes >> 20)
    }
}
