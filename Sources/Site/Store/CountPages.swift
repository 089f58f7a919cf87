// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// The count of a shelf: scanned or typed, looked at once more, then posted in one go.
extension Site {
    @Sendable func showCount(_ asked: Asked, _ person: Principal) async throws -> Answered {
        let at = try await atStore(asked, person)
        return try await countPage(
            CountView(at: at, step: .counting(text: "", faults: []), done: Int(asked.query["done"])), at)
    }

    /// Shows what was counted beside the figures; or, once that was looked at, writes it.
    @Sendable func postCount(_ asked: Asked, _ person: Principal) async throws -> Answered {
        let at = try await atStore(asked, person)
        let text = asked.form["counts"]
        let count = ShelfCount(text)
        let items = try await catalogue(count, at.store.id)
        let (rows, unknown) = count.resolved(skus: items.skus, gtins: items.gtins)
        let faults = count.unreadable + unknown
        guard faults.isEmpty, (1...Limits.movementsPerRequest).contains(rows.count) else {
            let step = CountView.Step.counting(text: text, faults: faults)
            return try await countPage(CountView(at: at, step: step), at, status: .unprocessableContent)
        }
        if asked.form.isOn("key") {
            let after = StorePaths.count(at.store.id).url(("done", "\(rows.count)"), ("lang", at.visitor.lang))
            let entries = rows.map { StockEntry(sku: $0.item.sku, .counted($0.units), reason: at.console.cycleCount) }
            try await book(entries, "count \(at.store.id)", after, at)
            return .seeOther(after)
        }
        let levels = try await levels(of: rows.map(\.item.sku), at.store.id)
        let compared = rows.map { CountView.Row(item: $0.item, units: $0.units, level: levels[$0.item.sku]) }
        return try await countPage(
            CountView(at: at, step: .looking(text: count.text, rows: compared, key: newKey())), at)
    }

    private func countPage(
        _ view: CountView, _ at: AtStore, status: HTTPResponse.Status = .ok
    ) async throws -> Answered {
        .page(
            title: at.console.cycleCount, body: view.html, status: status,
            fittings: try await fittings(
                at, here: .count(at.store.id), live: at.visitor.link(StorePaths.count(at.store.id))))
    }

    /// Finds the goods that were counted; a JAN of several that are all there means none of them for sure.
    private func catalogue(
        _ count: ShelfCount, _ store: LocationID
    ) async throws -> (skus: [SKU: CatalogueItem], gtins: [GTIN: CatalogueItem]) {
        let codes = count.counted.prefix(Limits.movementsPerRequest).map(\.code)
        let skus = try await storeQuery.items(codes.compactMap { SKU($0) })
        let meant = try await stock.meant(by: codes.compactMap { GTIN($0) }, at: store, sold: false)
        return (skus, meant.compactMapValues { $0.count == 1 ? $0[0] : nil })
    }
}
