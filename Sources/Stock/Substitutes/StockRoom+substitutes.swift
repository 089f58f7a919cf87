// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// What can stand in for units that a store does not have: a sibling of the article, goods from elsewhere, another store.
extension StockRoom {
    /// How many sizes and colours are offered instead of one that is lacking.
    package static let substitutesOffered = 3
    /// How many stores are asked whether they can send what another lacks.
    static let sourcesAsked = 20
    /// How many other stores are offered.
    package static let storesOffered = 8

    /// Finds the siblings of what is lacking, whatever a store has of them.
    package func siblings(of lack: Lack) async throws(DatabaseError) -> [CatalogueItem] {
        guard let product = lack.product else { return [] }
        return lack.siblings(among: try await search(product, limit: Limits.pageRows))
    }

    /// Finds what a store has enough of to give instead, at most `substitutesOffered`, the nearest in price first.
    package func substitutes(for lack: Lack, at store: LocationID) async throws -> [CatalogueItem] {
        let siblings = try await siblings(of: lack)
        guard !siblings.isEmpty else { return [] }
        let levels = try await availability(skus: siblings.map(\.sku), locations: [store])
        return lack.substitutes(among: siblings, with: levels, limit: Self.substitutesOffered)
    }

    /// Finds for each lack of a store the location that can send all of it: a warehouse first, then the nearest store; nil
    /// where there is none.
    package func sources(of lacks: [Lack], at store: Location) async throws -> [LocationID?] {
        let directory = try await places.current()
        let near = store.coordinates.map { directory.nearest(to: $0, limit: Self.sourcesAsked).map(\.location) } ?? []
        let asked = (directory.warehouses + near).map(\.id).filter { $0 != store.id }
        guard !asked.isEmpty, !lacks.isEmpty else { return lacks.map { _ in nil } }
        let levels = try await availability(
            skus: Array(Set(lacks.map(\.sku))), locations: Array(asked.prefix(Limits.availabilityKeys)))
        return lacks.map { $0.source(among: levels) }
    }

    /// A store that goods could be collected from instead.
    package struct OtherStore: Sendable {
        package let store: Location
        /// From the store that they were wanted at; nil where nobody knows where one of the two lies.
        package let metres: Double?

        package init(store: Location, metres: Double?) {
            self.store = store
            self.metres = metres
        }
    }

    /// Finds the other stores that can promise all that is wanted, at most `storesOffered`: the nearest first, then those
    /// whose distance nobody knows.
    package func stores(having wanted: [SKU: Int], otherThan store: Location) async throws -> [OtherStore] {
        let candidates = try await places.current().stores(otherThan: store, limit: Limits.availabilityKeys)
        guard !wanted.isEmpty, !candidates.isEmpty else { return [] }
        let levels = try await availability(skus: Array(wanted.keys), locations: candidates.map(\.store.id))
        return Array(Self.stores(among: candidates, having: wanted, levels).prefix(Self.storesOffered))
    }

    /// Picks the stores that lack nothing of what is wanted.
    static func stores(
        among candidates: [OtherStore], having wanted: [SKU: Int], _ levels: [Availability]
    ) -> [OtherStore] {
        let lacking = Set(levels.filter { $0.available < wanted[$0.key.sku] ?? 0 }.map(\.key.location))
        return candidates.filter { !lacking.contains($0.store.id) }
    }
}

extension Directory {
    /// Lists the other active stores: the nearest first, then those whose distance nobody knows, by their codes.
    func stores(otherThan store: Location, limit: Int) -> [StockRoom.OtherStore] {
        let near = store.coordinates.map { nearest(to: $0, limit: limit) } ?? []
        let known = Set(near.map(\.location.id))
        let rest = all.filter { $0.kind == .store && $0.isActive && !known.contains($0.id) }
        let candidates =
            near.map { StockRoom.OtherStore(store: $0.location, metres: $0.metres) }
            + rest.map { StockRoom.OtherStore(store: $0, metres: nil) }
        return Array(candidates.filter { $0.store.id != store.id }.prefix(limit))
    }
}
