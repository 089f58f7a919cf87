// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Crypto
import HTTPTypes
import Hummingbird
import Kit
import PQ
import Reservations
import Stock

/// Files of locations, hours, catalogue and stock, by a form. A file is imported beside the request (`ImportQueue`): its page
/// tells how far it is, and then its report. That is kept under the form's key for `Limits.keyDays`, so that it can be read
/// again, and a form that is sent again imports once. So does a file: one that was taken is taken again only for who asks for that
/// (`FileKey`).
extension Site {
    /// Owns the keys of these forms: each is the address of its report, for everybody of head office.
    private static let importer = "hq:imports"
    /// Where they are kept: no location is theirs.
    private static let everywhere = "*"

    /// Names the import of a file by a person under its form's key.
    private func keyed(_ form: Multipart, _ mode: ImportMode, _ office: Office) -> Keyed<JSON> {
        let file = form.file("file")
        var hash = SHA256()
        let told = [office.person.client, mode.rawValue, file?.file ?? "", form["as_of"], form["again"], ""]
        hash.update(data: Array(told.joined(separator: "\n").utf8))
        hash.update(data: file?.bytes ?? [])
        return Keyed(
            client: Self.importer, key: form["key"], fingerprint: Array(hash.finalize()),
            answer: { Kit.Answered(status: 200, body: $0.text) })
    }

    @Sendable func listImports(_ asked: Asked, _ office: Office) async throws -> Answered {
        try await importPage(asked, office, fault: nil)
    }

    @Sendable func importFile(_ asked: Asked, _ office: Office) async throws -> Answered {
        guard let read = asked.upload else { throw Unreadable() }
        // Nobody else waits while it is read: not the loop, nor the others who send files.
        return try await uploads.with { try await withoutHurry { try await importFile(read(), asked, office) } }
    }

    private func importFile(_ form: Multipart, _ asked: Asked, _ office: Office) async throws -> Answered {
        let key = try checked(key: form["key"])
        let file = form.file("file")
        if let fault = OfficeFault(of: file) { return try await importPage(asked, office, fault: fault) }
        let asOf: FigureMoment?
        do throws(Refusal) {
            asOf = try moment(form["as_of"])
        } catch {
            return try await importPage(
                asked, office, fault: .oldMoment(Int(Limits.figureDays)), asOf: form["as_of"])
        }
        let mode = ImportMode(rawValue: form["mode"]) ?? .check
        let keyed = keyed(form, mode, office)
        if try await keyed.before(in: reservations.database) == nil {
            let job = job(keyed, mode, file, asOf, isAgain: form["again"] == "on", office)
            if !job.isAgain, let file = job.key, let at = try await stock.taken(file) {
                return try await importPage(
                    asked, office, fault: .takenBefore(office.moment(at)), asOf: form["as_of"])
            }
            guard let ending = try await imports.submit(job) else {
                return try await importPage(asked, office, fault: .importsWaiting)
            }
            await Site.wait(for: ending, atMost: .seconds(1))
        }
        return .seeOther(office.link(.report(key)))
    }

    /// Reads of which moment a file tells, on the chain's clock as the pages show it; nil when nothing is said.
    private func moment(_ text: String) throws(Refusal) -> FigureMoment? {
        if text.isEmpty { return nil }
        // Browsers leave the seconds out where they are 0.
        guard let moment = Instant(rfc3339: (text.utf8.count == 16 ? text + ":00" : text) + "+09:00") else {
            throw .doesNotFit("as_of")
        }
        return try FigureMoment.judged(moment, now: effects.now())
    }

    private func job(
        _ keyed: Keyed<JSON>, _ mode: ImportMode, _ file: Multipart.Part?, _ asOf: FigureMoment?, isAgain: Bool,
        _ office: Office
    ) -> ImportJob {
        let (name, effects) = (office.person.name, effects)
        return ImportJob(
            id: keyed.key, file: String((file?.file ?? "").prefix(Limits.nameCharacters)), bytes: file?.bytes ?? [],
            mode: mode, asOf: asOf, isAgain: isAgain, author: office.person.author, name: name
        ) { report in
            var body = report.json.object ?? [:]
            body["by"] = .string(name)
            var batch = Batch()
            batch.add(keyed.keep(.object(body), location: Self.everywhere, at: effects.now()))
            return batch
        }
    }

    /// Waits for a short file, so that its report is the first thing that is seen of it.
    private static func wait(for ending: AsyncStream<Void>, atMost span: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in ending {} }
            // A wait that is broken off is over as well.
            group.addTask { try? await Task.sleep(for: span) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Shows the report of a file, or how far it is until then.
    @Sendable func showReport(_ asked: Asked, _ office: Office) async throws -> Answered {
        let id = asked.parameter(.id)
        let underWay = try await stock.importUnderWay(id)
        // Read second: what has ended in between has its report now.
        if let body = try await kept(id), let report = OfficeReport(body) {
            let view = ReportView(office: office, report: report)
            return office.page("\(office.say(.imports)) \(report.file)", view.html)
        }
        guard let underWay else { throw Refusal.notFound(.route) }
        let view = ProgressView(office: office, underWay: underWay)
        guard !underWay.state.isOver else { return office.page(underWay.file, view.html) }
        return office.page(
            underWay.file, scripts: ["live.js"], live: (OfficePaths.importEvents(id).url, office.link(.report(id))),
            view.html)
    }

    /// Registers the stream that says when an import has come further. It reads the import's row itself: which process
    /// runs it does not matter, and no event tells of it.
    func addImportStream<Context: RequestContext>(to router: some RouterMethods<Context>) {
        router.get(OfficePaths.Route.importEvents) { request, context in
            do {
                let asked = try await asked(request, context)
                guard let person = try await person(asked), person.may(OfficeArea.imports.scope) else {
                    throw Forbidden()
                }
                let id = asked.parameter(.id)
                let first = try await stock.importUnderWay(id)
                // Nothing more will be said: 204 keeps a browser from coming back (WHATWG HTML section 9.2.3).
                guard first?.state.isOver == false else { return Response(status: .noContent) }
                let stream = EventStream { outlet in
                    await outlet.send(EventStream.Message(id: "", event: "here", data: [:]))
                    var last = first
                    while last?.state.isOver == false {
                        try await Task.sleep(for: .milliseconds(500))
                        guard let now = try await self.person(asked), now.may(OfficeArea.imports.scope) else { return }
                        let current = try await stock.importUnderWay(id)
                        guard current != last else { continue }
                        last = current
                        await outlet.send(EventStream.Message(id: "", event: "change", data: [:]))
                    }
                }
                return Response(
                    status: .ok,
                    headers: [
                        .contentType: "text/event-stream", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
                    ], body: stream.body(for: request))
            } catch {
                await note(error, request, context)
                return told(error, Visitor(query: FormFields(), accepting: request.headers[.acceptLanguage]))
            }
        }
    }

    private func kept(_ key: String) async throws -> String? {
        try await reservations.database.first(FindAnswered(client: Self.importer, key: key))?.answered.body
    }

    private func importPage(
        _ asked: Asked, _ office: Office, fault: OfficeFault?, asOf: String = ""
    ) async throws -> Answered {
        let rows = try await reservations.database.run(
            ListAnswered(client: Self.importer, limit: Limits.importsListed))
        let past = rows.compactMap { row in
            OfficeReport(row.answered.body).map { (key: row.key, at: row.at, report: $0) }
        }
        let view = ImportsView(
            office: office, underWay: try await stock.importsUnderWay(limit: Limits.importsListed), past: past,
            fault: fault, asOf: asOf)
        return office.page(
            office.say(.imports), status: fault == nil ? .ok : .unprocessableContent, scripts: ["upload.js"], view.html)
    }
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
    /// Of which moment figures of stock were taken to tell; nil for a file without any.
    let asOf: Instant?
    /// How many holds new hours or closures move; nil for a file without any.
    let touch: CalendarTouch?

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
        asOf = json["as_of"]?.string.flatMap { Instant(rfc3339: $0) }
        touch = json["holds_moved"]?.int.map { CalendarTouch(holds: $0, notices: number(json, "customers_told")) }
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
