// SPDX-License-Identifier: Apache-2.0
import Channels
import Contact
import Customers
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// The list of all reservations, and all that is known of one.
extension Site {
    @Sendable func listReservations(_ asked: Asked, _ office: Office) async throws -> Answered {
        let search = OfficeSearch(asked.query)
        if let id = ReservationID(search.text) { return .seeOther(office.link(.reservation(id))) }
        var wanted = search.wanted(in: office.directory)
        let list: OfficeList
        if search.text.isEmpty {
            wanted.limit += 1
            if wanted.isChoosy, !wanted.isWork, wanted.from == nil {
                // What is rare would be looked for through all the years.
                wanted.from = office.now - .seconds(86_400 * Limits.officeDays)
            }
            let found = try await reservations.search(wanted)
            let shown = Array(found.prefix(wanted.limit - 1))
            list = OfficeList(
                reservations: shown,
                next: found.count == wanted.limit ? shown.last?.id.unique : nil)
        } else {
            list = try await searched(search.text, wanted, office)
        }
        let view = OfficeListView(office: office, search: search, list: list)
        return office.page(office.say(.reservations), view.html)
    }

    /// Finds by customer, code or number, and keeps what the filters want.
    private func searched(_ text: String, _ wanted: ReservationSearch, _ office: Office) async throws -> OfficeList {
        let people = try await customers.search(text)
        let found = try await reservations.find(
            number: text, customers: people.map(\.id), at: wanted.locations, limit: Limits.pageRows)
        let shown = found.filter { wanted.matches($0, at: office.now) }
        return OfficeList(
            reservations: shown, next: nil,
            isCut: found.count == Limits.pageRows)
    }

    @Sendable func showReservation(_ asked: Asked, _ office: Office) async throws -> Answered {
        let reservation = try await reservation(asked)
        return try await reservationPage(office, reservation, PersonInput(reservation.recipient), office.done(asked))
    }

    func reservation(_ asked: Asked) async throws -> Reservation {
        guard let id = ReservationID(asked.parameter(.id)), let reservation = try await reservations.find(id) else {
            throw Refusal.notFound(.reservation)
        }
        return reservation
    }

    /// Shows all that is known of a reservation, with what was typed to correct whom it is for.
    func reservationPage(
        _ office: Office, _ reservation: Reservation, _ input: PersonInput, _ note: HTML?,
        _ faults: [String: OfficeFault] = [:], status: HTTPResponse.Status = .ok
    ) async throws -> Answered {
        let id = reservation.id
        let addresses = reservation.recipient.addresses
        async let proofs = customers.areProved(addresses.map { (reservation.customer, $0) })
        async let events = reservations.events(of: id)
        async let notices = reservations.database.run(ReadNotices(id))
        async let history = desk.history(of: id)
        let (tasks, attempts) = try await history
        let model = OfficeReservation(
            reservation: reservation,
            events: try await events, tasks: tasks, attempts: attempts, notices: try await notices,
            levels: try await levels(of: reservation),
            people: try await names(),
            proved: Set(zip(addresses, try await proofs).filter(\.1).map(\.0)))
        let view = OfficeReservationView(office: office, model: model, input: input, faults: faults, note: note)
        return office.page(view.title, status: status, view.html)
    }

    /// Reads the stock figures of the places at which a reservation's units are counted.
    private func levels(of reservation: Reservation) async throws -> [Availability] {
        let places = Set(reservation.lines.compactMap(\.heldAt)).sorted()
        guard !places.isEmpty else { return [] }
        return try await stock.availability(
            skus: Array(Set(reservation.lines.map(\.sku))).sorted(), locations: places)
    }
}

/// Holds one page of the list.
struct OfficeList: Sendable {
    let reservations: [Reservation]
    /// The last one of this page, when there are more.
    let next: UniqueID?
    /// More were found than are looked through.
    var isCut = false
}

/// Holds all that is known of one reservation.
struct OfficeReservation: Sendable {
    let reservation: Reservation
    let events: [Event]
    let tasks: [ContactTask]
    let attempts: [LoggedAttempt]
    let notices: [Notice]
    /// The figures of the places at which its units are counted.
    let levels: [Availability]
    /// Names of staff, by public id.
    let people: [String: String]
    /// The recipient's addresses that the customer has proved.
    let proved: Set<ContactAddress>
}
