// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import PQ
import Reservations

/// Holds one reservation as the console shows it, with what a clerk should know beside it.
struct Work: Sendable {
    let reservation: Reservation
    /// What was last said to the customer, or tried.
    let lastWord: LoggedAttempt?
    /// The customer has written, and nobody has answered.
    let isAsked: Bool

    init(
        _ reservation: Reservation, lastWord: LoggedAttempt? = nil, isAsked: Bool = false
    ) {
        self.reservation = reservation
        self.lastWord = lastWord
        self.isAsked = isAsked
    }

    /// Whom it is for, as was given; nil when the person's data were erased.
    var recipient: Recipient? { reservation.recipient.name.isEmpty ? nil : reservation.recipient }
}

/// Names the groups of the worklist, in their order on the page.
enum WorkGroup: String, Sendable, CaseIterable {
    /// Nobody of the store has looked yet.
    case new
    case toPick = "to-pick"
    /// The parcel waits for its customer.
    case ready
    case toReturn = "to-return"
    /// The goods are on their way to the store.
    case coming

    /// Finds the group of a reservation; nil when the store has nothing more to do with it.
    init?(_ fulfilment: Fulfilment) {
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
    static let fulfilments: [Fulfilment] = Fulfilment.allCases.filter { WorkGroup($0) != nil }
}

/// Says what a clerk does next with a reservation: one thing.
enum NextStep: Sendable, Equatable {
    case accept
    case pick
    /// All is in hand: it needs a place, and the customer a word.
    case makeReady
    case handOver
    case returnToShelf
    /// Goods are to come from another location.
    case receive
    /// Nothing, until the customer has decided about missing units.
    case awaitDecision
    /// Nothing: the time is over, and the sweep is about to take it.
    case lapsed
    case nothing

    init(_ reservation: Reservation, at now: Instant) {
        if reservation.fulfilment == .toReturn {
            self = .returnToShelf
        } else if reservation.hold != .active {
            self = .nothing
        } else if !reservation.stands(at: now) {
            self = .lapsed
        } else {
            switch reservation.fulfilment {
            case .requested: self = .accept
            case .accepted, .picking:
                let isInHand = reservation.lines.allSatisfy { $0.picked == $0.quantity }
                self = !isInHand ? .pick : reservation.hasMissing ? .awaitDecision : .makeReady
            case .awaitingStock: self = .receive
            case .ready: self = .handOver
            case .toReturn: self = .returnToShelf
            case .collected, .rejected, .cancelled, .returnedToShelf: self = .nothing
            }
        }
    }
}

/// Says how pressing something is.
enum Urgency: Sendable, Equatable {
    case calm
    /// Less than `Urgency.soonSeconds` are left.
    case soon
    case late

    static let soonSeconds = 30 * 60

    init(due: Instant, now: Instant) {
        self = now > due ? .late : due - now <= .seconds(Urgency.soonSeconds) ? .soon : .calm
    }
}

extension Reservation {
    /// When the store should be done with its next step: with the preparing by the promise, with the hand-over by the
    /// pick-up-by; what is to go back is as old as its end.
    var due: Instant {
        switch fulfilment {
        case .requested, .accepted, .picking, .awaitingStock: min(readyBy, pickUpBy)
        case .ready: pickUpBy
        case .toReturn: closedAt ?? pickUpBy
        case .collected, .rejected, .cancelled, .returnedToShelf: closedAt ?? pickUpBy
        }
    }

    /// When the customer came to the counter and told so; nil while nobody stands there.
    var waitsSince: Instant? { arrival == .here && hold == .active ? arrivalAt : nil }

    /// A short name for what lies on the shelf: on the label, under its bars, and typed at the counter. It is taken of
    /// the random end of the id and opens nothing: the pickup code stays the customer's.
    var tag: String { "R\(Crockford.text(of: id.unique).suffix(Reservation.tagCharacters - 1))" }

    /// Characters of a tag: one more than a pickup code has, so that the two are told apart.
    static let tagCharacters = 9
}

/// Sorts the store's open work: pure, so that the order can be tried on any work.
struct Worklist: Sendable {
    /// What is in each group, the most pressing first; only groups that have any.
    let groups: [(group: WorkGroup, work: [Work])]

    init(_ all: [Work]) {
        var byGroup: [WorkGroup: [Work]] = [:]
        for work in all {
            if let group = WorkGroup(work.reservation.fulfilment) { byGroup[group, default: []].append(work) }
        }
        groups = WorkGroup.allCases.compactMap { group in
            byGroup[group].map { (group, $0.sorted(by: Worklist.isBefore)) }
        }
    }

    /// Orders those first whose customer stands at the counter, who came first before the others; then by what is due
    /// first; what is due at the same moment by age.
    static func isBefore(_ a: Work, _ b: Work) -> Bool {
        let (first, second) = (a.reservation, b.reservation)
        if first.waitsSince != second.waitsSince {
            guard let since = first.waitsSince else { return false }
            return second.waitsSince.map { since < $0 } ?? true
        }
        return (first.due, first.createdAt, first.id.description)
            < (second.due, second.createdAt, second.id.description)
    }

    var count: Int { groups.reduce(0) { $0 + $1.work.count } }

    func count(_ group: WorkGroup) -> Int { groups.first { $0.group == group }?.work.count ?? 0 }
}
