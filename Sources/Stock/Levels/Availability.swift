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

/// Asks what locations have of SKUs: for each location every SKU.
struct LevelQuestion: Sendable {
    let locations: [LocationID]
    let skus: [SKU]

    var count: Int { locations.count * skus.count }

    /// Reads for a set of askers in one round trip: for each a level or nil, location by location.
    static func answer(
        _ questions: [LevelQuestion], _ database: Database
    ) async -> [Result<[ReadLevels.Level?], any Error>] {
        do {
            let rows = try await database.run(ReadLevels(questions), isShielded: true)
            var levels = [ReadLevels.Level?](repeating: nil, count: questions.reduce(0) { $0 + $1.count })
            for row in rows { levels[row.ord] = row.level }
            var start = 0
            return questions.map { question in
                defer { start += question.count }
                return .success(Array(levels[start..<start + question.count]))
            }
        } catch {
            return questions.map { _ in .failure(error) }
        }
    }
}

/// Reads levels by their keys, each with the place of its key in the list; keys without a level are left out.
struct ReadLevels: Statement {
    static let sql = """
        SELECT k.ord, l.on_hand, l.reserved, l.safety, l.seen_at, l.missed_at
        FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS k (location_id, sku, ord)
        JOIN stock_level l ON l.location_id = k.location_id AND l.sku = k.sku
        """
    static let isReadOnly = true

    struct Level: Sendable {
        let onHand: Int
        let reserved: Int
        let safety: Int
        let seenAt: Instant?
        let missedAt: Instant?
    }

    let questions: [LevelQuestion]

    init(_ questions: [LevelQuestion]) { self.questions = questions }

    func bind(_ parameters: inout Parameters) {
        let count = questions.reduce(0) { $0 + $1.count }
        var (locations, skus): ([String], [String]) = ([], [])
        locations.reserveCapacity(count)
        skus.reserveCapacity(count)
        for question in questions {
            for location in question.locations {
                for sku in question.skus {
                    locations.append(location.code)
                    skus.append(sku.code)
                }
            }
        }
        parameters.add(locations)
        parameters.add(skus)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (ord: Int, level: Level) {
        (
            try row(Int.self) - 1,
            Level(
                onHand: try row(), reserved: try row(), safety: try row(), seenAt: try row(), missedAt: try row())
        )
    }
}
