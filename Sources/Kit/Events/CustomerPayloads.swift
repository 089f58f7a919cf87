// SPDX-License-Identifier: Apache-2.0

// What is told of a customer's word: that it was given, never what stands in it.

extension Event {
    package struct ProxyNamed: EventContent {
        package let named: Bool

        package init(named: Bool) { self.named = named }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            named = try members.next("named", known?.named, "False where the customer comes after all.")
        }
    }

    package struct WishesChanged: EventContent {
        package let stopped: [Word]

        package init(stopped: [Word]) { self.stopped = stopped }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            stopped = try members.next("stopped", known?.stopped, "The channels on which nobody is to write or call.")
        }
    }

    package struct Corrected: EventContent {
        package let fields: [Word]

        package init(fields: [Word]) { self.fields = fields }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            fields = try members.next("fields", known?.fields, "What was corrected: `name`, `phone`, `mail`.")
        }
    }

    package struct ContactDropped: EventContent {
        package let purposes: [Word]
        package let because: Word

        package init(purposes: [Word], because: Word) {
            self.purposes = purposes
            self.because = because
        }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            purposes = try members.next("purposes", known?.purposes, "What the dropped tasks were for.")
            because = try members.next("because", known?.because, "`no_callable_moment`.")
        }
    }

    package struct MessageWritten: EventContent {
        package let by: Word
        package let followUp: Bool?
        package let moved: Bool?

        package init(by: Word, followUp: Bool) {
            self.by = by
            self.followUp = followUp
            moved = nil
        }

        /// A question that came along from another store.
        package init(movedFrom by: Word) {
            self.by = by
            followUp = nil
            moved = true
        }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            by = try members.next("by", known?.by, "Who speaks: `customer`, `staff` or `house`.")
            followUp = members.nextIfAny(
                "follow_up", known?.followUp,
                "Whether the customer had just been written to: then no letter tells of it.")
            moved = members.nextIfAny("moved", known?.moved, "True where it came along from another store.")
        }
    }
}
