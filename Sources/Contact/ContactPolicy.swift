// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations

/// Says which customers should be contacted, why, by when and how: a row of data, not code. Nil in a condition means
/// that it does not matter.
package struct ContactPolicy: Sendable, Equatable {
    package let id: String
    package let purpose: ContactTask.Purpose
    /// The lowest number sets how the task is worked.
    package let priority: Int
    package let enabled: Bool
    package let reason: String
    package let location: LocationID?
    package let kind: Reservation.Kind?
    /// Yen.
    package let minTotal: Int?
    package let minLines: Int?
    package let firstTime: Bool?
    /// Days since a person last saw the shelf, or a picker missed a unit since: the figure is little trusted.
    package let stockUnseenDays: Int?
    package let whenAsked: Bool?
    package let channel: ContactChannel
    package let withinMinutes: Int
    /// Minutes from one attempt to the next; one attempt more than there are numbers.
    package let retryMinutes: [Int]
    package let whenUnreachable: ContactTask.WhenUnreachable
    /// The policy as it is now, for the events of what it decides.
    package private(set) var told: Event.PolicyEdition

    package init(
        id: String, purpose: ContactTask.Purpose = .confirm, priority: Int, enabled: Bool = true, reason: String,
        location: LocationID? = nil, kind: Reservation.Kind? = nil, minTotal: Int? = nil, minLines: Int? = nil,
        firstTime: Bool? = nil, stockUnseenDays: Int? = nil, whenAsked: Bool? = nil, channel: ContactChannel = .phone,
        withinMinutes: Int, retryMinutes: [Int], whenUnreachable: ContactTask.WhenUnreachable = .keep
    ) {
        self.id = id
        self.purpose = purpose
        self.priority = priority
        self.enabled = enabled
        self.reason = reason
        self.location = location
        self.kind = kind
        self.minTotal = minTotal
        self.minLines = minLines
        self.firstTime = firstTime
        self.stockUnseenDays = stockUnseenDays
        self.whenAsked = whenAsked
        self.channel = channel
        self.withinMinutes = withinMinutes
        self.retryMinutes = retryMinutes
        self.whenUnreachable = whenUnreachable
        told = Event.PolicyEdition(id: id, edition: 0)
        // Once a policy that is read, since every reservation that it finds tells it.
        told = Event.PolicyEdition(id: id, edition: facts.edition)
    }

    /// Tells whether a reservation that is about to be made meets every condition of this row.
    package func matches(_ reservation: Reservation, _ facts: IntakeFacts, at now: Instant) -> Bool {
        guard enabled, purpose == .confirm, location == nil || location == reservation.location,
            kind == nil || kind == reservation.kind, reservation.total >= minTotal ?? 0,
            reservation.lines.count >= minLines ?? 0, firstTime == nil || firstTime == facts.isFirst,
            whenAsked == nil || whenAsked == facts.wantsContact
        else { return false }
        guard let days = stockUnseenDays else { return true }
        return facts.quotes.contains { quote in
            guard let seen = quote.seenAt else { return true }
            if let missed = quote.missedAt, missed >= seen { return true }
            return now - seen >= .seconds(days * 86_400)
        }
    }

    /// Serves purposes without a row of their own, so that an empty installation works.
    static func fallback(_ purpose: ContactTask.Purpose) -> ContactPolicy {
        ContactPolicy(
            id: "fallback", purpose: purpose, priority: .max, enabled: true, reason: purpose.rawValue, location: nil,
            kind: nil, minTotal: nil, minLines: nil, firstTime: nil, stockUnseenDays: nil, whenAsked: nil,
            channel: .phone, withinMinutes: 60, retryMinutes: [30, 120, 1080], whenUnreachable: .keep)
    }
}

/// Reads every contact policy.
package struct ReadContactPolicies: Statement {
    package static let sql = """
        SELECT policy_id, purpose, priority, enabled, reason, location_id, kind, min_total, min_lines, first_time,
            stock_unseen_days, when_asked, channel, within_minutes, retry_minutes, when_unreachable
        FROM contact_policy
        ORDER BY priority, policy_id
        """
    package static let isReadOnly = true

    package init() {}
    package func bind(_ parameters: inout Parameters) {}

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> ContactPolicy {
        ContactPolicy(
            id: try row(), purpose: try row.word(), priority: try row(), enabled: try row(), reason: try row(),
            location: try row(String?.self).map(LocationID.init(stored:)),
            kind: try row(String?.self).flatMap(Reservation.Kind.init(rawValue:)), minTotal: try row(),
            minLines: try row(), firstTime: try row(), stockUnseenDays: try row(), whenAsked: try row(),
            channel: try row(), withinMinutes: try row(), retryMinutes: try row([Int32].self).map(Int.init),
            whenUnreachable: try row.word())
    }
}

/// Writes contact policies one by one; a row of the same id is replaced.
package struct KeepContactPolicy: Statement {
    package static let sql = """
        INSERT INTO contact_policy (policy_id, purpose, priority, enabled, reason, location_id, kind, min_total,
            min_lines, first_time, stock_unseen_days, when_asked, channel, within_minutes, retry_minutes,
            when_unreachable)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        ON CONFLICT (policy_id) DO UPDATE SET (purpose, priority, enabled, reason, location_id, kind, min_total,
            min_lines, first_time, stock_unseen_days, when_asked, channel, within_minutes, retry_minutes,
            when_unreachable)
            = (excluded.purpose, excluded.priority, excluded.enabled, excluded.reason, excluded.location_id,
            excluded.kind, excluded.min_total, excluded.min_lines, excluded.first_time, excluded.stock_unseen_days,
            excluded.when_asked, excluded.channel, excluded.within_minutes, excluded.retry_minutes,
            excluded.when_unreachable)
        """

    let policy: ContactPolicy

    package init(_ policy: ContactPolicy) { self.policy = policy }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(policy.id)
        parameters.add(policy.purpose.rawValue)
        parameters.add(Int32(policy.priority))
        parameters.add(policy.enabled)
        parameters.add(policy.reason)
        parameters.add(policy.location?.code)
        parameters.add(policy.kind?.rawValue)
        parameters.add(policy.minTotal.map(Int32.init))
        parameters.add(policy.minLines.map(Int16.init))
        parameters.add(policy.firstTime)
        parameters.add(policy.stockUnseenDays.map(Int16.init))
        parameters.add(policy.whenAsked)
        parameters.add(policy.channel)
        parameters.add(Int32(policy.withinMinutes))
        parameters.add(policy.retryMinutes.map(Int32.init))
        parameters.add(policy.whenUnreachable.rawValue)
    }
}
