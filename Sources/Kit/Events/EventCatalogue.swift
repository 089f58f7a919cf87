// SPDX-License-Identifier: Apache-2.0

extension Event.Kind {
    /// What documents say of a kind.
    package struct Entry: Sendable {
        package let says: String
        /// The files of `Sources` that write it.
        package let writers: [String]

        init(_ says: String, by writers: String...) {
            self.says = says
            self.writers = writers
        }
    }

    package var entry: Entry {
        switch self {
        case .created:
            Entry(
                "A reservation was made, or goes on from another store.", by: "Reservations/Statements/Births",
                "Reservations/Decision")
        case .accepted: Entry("The store took the work.", by: "Reservations/Decide/Store")
        case .rejected: Entry("The store cannot serve it; the hold has ended.", by: "Reservations/Decide/Store")
        case .extended: Entry("The pick-up-by was moved.", by: "Reservations/Decide/Promise")
        case .calendarMoved:
            Entry(
                "The store's opening days or hours were edited, and dates moved with them.",
                by: "Reservations/Decide/CalendarChange")
        case .cancelled:
            Entry(
                "It was cancelled; the hold has ended.", by: "Reservations/Decide/Promise", "Reservations/Decide/Choice"
            )
        case .expired: Entry("The pick-up-by passed; the hold has ended.", by: "Reservations/Decide/Promise")
        case .collected: Entry("All was handed over; the hold has ended.", by: "Reservations/Decide/Counter")
        case .refundDue: Entry("A shop that was paid owes something back.", by: "Reservations/Decision")
        case .rerouted: Entry("It goes on at another store; the hold has ended here.", by: "Reservations/Decide/Choice")
        case .lineDropped: Entry("Missing units of a line are left out.", by: "Reservations/Decide/Choice")
        case .lineSubstituted: Entry("Another item is taken for missing units.", by: "Reservations/Decide/Choice")
        case .awaitingTransfer: Entry("Another location sends missing units.", by: "Reservations/Decide/Choice")
        case .pickingStarted: Entry("Somebody began to pick.", by: "Reservations/Decide/Store")
        case .picked: Entry("What is in hand was recorded.", by: "Reservations/Decide/Store")
        case .lineShortPicked: Entry("Units of a line were not found.", by: "Reservations/Decide/Store")
        case .ready: Entry("It lies ready for the customer.", by: "Reservations/Decide/Store")
        case .readyRevoked: Entry("It is not ready after all.", by: "Reservations/Decide/Store")
        case .shipped: Entry("Another location sent goods.", by: "Reservations/Decide/Store")
        case .arrived: Entry("Goods from another location arrived.", by: "Reservations/Decide/Store")
        case .partiallyCollected: Entry("A part was handed over; the rest stays.", by: "Reservations/Decide/Counter")
        case .restReleased:
            Entry("What was not handed over at the end is free again.", by: "Reservations/Decide/Counter")
        case .returnedToShelf:
            Entry("What nobody collected lies on the shelf again.", by: "Reservations/Decide/Counter")
        case .onMyWay: Entry("The customer tells to be on the way.", by: "Reservations/Decide/Coming")
        case .here: Entry("The customer tells to be at the store.", by: "Reservations/Decide/Coming")
        case .proxyNamed: Entry("The customer tells who collects.", by: "Reservations/Decide/Coming")
        case .confirmed: Entry("The customer confirms the visit without a call.", by: "Contact/Desk+customer")
        case .wishesChanged:
            Entry("The customer wishes to be told otherwise.", by: "Reservations/Decide/Recipient")
        case .corrected: Entry("Whom it is for was corrected.", by: "Reservations/Decide/Recipient")
        case .contactNotNeeded: Entry("No contact is waited for any more.", by: "Reservations/Decide/Promise")
        case .contactAsked: Entry("The customer asks to be called.", by: "Contact/Desk+wishes")
        case .contactScheduled:
            Entry("A contact task waits.", by: "Reservations/Decide/Promise", "Contact/Companionship")
        case .contactAttempted: Entry("The customer was tried and not reached.", by: "Reservations/Decide/Promise")
        case .reachedConfirmed: Entry("The customer was reached and confirmed.", by: "Reservations/Decide/Promise")
        case .reachedChanged:
            Entry("The customer was reached and changed something.", by: "Reservations/Decide/Promise")
        case .reachedDeclined: Entry("The customer was reached and declined.", by: "Reservations/Decide/Promise")
        case .unreachable: Entry("Nobody tries any more to reach the customer.", by: "Reservations/Decide/Promise")
        case .contactDropped:
            Entry("A call did not come along to another store: no hour is left for it.", by: "Contact/MovingAlong")
        case .messageWritten:
            Entry(
                "Somebody wrote a message; its text is in the conversation.", by: "Contact/Conversation",
                "Contact/MovingAlong")
        case .shortageOpened: Entry("Less lies at a location than is promised.", by: "Stock/Levels/ApplyStock")
        case .shortageCovered: Entry("What was short is there again.", by: "Stock/Levels/ApplyStock")
        case .shortageResolved: Entry("A person told how a shortage came right.", by: "Stock/StockRoom")
        }
    }
}

extension Event {
    /// Prints docs/events.md, which a test compares with the file.
    package static var document: String {
        var lines = [
            "# What happens", "",
            "Every change of a reservation and of a shortage writes an event in its transaction: `kind`, author, moment, and a",
            "payload in `data`. `/v1/events` streams them, `/v1/reservations/{id}/history` lists those of one reservation; the",
            "OpenAPI document has a schema `Event.KIND` for each. Kinds and members never change their meaning; new ones may",
            "come, so pass over what you do not know. While a newer process writes kinds beside an older one, the older passes",
            "them on as they are, shows them to staff by their name, and warns of them in its log.", "",
            "No payload has a name, a number, an address or a code of a person. Members of the type \"own words\" are what people",
            "wrote, where anything may stand (`Kit/PersonalData`). In every event of a reservation, `\(sources)` names the locations",
            "that have goods to send for it, while there are some.", "",
            "A member with ° may be absent: it does not always apply, or rows of earlier versions have none.", "",
            "This page is printed from `Sources/Kit/Events`; a test compares the two.", "",
            "| Kind | What happened | Payload | Written by |", "|---|---|---|---|",
        ]
        for kind in Kind.allCases {
            let entry = kind.entry
            let writers = entry.writers.map { "`\($0)`" }.joined(separator: ", ")
            lines.append("| `\(kind.rawValue)` | \(entry.says) | \(kind.members.text) | \(writers) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension [EventMember] {
    fileprivate var text: String { map(\.text).joined(separator: "<br>") }
}

extension EventMember {
    fileprivate var text: String { "`\(name)`\(isOptional ? "°" : "") (\(type.text)): \(says)" }
}

extension EventMemberType {
    fileprivate var text: String {
        switch self {
        case .integer: "integer"
        case .boolean: "true or false"
        case .moment: "moment"
        case .location: "location"
        case .sku: "SKU"
        case .reservation: "reservation"
        case .word: "word"
        case .ownWords: "own words"
        case .list(let element): "list of \(element.text)"
        case .object(let members):
            "object of \(members.map { "`\($0.name)`\($0.isOptional ? "°" : "") (\($0.type.text))" }.joined(separator: ", "))"
        }
    }

    /// Whether people's own words stand in it.
    package var hasOwnWords: Bool {
        switch self {
        case .ownWords: true
        case .integer, .boolean, .moment, .location, .sku, .reservation, .word: false
        case .list(let element): element.hasOwnWords
        case .object(let members): members.contains { $0.type.hasOwnWords }
        }
    }
}
