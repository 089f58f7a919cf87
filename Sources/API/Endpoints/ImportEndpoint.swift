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
                The layout is found from the header: own CSV or JSON Lines, Shopify product or inventory export; UTF-8 \
                or CP932. Importing a file again changes nothing, so no Idempotency-Key is needed.
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
            answers: [.json(200, "The report.", .named("ImportReport", .dictionary(.anything)))]
        ) { call in
            let options = ImportOptions(
                isDryRun: call.query["dry_run"]?.bool ?? false,
                isAllOrNothing: call.query["all_or_nothing"]?.bool ?? false,
                location: try call.query("location") { LocationID($0) },
                yenPerUnit: call.query["yen_per_unit"]?.int ?? 1, author: try call.principal.author)
            let source = ImportSource(name: call.query["name"]?.string ?? "import", bytes: call.bytes)
            let report = try await Importer(database: reservations.database, effects: effects).run(source, options)
            _ = try await stock.places.reload()
            return .ok(report.json)
        }
    }
}
