// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Insight
import Kit
import PQ
import Reservations
import Stock
import TestSupport

/// What tests do in the shop, in few words.
extension Shop {
    /// Puts units on shelves, each as a receipt.
    package func fill(_ shelves: [LocationID: [String: Int]]) async throws {
        try await book(
            shelves.flatMap { location, goods in
                goods.map { code, units in
                    StockChange(
                        location, SKU(stored: code), onHand: units, movement: .received, isSeen: true)
                }
            })
    }

    /// Books changes of stock, as a POS or a person with a list does.
    @discardableResult
    package func book(_ changes: [StockChange]) async throws -> [LevelAfter] {
        try await StockChanges(changes, author: .program("pos"), at: effects.now(), effects: effects).run(on: database)
    }

    /// Books a sale at the counter.
    package func sell(_ units: Int, _ code: String, at location: LocationID = Shop.s1) async throws {
        try await book([StockChange(location, SKU(stored: code), onHand: -units, movement: .sold)])
    }

    /// Asks for a reservation, by default for the shop's customer at the first store.
    package func request(
        _ goods: [(String, Int)], at location: LocationID = Shop.s1, for customer: CustomerID? = nil,
        kind: Reservation.Kind = .reserve, partial: Bool = false, shipsFrom: LocationID? = nil,
        wantsContact: Bool = false
    ) -> ReservationRequest {
        ReservationRequest(
            location: location, kind: kind, customer: .record(customer ?? self.customer),
            lines: goods.map { (sku: SKU(stored: $0.0), quantity: $0.1) }, partial: partial, shipsFrom: shipsFrom,
            reference: "W-1", note: "", wantsContact: wantsContact)
    }

    /// Takes a reservation.
    package func reserve(
        _ goods: [(String, Int)], at location: LocationID = Shop.s1, for customer: CustomerID? = nil,
        kind: Reservation.Kind = .reserve, partial: Bool = false, shipsFrom: LocationID? = nil,
        wantsContact: Bool = false
    ) async throws -> Reservation {
        try await reservations.reserve(
            request(
                goods, at: location, for: customer, kind: kind, partial: partial, shipsFrom: shipsFrom,
                wantsContact: wantsContact),
            by: .program("web")
        ).fresh
    }

    /// Carries out commands one after the other, each in its own transaction, and gives what stands at last.
    @discardableResult
    package func carryOut(
        _ commands: Command..., on id: ReservationID, by author: Author = Shop.clerk
    ) async throws -> Reservation {
        var last: Reservation?
        for command in commands { last = try await reservations.perform(command, on: id, by: author).fresh }
        guard let last else { preconditionFailure("at least one command") }
        return last
    }

    /// Brings a new reservation to the point where it waits for the customer.
    @discardableResult
    package func makeReady(_ id: ReservationID) async throws -> Reservation {
        try await carryOut(.accept, .pick(items: [], staging: nil), .ready(staging: "B-3"), on: id)
    }

    /// Draws what a reservation needs that goes on at another store.
    package func place(at location: LocationID) -> Command.NewPlace {
        let now = effects.now()
        return Command.NewPlace(
            id: ReservationID(location: location, unique: effects.uniqueID(at: now)), pickupCode: effects.pickupCode(),
            pickUpBy: now + .seconds(2 * 86_400), readyBy: now + .seconds(7_200))
    }

    /// Gives a customer who was not asked for before, without a name, an address or a number: for crowds.
    package func anybody() -> CustomerID {
        let number = crowd.next()
        precondition(number <= Crowd.size, "the crowd has \(Crowd.size) customers")
        return Crowd.customer(number)
    }

    /// Takes the next task, tells it was done in the last two minutes, and gives what came of it.
    @discardableResult
    package func log(
        _ disposition: Disposition, by agent: StaffID = Shop.agent, callbackAt: Instant? = nil,
        changes: [Command] = []
    ) async throws -> Desk.Logged {
        guard let task = try await desk.claim(by: agent, locations: []) else { throw NothingToDo() }
        return try await desk.log(
            attempt(disposition, callbackAt: callbackAt, changes: changes), on: task, by: agent, role: .agent
        ).fresh
    }

    /// Gives a number that was not given before.
    package func nextNumber() -> Int { crowd.next() }

    package func attempt(
        _ disposition: Disposition, channel: ContactChannel = .phone, callbackAt: Instant? = nil,
        changes: [Command] = []
    ) -> Attempt {
        Attempt(
            channel: channel, startedAt: effects.now(), endedAt: effects.now(), disposition: disposition,
            note: "折り返し", callbackAt: callbackAt, changes: changes)
    }

    /// Keeps the word of an address's owner against a channel.
    package func stop(_ channel: ContactChannel, of address: ContactAddress) async throws {
        try await customers.keep([ContactWord(address, channel, granted: false, for: .reservation)], by: .customer)
    }

    /// Reads the figures of one level; zeros where there is none.
    package func level(_ code: String, at location: LocationID = Shop.s1) async throws -> Figures {
        try await database.first(ReadFigures(location: location, sku: SKU(stored: code))) ?? Figures(0, 0, 0)
    }

    /// Fails unless every promise of the house holds.
    package func expectVerified() async throws {
        try await expectProved()
        try await expectReadable()
    }

    /// Proves the promises from the ledgers, and throws unless all hold.
    package func expectProved() async throws {
        let broken = try await verify.run().filter { $0.violations > 0 }
        guard broken.isEmpty else { throw PromisesBroken(findings: broken) }
    }

    /// Fails unless every event, by whatever statement it was written, is of a known kind and has the payload of its kind, and
    /// nothing else.
    private func expectReadable() async throws {
        let events = try await database.run(ReadEventsOfSet(subjects: try await database.run(ReadSubjects())))
        for event in events where event.name != WriteFutureEvent.kind {
            let members = event.kind?.members.map(\.name) ?? []
            let undeclared = Set(event.data.object?.keys ?? []).subtracting(members + [Event.sources])
            guard event.payload != nil, undeclared.isEmpty else {
                throw UnreadableEvent(name: event.name, data: event.data)
            }
        }
    }
}

/// Reads what events have happened to.
private struct ReadSubjects: Statement {
    static let sql = "SELECT DISTINCT location_id, subject FROM event"
    static let isReadOnly = true

    static func decode(
        _ row: inout RowReader
    ) throws(DatabaseError) -> (location: LocationID, subject: UniqueID) {
        (LocationID(stored: try row()), try row())
    }
}

/// An event whose payload is not that of its kind.
package struct UnreadableEvent: Error {
    package let name: String
    package let data: JSON
}

/// Says that an agent found no work where a test expected some.
package struct NothingToDo: Error {}

/// Lists the promises that the ledgers do not bear out.
package struct PromisesBroken: Error, CustomStringConvertible {
    package let findings: [Verify.Finding]

    package var description: String {
        findings.map { "promise \($0.promise): \($0.says): \($0.violations) of \($0.checked)" }.joined(separator: "; ")
    }
}

/// Holds what a level stands at: on-hand, reserved, short.
package struct Figures: Sendable, Equatable, CustomStringConvertible {
    package var onHand: Int
    package var reserved: Int
    package var short: Int

    package init(_ onHand: Int, _ reserved: Int, _ short: Int = 0) {
        self.onHand = onHand
        self.reserved = reserved
        self.short = short
    }

    package var description: String { "(\(onHand), \(reserved), \(short))" }
}

private struct ReadFigures: Statement {
    static let sql = "SELECT on_hand, reserved, short FROM stock_level WHERE location_id = $1 AND sku = $2"
    static let isReadOnly = true

    let location: LocationID
    let sku: SKU

    func bind(_ parameters: inout Parameters) {
        parameters.add(location.code)
        parameters.add(sku.code)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Figures {
        Figures(try row(), try row(), try row())
    }
}

extension Done {
    /// What was done now; a replay is a mistake of the test.
    package var fresh: Result {
        get throws {
            guard case .now(let result, _) = self else { throw ReplayedUnasked() }
            return result
        }
    }
}

/// Says that a command was answered from its key where the test expected a new effect.
package struct ReplayedUnasked: Error {}

extension Desk {
    /// Logs an attempt on a task that a test knows by its id.
    package func log(
        _ attempt: Attempt, on id: ContactTaskID, by agent: StaffID, role: Role, keyed: Keyed<Logged>? = nil
    ) async throws -> Done<Logged> {
        try await log(attempt, on: try await task(id), by: agent, role: role, keyed: keyed)
    }
}
