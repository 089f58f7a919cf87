// SPDX-License-Identifier: Apache-2.0
import Access
import Customers
import HTTPTypes
import Hummingbird
import Kit
import PQ
import Reservations

/// Customers: who is who, with history and undo.
extension Site {
    func addCustomers<Context: RequestContext>(to router: some RouterMethods<Context>) {
        addOfficePage(router, .get, OfficePaths.Route.customers, .customers, searchCustomers)
        addOfficePage(router, .get, OfficePaths.Route.customer, .customers, showCustomer)
        addOfficePage(router, .post, OfficePaths.Route.customer, .customers, correctCustomer)
        addOfficePage(router, .post, OfficePaths.Route.joinCustomer, .customers, joinCustomers)
        addOfficePage(router, .post, OfficePaths.Route.partCustomer, .customers, partCustomer)
        addOfficePage(router, .post, OfficePaths.Route.undoCustomer, .customers, undoCustomerChange)
    }

    @Sendable func searchCustomers(_ asked: Asked, _ office: Office) async throws -> Answered {
        let text = String(asked.query.trimmed("q").prefix(Limits.searchCharacters))
        let found = text.isEmpty ? [] : try await customers.search(text)
        if let id = CustomerID(text), !found.isEmpty { return .seeOther(office.link(.customer(id))) }
        let standing = try await customers.find(Set(found.map(\.person)))
        let view = CustomersView(office: office, text: text, found: found, standing: standing)
        return office.page(office.say(.customers), view.html)
    }

    @Sendable func showCustomer(_ asked: Asked, _ office: Office) async throws -> Answered {
        let known = try await known(asked)
        return try await customerPage(asked, office, known, CustomerInput(known.customer))
    }

    @Sendable func correctCustomer(_ asked: Asked, _ office: Office) async throws -> Answered {
        let known = try await known(asked)
        let input = CustomerInput(asked.form, of: known.customer)
        let faults = input.read(onto: known.customer).faults
        guard faults.isEmpty else { return try await customerPage(asked, office, known, input, faults) }
        let id = known.customer.id
        guard
            try await takes({
                try await customers.correct(id, office.edit(asked)) { input.read(onto: $0).correction }
            })
        else {
            let now = try await self.known(asked)
            return try await customerPage(
                asked, office, now, input, input.meanwhile(now.customer, in: office), isStale: true)
        }
        return done(.saved, id, office)
    }

    /// Says that two records are one person. Where either is not as it was on the page, nothing is done.
    @Sendable func joinCustomers(_ asked: Asked, _ office: Office) async throws -> Answered {
        let known = try await known(asked)
        guard let with = CustomerID(asked.form["with"]), let other = try await customers.find(with) else {
            throw Refusal.notFound(.customer)
        }
        if other.person != known.customer.person {
            guard sees(asked, known.pointers(with: other)) else { return try await goneOn(asked, office) }
            try await customers.join(known.customer.id, with, by: office.person.author)
        }
        return done(.joined, known.customer.id, office)
    }

    @Sendable func partCustomer(_ asked: Asked, _ office: Office) async throws -> Answered {
        let known = try await known(asked)
        if known.records.count > 1 {
            guard sees(asked, known.pointers()) else { return try await goneOn(asked, office) }
            try await customers.part(known.customer.id, by: office.person.author)
        }
        return done(.parted, known.customer.id, office)
    }

    @Sendable func undoCustomerChange(_ asked: Asked, _ office: Office) async throws -> Answered {
        let known = try await known(asked)
        guard let change = ChangeID(asked.form["change"]) else { throw Refusal.notFound(.customer) }
        do {
            try await customers.undo(change.unique, by: office.person.author)
        } catch Refusal.doesNotFit {
            // A button that is pressed twice has done it already.
            guard try await customers.isTakenBack(change.unique) else { return try await goneOn(asked, office) }
        }
        return done(.undone, known.customer.id, office)
    }

    /// Tells whether a form was printed from things as they stand; one that says nothing of it does not mind.
    private func sees(_ asked: Asked, _ facts: Facts) -> Bool {
        Int(asked.form["seen"]).map { $0 == facts.edition } ?? true
    }

    private func done(_ done: OfficeDone, _ id: CustomerID, _ office: Office) -> Answered {
        .seeOther(office.link(.customer(id), [("done", done.rawValue)]))
    }

    private func goneOn(_ asked: Asked, _ office: Office) async throws -> Answered {
        let now = try await known(asked)
        return try await customerPage(asked, office, now, CustomerInput(now.customer), isStale: true)
    }

    private func known(_ asked: Asked) async throws -> KnownCustomer {
        guard let id = CustomerID(asked.parameter(.id)) else { throw Refusal.notFound(.customer) }
        let records = try await customers.person(of: id)
        guard let customer = records.first(where: { $0.id == id }) else { throw Refusal.notFound(.customer) }
        return KnownCustomer(customer: customer, records: records)
    }

    private func customerPage(
        _ asked: Asked, _ office: Office, _ known: KnownCustomer, _ input: CustomerInput,
        _ faults: [String: OfficeFault] = [:], isStale: Bool = false
    ) async throws -> Answered {
        let ids = known.records.map(\.id)
        let history = try await customers.history(of: ids)
        let model = OfficeCustomer(
            known: known, matches: try await customers.matches(of: known.records),
            reservations: try await reservations.list(of: ids, limit: Limits.defaultPageRows), history: history,
            undoable: try await customers.undoable(history), named: try await named(in: history),
            people: try await names())
        let view = OfficeCustomerView(
            office: office, model: model, input: input, faults: faults,
            note: isStale ? office.stale(faults) : office.done(asked))
        return office.page(view.title, status: Office.status(faults, isStale: isStale), view.html)
    }

    /// Reads the customers whom changes name, to tell them by their names.
    func named(in changes: [Change]) async throws(DatabaseError) -> [CustomerID: Customer] {
        let customersOnly = changes.filter { $0.kind == .customer }
        return try await customers.find(
            customersOnly.reduce(into: Set(customersOnly.compactMap { CustomerID($0.subject) })) {
                $0.formUnion($1.customers)
            })
    }
}

/// A record, among all the records of its person.
struct KnownCustomer: Sendable {
    let customer: Customer
    let records: [Customer]

    /// Who is who, as far as a joining or a parting is about it: what a form of either was printed from.
    func pointers(with other: Customer? = nil) -> Facts {
        Facts((records + [other].compactMap { $0 }).map { ($0.id.description, $0.person.description) })
    }
}

/// Holds all that is known of a customer.
struct OfficeCustomer: Sendable {
    let known: KnownCustomer
    let matches: [Customer]
    let reservations: [Reservation]
    let history: [Change]
    let undoable: Set<UniqueID>
    /// Those whom the history names.
    let named: [CustomerID: Customer]
    /// Names of staff, by public id.
    let people: [String: String]

    var records: [Customer] { known.records }
    var customer: Customer { known.customer }
}
