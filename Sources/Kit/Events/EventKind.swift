// SPDX-License-Identifier: Apache-2.0

extension Event {
    /// The name of what happened: `noun.verb` in the past tense, as the table, the stream and the metrics have it. The
    /// payload of each is in `Event.Payload`, what it means and who writes it in `EventCatalogue`.
    package enum Kind: String, Sendable, CaseIterable {
        case created = "reservation.created"
        case accepted = "reservation.accepted"
        case rejected = "reservation.rejected"
        case extended = "reservation.extended"
        case calendarMoved = "reservation.calendar_moved"
        case cancelled = "reservation.cancelled"
        case expired = "reservation.expired"
        case collected = "reservation.collected"
        case refundDue = "reservation.refund_due"
        case rerouted = "reservation.rerouted"
        case lineDropped = "reservation.line_dropped"
        case lineSubstituted = "reservation.line_substituted"
        case awaitingTransfer = "reservation.awaiting_transfer"

        case pickingStarted = "fulfilment.picking_started"
        case picked = "fulfilment.picked"
        case lineShortPicked = "fulfilment.line_short_picked"
        case ready = "fulfilment.ready"
        case readyRevoked = "fulfilment.ready_revoked"
        case shipped = "fulfilment.shipped"
        case arrived = "fulfilment.arrived"
        case partiallyCollected = "fulfilment.partially_collected"
        case restReleased = "fulfilment.rest_released"
        case returnedToShelf = "fulfilment.returned_to_shelf"

        case onMyWay = "customer.on_my_way"
        case here = "customer.here"
        case proxyNamed = "customer.proxy_named"
        case confirmed = "customer.confirmed"
        case wishesChanged = "customer.wishes_changed"
        case corrected = "customer.corrected"

        case contactNotNeeded = "contact.not_needed"
        case contactAsked = "contact.asked"
        case contactScheduled = "contact.scheduled"
        case contactAttempted = "contact.attempted"
        case reachedConfirmed = "contact.reached_confirmed"
        case reachedChanged = "contact.reached_changed"
        case reachedDeclined = "contact.reached_declined"
        case unreachable = "contact.unreachable"
        case contactDropped = "contact.dropped"

        case messageWritten = "conversation.message"

        case shortageOpened = "shortage.opened"
        case shortageCovered = "shortage.covered"
        case shortageResolved = "shortage.resolved"
    }
}

extension Event.Kind {
    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// Finds the kind of a name by one look, where `init(rawValue:)` compares with all in turn: every event that is read
    /// asks. Nil for a kind that this version does not know.
    package static func named(_ name: String) -> Event.Kind? { byName[name] }

    /// What an event of this kind happened to.
    package enum Subject: Sendable {
        case reservation, shortage
    }

    package var subject: Subject {
        switch self {
        case .shortageOpened, .shortageCovered, .shortageResolved: .shortage
        case .created, .accepted, .rejected, .extended, .calendarMoved, .cancelled, .expired, .collected, .refundDue,
            .rerouted, .lineDropped, .lineSubstituted, .awaitingTransfer, .pickingStarted, .picked, .lineShortPicked,
            .ready, .readyRevoked, .shipped, .arrived, .partiallyCollected, .restReleased, .returnedToShelf, .onMyWay,
            .here, .proxyNamed, .confirmed, .wishesChanged, .corrected, .contactNotNeeded, .contactAsked,
            .contactScheduled, .contactAttempted, .reachedConfirmed, .reachedChanged, .reachedDeclined, .unreachable,
            .contactDropped, .messageWritten:
            .reservation
        }
    }
}
