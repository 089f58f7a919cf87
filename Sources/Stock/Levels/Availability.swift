// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Tells what one location has of one SKU, and how far the figure may be trusted.
package struct Availability: Sendable, Equatable {
    package let key: StockKey
    package let onHand: Int
    package let reserved: Int
    package let safety: Int
    /// When a person last saw the shelf; nil when nobody has.
    package let seenAt: Instant?
    /// When a person last looked for units and did not find them all.
    package let missedAt: Instant?
    package let confidence: Confidence

    package init(
        key: StockKey, onHand: Int = 0, reserved: Int = 0, safety: Int = 0, seenAt: Instant? = nil,
        missedAt: Instant? = nil, now: Instant
    ) {
        self.key = key
        self.onHand = onHand
        self.reserved = reserved
        self.safety = safety
        self.seenAt = seenAt
        self.missedAt = missedAt
        confidence = Confidence(seenAt: seenAt, missedAt: missedAt, now: now)
    }

    /// What may be promised: on-hand − reserved − safety, 0 or more.
    package var available: Int { max(0, onHand - reserved - safety) }
}

/// Says how far a stock figure may be trusted, so that a doubtful promise gets a call before it gets a customer.
package enum Confidence: String, Sendable, CaseIterable, Comparable {
    case low, medium, high

    /// Days for which a look at the shelf makes a figure trusted, and known.
    package static let trustedDays = 3
    package static let knownDays = 14
    /// Days for which units that were not found keep a figure from being trusted.
    package static let missedDays = 14

    /// Judges by the age of the last look and by what was missed lately.
    ///
    /// Low: nobody looked for 14 days, or a miss of the last 14 days that no later look has cleared. High: somebody
    /// looked within 3 days, and nothing was missed for 14 days.
    package init(seenAt: Instant?, missedAt: Instant?, now: Instant) {
        func isWithin(_ days: Int, _ moment: Instant?) -> Bool {
            moment.map { now - $0 <= .seconds(86_400 * days) } ?? false
        }
        let missedLately = isWithin(Confidence.missedDays, missedAt)
        if !isWithin(Confidence.knownDays, seenAt) {
            self = .low
        } else if missedLately, let missedAt, let seenAt, missedAt >= seenAt {
            self = .low
        } else {
            self = isWithin(Confidence.trustedDays, seenAt) && !missedLately ? .high : .medium
        }
    }

    package static func < (a: Confidence, b: Confidence) -> Bool {
        func rank(_ confidence: Confidence) -> Int {
            switch confidence {
            case .low: 0
            case .medium: 1
            case .high: 2
            }
        }
        return rank(a) < rank(b)
    }
}

/// Reads the levels of SKUs at locations; pairs without a level are left out.
package struct ReadLevels: Statement {
    package static let sql = """
        SELECT location_id, sku, on_hand, reserved, safety, seen_at, missed_at
        FROM stock_level
        WHERE location_id = ANY ($1::text[]) AND sku = ANY ($2::text[])
        """
    package static let isReadOnly = true

    package struct Row: Sendable {
        package let key: StockKey
        package let onHand: Int
        package let reserved: Int
        package let safety: Int
        package let seenAt: Instant?
        package let missedAt: Instant?
    }

    package let locations: [LocationID]
    package let skus: [SKU]

    package init(locations: [LocationID], skus: [SKU]) {
        self.locations = locations
        self.skus = skus
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(locations.map(\.code))
        parameters.add(skus.map(\.code))
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        let key = StockKey(LocationID(stored: try row()), SKU(stored: try row()))
        return Row(
            key: key, onHand: try row(), reserved: try row(), safety: try row(), seenAt: try row(),
            missedAt: try row())
    }
}
