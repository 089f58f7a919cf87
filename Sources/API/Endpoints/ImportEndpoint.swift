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
                The layout is found from the header: own CSV or JSON Lines, Shopify product or inventory export; \
                UTF-8, UTF-16 or CP932. Importing a file again changes nothing, so no Idempotency-Key is needed. A file \
                speaks of the whole chain, so it needs a key that is not bound to locations.
                """,
            door: .scope(.writeImports),
            parameters: [
                .query("name", .text(1...Limits.nameCharacters).described("What the report calls the file.")),
                .query("dry_run", .boolean),
                .query("all_or_nothing", .boolean),
                .query("location", .text(.location).described("Where the quantities of a Shopify product export lie.")),
                .query("yen_per_unit", .integer(1...10_000)),
            ],
            body: .raw(
                ["text/csv", "application/jsonl", "application/x-ndjson", "application/octet-stream"],
                limit: Limits.importBytes),
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
                yenPerUnit: call.query["yen_per_unit"]?.int ?? 1, author: try call.principal.author)
            let source = ImportSource(name: call.query["name"]?.string ?? "import", bytes: call.bytes)
            let report = try await Importer(
                database: reservations.database, effects: effects, reach: reservations
            ).run(source, options)
            _ = try await stock.places.reload()
            if report.isApplied {
                observer(
                    .imported(
                        kind: report.format?.rawValue ?? "unknown",
                        good: max(0, report.rows - report.failed - report.skipped), bad: report.failed, finished: true))
            }
            return .ok(report.json)
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
                "holds_moved",
                number.described("Holds whose dates new hours or closures move later; null where none change.").nullable
            ),
            .required("customers_told", number.described("Of those, the customers who are told.").nullable),
        ]))
}
