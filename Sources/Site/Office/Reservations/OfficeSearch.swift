// SPDX-License-Identifier: Apache-2.0
import API
import Kit
import PQ
import Reservations
import Stock

/// Holds what the filters of the list say, as they were chosen, and reads them.
struct OfficeSearch: Sendable, Equatable {
    var text = ""
    var location = ""
    var status = ""
    var hold = ""
    var fulfilment = ""
    var contact = ""
    var kind = ""
    var from = ""
    var until = ""
    var after = ""

    init() {}

    init(_ query: FormFields) {
        text = String(query.trimmed("q").prefix(Limits.searchCharacters))
        location = query["store"]
        status = query["status"]
        hold = query["hold"]
        fulfilment = query["fulfilment"]
        contact = query["contact"]
        kind = query["kind"]
        from = query["from"]
        until = query["until"]
        after = query["after"]
    }

    /// The fields without the place where a page begins, for links that keep the filters.
    var query: [(name: String, value: String)] {
        [
            ("q", text), ("store", location), ("status", status), ("hold", hold), ("fulfilment", fulfilment),
            ("contact", contact), ("kind", kind), ("from", from), ("until", until),
        ]
    }

    /// Whether one of the filters is set that are shown only on request.
    var isDetailed: Bool { ![hold, fulfilment, contact, kind].allSatisfy(\.isEmpty) }

    /// Reads the filters; a word that is none of its list counts as not chosen.
    func wanted(in directory: Directory) -> ReservationSearch {
        let chosen = LocationID(location).flatMap { directory[$0]?.id }
        var search = ReservationSearch(locations: chosen.map { [$0] } ?? directory.all.map(\.id))
        search.status = CustomerStatus(rawValue: status)
        search.hold = Hold(rawValue: hold)
        search.fulfilment = Fulfilment(rawValue: fulfilment)
        search.contact = ContactState(rawValue: contact)
        search.kind = Reservation.Kind(rawValue: kind)
        search.from = Day(from).map { Zone.tokyo.moment(LocalTime(day: $0, minute: 0)) }
        search.until = Day(until).map { Zone.tokyo.moment(LocalTime(day: $0 + 1, minute: 0)) }
        search.after = Crockford.uniqueID(after)
        return search
    }
}
