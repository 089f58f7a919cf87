// SPDX-License-Identifier: Apache-2.0
import Access
import Channels
import Contact
import Customers
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// Gathers the rooms of the house that the endpoints open doors to.
package struct Rooms: Sendable {
    package let access: Access
    package let customers: Customers
    package let stock: StockRoom
    package let reservations: Reservations
    package let desk: Desk
    package let feed: EventFeed
    package let link: CustomerLink
    package let devices: Devices
    package let effects: Effects
    package let importer: Importer
    package let security: SecurityLog
    /// The places of those who send files.
    package let uploads: Slots

    package init(
        access: Access, customers: Customers, stock: StockRoom, reservations: Reservations, desk: Desk, feed: EventFeed,
        link: CustomerLink, devices: Devices, effects: Effects, uploads: Slots, importer: Importer,
        security: SecurityLog = .none
    ) {
        self.access = access
        self.customers = customers
        self.stock = stock
        self.reservations = reservations
        self.desk = desk
        self.feed = feed
        self.link = link
        self.devices = devices
        self.effects = effects
        self.importer = importer
        self.security = security
        self.uploads = uploads
    }

    /// Lists every operation of the API.
    package var endpoints: [Endpoint] {
        reservationEndpoints + listEndpoints + commandEndpoints + choiceEndpoints + contactEndpoints + messageEndpoints
            + stockEndpoints + placeEndpoints + pickupEndpoints + deviceEndpoints + accessEndpoints + customerEndpoints
            + [
                importing, events,
            ]
    }
}

extension Rooms {
    /// Does a command under its key, by the rule of replay of every door (`Keyed.settled`).
    func settled<Result>(
        _ keyed: Keyed<Result>?, _ work: () async throws -> Done<Result>
    ) async throws -> Done<Result> {
        guard let keyed else { return try await work() }
        return try await keyed.settled(in: reservations.database, work)
    }
}

extension Call {
    /// Names the client's command under its key, if it sent one. Each client has keys of its own.
    ///
    /// - Parameter client: who owns the key where nobody is signed in.
    func keyed<Result>(
        as client: String = "", _ answer: @escaping @Sendable (Result) -> Answered
    ) -> Keyed<Result>? {
        guard let key else { return nil }
        return Keyed(client: caller?.client ?? client, key: key, fingerprint: fingerprint, answer: answer)
    }

    /// Gives the person who asks, for what no program may do. Throws 403 for a program.
    var person: (id: StaffID, role: Role) {
        get throws {
            let caller = try principal
            guard let id = caller.staff, let role = caller.role else { throw Problem(.staffOnly) }
            return (id, role)
        }
    }

    /// Reads an id of the path that names something at a location this caller may see; what it may not see is not there.
    func located<Kind>(_ name: String, _ thing: Refusal.Thing) throws -> Located<Kind> {
        let id = try path(name, thing) { Located<Kind>($0) }
        guard try principal.locations.contains(id.location) else { throw Refusal.notFound(thing) }
        return id
    }

    /// Gives the locations of a list: those asked for, or all this caller sees. One that is not there, or not to be
    /// seen, has nothing to list.
    func locations(_ directory: Directory) throws -> [LocationID] {
        let asked = try queries("location") { LocationID($0) }
        let seen = try principal.locations
        return (asked.isEmpty ? directory.all.map(\.id) : asked).filter { seen.contains($0) && directory[$0] != nil }
    }
}

extension Principal {
    /// Says at which locations this one may look at shelves and opening hours: a person everywhere, since whoever
    /// stands before an empty shelf wants to know who else has it; a program where its key says.
    var sight: LocationScope { staff == nil ? locations : .all }
}

extension Answer {
    /// Answers a command that was done now or before; a kept answer is given again byte for byte.
    init(_ answered: Answered, isReplay: Bool, at location: String? = nil, tag: String? = nil) {
        self.init(status: answered.status, content: .written(Array(answered.body.utf8)), tag: tag)
        if let location { headers[.location] = location }
        if isReplay { headers[.idempotencyReplayed] = "true" }
    }

    /// Answers a command, now and again.
    init<Result>(_ done: Done<Result>, _ answer: (Result) -> Answered) {
        switch done {
        case .now(let result, let kept): self.init(kept ?? answer(result), isReplay: false)
        case .before(let answered): self.init(answered, isReplay: true)
        }
    }

    /// Answers a command on a reservation, now and again with the tag of the version it made.
    init(tagged done: Done<Reservation>, _ answer: (Reservation) -> Answered) {
        self.init(done, answer)
        switch done {
        case .now(let reservation, _): tag = Answer.tag(version: reservation.version)
        case .before(let answered):
            // What was kept is our own print of a reservation; one that cannot be read goes out without a tag.
            tag = (try? JSON(parsing: answered.body))?["version"]?.int.map(Answer.tag(version:))
        }
    }
}
