// SPDX-License-Identifier: Apache-2.0

// What is told of a reservation's promise, and of its contact. Members that were added later are optional: rows from
// before have none.

extension Event {
    /// A new reservation: one that was asked for, or one that goes on from another store (`reroutedFrom`).
    package struct Created: EventContent {
        package let kind: Word?
        package let lines: [Line]?
        package let pickUpBy: PlaceTime?
        package let reroutedFrom: ReservationID?
        package var contact: Word?
        package var confirm: Bool?
        package let arm: Word?
        package let policy: PolicyEdition?
        package let contactPolicy: PolicyEdition?

        package init(
            kind: Word, lines: [Line], pickUpBy: PlaceTime, contact: Word, arm: Word, policy: PolicyEdition?,
            contactPolicy: PolicyEdition?
        ) {
            self.kind = kind
            self.lines = lines
            self.pickUpBy = pickUpBy
            self.contact = contact
            self.arm = arm
            self.policy = policy
            self.contactPolicy = contactPolicy
            reroutedFrom = nil
        }

        package init(reroutedFrom: ReservationID, policy: PolicyEdition?) {
            self.reroutedFrom = reroutedFrom
            self.policy = policy
            (kind, lines, pickUpBy, arm, contactPolicy) = (nil, nil, nil, nil, nil)
        }

        package init(_ members: inout EventMembers, _ known: Self?) {
            kind = members.nextIfAny("kind", known?.kind, "How it is paid: `reserve` or `buy`.")
            lines = members.nextIfAny("lines", known?.lines, "What is promised.")
            pickUpBy = members.nextIfAny("pick_up_by", known?.pickUpBy, "The end of the hold.")
            reroutedFrom = members.nextIfAny(
                "rerouted_from", known?.reroutedFrom, "The reservation at another store that goes on here.")
            contact = members.nextIfAny("contact", known?.contact, "How the contact stands at birth.")
            confirm = members.nextIfAny(
                "confirm", known?.confirm, "Whether a task to confirm the visit came along from the other store.")
            arm = members.nextIfAny("arm", known?.arm, "The arm of the contact experiment; empty outside of it.")
            policy = members.nextIfAny("policy", known?.policy, "The reservation policy that counted its dates.")
            contactPolicy = members.nextIfAny(
                "contact_policy", known?.contactPolicy, "The contact policy that bore its task.")
        }

        package struct Line: EventPart {
            package let sku: SKU
            package let quantity: Int
            package let unitPrice: Int

            package init(sku: SKU, quantity: Int, unitPrice: Int) {
                self.sku = sku
                self.quantity = quantity
                self.unitPrice = unitPrice
            }

            package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
                sku = try members.next("sku", known?.sku, "The SKU.")
                quantity = try members.next("quantity", known?.quantity, "Units promised.")
                unitPrice = try members.next("unit_price", known?.unitPrice, "Yen, tax included.")
            }
        }
    }

    /// Which policy served, as it was then: policies are edited, and their rows keep only what holds now.
    package struct PolicyEdition: EventPart {
        package let id: Word
        package let edition: Int

        package init(id: String, edition: Int) {
            self.id = Word(code: id)
            self.edition = edition
        }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            id = try members.next("id", known?.id, "The policy.")
            edition = try members.next(
                "edition", known?.edition, "The number of its rules; other rules have another (`Facts.edition`).")
        }
    }

    package struct Rejected: EventContent {
        package let reason: Word
        package let note: OwnWords

        package init(reason: Word, note: OwnWords) {
            self.reason = reason
            self.note = note
        }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            reason = try members.next("reason", known?.reason, "Why: see the API's `reason` of a short pick.")
            note = try members.next("note", known?.note, "What the store wrote; may be empty.")
        }
    }

    package struct Extended: EventContent {
        package let pickUpBy: PlaceTime
        package let extensions: Int

        package init(pickUpBy: PlaceTime, extensions: Int) {
            self.pickUpBy = pickUpBy
            self.extensions = extensions
        }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            pickUpBy = try members.next("pick_up_by", known?.pickUpBy, "The new end of the hold.")
            extensions = try members.next("extensions", known?.extensions, "How often it has been extended by now.")
        }
    }

    /// The store's opening days or hours were edited, and dates of the reservation with them.
    package struct CalendarMoved: EventContent {
        package let calendarOf: Int
        package var from: PlaceTime?
        package var pickUpBy: PlaceTime?
        package var readyByFrom: PlaceTime?
        package var readyBy: PlaceTime?

        package init(calendarOf: Int) { self.calendarOf = calendarOf }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            calendarOf = try members.next(
                Self.calendarOf, known?.calendarOf,
                "The edit by whose calendar it is counted now: its moment in microseconds since 1970.")
            from = members.nextIfAny("from", known?.from, "The end of the hold before, where it moved.")
            pickUpBy = members.nextIfAny("pick_up_by", known?.pickUpBy, "The new end of the hold, where it moved.")
            readyByFrom = members.nextIfAny(
                "ready_by_from", known?.readyByFrom, "When it was to be ready, where that moved.")
            readyBy = members.nextIfAny("ready_by", known?.readyBy, "When it is to be ready now, where that moved.")
        }

        /// The member that a statement reads (`ReadCounted`).
        package static let calendarOf = "calendar_of"
    }

    package struct Cancelled: EventContent {
        package let reason: OwnWords

        package init(reason: String) { self.reason = OwnWords(reason) }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            reason = try members.next(
                "reason", known?.reason,
                "`customer`, `customer_declined`, `unreachable`, `nothing_left`, or what a store or program wrote.")
        }
    }

    package struct Expired: EventContent {
        package let wasReady: Bool

        package init(wasReady: Bool) { self.wasReady = wasReady }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            wasReady = try members.next("was_ready", known?.wasReady, "Whether it lay ready: then it is a no-show.")
        }
    }

    package struct RefundDue: EventContent {
        package let amount: Int
        package let reason: Word

        package init(amount: Int, reason: Word) {
            self.amount = amount
            self.reason = reason
        }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            amount = try members.next("amount", known?.amount, "Yen, tax included.")
            reason = try members.next(
                "reason", known?.reason,
                "`cancelled`, `expired`, `rejected`, `dropped`, `substituted` or `left_at_counter`.")
        }
    }

    package struct Rerouted: EventContent {
        package let to: ReservationID

        package init(to: ReservationID) { self.to = to }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            to = try members.next("to", known?.to, "The reservation at the other store that goes on.")
        }
    }

    package struct LineDropped: EventContent {
        package let line: Int
        package let units: Int

        package init(line: Int, units: Int) {
            self.line = line
            self.units = units
        }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            line = try members.next("line", known?.line, "The line's number.")
            units = try members.next("units", known?.units, "The units that are left out.")
        }
    }

    package struct LineSubstituted: EventContent {
        package let line: Int
        package let sku: SKU
        package let units: Int

        package init(line: Int, sku: SKU, units: Int) {
            self.line = line
            self.sku = sku
            self.units = units
        }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            line = try members.next("line", known?.line, "The number of the line that was short.")
            sku = try members.next("sku", known?.sku, "What is taken instead.")
            units = try members.next("units", known?.units, "How many of it.")
        }
    }

    package struct AwaitingTransfer: EventContent {
        package let line: Int
        package let from: LocationID
        package let units: Int

        package init(line: Int, from: LocationID, units: Int) {
            self.line = line
            self.from = from
            self.units = units
        }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            line = try members.next("line", known?.line, "The number of the line that was short.")
            from = try members.next("from", known?.from, "The location that sends.")
            units = try members.next("units", known?.units, "How many units it sends.")
        }
    }
}
