// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// A group of the worklist, in the order in which a store works.
package enum WorkGroup: String, Sendable, CaseIterable {
    /// Nobody of the store has looked yet.
    case new
    case toPick = "to-pick"
    /// The parcel waits for its customer.
    case ready
    case toReturn = "to-return"
    /// The goods are on their way to the store.
    case coming

    /// Finds the group of a reservation; nil when the store has nothing more to do with it.
    package init?(_ fulfilment: Fulfilment) {
        switch fulfilment {
        case .requested: self = .new
        case .accepted, .picking: self = .toPick
        case .ready: self = .ready
        case .toReturn: self = .toReturn
        case .awaitingStock: self = .coming
        case .collected, .rejected, .cancelled, .returnedToShelf: return nil
        }
    }

    /// The points of the store's work that the list reads.
    package static let fulfilments: [Fulfilment] = Fulfilment.allCases.filter { WorkGroup($0) != nil }
}

extension Reservation {
    /// When the store should be done with its next step: with the preparing by the promise, with the hand-over by the
    /// pick-up-by; what is to go back is as old as its end.
    package var due: Instant {
        switch fulfilment {
        case .requested, .accepted, .picking, .awaitingStock: min(readyBy, pickUpBy)
        case .ready: pickUpBy
        case .toReturn: closedAt ?? pickUpBy
        case .collected, .rejected, .cancelled, .returnedToShelf: closedAt ?? pickUpBy
        }
    }

    /// When the customer came to the counter and told so; nil while nobody stands there.
    package var waitsSince: Instant? { arrival == .here && hold == .active ? arrivalAt : nil }

    /// Orders the work of a store: first those whose customer stands at the counter, who came first before the others; then
    /// as `isDueBefore`.
    package static func isMorePressing(_ a: Reservation, _ b: Reservation) -> Bool {
        if a.waitsSince != b.waitsSince {
            guard let since = a.waitsSince else { return false }
            return b.waitsSince.map { since < $0 } ?? true
        }
        return isDueBefore(a, b)
    }

    /// Orders by what is due first; what is due at the same moment by age.
    package static func isDueBefore(_ a: Reservation, _ b: Reservation) -> Bool {
        (a.due, a.createdAt, a.id.description) < (b.due, b.createdAt, b.id.description)
    }
}

/// The open work of a store in groups, the most pressing first; pure, so that the order can be tried on any work.
///
/// An entry is a reservation, or a reservation with what a face knows beside it.
package struct Worklist<Entry: Sendable>: Sendable {
    /// The entries of each group, the most pressing first; only groups that have any.
    package let groups: [(group: WorkGroup, work: [Entry])]

    /// - Parameter reservation: the reservation of an entry. Those with which the store has nothing more to do are left out.
    package init(_ all: [Entry], by reservation: (Entry) -> Reservation) {
        var byGroup: [WorkGroup: [Entry]] = [:]
        for entry in all {
            if let group = WorkGroup(reservation(entry).fulfilment) { byGroup[group, default: []].append(entry) }
        }
        groups = WorkGroup.allCases.compactMap { group in
            byGroup[group].map { entries in
                (group, entries.sorted { Reservation.isMorePressing(reservation($0), reservation($1)) })
            }
        }
    }

    package var count: Int { groups.reduce(0) { $0 + $1.work.count } }

    package func count(_ group: WorkGroup) -> Int { groups.first { $0.group == group }?.work.count ?? 0 }
}
