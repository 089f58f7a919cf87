// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// What lies where, what may be promised of it, and how it changes.
extension Rooms {
    var stockEndpoints: [Endpoint] { [availability, record, ledger, shortages, closeShortage] }

    private var availability: Endpoint {
        Endpoint(
            .get, "/v1/availability", id: "availability", tag: "Stock",
            summary: "Tells what may be promised of SKUs, at given stores or the nearest to a point",
            description: """
                Stores nearest to `near` come first, with metres; warehouses last. Without either: every location that is \
                not closed down, unless they are too many to be answered at once. A person may ask of every location, \
                also where commands are not theirs.
                """,
            door: .scope(.readStock),
            parameters: [
                .query("sku", .array(.text(.sku), 1...Limits.availabilityKeys), required: true),
                .query("location", .array(.text(.location), 0...Limits.availabilityKeys)),
                .query("near", .text(.coordinates)),
                .query("stores", .integer(1...50).described("How many of the nearest stores; 5 if not said.")),
            ],
            answers: [
                .json(
                    200, "One item for each location and SKU.",
                    .object([
                        .required(
                            "items", .array(Availability.schema, 0...Limits.availabilityKeys * Limits.availabilityKeys))
                    ]))
            ]
        ) { call in
            let skus = try call.queries("sku") { SKU($0) }
            let (seen, directory) = (try call.principal.sight, try await stock.places.current())
            if let point = try call.query("near", Coordinates.init(reading:)) {
                let found = try await stock.availability(
                    skus: skus, near: point, stores: call.query["stores"]?.int ?? 5)
                return Availability.answer(
                    found.filter { seen.contains($0.location.id) }.flatMap { place in
                        place.levels.map { (level: $0, metres: place.metres) }
                    })
            }
            let asked = try call.queries("location") { LocationID($0) }
            let wanted = asked.isEmpty ? directory.all.filter(\.isActive).map(\.id) : asked
            let locations = wanted.filter { seen.contains($0) && directory[$0] != nil }
            guard locations.count <= Limits.availabilityKeys else {
                throw Problem.invalid([
                    Failure(part: .query, pointer: "/location", code: .tooMany, expected: "\(Limits.availabilityKeys)")
                ])
            }
            let found = try await stock.availability(skus: skus, locations: locations)
            return Availability.answer(found.map { (level: $0, metres: nil) })
        }
    }

    private var record: Endpoint {
        Endpoint(
            .post, "/v1/stock/movements", id: "recordMovements", tag: "Stock",
            summary: "Writes what a till or a clerk saw into the ledger of one location, all or nothing",
            description: """
                A sale that takes on-hand below what is promised is written, and gives a person a task (`/v1/shortages`). \
                `counted` is what lies there; with `as_of` it is the figure of another system at that moment.
                """,
            door: .scope(.writeStock),
            body: .json(
                .object([
                    .required("location", .text(.location)),
                    .required("movements", .array(StockEntry.schema, 1...Limits.movementsPerRequest)),
                ])), key: .required,
            answers: [
                .json(
                    201, "Written.",
                    .object([.required("location", .text(.location)), .required("recorded", .integer(1...10_000))]))
            ], refuses: [404]
        ) { call in
            guard let location = call.body["location"]?.string.flatMap({ LocationID($0) }),
                try call.principal.locations.contains(location)
            else { throw Refusal.notFound(.location) }
            let (author, now) = (try call.principal.author, effects.now())
            let entries = try (call.body["movements"]?.array ?? []).enumerated().map { index, row in
                try StockEntry(reading: row, at: index, now: now)
            }
            let answered = Answered(
                status: 201,
                body: JSON.object(["location": .string(location.code), "recorded": .int(entries.count)]).text)
            return try await once(call, at: location, answered) { keep in
                _ = try await stock.record(entries, at: location, author: author, keep: keep)
            }
        }
    }

    /// Does something once for its key whose answer is known before.
    func once(
        _ call: Call, at location: LocationID, _ answered: Answered, _ work: (KeepAnswered?) async throws -> Void
    ) async throws -> Answer {
        guard let keyed: Keyed<Void> = call.keyed({ answered }) else {
            try await work(nil)
            return Answer(answered, isReplay: false)
        }
        let done = try await keyed.once(in: reservations.database) {
            try await work(keyed.keep((), location: location.code, at: effects.now()))
            return .now((), kept: answered)
        }
        return Answer(done) { answered }
    }

    private var ledger: Endpoint {
        Endpoint(
            .get, "/v1/stock/movements", id: "readLedger", tag: "Stock",
            summary: "Reads the ledger of one SKU at one location, the newest movement first",
            door: .scope(.readStock),
            parameters: [
                .query("location", .text(.location), required: true), .query("sku", .text(.sku), required: true),
            ],
            isPaged: true, answers: [.json(200, "A page.", Page.schema("Ledger", of: Movement.schema))], refuses: [404]
        ) { call in
            guard let location = try call.query("location", { LocationID($0) }),
                let sku = try call.query("sku", SKU.init),
                try call.principal.locations.contains(location)
            else { throw Refusal.notFound(.location) }
            let page = try await stock.ledger(
                location, sku, before: call.page.after?.string.flatMap { Crockford.uniqueID($0) },
                limit: call.page.limit)
            let next = page.count == call.page.limit ? page.last.map { Crockford.text(of: $0.id) } : nil
            return call.page(page.map(\.json), next: next.map(JSON.string))
        }
    }

    private var shortages: Endpoint {
        Endpoint(
            .get, "/v1/shortages", id: "listShortages", tag: "Stock",
            summary: "Lists what is promised and not there: a task for a person each, the oldest first",
            door: .scope(.readStock), parameters: [.query("location", .array(.text(.location), 0...200))],
            answers: [.json(200, "All that are open.", .object([.required("items", .array(Shortage.schema))]))]
        ) { call in
            let locations = try call.locations(try await stock.places.current())
            return .ok(["items": .array(try await stock.shortages(locations: locations).map(\.json))])
        }
    }

    private var closeShortage: Endpoint {
        Endpoint(
            .post, "/v1/shortages/{id}/resolve", id: "resolveShortage", tag: "Stock",
            summary: "Writes how a shortage came right; it closes with the figures themselves",
            door: .scope(.writeStock), parameters: [.path("id", .text(.shortageID))],
            body: .json(.object([.required("resolution", .text(1...Limits.noteCharacters))])),
            answers: [.empty(204, "Written.")]
        ) { call in
            let id: ShortageID = try call.located("id", .shortage)
            try await stock.closeShortage(
                id, resolution: call.body["resolution"]?.string ?? "", author: try call.principal.author)
            return .noContent
        }
    }
}

extension Coordinates {
    /// Reads `35.681,139.767`.
    package init?(reading text: String) {
        let parts = text.split(separator: ",")
        guard parts.count == 2, let latitude = Double(parts[0]), let longitude = Double(parts[1]) else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }
}
