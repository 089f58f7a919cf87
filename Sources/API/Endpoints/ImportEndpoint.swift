// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// Importing over the API what `torioki import` takes from files.
extension Rooms {
    var importing: Endpoint {
        Endpoint(
            .post, "/v1/imports", id: "importFile", tag: "Imports",
            summary: "Imports a file of locations, hours, catalogue or stock; tells every line that was not taken",
            description: """
                The layout is found from the header: own CSV or JSON Lines, Shopify product or inventory export; UTF-8, \
                UTF-16 or CP932. A file speaks of the whole chain, so it needs a key that is not bound to locations.

                Figures of stock are absolute, and of a moment: of `as_of`, or of when the Idempotency-Key first came. What \
                Torioki has recorded since (sales, receipts, hand-overs) is added to them, so a file that is sent again \
                under its key, also one that broke off, undoes no sale. A count or a figure of a later moment stands \
                against one of an earlier (warning `overtaken`). A figure below zero is kept, and nothing is promised of \
                it (warning `below_zero`).
                """,
            door: .scope(.writeImports),
            parameters: [
                .query("name", .text(1...Limits.nameCharacters).described("What the report calls the file.")),
                .query("dry_run", .boolean),
                .query("all_or_nothing", .boolean),
                .query("location", .text(.location).described("Where the quantities of a Shopify product export lie.")),
                .query("yen_per_unit", .integer(1...10_000)),
                .query(
                    "as_of",
                    .text(.dateTime).described(
                        "Of which moment figures of stock tell: one of the last \(Limits.figureDays) days. A column `as_of` of an "
                            + "own stock file says it for its row.")),
            ],
            body: .raw(
                ["text/csv", "application/jsonl", "application/x-ndjson", "application/octet-stream"],
                limit: Limits.importBytes), key: .required,
            answers: [.json(200, "The report.", Self.reportSchema)], slots: uploads
        ) { call in
            guard try call.principal.locations == .all else {
                throw Problem(
                    .scopeMissing,
                    Words(ja: "全拠点の権限が必要です。", en: "It needs a key that is not bound to locations."))
            }
            let options = ImportOptions(
                isDryRun: call.query["dry_run"]?.bool ?? false,
                isAllOrNothing: call.query["all_or_nothing"]?.bool ?? false,
                location: try call.query("location") { LocationID($0) },
                yenPerUnit: call.query["yen_per_unit"]?.int ?? 1,
                asOf: try call.query("as_of", { Instant(rfc3339: $0) }).map { moment throws(Refusal) in
                    try FigureMoment.judged(moment, now: effects.now())
                }, author: try call.principal.author)
            let source = ImportSource(name: call.query["name"]?.string ?? "import", bytes: call.bytes)
            guard let keyed: Keyed<ImportReport> = call.keyed({ Answered(status: 200, body: $0.json.text) }) else {
                throw Problem(.keyMissing)
            }
            let database = reservations.database
            let done = try await keyed.once(in: database) {
                var source = source
                source.begun = try await stock.began(keyed)
                // Another may have ended the same import since.
                if let before = try await keyed.before(in: database) { return .before(before) }
                let report = try await importer.run(source, options) { report in
                    var batch = Batch(name: "EndImport")
                    batch.add(keyed.keep(report, location: "*", at: effects.now()))
                    batch.add(EndMoment(client: keyed.client, key: keyed.key))
                    return batch
                }
                return .now(report, kept: nil)
            }
            if case .now = done { _ = try await stock.places.reload() }
            return Answer(done, keyed.answer)
        }
    }

    private static let number = Schema.integer(0...Int(Int32.max))

    private static let counts = Schema.object([
        .required("created", number), .required("updated", number), .required("unchanged", number),
        .required("removed", number.described("Opening hours that the file no longer has.")),
    ])

    private static let fault = Schema.object([
        .required("severity", .choice(["error", "warning"])),
        .required("line", number.described("From 1; 0 for the file as a whole.")),
        .required("column", .text(0...10_000)),
        .required("code", .text(1...64)),
        .required("reason", .text(1...10_000)),
        .required("reason_ja", .text(1...10_000)),
    ])

    private static let reportSchema = Schema.named(
        "ImportReport",
        .object([
            .required("file", .text(0...Limits.nameCharacters)),
            .required("format", .choice(ImportFormat.self).nullable),
            .required("encoding", .text(1...32)),
            .required("dry_run", .boolean),
            .required("applied", .boolean.described("false: nothing was changed.")),
            .required("rows", number),
            .required("counts", .dictionary(counts)),
            .required("failed", number.described("Rows that were not taken.")),
            .required("skipped", number),
            .required("warnings", number),
            .required("faults", .array(fault, 0...Limits.importFaults)),
            .required("untold", number.described("Faults beyond those that are listed.")),
            .required(
                "made_skus",
                .object([
                    .required("count", number), .required("skus", .array(.text(.sku), 0...Limits.importFaults)),
                ])),
            .required("quantities_without_location", number),
            .required(
                "as_of",
                .text(.dateTime).nullable.described(
                    "Of which moment figures of stock were taken to tell; null for a file without any.")),
            .required(
                "holds_moved",
                number.described("Holds whose dates new hours or closures move later; null where none change.").nullable
            ),
            .required("customers_told", number.described("Of those, the customers who are told.").nullable),
        ]))
}
