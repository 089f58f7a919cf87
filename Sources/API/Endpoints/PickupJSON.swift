// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import PQ
import Reservations
import Stock

extension PickupStatus {
    /// Prints what the customer's page shows, for a shop's own page or app.
    var json: JSON {
        let zone = store.zone
        return [
            "reservation": .string(reservation.description), "kind": .string(kind.rawValue),
            "reference": .string(reference), "status": .string(status.rawValue), "next": next.json(in: zone),
            "call": .string(call.rawValue), "created_at": .string(times.createdAt.rfc3339(in: zone)),
            "ready_by": .string(times.readyBy.rfc3339(in: zone)), "ready_at": JSON(times.readyAt?.rfc3339(in: zone)),
            "pick_up_by": .string(times.pickUpBy.rfc3339(in: zone)),
            "closed_at": JSON(times.closedAt?.rfc3339(in: zone)),
            "late": .bool(times.isLate), "pickup_code": JSON(code), "store": place, "total": .int(total),
            "arrival": JSON(arrival?.rawValue), "proxy": .string(proxy), "lines": .array(items.map(\.json)),
            "timeline": .array(
                timeline.map {
                    [
                        "kind": .string($0.kind.rawValue), "at": .string($0.at.rfc3339(in: zone)),
                        "until": JSON($0.until?.rfc3339(in: zone)),
                    ]
                }),
            "may": [
                "extend_to": JSON(actions.extendsTo?.rfc3339(in: zone)), "cancel": .bool(actions.mayCancel),
                "ask_for_call": .bool(actions.mayAskForCall), "confirm": .bool(actions.mayConfirm),
                "tell": .array(actions.mayTell.map { .string($0.rawValue) }),
            ],
            "as_of": .string(asOf.rfc3339(in: zone)),
        ]
    }

    private var place: JSON {
        let zone = store.zone
        func clock(_ day: Day, _ minute: Int) -> JSON {
            .string(zone.moment(LocalTime(day: day, minute: minute)).rfc3339(in: zone))
        }
        return [
            "location": .string(store.id.code), "name": .string(store.name), "name_en": .string(store.nameEN),
            "postal_code": .string(store.postalCode), "address": .string(store.address),
            "address_en": .string(store.addressEN), "phone": .string(store.phone),
            "latitude": store.coordinates.map { .double($0.latitude) } ?? .null,
            "longitude": store.coordinates.map { .double($0.longitude) } ?? .null, "open_now": .bool(isOpenNow),
            "days": .array(
                hours.map { day in
                    [
                        "day": .string(day.day.description),
                        "periods": .array(
                            day.periods.map {
                                ["opens": clock(day.day, $0.lowerBound), "closes": clock(day.day, $0.upperBound)]
                            }),
                    ]
                }),
        ]
    }

    static let schema = Schema.named(
        "Pickup",
        .object([
            .required("reservation", .text(.reservationID)),
            .required("kind", .choice(Reservation.Kind.self)),
            .required("reference", .text(0...Limits.nameCharacters).described("The web shop's own number.")),
            .required("status", .choice(CustomerStatus.self)),
            .required("next", Next.schema),
            .required("call", .choice(Call.self).described("How it stands with the conversation.")),
            .required("created_at", .text(.dateTime)),
            .required("ready_by", .text(.dateTime)),
            .required("ready_at", .text(.dateTime).nullable),
            .required("pick_up_by", .text(.dateTime)),
            .required("closed_at", .text(.dateTime).nullable),
            .required("late", .boolean.described("The store promised to be ready by now.")),
            .required("pickup_code", .text(.pickupCode).nullable.described("Once the store has the work in hand.")),
            .required("store", placeSchema),
            .required("total", .integer(0...Limits.yen).described("Yen, tax included.")),
            .required("arrival", .choice(Arrival.self).nullable.described("How near the customer has told to be.")),
            .required("proxy", .text(0...Limits.nameCharacters).described("Who collects, as the customer has told.")),
            .required("lines", .array(Item.schema, 0...200)),
            .required(
                "timeline",
                .array(
                    .object([
                        .required("kind", .choice(Moment.Kind.self)), .required("at", .text(.dateTime)),
                        .required("until", .text(.dateTime).nullable),
                    ]))),
            .required(
                "may",
                .object([
                    .required("extend_to", .text(.dateTime).nullable), .required("cancel", .boolean),
                    .required("ask_for_call", .boolean), .required("confirm", .boolean),
                    .required("tell", .array(.choice(Arrival.self), 0...Arrival.allCases.count)),
                ]).described("What the link's POST operations would do now.")),
            .required("as_of", .text(.dateTime)),
            .optional("messages", .array(Message.pickupSchema, 0...Limits.messagesShown)),
            .optional("wishes", ContactWishes.schema),
        ]))

    private static let placeSchema = Schema.object([
        .required("location", .text(.location)),
        .required("name", .text(0...500)),
        .required("name_en", .text(0...500)),
        .required("postal_code", .text(0...64)),
        .required("address", .text(0...1_000)),
        .required("address_en", .text(0...1_000)),
        .required("phone", .text(0...64)),
        .required("latitude", .number(-90...90).nullable),
        .required("longitude", .number(-180...180).nullable),
        .required("open_now", .boolean),
        .required("days", .array(Location.daySchema, 0...PickupStatus.daysShown)),
    ])
}

extension PickupStatus.Next {
    fileprivate func json(in zone: Zone) -> JSON {
        func step(_ what: String, _ by: Instant? = nil) -> JSON {
            ["step": .string(what), "by": JSON(by?.rfc3339(in: zone))]
        }
        switch self {
        case .storeConfirms(let by): return step("store_confirms", by)
        case .youDecide: return step("you_decide")
        case .storePrepares(let by): return step("store_prepares", by)
        case .goodsTravel: return step("goods_travel")
        case .collect(let by): return step("collect", by)
        case .nothing: return step("nothing")
        case .over(let ending): return step(ending.rawValue)
        }
    }

    fileprivate static let schema = Schema.object([
        .required(
            "step",
            .choice(
                ["store_confirms", "you_decide", "store_prepares", "goods_travel", "collect", "nothing"]
                    + PickupStatus.Ending.allCases.map(\.rawValue))),
        .required("by", .text(.dateTime).nullable),
    ])
}

extension PickupStatus.Item {
    fileprivate var json: JSON {
        [
            "line": .int(line), "sku": .string(sku.code), "name": .string(name), "name_en": .string(nameEN),
            "image_url": .string(imageURL), "unit_price": .int(unitPrice), "quantity": .int(quantity),
            "undecided": .int(undecided), "collected": .int(collected),
        ]
    }

    fileprivate static let schema = Schema.object([
        .required("line", .integer(1...32_767)),
        .required("sku", .text(.sku)),
        .required("name", .text(0...500)),
        .required("name_en", .text(0...500)),
        .required("image_url", .text(0...2_000)),
        .required("unit_price", .integer(0...Int(Int32.max))),
        .required("quantity", .integer(0...Int(Int32.max)).described("Promised, with what is still undecided.")),
        .required("undecided", .integer(0...Int(Int32.max)).described("Not found; the customer has yet to choose.")),
        .required("collected", .integer(0...Int(Int32.max))),
    ])
}
