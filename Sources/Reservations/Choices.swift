// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// What a reservation still wants of its store: what the choices of a customer are about.
package struct Wanted: Sendable, Equatable {
    package let store: Location
    package let kind: Reservation.Kind
    package let lines: [Line]

    package struct Line: Sendable, Equatable {
        package let number: Int
        package let sku: SKU
        package let name: String
        /// Yen.
        package let unitPrice: Int
        /// Units that nobody has collected, the missing ones included.
        package let open: Int
        /// Units that a picker did not find, and the customer has yet to decide about.
        package let missing: Int

        package init(number: Int, sku: SKU, name: String, unitPrice: Int, open: Int, missing: Int) {
            self.number = number
            self.sku = sku
            self.name = name
            self.unitPrice = unitPrice
            self.open = open
            self.missing = missing
        }
    }

    package init(store: Location, kind: Reservation.Kind, lines: [Line]) {
        self.store = store
        self.kind = kind
        self.lines = lines
    }

    package init(_ reservation: Reservation, at store: Location) {
        self.init(
            store: store, kind: reservation.kind,
            lines: reservation.lines.map {
                Line(
                    number: $0.number, sku: $0.sku, name: $0.name, unitPrice: $0.unitPrice, open: $0.open + $0.missing,
                    missing: $0.missing)
            })
    }

    /// The lines of which units are missing.
    var short: [Line] { lines.filter { $0.missing > 0 } }

    /// Units of each SKU that are still to be collected.
    var units: [SKU: Int] {
        Dictionary(lines.map { ($0.sku, $0.open) }, uniquingKeysWith: +).filter { $0.value > 0 }
    }

    func lack(of line: Line) -> Lack {
        Lack(
            sku: line.sku, name: line.name, unitPrice: line.unitPrice, units: line.missing, isPaid: kind != .reserve)
    }
}

/// What a customer may choose: instead of missing units something else, or the same from elsewhere; or another store.
package struct Choices: Sendable {
    let stock: StockRoom

    package init(stock: StockRoom) { self.stock = stock }

    /// Finds for each line with missing units what the store can give instead; lines without a substitute are left out.
    package func substitutes(for wanted: Wanted) async throws -> [Int: [CatalogueItem]] {
        var found: [Int: [CatalogueItem]] = [:]
        for line in wanted.short {
            let others = try await stock.substitutes(for: wanted.lack(of: line), at: wanted.store.id)
            if !others.isEmpty { found[line.number] = others }
        }
        return found
    }

    /// Finds for each line with missing units the location that can send them; lines without one are left out.
    package func sources(for wanted: Wanted) async throws -> [Int: LocationID] {
        let short = wanted.short
        let sources = try await stock.sources(of: short.map(wanted.lack), at: wanted.store)
        var found: [Int: LocationID] = [:]
        for (line, source) in zip(short, sources) { found[line.number] = source }
        return found
    }

    /// Finds the other stores that can promise all that is still wanted.
    package func stores(for wanted: Wanted) async throws -> [StockRoom.OtherStore] {
        try await stock.stores(having: wanted.units, otherThan: wanted.store)
    }

    /// Reads a customer's wish for something else instead of a line's missing units: one of its siblings, as they are
    /// sold now.
    ///
    /// - Throws: `doesNotFit` for a line that is not there, and for an article that is another thing, or dearer than
    ///   what was paid for.
    package func substitute(_ sku: SKU, forLine number: Int, of wanted: Wanted) async throws -> Command {
        guard let line = wanted.lines.first(where: { $0.number == number }) else {
            throw Refusal.doesNotFit("line \(number)")
        }
        let siblings = try await stock.siblings(of: wanted.lack(of: line))
        guard let taken = siblings.first(where: { $0.sku == sku }) else { throw Refusal.doesNotFit("sku") }
        return .substitute(line: number, by: taken)
    }
}

extension Command {
    /// Lists the units that a command makes be held that are not yet: what bounds customers of whom nothing is proved.
    func units(of reservation: Reservation) -> [StockKey: Int] {
        func missing(_ number: Int, _ key: (Line) -> StockKey) -> [StockKey: Int] {
            reservation.lines.first { $0.number == number }.map { [key($0): $0.missing] } ?? [:]
        }
        return switch self {
        case .wait(let line, let from): missing(line) { StockKey(from, $0.sku) }
        case .substitute(let line, let item): missing(line) { _ in StockKey(reservation.location, item.sku) }
        case .reroute(let place):
            Dictionary(
                reservation.lines.map { (StockKey(place.id.location, $0.sku), $0.open + $0.missing) },
                uniquingKeysWith: +)
        default: [:]
        }
    }
}

extension Reservation {
    /// Whether another store may serve it. A customer moves it once; then it takes a word with somebody, for each store keeps
    /// it anew.
    package func mayChangeStore(at now: Instant) -> Bool {
        stands(at: now) && !inTransit && (reroutedFrom == nil || hasMissing)
    }

    /// Why a customer cannot move it to another store now; nil when they can.
    package func refusalOfChange(at now: Instant) -> Refusal? {
        status(at: now).refusalOfChange(isOpen: mayChangeStore(at: now))
    }
}

extension CustomerStatus {
    /// What became of a hold that stands no more; nil while it stands.
    package var ended: Refusal? {
        switch self {
        case .collected: .alreadyCollected
        case .cancelled: .alreadyReleased
        case .expired: .expired
        case .checking, .preparing, .onItsWay, .ready: nil
        }
    }

    /// - Parameter isOpen: another store may serve it.
    package func refusalOfChange(isOpen: Bool) -> Refusal? {
        ended ?? (isOpen ? nil : .wrongStep(step: "reroute", fulfilment: rawValue))
    }
}
