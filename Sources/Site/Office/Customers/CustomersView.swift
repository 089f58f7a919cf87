// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit

/// Finds customers, and lists the records that were found by the person they are.
struct CustomersView: Sendable {
    let office: Office
    let text: String
    let found: [Customer]
    /// The records that stand for the persons.
    let standing: [CustomerID: Customer]

    private var words: any Wording { office.words }

    var html: HTML {
        """
        <h1 class="office-title">\(office.say(.customers))</h1>
        <form class="filters" method="get" action="\(OfficePaths.customers.url)" role="search">
        \(office.visitor.lang.isEmpty ? HTML.none : "<input type=\"hidden\" name=\"lang\" value=\"\(office.visitor.lang)\">")
        <div class="field filters-wide"><label for="q">\(words.person(.search))</label>
        <input id="q" name="q" type="search" value="\(text)" maxlength="\(Limits.searchCharacters)" \
        aria-describedby="q-hint"><small class="hint" id="q-hint">\(words.person(.searchHint))</small></div>
        <div class="filters-act"><button class="button button--main">\(words.search)</button></div>
        </form>
        \(found.count == Limits.customersPerSearch ? "<p class=\"fine\">\(words.person(.searchCut))</p>" : HTML.none)
        \(list)
        """
    }

    private var list: HTML {
        guard !text.isEmpty else { return "<p class=\"empty\">\(words.person(.searchFirst))</p>" }
        return Table(
            title: office.say(.customers),
            columns: [
                .init(office.say(.customer)), .init(words.person(.recordsFound)), .init(words.person(.addresses)),
            ],
            rows: persons.map(row), empty: words.person(.noCustomers)
        ).html
    }

    /// The records by person, in the order in which they were found.
    private var persons: [[Customer]] {
        var order: [CustomerID] = []
        let groups = Dictionary(grouping: found, by: \.person)
        for record in found where !order.contains(record.person) { order.append(record.person) }
        return order.compactMap { groups[$0] }
    }

    private func row(_ records: [Customer]) -> [HTML] {
        guard let first = records.first else { return [] }
        let person = standing[first.person] ?? first
        let isOne = records.map(\.id) == [person.id]
        return [
            """
            \(office.named(person))\
            \(person.kana.isEmpty ? HTML.none : "<small>\(typed: person.kana)</small>")
            """,
            HTML.joined(
                records.map { record in
                    """
                    \(isOne ? HTML.none : office.named(record) + " ")\
                    <span class="tail">\(office.time(record.createdAt))</span>
                    """ as HTML
                }, by: "<br>"),
            HTML.joined(records.flatMap(\.identities).uniqued.map { office.address($0) }, by: "<br>"),
        ]
    }
}

extension [CustomerIdentity] {
    /// Each address once, the proved one before the one that is not.
    fileprivate var uniqued: [CustomerIdentity] {
        var seen: Set<String> = []
        return sorted { $0.isProved && !$1.isProved }.filter { seen.insert($0.field).inserted }
    }
}

extension Customer {
    /// The name, or that there is none any more.
    func shownName(_ words: any Wording) -> String { name.isEmpty ? words.person(.nameless) : name }
}

extension CustomerID {
    /// The end of it, by which two of one name are told apart.
    var tail: String { String(description.suffix(6)) }
}

extension Office {
    /// Names a customer's record as a link to its page; by its id's end where it is not there.
    func named(_ customer: Customer) -> HTML {
        """
        <a href="\(link(.customer(customer.id)))">\(typed: customer.shownName(words))</a> \
        <span class="tail">…\(customer.id.tail)</span>
        """
    }

    /// Names one of the customers that a change names.
    func named(_ id: CustomerID, _ customers: [CustomerID: Customer]) -> HTML {
        customers[id].map(named) ?? "<a href=\"\(link(.customer(id)))\">…\(id.tail)</a>"
    }

    /// Writes an address with its kind, and whether its owner has proved it.
    func address(_ identity: CustomerIdentity) -> HTML {
        "\(words.office(identity.kind)) \(typed: identity.shown) \(proof(identity.isProved))"
    }

    /// Marks an address as proved or not.
    func proof(_ isProved: Bool) -> HTML {
        Piece.tag(words.person(isProved ? .proved : .unproved), isProved ? .done : .plain)
    }

    /// Says who proved an address.
    func prover(_ prover: String) -> String {
        let parts = prover.split(separator: ":", maxSplits: 1).map(String.init)
        if prover == "link" { return words.person(.provedByLink) }
        return parts.count == 2 && parts[0] != "staff" ? "\(say(.program)) \(parts[1])" : say(.staff)
    }
}
