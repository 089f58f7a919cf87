// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Tells what an import did with one file, or would do.
package struct ImportReport: Sendable, Equatable {
    /// Names what rows became.
    package enum Thing: String, Sendable, CaseIterable {
        case locations, hours, closures, holidays, catalogue, stock
    }

    package struct Counts: Sendable, Equatable {
        package var created: Int
        package var updated: Int
        package var unchanged: Int
        /// Opening hours that the file no longer has for a location it names.
        package var removed: Int

        package init(created: Int = 0, updated: Int = 0, unchanged: Int = 0, removed: Int = 0) {
            self.created = created
            self.updated = updated
            self.unchanged = unchanged
            self.removed = removed
        }

        package var changes: Int { created + updated + removed }
    }

    package let file: String
    package internal(set) var format: ImportFormat?
    package internal(set) var encoding: TextEncoding = .utf8
    package internal(set) var isDryRun: Bool
    /// False for a dry run, and when all-or-nothing met a fault: then nothing was changed.
    package internal(set) var isApplied: Bool
    /// Rows read, without header and empty lines.
    package internal(set) var rows = 0
    package internal(set) var counts: [Thing: Counts] = [:]
    /// Rows that were not taken; each has a fault.
    package internal(set) var failed = 0
    /// Rows or parts of rows that hold nothing for Torioki: further pictures, what is not stocked.
    package internal(set) var skipped = 0
    package internal(set) var warnings = 0
    /// The first faults and warnings, in the order of the file.
    package internal(set) var faults: [ImportFault] = []
    /// Faults and warnings beyond `Limits.importFaults`.
    package internal(set) var untold = 0
    /// SKUs that were made from handle and options because the file has none, the first of them by name.
    package internal(set) var madeSKUs: [SKU] = []
    package internal(set) var madeSKUCount = 0
    /// Quantities of a Shopify product export that were left out for want of a location.
    package internal(set) var quantitiesWithoutLocation = 0

    /// Of which moment the figures of stock are taken to tell; nil for a file without any.
    package internal(set) var figuresAsOf: Instant?

    /// How many holds of the locations whose calendars change it moves, and how many customers hear of it; nil for a file
    /// that changes none.
    package internal(set) var touch: CalendarTouch?

    /// Tells whether every row was taken.
    package var isClean: Bool { failed == 0 }
    /// What was changed in all.
    package var changes: Int { counts.values.reduce(0) { $0 + $1.changes } }

    init(file: String, isDryRun: Bool) {
        self.file = file
        self.isDryRun = isDryRun
        isApplied = !isDryRun
    }

    mutating func add(_ fault: ImportFault) {
        if fault.severity == .error { failed += 1 } else { warnings += 1 }
        if faults.count < Limits.importFaults { faults.append(fault) } else { untold += 1 }
    }

    mutating func made(_ sku: SKU) {
        madeSKUCount += 1
        if madeSKUs.count < Limits.importFaults { madeSKUs.append(sku) }
    }

    /// What the history tells of the file: how many rows, and what became of them.
    package var facts: Facts {
        var facts: [(name: String, value: String?)] = [
            ("format", format?.rawValue), ("rows", String(rows)), ("failed", failed == 0 ? nil : String(failed)),
        ]
        for thing in Thing.allCases {
            guard let counts = counts[thing] else { continue }
            for (name, count) in [
                ("created", counts.created), ("updated", counts.updated), ("removed", counts.removed),
            ] where count > 0 {
                facts.append(("\(thing.rawValue).\(name)", String(count)))
            }
        }
        return Facts(facts)
    }

    /// The report as `torioki import --json` and the API give it.
    package var json: JSON {
        var counted = JSON.Object()
        for thing in Thing.allCases {
            guard let counts = counts[thing] else { continue }
            counted[thing.rawValue] = [
                "created": .int(counts.created), "updated": .int(counts.updated),
                "unchanged": .int(counts.unchanged), "removed": .int(counts.removed),
            ]
        }
        return [
            "file": .string(file), "format": JSON(format?.rawValue), "encoding": .string(encoding.rawValue),
            "dry_run": .bool(isDryRun), "applied": .bool(isApplied), "rows": .int(rows), "counts": .object(counted),
            "failed": .int(failed), "skipped": .int(skipped), "warnings": .int(warnings),
            "faults": .array(faults.map(\.json)), "untold": .int(untold),
            "made_skus": [
                "count": .int(madeSKUCount), "skus": .array(madeSKUs.map { .string($0.code) }),
            ],
            "quantities_without_location": .int(quantitiesWithoutLocation),
            "as_of": JSON(figuresAsOf?.rfc3339()),
            "holds_moved": touch.map { .int($0.holds) } ?? .null,
            "customers_told": touch.map { .int($0.notices) } ?? .null,
        ]
    }
}
