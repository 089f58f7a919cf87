// SPDX-License-Identifier: Apache-2.0
import Access
import Customers
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// Finding customers, so that nobody must explain twice; and saying who is who, with history and undo.
extension Rooms {
    var customerEndpoints: [Endpoint] {
        [searchCustomers, readCustomer, correctCustomer, joinCustomers, partCustomer, undoCustomerChange]
    }

    private static let customer: Path = "/v1/customers/{id}"
    private static let id = Endpoint.Parameter.path("id", .text(.customerID))

    private var searchCustomers: Endpoint {
        Endpoint(
            .get, "/v1/customers", id: "searchCustomers", tag: "Customers",
            summary: "Finds customers by phone, last four digits, mail, id or the beginning of a name",
            description: """
                A record is what was once given; several records may be one person (`person`). Records with one phone \
                number or mail address are one person only where that was proved or somebody joined them. Whoever is bound \
                to some locations finds those who have reserved there.
                """,
            door: .scope(.readCustomers),
            parameters: [.query("q", .text(1...Limits.nameCharacters), required: true)],
            answers: [.json(200, "The best matches.", .object([.required("items", .array(Customer.schema))]))]
        ) { call in
            let found = try await customers.search(
                call.query["q"]?.string ?? "", seenAt: try call.principal.locations.codes)
            return .ok(["items": .array(found.map(\.json))])
        }
    }

    private static let personSchema = Schema.named(
        "Person",
        .object([
            .required("customer", Customer.schema),
            .required(
                "records",
                .array(Customer.schema).described("All records of the person, this one among them.")),
            .required(
                "matches",
                .array(Customer.schema).described(
                    "Records of others who gave the same phone number or mail address: nobody has proved that it is they."
                )),
            .required(
                "reservations",
                .array(Reservation.schema).described("Of all the person's records, at the stores that the caller sees.")
                    .requiring(.readReservations)),
            .required(
                "changes",
                .array(changeSchema).described("What was corrected, joined and parted, the newest first.")),
        ]))

    private static let changeSchema = Schema.named(
        "CustomerChange",
        .object([
            .required("id", .text(.changeID).described("Names a joining or a parting to undo it.")),
            .required("act", .text(1...32)), .required("author", .text(1...128)), .required("at", .text(.dateTime)),
            .required(
                "differences",
                .array(
                    .object([
                        .required("name", .text(1...64)), .required("from", .text(0...4_000).nullable),
                        .required("to", .text(0...4_000).nullable),
                    ]))),
        ]))

    private var readCustomer: Endpoint {
        Endpoint(
            .get, Self.customer, id: "readCustomer", tag: "Customers",
            summary:
                "Reads one customer: the person's records and reservations at all stores, and who else it might be",
            door: .scope(.readCustomers), parameters: [Self.id],
            answers: [.json(200, "The customer.", Self.personSchema)]
        ) { call in .ok(try await person(try call.path("id", .customer) { CustomerID($0) }, call)) }
    }

    /// Gathers what is known of the person to whom a record belongs.
    private func person(_ id: CustomerID, _ call: Call) async throws -> JSON {
        let seen = try call.principal.locations
        // Who has reserved nowhere that the caller sees is not there.
        let records = try await customers.person(of: id, seenAt: seen.codes)
        guard let customer = records.first(where: { $0.id == id }) else { throw Refusal.notFound(.customer) }
        let (now, places) = (effects.now(), try await stock.places.current())
        let rows = try await reservations.list(of: records.map(\.id), limit: Limits.defaultPageRows)
        return [
            "customer": customer.json, "records": .array(records.map(\.json)),
            "matches": .array(try await customers.matches(of: records, seenAt: seen.codes).map(\.json)),
            "reservations": .array(rows.filter { seen.contains($0.location) }.map { $0.json(at: now, in: places) }),
            "changes": .array(try await customers.history(of: records.map(\.id)).map(\.customerJSON)),
        ]
    }

    /// Reads the record that a path names. Throws `notFound(customer)` for one that the caller may not see.
    private func seen(_ call: Call) async throws -> CustomerID {
        let id = try call.path("id", .customer) { CustomerID($0) }
        return try await seen(id, by: call)
    }

    /// Tells that the caller may see a record. Throws `notFound(customer)` otherwise.
    @discardableResult
    func seen(_ id: CustomerID, by call: Call) async throws -> CustomerID {
        guard let codes = try call.principal.locations.codes else { return id }
        guard try await customers.find(id, seenAt: codes) != nil else { throw Refusal.notFound(.customer) }
        return id
    }

    private static let addresses = Schema.array(
        .object([
            .required("kind", .choice(CustomerIdentity.Kind.self)), .required("value", .text(1...254)),
        ]), 0...20)

    private var correctCustomer: Endpoint {
        Endpoint(
            .patch, Self.customer, id: "correctCustomer", tag: "Customers",
            summary: "Corrects a record: what is given replaces what it says; addresses are added and taken away",
            description: "Reservations keep what was given when they were made: correct those by their `recipient`.",
            door: .scope(.writeCustomers), parameters: [Self.id],
            body: .json(
                .object([
                    .optional("name", .text(1...Limits.nameCharacters)),
                    .optional("kana", .text(0...Limits.nameCharacters)),
                    .optional("language", .choice(Language.self)),
                    .optional("note", .text(0...Limits.noteCharacters)),
                    .optional("add", Self.addresses), .optional("remove", Self.addresses),
                ])),
            answers: [.empty(204, "Corrected.")]
        ) { call in
            let id = try await seen(call)
            let body = call.body
            try await customers.correct(id, Edit(by: try call.principal.author)) { customer in
                try CustomerCorrection(body, of: customer)
            }
            return .noContent
        }
    }

    private var joinCustomers: Endpoint {
        Endpoint(
            .post, "/v1/customers/{id}/join", id: "joinCustomers", tag: "Customers",
            summary: "Says that two records are one person; said again it is nothing new",
            door: .scope(.writeCustomers),
            parameters: [Self.id], body: .json(.object([.required("with", .text(.customerID))])),
            answers: [.empty(204, "One person.")]
        ) { call in
            let id = try await seen(call)
            guard let other = call.body["with"]?.string.flatMap({ CustomerID($0) }) else {
                throw Refusal.doesNotFit("with")
            }
            try await seen(other, by: call)
            try await customers.join(id, other, by: try call.principal.author)
            return .noContent
        }
    }

    private var partCustomer: Endpoint {
        Endpoint(
            .post, "/v1/customers/{id}/part", id: "partCustomer", tag: "Customers",
            summary:
                "Says that a record is a person of its own; from then on only somebody of the chain joins it again",
            door: .scope(.writeCustomers), parameters: [Self.id],
            answers: [.empty(204, "Parted.")]
        ) { call in
            let id = try await seen(call)
            try await customers.part(id, by: try call.principal.author)
            return .noContent
        }
    }

    private var undoCustomerChange: Endpoint {
        Endpoint(
            .post, "/v1/customers/{id}/undo", id: "undoCustomerChange", tag: "Customers",
            summary: "Takes a joining or a parting back", door: .scope(.writeCustomers), parameters: [Self.id],
            body: .json(.object([.required("change", .text(.changeID))])),
            answers: [.empty(204, "Taken back.")]
        ) { call in
            _ = try await seen(call)
            guard let change = call.body["change"]?.string.flatMap({ ChangeID($0) }) else {
                throw Refusal.doesNotFit("change")
            }
            try await customers.undo(change.unique, by: try call.principal.author)
            return .noContent
        }
    }
}

extension LocationScope {
    /// The codes of the locations that are named; nil for all there are.
    var codes: [String]? {
        switch self {
        case .all: nil
        case .some(let locations): locations.map(\.code).sorted()
        }
    }
}

extension Change {
    /// Prints a change of a customer.
    fileprivate var customerJSON: JSON {
        [
            "id": .string(ChangeID(unique: id).description), "act": .string(act.rawValue), "author": .string(author),
            "at": .string(at.rfc3339()),
            "differences": .array(
                differences.map { ["name": .string($0.name), "from": JSON($0.from), "to": JSON($0.to)] }),
        ]
    }
}

/// Reads members of a body that name people; each tells which member cannot be read.
private struct PersonReader {
    let body: JSON
    let pointer: String

    func refuse(_ member: String) -> Problem {
        .invalid([Failure(part: .body, pointer: "\(pointer)/\(member)", code: .wrongFormat, expected: member)])
    }

    /// Reads a member if it is there.
    func read<Value>(_ member: String, _ reader: (String) -> Value?) throws(Problem) -> Value? {
        guard let text = body[member]?.string else { return nil }
        guard let value = reader(text) else { throw refuse(member) }
        return value
    }

    func name() throws(Problem) -> PersonName {
        guard let name = try read("name", { PersonName($0) }) else { throw refuse("name") }
        return name
    }
    func kana() throws(Problem) -> PersonName? { try read("kana") { PersonName.kana($0) } }
    func phone() throws(Problem) -> PhoneNumber? { try read("phone") { PhoneNumber($0) } }
    func mail() throws(Problem) -> MailAddress? { try read("mail") { MailAddress($0) } }
}

extension CustomerDraft {
    /// Reads the customer of a request that the schema has let through.
    init(reading body: JSON, by caller: Principal) throws {
        let reader = PersonReader(body: body, pointer: "/customer")
        try self.init(
            name: try reader.name(), kana: try reader.kana(), phone: try reader.phone(), mail: try reader.mail(),
            externalID: body["external_id"]?.string, issuer: body["external_id"] == nil ? "" : caller.issuer,
            voucher: caller.voucher, language: body.word("language") ?? .ja)
    }
}

extension Rooms {
    /// Reads whom a reservation is for, as somebody of the chain corrects it.
    func recipient(reading body: JSON) async throws -> Recipient {
        let reader = PersonReader(body: body, pointer: "")
        return try await customers.recipient(
            name: try reader.name(), kana: try reader.kana(), phone: try reader.phone(), mail: try reader.mail())
    }
}

extension CustomerCorrection {
    /// Reads what a request makes of a record.
    fileprivate init(_ body: JSON, of customer: Customer) throws {
        let reader = PersonReader(body: body, pointer: "")
        self.init(of: customer)
        if let name = try reader.read("name", { PersonName($0) }) { self.name = name }
        if let text = body["kana"]?.string {
            kana = text.isEmpty ? nil : PersonName.kana(text)
            if !text.isEmpty, kana == nil { throw reader.refuse("kana") }
        }
        if let language: Language = body.word("language") { self.language = language }
        if let note = body["note"]?.string { self.note = note }
        for (i, row) in (body["add"]?.array ?? []).enumerated() {
            let text = row["value"]?.string ?? ""
            let address: ContactAddress? =
                switch row["kind"]?.string {
                case "phone": PhoneNumber(text).map(ContactAddress.init)
                case "mail": MailAddress(text).map(ContactAddress.init)
                default: nil
                }
            guard let address else { throw reader.refuse("add/\(i)/value") }
            added.append(address)
        }
        for (i, row) in (body["remove"]?.array ?? []).enumerated() {
            let wanted = row["value"]?.string ?? ""
            let text = PhoneNumber(wanted)?.e164 ?? MailAddress(wanted)?.text ?? wanted
            let found = customer.identities.filter {
                $0.kind.rawValue == row["kind"]?.string && ($0.value == text || $0.value == wanted)
            }
            guard !found.isEmpty else { throw reader.refuse("remove/\(i)/value") }
            removed += found
        }
    }
}
