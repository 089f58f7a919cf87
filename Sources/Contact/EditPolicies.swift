// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations

/// Changing the contact policies by hand. Each edit leaves a `Change` in its transaction, and is applied everywhere within
/// `ContactRules.freshness`.
extension Desk {
    /// Adds a policy. Throws `doesNotFit` when its id is taken, or something of it is out of its bounds.
    package func add(_ policy: ContactPolicy, by author: Author) async throws {
        try policy.check()
        try await changes.edit(.contactPolicy, policy.id, Edit(by: author), named: "AddContactPolicy") { edit in
            if let same = try await edit.transaction.first(LockContactPolicy(id: policy.id)) {
                // A form that is sent again.
                guard same == policy else { throw Refusal.doesNotFit("the policy's id is taken") }
                return .nothing
            }
            guard try await edit.transaction.count(AddContactPolicy(policy: policy)) == 1 else {
                throw Refusal.doesNotFit("the policy's id is taken")
            }
            return .changed(from: nil, to: policy.facts)
        }
    }

    /// Puts a policy in place of the one that has its id. Throws `notFound(route)` where there is none, `stale`, and
    /// `doesNotFit` for what is out of its bounds.
    package func keep(_ policy: ContactPolicy, _ edit: Edit) async throws {
        try policy.check()
        try await changes.edit(.contactPolicy, policy.id, edit, named: "EditContactPolicy") { edit in
            guard let before = try await edit.transaction.first(LockContactPolicy(id: policy.id)) else {
                throw Refusal.notFound(.route)
            }
            edit.statements.add(KeepContactPolicy(policy))
            return .changed(from: before.facts, to: policy.facts)
        }
    }

    /// Takes a policy away; tasks that it bore stay. One that is not there is taken away already. Throws `stale`.
    package func removeContactPolicy(_ id: String, _ edit: Edit) async throws {
        try await changes.edit(.contactPolicy, id, edit, named: "RemoveContactPolicy") { edit in
            let before = try await edit.transaction.first(LockContactPolicy(id: id))
            edit.statements.add(DeleteContactPolicy(id: id))
            return .changed(from: before?.facts, to: nil)
        }
    }
}

extension ContactPolicy {
    /// Names the numbers of a policy, each within its bounds; `CHECK`s of the table are the third line.
    package enum Number: String, Sendable, CaseIterable {
        case priority
        case minTotal = "min_total"
        case minLines = "min_lines"
        case stockUnseenDays = "stock_unseen_days"
        case withinMinutes = "within_minutes"

        package var bounds: ClosedRange<Int> {
            switch self {
            case .priority: 1...9_999
            case .minTotal: 1...99_999_999
            case .minLines: 1...Limits.linesPerReservation
            case .stockUnseenDays: 1...365
            case .withinMinutes: 1...20_160
            }
        }

        /// The others are conditions, which a policy may do without.
        package var isNeeded: Bool { self == .priority || self == .withinMinutes }
    }

    package subscript(number: Number) -> Int? {
        switch number {
        case .priority: priority
        case .minTotal: minTotal
        case .minLines: minLines
        case .stockUnseenDays: stockUnseenDays
        case .withinMinutes: withinMinutes
        }
    }

    /// Minutes from one attempt to the next, and how many such pauses a policy may have.
    package static let retryBounds = 1...20_160
    package static let mostRetries = 10
    /// Bytes of an id and of a reason.
    package static let mostCharacters = 64

    /// Tells whether a text may be the id of a policy or the name of a reason: a–z, 0–9, `-` and `_`.
    package static func isName(_ text: String) -> Bool {
        (1...mostCharacters).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "-"), UInt8(ascii: "_"): true
                default: false
                }
            }
    }

    /// What an edit compares and its history tells.
    package var facts: Facts {
        [
            "purpose": purpose.rawValue, "priority": Facts.number(priority), "enabled": Facts.said(enabled),
            "why": reason, "location": location?.code, "kind": kind?.rawValue, "min_total": Facts.number(minTotal),
            "min_lines": Facts.number(minLines), "first_time": Facts.said(firstTime),
            "stock_unseen_days": Facts.number(stockUnseenDays), "when_asked": Facts.said(whenAsked),
            "channel": channel.rawValue, "within_minutes": Facts.number(withinMinutes),
            "retry_minutes": retryMinutes.isEmpty ? nil : retryMinutes.map(String.init).joined(separator: ", "),
            "when_unreachable": whenUnreachable.rawValue,
        ]
    }

    /// Throws `doesNotFit` for what is out of its bounds.
    package func check() throws(Refusal) {
        guard ContactPolicy.isName(reason) else { throw .doesNotFit("a reason is a word of a–z, 0–9, - and _") }
        for number in Number.allCases {
            guard let value = self[number] else { continue }
            guard number.bounds.contains(value) else {
                throw .doesNotFit("\(number.rawValue) is \(number.bounds)")
            }
        }
        guard retryMinutes.count <= ContactPolicy.mostRetries,
            retryMinutes.allSatisfy(ContactPolicy.retryBounds.contains)
        else {
            throw .doesNotFit("at most \(ContactPolicy.mostRetries) retries, each after \(ContactPolicy.retryBounds)")
        }
    }
}

/// Reads one policy, and locks it against other edits.
struct LockContactPolicy: Statement {
    static let sql = """
        SELECT policy_id, purpose, priority, enabled, reason, location_id, kind, min_total, min_lines, first_time,
            stock_unseen_days, when_asked, channel, within_minutes, retry_minutes, when_unreachable
        FROM contact_policy
        WHERE policy_id = $1
        FOR UPDATE
        """

    let id: String

    func bind(_ parameters: inout Parameters) { parameters.add(id) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> ContactPolicy {
        try ReadContactPolicies.decode(&row)
    }
}

/// Adds one policy; changes nothing when its id is taken.
struct AddContactPolicy: Statement {
    static let sql = """
        INSERT INTO contact_policy (policy_id, purpose, priority, enabled, reason, location_id, kind, min_total,
            min_lines, first_time, stock_unseen_days, when_asked, channel, within_minutes, retry_minutes,
            when_unreachable)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        ON CONFLICT (policy_id) DO NOTHING
        """

    let policy: ContactPolicy

    func bind(_ parameters: inout Parameters) { KeepContactPolicy(policy).bind(&parameters) }
}

/// Takes one policy away.
struct DeleteContactPolicy: Statement {
    static let sql = "DELETE FROM contact_policy WHERE policy_id = $1"

    let id: String

    func bind(_ parameters: inout Parameters) { parameters.add(id) }
}
