// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Reading a reservation with a customer's eyes: a pure function of what is known.
extension PickupStatus {
    /// Gathers what is known, as a customer should read it.
    ///
    /// - Parameters:
    ///   - events: what happened to the reservation, in order.
    ///   - pictures: the addresses of the SKUs' pictures.
    ///   - attributes: what the catalogue says of the SKUs.
    ///   - ground: the moment, and the rules of the place with the customer as author.
    package init(
        _ reservation: Reservation, events: [Event], pictures: [SKU: String], attributes: [SKU: JSON.Object] = [:],
        store: Location, ground: Ground
    ) {
        let r = reservation
        let now = ground.now
        let status = r.status(at: now)
        let stands = r.stands(at: now)
        self.reservation = r.id
        version = r.version
        kind = r.kind
        reference = r.reference
        self.status = status
        next = Next(r, status: status, events: events)
        call = Call(r.contact, events: events, stands: stands)
        times = Times(
            createdAt: r.createdAt, readyBy: r.readyBy, readyAt: r.readyAt, pickUpBy: r.pickUpBy,
            closedAt: r.closedAt, isLate: (status == .checking || status == .preparing) && now > r.readyBy)
        self.store = store
        isOpenNow = ground.calendar.isOpen(at: now)
        hours = stands ? ground.calendar.days(from: now, until: r.pickUpBy) : []
        code = stands && status != .checking && status != .onItsWay ? r.pickupCode : nil
        items = r.lines.map { Item($0, imageURL: pictures[$0.sku] ?? "", attributes: attributes[$0.sku] ?? [:]) }
        total = r.total
        timeline = events.compactMap(Moment.init)
        actions = Actions(r, events: events, ground: ground)
        arrival = stands ? r.arrival : nil
        proxy = r.proxy
        isTalkedAbout = r.reroutedFrom != nil || events.contains { $0.kind == .messageWritten }
        asOf = now
    }
}

extension Event {
    /// Tells of a reservation's first event whether somebody was to ask if the customer will come: of a new one whether it
    /// was born with a task, of one that has moved whether such a task went along.
    fileprivate var asksToConfirm: Bool {
        guard case .created(let told) = payload else { return false }
        return told.confirm ?? told.contact.map { $0 == ContactState.pending } ?? false
    }
}

extension Event.Kind {
    /// What an event means to whoever waits for a word of the customer.
    fileprivate enum Answer {
        /// Somebody spoke with the customer, or the customer settled it.
        case reached
        /// There is no need to ask any more.
        case settled
    }

    fileprivate var answer: Answer? {
        switch self {
        case .reachedConfirmed, .reachedChanged, .reachedDeclined: .reached
        case .confirmed, .unreachable: .settled
        case .created, .accepted, .rejected, .extended, .calendarMoved, .cancelled, .expired, .collected, .refundDue,
            .rerouted, .lineDropped, .lineSubstituted, .awaitingTransfer, .pickingStarted, .picked, .lineShortPicked,
            .ready, .readyRevoked, .shipped, .arrived, .partiallyCollected, .restReleased, .returnedToShelf, .onMyWay,
            .here, .proxyNamed, .wishesChanged, .corrected, .contactNotNeeded, .contactAsked, .contactScheduled,
            .contactAttempted, .contactDropped, .messageWritten, .shortageOpened, .shortageCovered, .shortageResolved:
            nil
        }
    }
}

extension PickupStatus.Next {
    init(_ r: Reservation, status: CustomerStatus, events: [Event]) {
        switch status {
        case .collected: self = .nothing
        case .expired: self = .over(.lapsed)
        case .cancelled: self = .over(PickupStatus.Ending(r, events: events))
        case .checking, .preparing, .onItsWay, .ready:
            if r.hasMissing {
                self = .youDecide
            } else {
                self =
                    switch status {
                    case .ready: .collect(by: r.pickUpBy)
                    case .onItsWay: .goodsTravel
                    case .preparing: .storePrepares(by: r.readyBy)
                    default: .storeConfirms(by: r.readyBy)
                    }
            }
        }
    }
}

extension PickupStatus.Ending {
    /// Reads how a released hold ended. The reasons themselves are the shop's and stay with it.
    init(_ r: Reservation, events: [Event]) {
        let last = events.last { $0.kind == .cancelled || $0.kind == .rejected }
        self =
            if last?.kind == .rejected {
                .notAvailable
            } else if let last, last.isByCustomer {
                .cancelledByYou
            } else {
                r.fulfilment == .rejected ? .notAvailable : .cancelled
            }
    }
}

extension PickupStatus.Call {
    init(_ contact: ContactState, events: [Event], stands: Bool) {
        guard stands else {
            self = .none
            return
        }
        self =
            switch contact {
            case .notNeeded, .unreachable: .none
            case .pending: .expected
            case .attempted: .missed
            case .reachedConfirmed, .reachedChanged, .reachedDeclined: isSettledByYou(events) ? .settledByYou : .spoken
            }
    }
}

/// Tells whether it was the customer who brought the contact to its end.
private func isSettledByYou(_ events: [Event]) -> Bool {
    events.last { $0.kind?.answer == .reached }?.isByCustomer ?? false
}

extension PickupStatus.Item {
    init(_ line: Line, imageURL: String, attributes: JSON.Object) {
        self.line = line.number
        sku = line.sku
        name = line.name
        nameEN = line.nameEN
        self.imageURL = imageURL
        self.attributes = attributes
        unitPrice = line.unitPrice
        quantity = line.quantity + line.missing
        undecided = line.missing
        collected = line.collected
    }
}

extension PickupStatus.Actions {
    /// Asks the rules themselves: what is offered is what the command would do at this moment.
    init(_ r: Reservation, events: [Event], ground: Ground) {
        do throws(Refusal) {
            extendsTo = try r.deciding(.extend(until: nil), on: ground).after.pickUpBy
            extensionRefusal = nil
        } catch {
            extendsTo = nil
            extensionRefusal = error
        }
        let stands = r.stands(at: ground.now)
        mayCancel = stands
        mayAskForCall = stands && r.contact != .pending && r.recipient.phone != nil
        let isSettled = events.contains { $0.kind?.answer != nil }
        mayConfirm =
            stands && !r.hasMissing && !isSettled && r.arrival == nil && events.first?.asksToConfirm == true
        mayTell = Arrival.allCases.filter { PickupStatus.Actions.mayTell($0, of: r, on: ground) }
        mayNameProxy = stands
        mayChangeStore = r.mayChangeStore(at: ground.now)
    }

    private static func mayTell(_ arrival: Arrival, of r: Reservation, on ground: Ground) -> Bool {
        // Nobody should set out before they have decided about what is missing, nor wait in the store for what is not
        // ready unless they have told that they come.
        guard !r.hasMissing, arrival == .onMyWay || r.fulfilment == .ready || r.arrival == .onMyWay else {
            return false
        }
        do throws(Refusal) {
            return try r.deciding(.come(arrival), on: ground).after.arrival != r.arrival
        } catch {
            return false
        }
    }
}

extension OpeningCalendar {
    /// Lists the hours of the business days from one moment to another, at most `PickupStatus.daysShown`.
    fileprivate func days(from start: Instant, until end: Instant) -> [PickupStatus.OpenDay] {
        let first = businessDay(at: start)
        // A closing is the first moment after its business day; the one before it is on the day that is meant.
        let last = min(businessDay(at: end - .seconds(1)), first + (PickupStatus.daysShown - 1))
        guard first <= last else { return [] }
        return (0...(last - first)).map { ahead in
            let day = first + ahead
            let periods = periods(on: day).map { opens, closes in
                minutes(of: opens, since: day)..<minutes(of: closes, since: day)
            }
            return PickupStatus.OpenDay(day: day, periods: periods)
        }
    }

    private func minutes(of moment: Instant, since day: Day) -> Int {
        let local = zone.local(moment)
        return (local.day - day) * 1440 + local.minute
    }
}
