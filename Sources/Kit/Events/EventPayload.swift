// SPDX-License-Identifier: Apache-2.0

extension Event {
    /// What happened, with what is worth knowing of it: each kind with the members it has. Here alone kinds and payloads
    /// belong together; the members, with their names in JSON, are declared by each payload (`EventContent`).
    ///
    /// Nobody's name, number, address or code stands in a payload: events go to programs and devices. Where people wrote
    /// something in their own words the member is `OwnWords`, and `PersonalData.eventWords` names it.
    package enum Payload: Sendable, Equatable {
        case created(Created)
        case accepted
        case rejected(Rejected)
        case extended(Extended)
        case calendarMoved(CalendarMoved)
        case cancelled(Cancelled)
        case expired(Expired)
        case collected(HandedOver)
        case refundDue(RefundDue)
        case rerouted(Rerouted)
        case lineDropped(LineDropped)
        case lineSubstituted(LineSubstituted)
        case awaitingTransfer(AwaitingTransfer)

        case pickingStarted
        case picked(Picked)
        case lineShortPicked(LineShortPicked)
        case ready(Ready)
        case readyRevoked(ReadyRevoked)
        case shipped(Units)
        case arrived
        case partiallyCollected(HandedOver)
        case restReleased(Units)
        case returnedToShelf

        case onMyWay
        case here
        case proxyNamed(ProxyNamed)
        case confirmed
        case wishesChanged(WishesChanged)
        case corrected(Corrected)

        case contactNotNeeded
        case contactAsked
        case contactScheduled
        case contactAttempted
        case reachedConfirmed
        case reachedChanged
        case reachedDeclined
        case unreachable
        case contactDropped(ContactDropped)

        case messageWritten(MessageWritten)

        case shortageOpened(ShortageChanged)
        case shortageCovered(ShortageChanged)
        case shortageResolved(ShortageResolved)
    }
}

extension Event.Payload {
    /// Reads the payload of a kind.
    ///
    /// - Throws: `UnreadablePayload` where a member is missing that its kind has always had, or is of another type.
    package init(_ kind: Event.Kind, _ data: JSON.Object) throws(UnreadablePayload) {
        self = try Event.Payload(kind, .init(reading: data))
    }

    static func ifReadable(_ kind: Event.Kind, _ data: JSON.Object) -> Event.Payload? {
        do throws(UnreadablePayload) { return try Event.Payload(kind, data) } catch { return nil }
    }

    /// What the kind and its members are, nil for a kind without members.
    package var parts: (kind: Event.Kind, content: (any EventContent)?) {
        switch self {
        case .created(let content): (.created, content)
        case .accepted: (.accepted, nil)
        case .rejected(let content): (.rejected, content)
        case .extended(let content): (.extended, content)
        case .calendarMoved(let content): (.calendarMoved, content)
        case .cancelled(let content): (.cancelled, content)
        case .expired(let content): (.expired, content)
        case .collected(let content): (.collected, content)
        case .refundDue(let content): (.refundDue, content)
        case .rerouted(let content): (.rerouted, content)
        case .lineDropped(let content): (.lineDropped, content)
        case .lineSubstituted(let content): (.lineSubstituted, content)
        case .awaitingTransfer(let content): (.awaitingTransfer, content)
        case .pickingStarted: (.pickingStarted, nil)
        case .picked(let content): (.picked, content)
        case .lineShortPicked(let content): (.lineShortPicked, content)
        case .ready(let content): (.ready, content)
        case .readyRevoked(let content): (.readyRevoked, content)
        case .shipped(let content): (.shipped, content)
        case .arrived: (.arrived, nil)
        case .partiallyCollected(let content): (.partiallyCollected, content)
        case .restReleased(let content): (.restReleased, content)
        case .returnedToShelf: (.returnedToShelf, nil)
        case .onMyWay: (.onMyWay, nil)
        case .here: (.here, nil)
        case .proxyNamed(let content): (.proxyNamed, content)
        case .confirmed: (.confirmed, nil)
        case .wishesChanged(let content): (.wishesChanged, content)
        case .corrected(let content): (.corrected, content)
        case .contactNotNeeded: (.contactNotNeeded, nil)
        case .contactAsked: (.contactAsked, nil)
        case .contactScheduled: (.contactScheduled, nil)
        case .contactAttempted: (.contactAttempted, nil)
        case .reachedConfirmed: (.reachedConfirmed, nil)
        case .reachedChanged: (.reachedChanged, nil)
        case .reachedDeclined: (.reachedDeclined, nil)
        case .unreachable: (.unreachable, nil)
        case .contactDropped(let content): (.contactDropped, content)
        case .messageWritten(let content): (.messageWritten, content)
        case .shortageOpened(let content): (.shortageOpened, content)
        case .shortageCovered(let content): (.shortageCovered, content)
        case .shortageResolved(let content): (.shortageResolved, content)
        }
    }

    /// Makes the payload of a kind, whose members come out of a walk: what is read, or samples.
    fileprivate init(_ kind: Event.Kind, _ members: EventMembers) throws(UnreadablePayload) {
        var members = members
        switch kind {
        case .created: self = .created(try members.all())
        case .accepted: self = .accepted
        case .rejected: self = .rejected(try members.all())
        case .extended: self = .extended(try members.all())
        case .calendarMoved: self = .calendarMoved(try members.all())
        case .cancelled: self = .cancelled(try members.all())
        case .expired: self = .expired(try members.all())
        case .collected: self = .collected(try members.all())
        case .refundDue: self = .refundDue(try members.all())
        case .rerouted: self = .rerouted(try members.all())
        case .lineDropped: self = .lineDropped(try members.all())
        case .lineSubstituted: self = .lineSubstituted(try members.all())
        case .awaitingTransfer: self = .awaitingTransfer(try members.all())
        case .pickingStarted: self = .pickingStarted
        case .picked: self = .picked(try members.all())
        case .lineShortPicked: self = .lineShortPicked(try members.all())
        case .ready: self = .ready(try members.all())
        case .readyRevoked: self = .readyRevoked(try members.all())
        case .shipped: self = .shipped(try members.all())
        case .arrived: self = .arrived
        case .partiallyCollected: self = .partiallyCollected(try members.all())
        case .restReleased: self = .restReleased(try members.all())
        case .returnedToShelf: self = .returnedToShelf
        case .onMyWay: self = .onMyWay
        case .here: self = .here
        case .proxyNamed: self = .proxyNamed(try members.all())
        case .confirmed: self = .confirmed
        case .wishesChanged: self = .wishesChanged(try members.all())
        case .corrected: self = .corrected(try members.all())
        case .contactNotNeeded: self = .contactNotNeeded
        case .contactAsked: self = .contactAsked
        case .contactScheduled: self = .contactScheduled
        case .contactAttempted: self = .contactAttempted
        case .reachedConfirmed: self = .reachedConfirmed
        case .reachedChanged: self = .reachedChanged
        case .reachedDeclined: self = .reachedDeclined
        case .unreachable: self = .unreachable
        case .contactDropped: self = .contactDropped(try members.all())
        case .messageWritten: self = .messageWritten(try members.all())
        case .shortageOpened: self = .shortageOpened(try members.all())
        case .shortageCovered: self = .shortageCovered(try members.all())
        case .shortageResolved: self = .shortageResolved(try members.all())
        }
    }
}

extension Event.Payload {
    package var kind: Event.Kind { parts.kind }

    /// The members as they are written.
    package var json: JSON.Object { parts.content?.json ?? [:] }
}

extension Event.Kind {
    /// The members of this kind's payload, in their order.
    package var members: [EventMember] {
        do throws(UnreadablePayload) {
            return try Event.Payload(self, .init(naming: ())).parts.content?.named ?? []
        } catch {
            preconditionFailure("samples are there for every member")
        }
    }
}
