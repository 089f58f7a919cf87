// SPDX-License-Identifier: Apache-2.0

/// Says what stands on the pages of head office on which staff see and say who is who.
package protocol PersonWording: Sendable {
    func person(_ word: PersonWord) -> String
    func recordsOfPerson(_ count: Int) -> String
    func moreRecords(_ count: Int) -> String
    /// Says what joining the persons of two records will change.
    func joinAsks(_ one: String, _ other: String) -> String
    /// Says what parting a record will change.
    func partAsks(_ name: String) -> String
}

/// Names the plain texts of those pages.
package enum PersonWord: Sendable, CaseIterable {
    case search, searchHint, searchFirst, searchCut, noCustomers, records, addresses, matches, matchesHint
    case noMatches, proved, unproved, provedByLink, byProof, standing, thisRecord, apart, apartHint, nameless, name
    case kanaHint, noteHint, madeAt, recipient, noReservations, correct, correctHint, addPhone, addMail
    case removeAddresses, join, joinNow, part, partNow, undo, undoNow, undoJoinAsks, undoPartAsks, movesNothing
    case alone, page, readdress, readdressHint, stopped, quiet, noWays, comma, recordsFound
}
