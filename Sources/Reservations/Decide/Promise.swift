// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// The promise itself: cancelling, extending, lapsing.
extension Decision {
    mutating func cancel(reason: String) throws(Refusal) {
        // A hold that lapsed may still be cancelled by nobody: it has expired, and says so.
        try mustStand()
        let total = after.unsettled
        end(.released, reason: reason)
        leaveWork(otherwise: .cancelled)
        happened(.cancelled(.init(reason: reason)))
        refund(total, "cancelled")
    }

    /// Moves the pick-up-by by the policy's open days, or to a named day within them. Each role has its own limit.
    mutating func extend(until: Day?, on ground: Ground) throws(Refusal) {
        try mustStand()
        let limit = ground.policy.extensions(for: ground.author)
        guard after.extensions < limit else { throw .extensionLimit(limit) }
        let calendar = ground.calendar
        // The moment of closing is no longer open: a day that ends at midnight or later is named by what comes before.
        let current = calendar.businessDay(at: after.pickUpBy - .microseconds(1))
        guard let furthest = calendar.openDay(max(1, ground.policy.extensionDays), after: current) else {
            throw .neverOpen(after.location)
        }
        var day = furthest
        if let until {
            guard until > current, until <= furthest else { throw .extensionLimit(limit) }
            day = until
        }
        guard let moment = calendar.pickUpBy(onOrAfter: day), moment > after.pickUpBy else {
            throw .neverOpen(after.location)
        }
        after.pickUpBy = moment
        after.extensions += 1
        happened(.extended(.init(pickUpBy: PlaceTime(moment, in: calendar.zone), extensions: after.extensions)))
    }

    mutating func expire() throws(Refusal) {
        switch after.hold {
        case .consumed: throw .alreadyCollected
        case .released: throw .alreadyReleased
        case .expired: throw .expired
        case .active: break
        }
        guard !after.stands(at: at) else { throw .wrongStep(step: "expire", fulfilment: after.fulfilment.rawValue) }
        let total = after.unsettled
        let wasReady = after.fulfilment == .ready
        end(.expired, reason: wasReady ? "no_show" : "expired")
        leaveWork(otherwise: .cancelled)
        happened(.expired(.init(wasReady: wasReady)))
        refund(total, "expired")
    }

    mutating func contact(_ state: ContactState) {
        // An attempt that is logged after the end is kept, but nobody is waited for.
        let state = after.hold == .active ? state : state.atTheEnd
        guard state != after.contact else { return }
        after.contact = state
        happened(state.told)
    }
}

extension ContactState {
    /// What is told when the contact has come to this.
    fileprivate var told: Event.Payload {
        switch self {
        case .notNeeded: .contactNotNeeded
        case .pending: .contactScheduled
        case .attempted: .contactAttempted
        case .reachedConfirmed: .reachedConfirmed
        case .reachedChanged: .reachedChanged
        case .reachedDeclined: .reachedDeclined
        case .unreachable: .unreachable
        }
    }
}
