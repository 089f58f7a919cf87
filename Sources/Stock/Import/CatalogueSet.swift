// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Gathers SKUs and writes those that are new or differ, a set at a time.
struct CatalogueSet {
    private var items: [PartialItem] = []
    private var lines: [SKU: Int] = [:]

    var isFull: Bool { items.count >= Limits.importSetRows }

    mutating func add(_ item: PartialItem, line: Int) {
        items.append(item)
        lines[item.item.sku] = line
    }

    mutating func flush(_ run: ImportRun) async throws(DatabaseError) {
        guard !items.isEmpty else { return }
        let taken = items
        items = []
        var findings: [SKU: CompareSKUs.Finding] = [:]
        for row in try await run.read(CompareSKUs(taken)) { findings[row.sku] = row.finding }
        var missing = 0
        let changed = taken.filter { item in
            let finding = findings[item.item.sku] ?? .missing
            if finding == .missing { missing += 1 }
            return finding != .same
        }
        if !changed.isEmpty {
            var batch = Batch(name: UpsertSKUs.name)
            batch.add(UpsertSKUs(changed, at: run.at))
            _ = try await run.write(batch)
            run.willExist(changed.map(\.item.sku))
        }
        try await warn(of: changed, run)
        lines = [:]
        run.count(.catalogue) {
            $0.created += missing
            $0.updated += changed.count - missing
            $0.unchanged += taken.count - changed.count
        }
    }

    /// Tells of GTINs that another SKU on sale bears, too: whoever scans one may mean either.
    private func warn(of changed: [PartialItem], _ run: ImportRun) async throws(DatabaseError) {
        let bearing = changed.filter { $0.item.gtin != nil && $0.item.isActive }.map(\.item)
        guard !bearing.isEmpty else { return }
        for (sku, other) in try await run.read(FindSharedGTINs(bearing)) {
            run.report.add(ImportFault(.warning, line: lines[sku] ?? 0, column: "gtin", .sharedGTIN(other.code)))
        }
    }
}
