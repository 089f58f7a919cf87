// SPDX-License-Identifier: Apache-2.0
import Access
import Channels
import Contact
import Customers
import Kit
import PQ
import Reservations
import Stock

/// The steps that the stories share.
extension DemoStory {
    typealias Goods = (sku: SKU, quantity: Int)

    func say(_ what: String, _ line: String) {
        let now = Zone.tokyo.local(clock.now)
        Terminal.result("\(now.day) \(now.clock)  \(what)  \(line)")
    }

    func place(_ code: String) throws -> Location {
        guard let id = LocationID(code), let location = directory[id] else {
            throw Complaint("locations.csv has no \(code).")
        }
        return location
    }

    /// Finds some SKUs that a location can promise.
    func goods(at location: LocationID, units: Int, of kinds: Int) async throws -> [Goods] {
        let found = try await house.stock.search("KT-", limit: Limits.pageRows)
        let levels = try await house.stock.availability(skus: found.map(\.sku), locations: [location])
        let there = levels.filter { $0.available >= units }.prefix(kinds).map { (sku: $0.key.sku, quantity: units) }
        guard there.count == kinds else { throw Complaint("\(location) has too little stock in stock.csv.") }
        return there
    }

    func nearest(to store: Location, with goods: [Goods]) async throws -> Location {
        guard let point = store.coordinates else { throw Complaint("\(store.id) has no coordinates.") }
        let places = try await house.stock.availability(skus: goods.map(\.sku), near: point, stores: 12)
        let other = places.first { place in
            place.location.id != store.id && place.location.kind == .store
                && zip(place.levels, goods).allSatisfy { $0.available >= $1.quantity }
        }
        guard let other else { throw Complaint("No other store has the goods.") }
        return other.location
    }

    func reserve(
        _ customer: Customer, at store: Location, _ goods: [Goods], kind: Reservation.Kind = .reserve,
        wantsContact: Bool = false, from warehouse: Location? = nil
    ) async throws -> Reservation {
        let request = ReservationRequest(
            location: store.id, kind: kind, customer: .record(customer.id), lines: goods, shipsFrom: warehouse?.id,
            wantsContact: wantsContact)
        guard case .now(let reservation, _) = try await house.reservations.reserve(request, by: .program("web-shop"))
        else { throw Complaint("The reservation was made before.") }
        let units = goods.reduce(0) { $0 + $1.quantity }
        say(
            "取り置き",
            "\(customer.name) reserves \(units) units, ¥\(reservation.total), at \(store.name) → "
                + "“\(reservation.status(at: clock.now).rawValue)”, contact \(reservation.contact.rawValue), by \(until(reservation))"
        )
        return reservation
    }

    /// The store takes the work, picks everything and makes it ready.
    func work(_ reservation: Reservation, _ people: People, staging: String) async throws -> Reservation {
        let clerk = try people.clerk(reservation.id)
        if reservation.fulfilment == .requested { _ = try await perform(.accept, on: reservation.id, by: clerk) }
        try await pass(minutes: 20)
        _ = try await perform(.pick(items: [], staging: nil), on: reservation.id, by: clerk)
        let ready = try await perform(.ready(staging: staging), on: reservation.id, by: clerk)
        say(
            "準備完了", "\(directory[ready.location]?.name ?? "") has picked it and put it at \(staging) → \(status(ready))"
        )
        return ready
    }

    func perform(_ command: Command, on id: ReservationID, by author: Author) async throws -> Reservation {
        guard case .now(let reservation, _) = try await house.reservations.perform(command, on: id, by: author) else {
            throw Complaint("The step was done before.")
        }
        return reservation
    }

    /// The agent takes the next task; it must be the one the story waits for.
    func claim(_ people: People, _ reservation: Reservation) async throws -> ContactTask {
        for _ in 0..<20 {
            guard let task = try await house.desk.claim(by: people.agent.id, locations: [reservation.location]) else {
                break
            }
            if task.reservation == reservation.id { return task }
            _ = try await log(people, task, .noAnswer, minutes: 1)
        }
        throw Complaint("No contact task for \(reservation.id).")
    }

    func log(
        _ people: People, _ task: ContactTask, _ disposition: Disposition, minutes: Int, need: String = "",
        advice: String = "", changes: [Command] = []
    ) async throws -> Desk.Logged {
        let start = clock.now
        try await pass(minutes: minutes)
        let attempt = Attempt(
            channel: .phone, startedAt: start, endedAt: clock.now, disposition: disposition, need: need,
            advice: advice, changes: changes)
        guard
            case .now(let logged, _) = try await house.desk.log(
                attempt, on: task, by: people.agent.id, role: people.agent.role)
        else { throw Complaint("The attempt was logged before.") }
        return logged
    }

    func pass(minutes: Int) async throws { clock.advance(by: .seconds(minutes * 60)) }

    /// Finds half an hour after the next opening of a store.
    func nextMorning(_ store: Location) async throws -> Instant {
        guard let opening = directory.calendar(of: store.id)?.nextOpening(after: clock.now) else {
            throw Complaint("\(store.id) never opens.")
        }
        return opening + .seconds(1800)
    }

    func status(_ reservation: Reservation) -> String { "“\(reservation.status(at: clock.now).rawValue)”" }

    func until(_ reservation: Reservation) -> String { reservation.pickUpBy.spoken(in: .tokyo, japanese: true) }
}
