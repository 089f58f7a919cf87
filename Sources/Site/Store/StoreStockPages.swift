// SPDX-License-Identifier: Apache-2.0
import API
import Access
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// The store's stock: what lies where, corrections, the count of a shelf.
extension Site {
    /// Finds goods by a code or a name; a code that means one SKU leads to it. Without a search it shows the shortages.
    @Sendable func showStoreStock(_ asked: Asked, _ person: Principal) async throws -> Answered {
        let at = try await atStore(asked, person)
        let text = String(asked.query.trimmed("q").prefix(Limits.searchCharacters))
        let items = text.isEmpty ? [] : try await goods(text)
        if let only = items.first, items.count == 1 {
            return .seeOther(asked.visitor.link(StorePaths.item(at.store.id, only.sku)))
        }
        let levels = try await levels(of: items.map(\.sku), at.store.id)
        let view = StoreStockView(
            text: text, rows: items.map { ($0, levels[$0.sku]) },
            shortages: try await stock.shortages(locations: [at.store.id]), at: at, now: effects.now())
        return .page(
            title: at.console.stock, body: view.html,
            fittings: try await fittings(
                at, here: .stock(at.store.id), live: at.visitor.link(StorePaths.stock(at.store.id))))
    }

    @Sendable func showStoreItem(_ asked: Asked, _ person: Principal) async throws -> Answered {
        try await itemPage(try await atStore(asked, person), done: StockDeed(rawValue: asked.query["done"]))
    }

    func showItemAgain(_ at: AtStore, refusal: Refusal) async throws -> Answered {
        try await itemPage(at, refusal: refusal, status: .conflict)
    }

    private func itemPage(
        _ at: AtStore, done: StockDeed? = nil, refusal: Refusal? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Answered {
        let sku = try sku(at)
        guard let item = try await stock.item(sku) else { throw Refusal.notFound(.sku) }
        guard let level = try await levels(of: [sku], at.store.id)[sku] else { throw Refusal.notFound(.sku) }
        let promised = try await storeQuery.open(at: at.store.id).filter { reservation in
            reservation.lines.contains { $0.sku == sku && $0.open > 0 }
        }
        let view = StoreItemView(
            item: item, level: level,
            shortage: try await stock.shortages(locations: [at.store.id]).first { $0.sku == sku },
            promised: try await storeQuery.furnished(promised.sorted(by: Reservation.isMorePressing)),
            ledger: try await stock.ledger(at.store.id, sku, limit: Limits.movementsShown), at: at, now: effects.now(),
            done: done, refusal: refusal, newKey: newKey)
        return .page(
            title: view.title, body: view.html, status: status,
            fittings: try await fittings(
                at, here: .stock(at.store.id), live: at.visitor.link(StorePaths.item(at.store.id, sku))))
    }

    /// Writes a correction or a count of one SKU into the ledger, once for its key. When that brings a shortage right,
    /// the reason is kept with it as how it did.
    func record(_ deed: StockDeed, _ at: AtStore) async throws -> Taken {
        let sku = try sku(at)
        let form = at.asked.form
        guard let number = Int(form.trimmed("number")) else { throw Unreadable() }
        // A till may say so; a person in front of the shelf cannot.
        guard deed == .adjust || number >= 0 else { throw Refusal.doesNotFit("counted: 0 or more") }
        let reason = String(form.trimmed("reason").prefix(Limits.nameCharacters))
        let entry = StockEntry(sku: sku, deed == .adjust ? .adjusted(number) : .counted(number), reason: reason)
        let after = StorePaths.item(at.store.id, sku).url(("done", deed.rawValue), ("lang", at.visitor.lang))
        let shortage = try await stock.shortages(locations: [at.store.id]).first { $0.sku == sku }
        try await book([entry], "\(deed.rawValue) \(at.store.id) \(sku)", after, at)
        if let shortage, !reason.isEmpty {
            do {
                try await stock.closeShortage(shortage.id, resolution: reason, author: at.person.author)
            } catch Refusal.doesNotFit {
                // Units are short still: it stays on the list.
            }
        }
        return Taken(url: after, said: at.console.booked(deed))
    }

    /// Writes entries into the store's ledger, all or none, once for the form's key; of two that race by the same key
    /// one writes.
    func book(_ entries: [StockEntry], _ what: String, _ after: String, _ at: AtStore) async throws {
        let form: Form<Void> = try form(at, what, after: after)
        _ = try await form.done { keyed in
            try await keyed.once(in: reservations.database) {
                let keep = keyed.keep((), location: at.store.id.code, at: effects.now())
                _ = try await stock.record(entries, at: at.store.id, author: at.person.author, keep: keep)
                return .now((), kept: keep.answered)
            }
        }
    }

    /// Reads levels of a store by SKU, a question at a time.
    func levels(of skus: [SKU], _ store: LocationID) async throws -> [SKU: Availability] {
        guard !skus.isEmpty else { return [:] }
        var found: [SKU: Availability] = [:]
        for start in stride(from: 0, to: skus.count, by: Limits.availabilityKeys) {
            let some = Array(skus[start..<min(start + Limits.availabilityKeys, skus.count)])
            for level in try await stock.availability(skus: some, locations: [store]) { found[level.key.sku] = level }
        }
        return found
    }

    /// Finds goods by a GTIN, a SKU or a part of their names; a code that fits exactly stands alone.
    private func goods(_ text: String) async throws -> [CatalogueItem] {
        for code in [text, Folding.plain(text)] {
            if let sku = SKU(code), let item = try await stock.item(sku) { return [item] }
        }
        return try await stock.search(text)
    }

    private func sku(_ at: AtStore) throws(Refusal) -> SKU {
        guard let sku = SKU(at.asked.parameter(.sku)) else { throw .notFound(.sku) }
        return sku
    }
}
