// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

extension Availability {
    /// Appends the item as JSON. Written by hand, since a web shop asks for thousands of these in a second.
    func write(to bytes: inout [UInt8], metres: Double?) {
        JSON.write(static: #"{"location":"#, to: &bytes)
        JSON.write(key.location.code, to: &bytes)
        JSON.write(static: #","sku":"#, to: &bytes)
        JSON.write(key.sku.code, to: &bytes)
        JSON.write(static: #","available":"#, to: &bytes)
        JSON.write(available, to: &bytes)
        JSON.write(static: #","on_hand":"#, to: &bytes)
        JSON.write(onHand, to: &bytes)
        JSON.write(static: #","reserved":"#, to: &bytes)
        JSON.write(reserved, to: &bytes)
        JSON.write(static: #","safety":"#, to: &bytes)
        JSON.write(safety, to: &bytes)
        JSON.write(static: #","confidence":"#, to: &bytes)
        JSON.write(confidence.rawValue, to: &bytes)
        JSON.write(static: #","seen_at":"#, to: &bytes)
        if let seenAt {
            JSON.write(static: "\"", to: &bytes)
            seenAt.write(rfc3339: &bytes)
            JSON.write(static: "\"", to: &bytes)
        } else {
            JSON.write(static: "null", to: &bytes)
        }
        JSON.write(static: #","metres":"#, to: &bytes)
        if let metres { JSON.write(Int(metres), to: &bytes) } else { JSON.write(static: "null", to: &bytes) }
        JSON.write(static: "}", to: &bytes)
    }

    func json(metres: Double?) -> JSON {
        [
            "location": .string(key.location.code), "sku": .string(key.sku.code), "available": .int(available),
            "on_hand": .int(onHand), "reserved": .int(reserved), "safety": .int(safety),
            "confidence": .string(confidence.rawValue), "seen_at": JSON(seenAt?.rfc3339()),
            "metres": metres.map { .int(Int($0)) } ?? .null,
        ]
    }

    /// Answers a list of them.
    static func answer(_ items: some Collection<(level: Availability, metres: Double?)>) -> Answer {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16 + 192 * items.count)
        JSON.write(static: #"{"items":["#, to: &bytes)
        var isFirst = true
        for item in items {
            if !isFirst { JSON.write(static: ",", to: &bytes) }
            item.level.write(to: &bytes, metres: item.metres)
            isFirst = false
        }
        JSON.write(static: "]}", to: &bytes)
        return Answer(status: 200, content: .written(bytes))
    }

    static let schema = Schema.named(
        "Availability",
        .object([
            .required("location", .text(.location)),
            .required("sku", .text(.sku)),
            .required("available", .integer(0...Int(Int32.max)).described("What may be promised now.")),
            .required("on_hand", .integer(Int(Int32.min)...Int(Int32.max))),
            .required("reserved", .integer(0...Int(Int32.max))),
            .required("safety", .integer(0...Int(Int32.max))),
            .required("confidence", .choice(Confidence.self).described("How far the figure may be trusted.")),
            .required("seen_at", .text(.dateTime).nullable.described("When a person last saw the shelf.")),
            .required("metres", .integer(0...50_000_000).nullable.described("From `near`.")),
        ]))
}

extension StockEntry {
    static let schema = Schema.named(
        "StockMovement",
        .object([
            .required("sku", .text(.sku)),
            .required(
                "kind", .choice(["received", "sold", "sent", "arrived", "adjusted", "counted", "returned"])),
            .required(
                "quantity",
                .integer(-Limits.unitsPerMovement...Limits.unitsPerMovement).described(
                    "Units; counted: what lies there. Only adjusted and counted may be negative: a figure of a till that sold "
                        + "more than it believed in is kept, and nothing is promised of it.")),
            .optional("counterpart", .text(.location).described("The other location of sent and arrived.")),
            .optional(
                "as_of",
                .text(.dateTime).described(
                    "Only of counted: of which moment it tells, one of the last \(Limits.figureDays) days. What was recorded "
                        + "since is added; a count or a figure of a later moment stands against it.")),
            .optional("reason", .text(0...Limits.nameCharacters)),
            .optional("cause", .text(0...Limits.nameCharacters).described("A receipt's or delivery's number.")),
        ]))

    /// Reads one row of a request that the schema has let through.
    init(reading row: JSON, at index: Int, now: Instant) throws {
        guard let sku = row["sku"]?.string.flatMap({ SKU($0) }), let kind = row["kind"]?.string else {
            throw Refusal.doesNotFit("movements/\(index)")
        }
        let quantity = row["quantity"]?.int ?? 0
        let counterpart = row["counterpart"]?.string.flatMap { LocationID($0) }
        let what: What
        switch (kind, counterpart) {
        case ("received", _): what = .received(quantity)
        case ("sold", _): what = .sold(quantity)
        case ("sent", let other?): what = .sent(quantity, to: other)
        case ("arrived", let other?): what = .arrived(quantity, from: other)
        case ("adjusted", _): what = .adjusted(quantity)
        case ("counted", _): what = .counted(quantity)
        case ("returned", _): what = .returned(quantity)
        default:
            throw Problem.invalid([
                Failure(part: .body, pointer: "/movements/\(index)/counterpart", code: .missing, expected: "location")
            ])
        }
        let asOf = try row["as_of"]?.string.flatMap { Instant(rfc3339: $0) }.map { moment throws(Refusal) in
            try FigureMoment.judged(moment, now: now)
        }
        self.init(sku: sku, what, asOf: asOf, reason: row["reason"]?.string ?? "", cause: row["cause"]?.string ?? "")
    }
}

extension Movement {
    var json: JSON {
        [
            "id": .string(Crockford.text(of: id)), "location": .string(location.code), "sku": .string(sku.code),
            "kind": .string(kind.rawValue), "quantity": .int(quantity), "reason": .string(reason),
            "cause": .string(cause), "author": .string(author), "at": .string(at.rfc3339()),
        ]
    }

    static let schema = Schema.named(
        "Movement",
        .object([
            .required("id", .text(26...26)),
            .required("location", .text(.location)),
            .required("sku", .text(.sku)),
            .required("kind", .choice(Kind.self)),
            .required("quantity", .integer(Int(Int32.min)...Int(Int32.max))),
            .required("reason", .text(0...Limits.noteCharacters)),
            .required("cause", .text(0...Limits.noteCharacters)),
            .required("author", .text(1...128)),
            .required("at", .text(.dateTime)),
        ]))
}

extension Shortage {
    var json: JSON {
        [
            "id": .string(id.description), "location": .string(id.location.code), "sku": .string(sku.code),
            "name": .string(name), "name_en": .string(nameEN), "short": .int(short), "on_hand": .int(onHand),
            "reserved": .int(reserved), "cause": .string(cause), "opened_at": .string(openedAt.rfc3339()),
        ]
    }

    static let schema = Schema.named(
        "Shortage",
        .object([
            .required("id", .text(.shortageID)),
            .required("location", .text(.location)),
            .required("sku", .text(.sku)),
            .required("name", .text(0...500)),
            .required("name_en", .text(0...500)),
            .required("short", .integer(1...Int(Int32.max)).described("Units promised and not there.")),
            .required("on_hand", .integer(Int(Int32.min)...Int(Int32.max))),
            .required("reserved", .integer(0...Int(Int32.max))),
            .required("cause", .text(0...Limits.noteCharacters)),
            .required("opened_at", .text(.dateTime)),
        ]))
}
