// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations

/// Holds one thing that was said in writing about a reservation.
package struct Message: Sendable, Equatable {
    package let id: MessageID
    package let reservation: ReservationID
    /// The number of its event.
    package let number: Int
    package let speaker: Speaker
    package let author: String
    /// The name that the other side reads; empty for the house itself.
    package let name: String
    package let text: String
    package let at: Instant
    /// When staff first wrote after it; nil for a customer's message that still waits, and for all others.
    package let answeredAt: Instant?

    /// Says which side speaks.
    package enum Speaker: String, Sendable, CaseIterable {
        case customer, staff
        /// A program or a duty, in the name of the house.
        case house

        package init(_ author: Author) {
            switch author {
            case .customer: self = .customer
            case .staff: self = .staff
            case .program, .duty: self = .house
            }
        }
    }
}

/// The conversation: written, kept with the reservation, open as long as the customer's link is.
extension Desk {
    /// Reads what was written about a reservation, the oldest first, with what was written before it moved to this
    /// store; at most `Limits.messagesShown`, the newest.
    package func messages(of id: ReservationID) async throws -> [Message] {
        var found: [Message] = []
        var next: ReservationID? = id
        for _ in 0..<Limits.movesFollowed {
            guard let current = next else { break }
            var batch = Batch(name: "ReadConversation")
            let messages = batch.add(ReadMessages(id: current, limit: Limits.messagesShown))
            let origin = batch.add(ReadOrigin(id: current))
            let results = try await database.run(batch)
            found = try results[messages].reversed() + found
            next = try results[origin].first.flatMap { ReservationID($0) }
        }
        return found.suffix(Limits.messagesShown)
    }

    /// Lists messages of customers that nobody has answered, the oldest first; a page at a time.
    package func unanswered(
        locations: [LocationID], after: (at: Instant, id: MessageID)? = nil, limit: Int
    ) async throws -> [Message] {
        try await database.run(ListUnanswered(locations: locations, after: after, limit: limit))
    }

    /// Says something about a reservation, whatever has become of its hold, as long as the customer's link opens it:
    /// message and event are one transaction. What staff says answers what the customer has said before. What a customer
    /// says goes to the store where the reservation is by now.
    ///
    /// - Parameter name: what the other side reads as the speaker's name.
    /// - Throws: `doesNotFit` for an empty or too long text, `tooManyMessages` for a customer's, `notFound(link)` once
    ///   the customer has no page to read it on.
    package func say(
        _ text: String, on id: ReservationID, by author: Author, name: String, keyed: Keyed<Message>? = nil
    ) async throws -> Done<Message> {
        let text = text.asMessage
        guard (1...Limits.messageCharacters).contains(text.unicodeScalars.count),
            name.unicodeScalars.count <= Limits.nameCharacters
        else { throw Refusal.doesNotFit("text") }
        var place = id
        for _ in 0..<Limits.movesFollowed {
            do {
                return try await say(text, at: place, author, name, keyed)
            } catch let moved as Moved {
                place = moved.to
            }
        }
        throw Refusal.notFound(.reservation)
    }

    /// Where a customer's word is to be said instead.
    private struct Moved: Error {
        let to: ReservationID
    }

    /// Says something where a reservation is. Throws `Moved` for a customer whose reservation has gone on elsewhere.
    private func say(
        _ text: String, at id: ReservationID, _ author: Author, _ name: String, _ keyed: Keyed<Message>?
    ) async throws -> Done<Message> {
        try await reservations.change(id, by: author, keyed: keyed) { change in
            let reservation = change.reservation
            if author == .customer, let next = reservation.reroutedTo { throw Moved(to: next) }
            let now = effects.now()
            guard now < reservation.linkEndsAt else { throw Refusal.notFound(.link) }
            let talk = try await change.transaction.first(ReadTalk(id: id, since: now - .seconds(3_600)))
            let speaker = Message.Speaker(author)
            if speaker == .customer { try talk?.mayGoOn(at: now) }
            var decision = try change.decision()
            decision.happened(
                .messageWritten(.init(by: Word(speaker), followUp: talk?.isFollowedUp(at: now) ?? false)))
            let message = Message(
                id: MessageID(location: id.location, unique: effects.uniqueID(at: now)), reservation: id,
                number: decision.after.version, speaker: speaker, author: author.description, name: name, text: text,
                at: now, answeredAt: nil)
            change.statements.add(InsertMessages([message]))
            if speaker != .customer { change.statements.add(AnswerMessages(id: id, at: now)) }
            return (await reservations.accompanied(decision), message)
        }
    }
}

extension String {
    /// The text of a message: with one kind of line break, and no white space at its ends.
    fileprivate var asMessage: String {
        let lines = replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        let blank: (Character) -> Bool = { $0.isWhitespace }
        return String(String(lines.drop(while: blank).reversed()).drop(while: blank).reversed())
    }
}
