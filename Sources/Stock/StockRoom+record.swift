// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

extension StockRoom {
    /// Writes lines of a till or a clerk into the ledger of one location: all of them or none.
    ///
    /// `alongside` may add statements that belong to the same transaction, such as the answer kept for an
    /// Idempotency-Key. Gives the levels afterwards, in the order of their SKUs. A sale that takes on-hand below what
    /// is promised is written, and opens a shortage.
    ///
    /// Throws `Refusal.unknownSKU`, `.notFound(.location)` or `.doesNotFit`; nothing is written then.
    package func record(
        _ entries: [StockEntry], at location: LocationID, author: Author,
        alongside: (inout Batch) -> Void = { _ in }
    ) async throws -> [LevelAfter] {
        guard (1...Limits.movementsPerRequest).contains(entries.count) else {
            throw Refusal.doesNotFit("1–\(Limits.movementsPerRequest) movements in one request")
        }
        var changes: [StockChange] = []
        for entry in entries { changes.append(try entry.change(at: location)) }
        let set = StockChanges(
            changes, author: author, at: effects.now(), effects: effects, onRefusal: .fail)
        var batch = Batch(name: "RecordStock")
        let levels = set.add(to: &batch)
        alongside(&batch)
        do {
            return try await database.run(batch)[levels]
        } catch {
            guard error.constraint == "stock_level_promise" else { throw error }
            throw try await whyRefused(entries, at: location)
        }
    }

    /// Finds what a refused set lacked.
    private func whyRefused(_ entries: [StockEntry], at location: LocationID) async throws(DatabaseError) -> Refusal {
        guard try await places.reload()[location] != nil else { return .notFound(.location) }
        let known = Set(try await database.run(FindSKUs(entries.map(\.sku))).map(\.sku))
        if let unknown = entries.first(where: { !known.contains($0.sku) }) { return .unknownSKU(unknown.sku) }
        return .doesNotFit("stock of more than 1,000,000,000 units")
    }
}
