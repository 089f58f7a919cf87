// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Kit
import PQ
import Stock

/// Locations and catalogue, as a shop or a till reads them.
extension Rooms {
    var placeEndpoints: [Endpoint] { [listLocations, readItem, searchCatalogue] }

    private var listLocations: Endpoint {
        Endpoint(
            .get, "/v1/locations", id: "listLocations", tag: "Locations",
            summary: "Lists stores and warehouses, with their hours of the coming week", door: .scope(.readStock),
            answers: [.json(200, "All of them.", .object([.required("items", .array(Location.schema))]))]
        ) { call in
            let directory = try await stock.places.current()
            let now = effects.now()
            let seen = try call.principal.sight
            return .ok([
                "items": .array(
                    directory.all.filter { seen.contains($0.id) }.map { location in
                        location.json(directory.calendar(of: location.id), now: now)
                    })
            ])
        }
    }

    private var readItem: Endpoint {
        Endpoint(
            .get, "/v1/skus/{sku}", id: "readSKU", tag: "Catalogue", summary: "Reads one SKU",
            door: .scope(.readStock), parameters: [.path("sku", .text(.sku))],
            answers: [.json(200, "The SKU.", CatalogueItem.schema)]
        ) { call in
            let sku = try call.path("sku", .sku) { SKU($0) }
            guard let item = try await stock.item(sku) else { throw Refusal.notFound(.sku) }
            return .ok(item.json)
        }
    }

    private var searchCatalogue: Endpoint {
        Endpoint(
            .get, "/v1/skus", id: "searchSKUs", tag: "Catalogue",
            summary: "Finds SKUs by a part of code or name, or by GTIN", door: .scope(.readStock),
            parameters: [.query("q", .text(1...Limits.nameCharacters), required: true)],
            answers: [.json(200, "At most 50.", .object([.required("items", .array(CatalogueItem.schema))]))]
        ) { call in
            .ok(["items": .array(try await stock.search(call.query["q"]?.string ?? "").map(\.json))])
        }
    }
}

extension Location {
    func json(_ calendar: OpeningCalendar?, now: Instant) -> JSON {
        let today = calendar?.businessDay(at: now) ?? zone.local(now).day
        let week = (0..<7).map { offset -> JSON in
            let day = today + offset
            return [
                "day": .string(day.description),
                "periods": .array(
                    (calendar?.periods(on: day) ?? []).map {
                        ["opens": .string($0.opens.rfc3339(in: zone)), "closes": .string($0.closes.rfc3339(in: zone))]
                    }),
            ]
        }
        return [
            "id": .string(id.code), "kind": .string(kind.rawValue), "name": .string(name), "name_en": .string(nameEN),
            "postal_code": .string(postalCode), "address": .string(address), "address_en": .string(addressEN),
            "phone": .string(phone), "latitude": coordinates.map { .double($0.latitude) } ?? .null,
            "longitude": coordinates.map { .double($0.longitude) } ?? .null, "time_zone": .string(zone.name),
            "active": .bool(isActive), "open_now": .bool(calendar?.isOpen(at: now) ?? false), "week": .array(week),
        ]
    }

    static let schema = Schema.named(
        "Location",
        .object([
            .required("id", .text(.location)),
            .required("kind", .choice(Kind.self)),
            .required("name", .text(0...500)),
            .required("name_en", .text(0...500)),
            .required("postal_code", .text(0...64)),
            .required("address", .text(0...1_000)),
            .required("address_en", .text(0...1_000)),
            .required("phone", .text(0...64)),
            .required("latitude", .number(-90...90).nullable),
            .required("longitude", .number(-180...180).nullable),
            .required("time_zone", .text(1...64)),
            .required("active", .boolean),
            .required("open_now", .boolean),
            .required("week", .array(daySchema, 0...7)),
        ]))

    static let daySchema = Schema.object([
        .required("day", .text(.date)),
        .required(
            "periods",
            .array(.object([.required("opens", .text(.dateTime)), .required("closes", .text(.dateTime))]), 0...48)),
    ])
}

extension CatalogueItem {
    var json: JSON {
        [
            "sku": .string(sku.code), "gtin": JSON(gtin?.description), "name": .string(name),
            "name_en": .string(nameEN), "price": .int(price), "attributes": .object(attributes),
            "image_url": .string(imageURL), "active": .bool(isActive),
        ]
    }

    static let schema = Schema.named(
        "SKU",
        .object([
            .required("sku", .text(.sku)),
            .required("gtin", .text(8...14).nullable),
            .required("name", .text(0...500)),
            .required("name_en", .text(0...500)),
            .required("price", .integer(0...Int(Int32.max)).described("Yen, tax included.")),
            .required("attributes", .dictionary(.anything)),
            .required("image_url", .text(0...2_000)),
            .required("active", .boolean),
        ]))
}
