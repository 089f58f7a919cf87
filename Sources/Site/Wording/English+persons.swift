// SPDX-License-Identifier: Apache-2.0

extension English: PersonWording {
    package func recordsOfPerson(_ count: Int) -> String { "These \(count) records are one person." }
    package func moreRecords(_ count: Int) -> String { count == 1 ? "1 more record" : "\(count) more records" }

    package func joinAsks(_ one: String, _ other: String) -> String {
        "All records of “\(one)” and of “\(other)” become one person. It can be taken back in the history."
    }

    package func partAsks(_ name: String) -> String {
        """
        This record of “\(name)” becomes a person of its own, and nothing but staff joins it again. It can be taken back \
        in the history.
        """
    }

    package func person(_ word: PersonWord) -> String {
        switch word {
        case .search: "Find a customer"
        case .searchHint: "Phone (or its last four digits), mail, the beginning of a name or its kana, or an id"
        case .searchFirst: "Enter what you know of the customer."
        case .searchCut: "The newest 20 are shown. Please narrow the search."
        case .noCustomers: "No customer matches. Try another spelling or number."
        case .records: "Records of this customer"
        case .addresses: "Addresses"
        case .matches: "Who else it might be"
        case .matchesHint:
            "Records of others who gave the same phone number or mail address. Nobody has proved that it is the same person; it may be family."
        case .noMatches: "Nobody else gave the same phone number or mail address."
        case .proved: "Proved"
        case .unproved: "Not proved"
        case .provedByLink: "acted on a letter’s link"
        case .byProof: "Proof of an address (by itself)"
        case .standing: "Stands for the person"
        case .thisRecord: "This page’s record"
        case .apart: "Kept apart"
        case .apartHint: "Staff said that this is a person of its own; nothing but staff joins it again."
        case .nameless: "(no name)"
        case .name: "Name"
        case .kanaHint: "Kept in katakana, however it is typed."
        case .noteHint: "Never shown to the customer."
        case .madeAt: "Made"
        case .recipient: "For"
        case .noReservations: "This customer has no reservations."
        case .correct: "Correct the record"
        case .correctHint:
            "Corrects this record only. Reservations keep what was given when they were made; they are corrected on their own pages."
        case .addPhone: "Phone number to add"
        case .addMail: "Mail address to add"
        case .removeAddresses: "Addresses to remove"
        case .join: "Join as one person"
        case .joinNow: "Join them"
        case .part: "Part from this person"
        case .partNow: "Part it"
        case .undo: "Take back"
        case .undoNow: "Take it back"
        case .undoJoinAsks: "The records become persons of their own again, as before. They can be joined anew."
        case .undoPartAsks: "The records become one person again, as before. They can be parted anew."
        case .movesNothing: "No reservation moves, and nothing is sent to anybody."
        case .alone: "of its own"
        case .page: "The customer’s records"
        case .readdress: "Correct whom it is for"
        case .readdressHint:
            """
            Corrects this reservation, and its customer’s record with it; letters go to the corrected address from now on. \
            Other reservations stay.
            """
        case .stopped: "Stopped ways"
        case .quiet: "Quiet hours"
        case .recordsFound: "Records found"
        case .comma: ", "
        case .noWays: "There is no address: nothing can be sent."
        }
    }
}
