// SPDX-License-Identifier: Apache-2.0
import Access
import Customers
import HTTPTypes
import Kit
import Reservations

/// Finding customers, so that nobody must explain twice.
extension Rooms {
    var customerEndpoints: [Endpoint] { [searchCustomers, readCustomer] }

    private var searchCustomers: Endpoint {
        Endpoint(
            .get, "/v1/customers", id: "searchCustomers", tag: "Customers",
            summary: "Finds customers by phone, last four digits, mail, id or the beginning of a name",
            description: "Whoever is bound to some locations finds those who have reserved there.",
            door: .scope(.readCustomers),
            parameters: [.query("q", .text(1...Limits.nameCharacters), required: true)],
            answers: [.json(200, "The best matches.", .object([.required("items", .array(Customer.schema))]))]
        ) { call in
            let found = try await customers.search(
                call.query["q"]?.string ?? "", seenAt: try call.principal.locations.codes)
            return .ok(["items": .array(found.map(\.json))])
        }
    }

    private var readCustomer: Endpoint {
        Endpoint(
            .get, "/v1/customers/{id}", id: "readCustomer", tag: "Customers",
            summary: "Reads one customer, with what was reserved at the stores that the caller sees",
            door: .scope(.readCustomers),
            parameters: [.path("id", .text(.customerID))],
            answers: [
                .json(
                    200, "The customer.",
                    .object([
                        .required("customer", Customer.schema),
                        .required("reservations", .array(Reservation.schema).requiring(.readReservations)),
                    ]))
            ]
        ) { call in
            let id = try call.path("id", .customer) { CustomerID($0) }
            let seen = try call.principal.locations
            // Who has reserved nowhere that the caller sees is not there.
            guard let customer = try await customers.find(id, seenAt: seen.codes) else {
                throw Refusal.notFound(.customer)
            }
            let now = effects.now()
            let rows = try await reservations.list(of: id, limit: Limits.defaultPageRows)
            return .ok([
                "customer": customer.json,
                "reservations": .array(rows.filter { seen.contains($0.location) }.map { $0.json(at: now) }),
            ])
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

extension CustomerDraft {
    /// Reads the customer of a request that the schema has let through; tells which member cannot be read.
    init(reading body: JSON) throws {
        func refuse(_ member: String) -> Problem {
            .invalid([Failure(part: .body, pointer: "/customer/\(member)", code: .wrongFormat, expected: member)])
        }
        guard let name = body["name"]?.string.flatMap({ PersonName($0) }) else { throw refuse("name") }
        var kana: PersonName?
        if let text = body["kana"]?.string {
            guard let read = PersonName.kana(text) else { throw refuse("kana") }
            kana = read
        }
        var phone: PhoneNumber?
        if let text = body["phone"]?.string {
            guard let read = PhoneNumber(text) else { throw refuse("phone") }
            phone = read
        }
        var mail: MailAddress?
        if let text = body["mail"]?.string {
            guard let read = MailAddress(text) else { throw refuse("mail") }
            mail = read
        }
        try self.init(
            name: name, kana: kana, phone: phone, mail: mail, externalID: body["external_id"]?.string,
            language: body.word("language") ?? .ja)
    }
}
