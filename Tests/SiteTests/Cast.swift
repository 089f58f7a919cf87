// SPDX-License-Identifier: Apache-2.0
import API
import Contact
import Customers
import Kit
import PQ
import Stock
import TestSupport
import Testing

@testable import Reservations
@testable import Site

/// Is one reservation of the story that the albums tell: its name is that of its state.
struct Part: Sendable {
    let name: String
    let id: ReservationID
    let token: String

    var status: String { "/r/\(token)" }
}

/// Brings reservations and orders to every state that there is, at Sapporo, each a few seconds after the one before.
struct Cast: Sendable {
    let house: House
    let clerk: Author

    /// What leads to each state, from the birth on.
    private static let plots: [(String, [Command])] = [
        ("requested", []),
        ("accepted", [.accept]),
        ("picking", [.accept, .pick(items: [.init(line: 1, found: 1)], staging: nil)]),
        ("short", short),
        ("short-dropped", short + [.drop(line: 2)]),
        ("short-waiting", short + [.wait(line: 2, from: House.tokyo)]),
        ("ready", ready),
        ("unready", ready + [.unready(reason: "箱に傷")]),
        ("extended", ready + [.extend(until: nil)]),
        ("on-my-way", ready + [.come(.onMyWay)]),
        ("here", ready + [.come(.here)]),
        ("proxy", ready + [.nameProxy("髙橋 一郎")]),
        ("part-collected", ready + [collect([.init(line: 1, quantity: 1)])]),
        ("collected", ready + [collect([])]),
        ("rejected", [.reject(reason: .damaged, note: "割れ")]),
        ("cancelled", [.cancel(reason: "customer")]),
        ("to-shelf", ready + [.cancel(reason: "store")]),
        ("returned", ready + [.cancel(reason: "store"), .returnToShelf]),
    ]
    private static let short: [Command] = [
        .accept, .pick(items: [.init(line: 1, found: 1), .init(line: 2, found: 1, short: .mismatch)], staging: nil),
    ]
    private static let ready: [Command] = [.accept, .pick(items: [], staging: nil), .ready(staging: "B-3")]
    private static func collect(_ items: [Command.CollectedItem]) -> Command {
        .collect(items: items, proof: .identity, proxy: nil, rest: .keep)
    }
    /// Orders whose goods come from another store.
    private static let orders: [(String, [Command])] = [
        ("order", []),
        ("order-accepted", [.accept]),
        ("order-shipped", [.accept, .ship(from: nil)]),
        ("order-arrived", [.accept, .ship(from: nil), .arrive]),
        ("order-ready", [.accept, .ship(from: nil), .arrive, .pick(items: [], staging: nil), .ready(staging: "C-1")]),
        (
            "order-collected",
            [.accept, .ship(from: nil), .arrive, .pick(items: [], staging: nil), .ready(staging: "C-1"), collect([])]
        ),
    ]

    /// Makes all of them.
    func enter() async throws -> [Part] {
        var parts: [Part] = []
        for (name, commands) in Self.plots { parts.append(try await make(name, commands)) }
        for (name, commands) in Self.orders { parts.append(try await make(name, commands, from: House.tokyo)) }
        return parts
    }

    func make(
        _ name: String, _ commands: [Command] = [], from sender: LocationID? = nil, wantsContact: Bool = false
    ) async throws -> Part {
        house.clock.advance(by: .seconds(7))
        let number = String(name.utf8.reduce(0) { ($0 * 31 + Int($1)) % 9_000 } + 1_000)
        let draft = try CustomerDraft(
            name: try #require(PersonName("髙橋 花子")), phone: PhoneNumber(stored: "+81900000\(number)"), mail: nil)
        let customer = try await house.customers.keep(draft)
        let lines = [(House.pan, 1), (SKU(stored: "TW-1010-KO-S"), 2)]
        let request = ReservationRequest(
            location: Fixture.sapporo, kind: sender == nil ? .reserve : .buy, customer: .record(customer.id),
            lines: lines.map { (sku: $0.0, quantity: $0.1) }, shipsFrom: sender, reference: "W-\(number)",
            wantsContact: wantsContact)
        guard case .now(let made, _) = try await house.reservations.reserve(request, by: .program("web")) else {
            throw Refusal.notFound(.reservation)
        }
        let part = Part(name: name, id: made.id, token: house.link.token(for: made))
        for command in commands { try await act(command, part) }
        return part
    }

    func act(_ command: Command, _ part: Part) async throws {
        house.clock.advance(by: .seconds(7))
        var isCustomers = false
        if case .come = command { isCustomers = true }
        if case .nameProxy = command { isCustomers = true }
        _ = try await house.reservations.perform(command, on: part.id, by: isCustomers ? .customer : clerk)
    }
}
