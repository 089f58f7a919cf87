// SPDX-License-Identifier: Apache-2.0
import Access
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Holds what is asked of the list of changes.
struct ChangesQuery: Sendable, Equatable {
    var kind: Change.Kind?
    var person: StaffID?
    var from: Day?
    var until: Day?
    var after: UniqueID?

    init(_ query: FormFields) {
        kind = Change.Kind(rawValue: query["kind"])
        person = StaffID(query["person"])
        from = Day(query["from"])
        until = Day(query["until"])
        after = Crockford.uniqueID(query["after"])
    }

    /// Asks for one row more than a page has, to know whether there is a next one.
    func statement(rows: Int) -> ListChanges {
        func start(_ day: Day) -> UniqueID {
            Change.firstID(at: Zone.tokyo.moment(LocalTime(day: day, minute: 0)))
        }
        let end = until.map { start($0 + 1) }
        let before = [end, after].compactMap(\.self).min()
        return ListChanges(
            from: from.map(start), before: before, kind: kind,
            author: person.map { Author.staff($0, .admin).description }, limit: rows + 1)
    }

    /// The fields as an address has them.
    var fields: [(name: String, value: String)] {
        [
            ("kind", kind?.rawValue ?? ""), ("person", person?.description ?? ""), ("from", from?.description ?? ""),
            ("until", until?.description ?? ""),
        ]
    }
}

extension Site {
    @Sendable func listChanges(_ asked: Asked, _ office: Office) async throws -> Answered {
        let query = ChangesQuery(asked.query)
        let found = try await reservations.database.run(query.statement(rows: Limits.defaultPageRows))
        let view = ChangesView(
            office: office, query: query, changes: Array(found.prefix(Limits.defaultPageRows)),
            hasMore: found.count > Limits.defaultPageRows, staff: try await access.staff(),
            named: try await named(in: found))
        return office.page(office.words.rule(.changes), view.html)
    }
}

/// Lists every change that head office has made, of one kind, person or span of days if asked.
struct ChangesView: Sendable {
    let office: Office
    let query: ChangesQuery
    let changes: [Change]
    let hasMore: Bool
    let staff: [StaffMember]
    /// The customers whom the changes name.
    let named: [CustomerID: Customer]

    private var words: any Wording { office.words }

    var html: HTML {
        """
        <h1 class="office-title">\(words.rule(.changes))</h1>
        <p class="fine">\(words.rule(.changesHint))</p>
        \(filters)
        \(Table(
            title: words.rule(.changes),
            columns: [.init(words.rule(.whenAndWho)), .init(words.rule(.whatChanged))],
            rows: changes.map { change in
                [
                    office.signature(change, people),
                    """
                    <span class="subject">\(words.office(change.kind)) \(subject(change))</span> \
                    \(DifferencesView(office: office, change: change, named: named).html)
                    """,
                ]
            }, empty: words.rule(.noChanges)
        ).html)
        \(OfficePages(
            office: office, first: query.after == nil ? nil : office.link(.changes, query.fields),
            next: hasMore
                ? changes.last.map { office.link(.changes, query.fields + [("after", Crockford.text(of: $0.id))]) }
                : nil
        ).html)
        """
    }

    private var people: [String: String] {
        Dictionary(staff.map { ($0.id.description, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    private var filters: HTML {
        let lang = office.visitor.lang
        return """
            <form class="filters" method="get" action="\(OfficePaths.changes.url)" role="search">
            \(lang.isEmpty ? HTML.none : "<input type=\"hidden\" name=\"lang\" value=\"\(lang)\">")
            \(OfficeField(
                name: "kind", label: words.rule(.kind), value: query.kind?.rawValue ?? "",
                kind: .choice(
                    [(value: "", label: office.say(.any))]
                        + Change.Kind.allCases.map { (value: $0.rawValue, label: words.office($0)) })
            ).html)
            \(OfficeField(
                name: "person", label: words.rule(.person), value: query.person?.description ?? "",
                kind: .choice(
                    [(value: "", label: office.say(.any))] + editors.map { (value: $0.id.description, label: $0.name) })
            ).html)
            \(OfficeField(
                name: "from", label: words.rule(.fromDay), value: query.from?.description ?? "", kind: .date
            ).html)
            \(OfficeField(
                name: "until", label: words.rule(.untilDay), value: query.until?.description ?? "", kind: .date
            ).html)
            <div class="filters-act"><button class="button button--main">\(office.say(.filter))</button>
            <a class="button button--quiet" href="\(office.link(.changes))">\(office.say(.clearFilters))</a></div>
            </form>
            """
    }

    /// Those whose role lets them change something, and whoever made a change of this page.
    private var editors: [StaffMember] {
        let seen = Set(changes.map(\.author))
        return staff.filter {
            !$0.role.scopes.isDisjoint(with: [.writeImports, .writeCustomers]) || seen.contains("staff:\($0.id)")
                || $0.id == query.person
        }
    }

    private func subject(_ change: Change) -> HTML {
        switch change.kind {
        case .location, .hours, .closure:
            guard let id = LocationID(change.subject), office.directory[id] != nil else {
                return "\(typed: change.subject)"
            }
            return "<a href=\"\(office.link(.location(id)))\">\(office.place(id))</a>"
        case .goods: return "<a href=\"\(office.link(.item(SKU(stored: change.subject))))\">\(change.subject)</a>"
        case .holiday: return "<a href=\"\(office.link(.holidays))\">\(change.subject)</a>"
        // A policy may have been taken away since; its list is there always.
        case .reservationPolicy, .contactPolicy:
            return "<a href=\"\(office.link(.policies))\">\(typed: change.subject)</a>"
        case .callableWindows: return "<a href=\"\(office.link(.windows))\">\(words.rule(.chain))</a>"
        case .experiment: return "<a href=\"\(office.link(.experiment))\">\(words.rule(.chain))</a>"
        case .staff:
            guard let id = StaffID(change.subject) else { return "\(change.subject)" }
            return "<a href=\"\(office.link(.member(id)))\">\(typed: people[change.subject] ?? change.subject)</a>"
        case .customer:
            guard let id = CustomerID(change.subject) else { return "\(typed: change.subject)" }
            return office.named(id, named)
        case .importing: return "\(typed: change.subject)"
        }
    }
}
