// SPDX-License-Identifier: Apache-2.0
import PQ

/// Tells one edit of what the chain is set up with: who changed what of which thing, from what to what. It is written in
/// the edit's transaction and never changed. It holds no password and no secret.
package struct Change: Sendable, Equatable {
    /// Names what head office edits.
    package enum Kind: String, Sendable, CaseIterable {
        case location, hours, closure, goods, holiday
        case reservationPolicy = "reservation_policy"
        case contactPolicy = "contact_policy"
        case callableWindows = "callable_windows"
        case experiment, staff
        case importing = "import"
        /// A customer's record, and who is one person.
        case customer
    }

    /// Names what was done to it.
    package enum Act: String, Sendable, CaseIterable {
        case added, changed, removed
        case passwordSet = "password_set"
        case sessionsEnded = "sessions_ended"
        case closed
        /// A file was taken.
        case imported
        /// A file was taken up to some row, and then the service or its database ended.
        case stopped
        /// Records became one person, a record became a person of its own, and either was taken back.
        case joined, parted, undone
    }

    package struct Difference: Sendable, Equatable {
        package let name: String
        package let from: String?
        package let to: String?

        package init(name: String, from: String? = nil, to: String? = nil) {
            self.name = name
            self.from = from
            self.to = to
        }
    }

    /// In the order of time.
    package let id: UniqueID
    package let kind: Kind
    /// The code or id of the thing.
    package let subject: String
    package let act: Act
    package let author: String
    package let at: Instant
    package let differences: [Difference]

    package init(
        _ kind: Kind, _ subject: String, _ act: Act, by author: Author, effects: Effects,
        from before: Facts = [:], to after: Facts = [:]
    ) {
        self.init(kind, subject, act, byStored: author.description, effects: effects, from: before, to: after)
    }

    /// Takes an author as it was kept before.
    package init(
        _ kind: Kind, _ subject: String, _ act: Act, byStored author: String, effects: Effects,
        from before: Facts = [:], to after: Facts = [:]
    ) {
        at = effects.now()
        id = effects.uniqueID(at: at)
        self.kind = kind
        self.subject = subject
        self.act = act
        self.author = author
        differences = before.differences(to: after)
    }

    /// Takes what the database has kept.
    init(
        id: UniqueID, kind: Kind, subject: String, act: Act, author: String, at: Instant, differences: [Difference]
    ) {
        self.id = id
        self.kind = kind
        self.subject = subject
        self.act = act
        self.author = author
        self.at = at
        self.differences = differences
    }

    /// Gives the first id that a change of a moment, or of a later one, may have.
    package static func firstID(at moment: Instant) -> UniqueID {
        let milliseconds = UInt64(max(0, moment.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
        return UniqueID(high: milliseconds << 16, low: 0)
    }
}
