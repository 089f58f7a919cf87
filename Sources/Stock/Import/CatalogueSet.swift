// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Gathers SKUs and writes those that are new or differ, a set at a time.
struct CatalogueSet {
    private var items: [CatalogueItem] = []

    var isFull: Bool { items.count >= Limits.importSetRows }

    mutating func add(_ item: CatalogueItem) { items.append(item) }

    mutating func flush(_ run: ImportRun) async throws(DatabaseError) {
        guard !items.isEmpty else { return }
        let taken = items
        items = []
        var findings: [SKU: CompareSKUs.Finding] = [:]
        for row in try await run.read(CompareSKUs(taken)) { findings[row.sku] = row.finding }
        var missing = 0
        let changed = taken.filter { item in
            let finding = findings[item.sku] ?? .missing
            if finding == .missing { missing += 1 }
            return finding != .same
        }
        if !changed.isEmpty {
            var batch = Batch(name: UpsertSKUs.name)
            batch.add(UpsertSKUs(changed, at: run.at))
            _ = try await run.write(batch)
            run.willExist(changed.map(\.sku))
        }
        run.count(.catalogue) {
            $0.created += missing
            $0.updated += changed.count - missing
            $0.unchanged += taken.count - changed.count
        }
    }
}
