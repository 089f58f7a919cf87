// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Reads what the console shows.
struct StoreQuery: Sendable {
    let desk: Desk
    let customers: Customers
    let stock: StockRoom

    var reservations: Reservations { desk.reservations }

    /// Reads all open work of a store, up to `Limits.workRows`, with last words: a few round trips.
    func work(at store: LocationID) async throws -> [Work] {
        try await furnished(try await open(at: store))
    }

    /// Reads the open reservations of a store, whole: the oldest are the most pressing, so none may be missed.
    func open(at store: LocationID) async throws -> [Reservation] {
        var found: [Reservation] = []
        while found.count < Limits.workRows {
            let page = try await reservations.list(
                ReservationFilter(
                    locations: [store], fulfilment: WorkGroup.fulfilments, after: found.last?.id.unique,
                    limit: Limits.pageRows))
            found += page
            if page.count < Limits.pageRows { break }
        }
        return found
    }

    /// Reads the reservations with which the store has nothing more to do, but whose customers have written and wait for
    /// an answer: nothing else would show them.
    func asked(at store: LocationID) async throws -> [Work] {
        let waiting = try await desk.unanswered(locations: [store], limit: Limits.pageRows).map(\.reservation)
        guard !waiting.isEmpty else { return [] }
        let found = try await reservations.find(Array(Set(waiting))).filter { WorkGroup($0.fulfilment) == nil }
        let order = Dictionary(waiting.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
        return try await furnished(found.sorted { order[$0.id] ?? 0 < order[$1.id] ?? 0 })
    }

    /// Adds to reservations what was last said.
    func furnished(_ found: [Reservation]) async throws -> [Work] {
        let words = try await desk.lastAttempts(of: found)
        let stores = Set(found.map(\.location))
        let asked =
            stores.isEmpty
            ? [] : try await desk.unanswered(locations: stores.sorted(), limit: Limits.pageRows).map(\.reservation)
        let open = Set(asked)
        return found.map {
            Work($0, lastWord: words[$0.id], isAsked: open.contains($0.id))
        }
    }

    /// Reads one reservation with everything that its page tells. Throws `notFound(reservation)`.
    func file(_ id: ReservationID) async throws -> StoreFile {
        guard let reservation = try await reservations.find(id) else { throw Refusal.notFound(.reservation) }
        let note = try await customers.find(reservation.customer)?.note ?? ""
        let (tasks, attempts) = try await desk.history(of: id)
        let items = try await items(reservation.lines.map(\.sku))
        return StoreFile(
            work: Work(reservation, lastWord: attempts.last), note: note, tasks: tasks, attempts: attempts,
            messages: try await desk.messages(of: id), events: try await reservations.events(of: id), items: items)
    }

    /// Reads the goods by their codes.
    func items(_ skus: [SKU]) async throws -> [SKU: CatalogueItem] {
        let found = try await reservations.database.run(FindSKUs(skus))
        return Dictionary(found.map { ($0.sku, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

/// Holds one reservation with its whole story, as the store may know it.
struct StoreFile: Sendable {
    let work: Work
    /// What staff should know of the customer.
    let note: String
    let tasks: [ContactTask]
    let attempts: [LoggedAttempt]
    /// What customer and staff wrote to each other, the oldest first.
    let messages: [Message]
    let events: [Event]
    /// The goods of its lines, by SKU: their JAN and pictures.
    let items: [SKU: CatalogueItem]

    var reservation: Reservation { work.reservation }

    /// The customer has written, and nobody has answered.
    var isAsked: Bool { messages.contains { $0.speaker == .customer && $0.answeredAt == nil } }

    /// The customer is still to be reached.
    var openTasks: [ContactTask] { tasks.filter { $0.state == .open } }
}
