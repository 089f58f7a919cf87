// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import Stock

extension Reservation {
    /// Writes the reservation as stores, agents and programs read it.
    ///
    /// - Parameters:
    ///   - now: decides the customer's word, since a lapsed hold reads as expired before the sweeper comes.
    ///   - places: whose clocks the moments are written by: each as the store's own clock shows it.
    package func json(at now: Instant, in places: Directory) -> JSON {
        let zone = places.zone(of: location)
        return [
            "id": .string(id.description),
            "location": .string(location.code),
            "kind": .string(kind.rawValue),
            "reference": .string(reference),
            "customer": .string(customer.description),
            "status": .string(status(at: now).rawValue),
            "hold": .string(hold.rawValue),
            "fulfilment": .string(fulfilment.rawValue),
            "contact": .string(contact.rawValue),
            "version": .int(version),
            "pickup_code": .string(pickupCode),
            "pick_up_by": .string(pickUpBy.rfc3339(in: zone)),
            "first_pick_up_by": .string(firstPickUpBy.rfc3339(in: zone)),
            "ready_by": .string(readyBy.rfc3339(in: zone)),
            "extensions": .int(extensions),
            "ships_from": JSON(shipsFrom?.code),
            "staging": .string(staging),
            "collector": .string(collector),
            "close_reason": .string(closeReason),
            "rerouted_from": JSON(reroutedFrom?.description),
            "rerouted_to": JSON(reroutedTo?.description),
            "note": .string(note),
            "arrival": JSON(arrival?.rawValue),
            "arrival_at": JSON(arrivalAt?.rfc3339(in: zone)),
            "proxy": .string(proxy),
            "total": .int(total),
            "created_at": .string(createdAt.rfc3339(in: zone)),
            "ready_at": JSON(readyAt?.rfc3339(in: zone)),
            "closed_at": JSON(closedAt?.rfc3339(in: zone)),
            "lines": .array(lines.map(\.json)),
        ]
    }

    package static let schema = Schema.named(
        "Reservation",
        .object([
            .required("id", .text(.reservationID)),
            .required("location", .text(.location)),
            .required("kind", .choice(Kind.self)),
            .required("reference", .text(0...Limits.nameCharacters)),
            .required("customer", .text(.customerID)),
            .required("status", .choice(CustomerStatus.self).described("What the customer reads, on every surface.")),
            .required("hold", .choice(Hold.self)),
            .required("fulfilment", .choice(Fulfilment.self)),
            .required("contact", .choice(ContactState.self)),
            .required("version", .integer(1...1_000_000).described("The ETag is \"v<version>\".")),
            .required("pickup_code", .text(.pickupCode)),
            .required("pick_up_by", .text(.dateTime)),
            .required("first_pick_up_by", .text(.dateTime).described("The hold's end before any extension.")),
            .required("ready_by", .text(.dateTime).described("When the store promised to have it ready.")),
            .required("extensions", .integer(0...32_767)),
            .required("ships_from", .text(.location).nullable),
            .required("staging", .text(0...Limits.nameCharacters)),
            .required("collector", .text(0...Limits.nameCharacters)),
            .required("close_reason", .text(0...Limits.noteCharacters)),
            .required("rerouted_from", .text(.reservationID).nullable),
            .required("rerouted_to", .text(.reservationID).nullable),
            .required("note", .text(0...Limits.noteCharacters)),
            .required("arrival", .choice(Arrival.self).nullable.described("How near the customer has told to be.")),
            .required("arrival_at", .text(.dateTime).nullable),
            .required(
                "proxy", .text(0...Limits.nameCharacters).described("Who collects, as the customer has told.")),
            .required("total", .integer(0...Limits.yen).described("Yen, tax included.")),
            .required("created_at", .text(.dateTime)),
            .required("ready_at", .text(.dateTime).nullable),
            .required("closed_at", .text(.dateTime).nullable),
            .required("lines", .array(Line.schema, 0...200)),
            .optional("link", .text(1...2_000).described("The customer's link; given once, to whoever reserves.")),
        ]))
}

extension Line {
    package var json: JSON {
        [
            "line": .int(number),
            "sku": .string(sku.code),
            "name": .string(name),
            "name_en": .string(nameEN),
            "unit_price": .int(unitPrice),
            "requested": .int(requested),
            "quantity": .int(quantity),
            "missing": .int(missing),
            "missing_reason": .string(missingReason),
            "picked": .int(picked),
            "collected": .int(collected),
            "held_at": JSON(heldAt?.code),
            "in_transit": .bool(isInTransit),
        ]
    }

    package static let schema = Schema.named(
        "ReservationLine",
        .object([
            .required("line", .integer(1...32_767)),
            .required("sku", .text(.sku)),
            .required("name", .text(0...500)),
            .required("name_en", .text(0...500)),
            .required("unit_price", .integer(0...Int(Int32.max)).described("Yen, tax included.")),
            .required("requested", .integer(0...Int(Int32.max))),
            .required("quantity", .integer(0...Int(Int32.max)).described("Units promised now.")),
            .required(
                "missing", .integer(0...Int(Int32.max)).described("Units not found; the customer has yet to decide.")),
            .required("missing_reason", .text(0...64)),
            .required("picked", .integer(0...Int(Int32.max)).described("Units in hand or staged, collected included.")),
            .required("collected", .integer(0...Int(Int32.max))),
            .required("held_at", .text(.location).nullable.described("The location whose stock is held.")),
            .required("in_transit", .boolean),
        ]))
}
