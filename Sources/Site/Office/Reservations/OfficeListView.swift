// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Shows the reservations of all stores in one list, with its filters.
struct OfficeListView: Sendable {
    let office: Office
    let search: OfficeSearch
    let list: OfficeList

    private var words: any Wording { office.words }

    var html: HTML {
        """
        <h1 class="office-title">\(office.say(.reservations))</h1>
        \(filters)
        \(list.isCut ? "<p class=\"fine\">\(office.say(.searchCut))</p>" : HTML.none)
        \(table)
        \(pages)
        """
    }

    private var filters: HTML {
        """
        <form class="filters" method="get" action="\(OfficePaths.reservations.url)" role="search">
        \(language)
        <div class="field filters-wide"><label for="q">\(office.say(.searchReservations))</label>
        <input id="q" name="q" type="search" value="\(search.text)" maxlength="\(Limits.searchCharacters)" \
        aria-describedby="q-hint"><small class="hint" id="q-hint">\(office.say(.searchReservationsHint))</small></div>
        \(choice("store", .store, search.location, stores))
        \(choice("status", .customerStatus, search.status, CustomerStatus.allCases.map { ($0.rawValue, words.word($0)) }))
        \(OfficeField(name: "from", label: office.say(.madeFrom), value: search.from, kind: .date, hint: office.say(.madeFromHint)).html)
        \(OfficeField(name: "until", label: office.say(.madeUntil), value: search.until, kind: .date).html)
        <details class="filters-wide"\(flag: "open", search.isDetailed)><summary>\(office.say(.moreFilters))</summary>
        <div class="filters-more">
        \(choice("hold", .hold, search.hold, Hold.allCases.map { ($0.rawValue, words.office($0)) }))
        \(choice("fulfilment", .fulfilment, search.fulfilment, Fulfilment.allCases.map { ($0.rawValue, words.office($0)) }))
        \(choice("contact", .contact, search.contact, ContactState.allCases.map { ($0.rawValue, words.office($0)) }))
        \(choice("kind", .kind, search.kind, Reservation.Kind.allCases.map { ($0.rawValue, words.office($0)) }))
        </div></details>
        <div class="filters-act"><button class="button button--main">\(office.say(.filter))</button>
        <a class="button button--quiet" href="\(office.link(.reservations))">\(office.say(.clearFilters))</a></div>
        </form>
        """
    }

    private var language: HTML {
        office.visitor.lang.isEmpty
            ? HTML.none : "<input type=\"hidden\" name=\"lang\" value=\"\(office.visitor.lang)\">"
    }

    private var stores: [(String, String)] {
        office.directory.all.map { ($0.id.code, "\($0.id.code) \(office.visitor.pick(ja: $0.name, en: $0.nameEN))") }
    }

    private func choice(
        _ name: String, _ label: OfficeWord, _ value: String, _ options: [(String, String)]
    ) -> HTML {
        OfficeField(
            name: name, label: office.say(label), value: value,
            kind: .choice([(value: "", label: office.say(.any))] + options.map { (value: $0.0, label: $0.1) })
        ).html
    }

    private var table: HTML {
        Table(
            title: office.say(.reservations),
            columns: [
                .init(office.say(.pickupCode)), .init(office.say(.customerStatus)), .init(office.say(.pickUpBy)),
                .init(office.say(.customer)),
                .init(office.say(.goods)), .init(office.say(.total), isNumber: true), .init(office.say(.store)),
                .init(office.say(.fulfilment)), .init(office.say(.contact)), .init(office.say(.madeAt)),
            ], rows: list.reservations.map(row), empty: office.say(.noReservations)
        ).html
    }

    private func row(_ reservation: Reservation) -> [HTML] {
        let status = reservation.status(at: office.now)
        let first = reservation.lines.first
        let rest = reservation.lines.count - 1
        return [
            """
            <a class="code-link" href="\(office.link(.reservation(reservation.id)))">\(reservation.codeShown)</a>\
            \(reservation.reference.isEmpty ? HTML.none : "<small>\(typed: reservation.reference)</small>")
            """,
            Piece.tag(words.word(status), status.tone),
            office.time(reservation.pickUpBy, at: reservation.location),
            "\(typed: reservation.recipient.name.isEmpty ? "–" : reservation.recipient.name)",
            """
            \(first.map { "\(typed: office.visitor.pick(ja: $0.name, en: $0.nameEN)) × \($0.quantity + $0.missing)" as HTML })\
            \(rest > 0 ? "<small>\(words.officeMore(rest))</small>" : HTML.none)
            """,
            "\(words.yen(reservation.total))", office.place(reservation.location),
            "\(words.office(reservation.fulfilment))", "\(words.office(reservation.contact))",
            office.time(reservation.createdAt),
        ]
    }

    private var pages: HTML? {
        OfficePages(
            office: office, first: search.after.isEmpty ? nil : office.link(.reservations, search.query),
            next: list.next.map { office.link(.reservations, search.query + [("after", Crockford.text(of: $0))]) }
        ).html
    }
}

extension Reservation {
    /// The pickup code as it is read aloud: two groups of four.
    var codeShown: String { "\(pickupCode.prefix(4))-\(pickupCode.dropFirst(4))" }
}
