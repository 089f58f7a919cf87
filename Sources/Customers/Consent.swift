// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Names the ways in which a customer may be contacted.
package enum ContactChannel: String, Hashable, Sendable, CaseIterable, PQEncodable, PQDecodable {
    case phone, sms, mail, line, chat, push
}

/// Names what a customer may be contacted for.
package enum ContactPurpose: String, Hashable, Sendable, CaseIterable, PQEncodable, PQDecodable {
    /// About what the customer has reserved. The wish is in the reservation itself, so it needs no further word.
    case reservation
    /// Anything else that the shop would like to tell. Needs the customer's word before (in Japan by the Act on Regulation
    /// of Transmission of Specified Electronic Mail, article 3).
    case marketing

    /// Whether contact is allowed while the customer has said nothing.
    package var isAllowedUnasked: Bool { self == .reservation }
}

/// Keeps a customer's word that a channel is no longer to be used for a purpose.
package struct StopContact: Statement {
    package static let sql = ConsentWord.sql

    let word: ConsentWord

    package init(
        _ customer: CustomerID, channel: ContactChannel, purpose: ContactPurpose, author: Author, at: Instant
    ) {
        word = ConsentWord(
            customer: customer, channel: channel, purpose: purpose, granted: false, author: author, at: at)
    }

    package func bind(_ parameters: inout Parameters) { word.bind(&parameters) }
}

/// Keeps a customer's word that a channel may be used for a purpose.
package struct GrantContact: Statement {
    package static let sql = ConsentWord.sql

    let word: ConsentWord

    package init(
        _ customer: CustomerID, channel: ContactChannel, purpose: ContactPurpose, author: Author, at: Instant
    ) {
        word = ConsentWord(
            customer: customer, channel: channel, purpose: purpose, granted: true, author: author, at: at)
    }

    package func bind(_ parameters: inout Parameters) { word.bind(&parameters) }
}

/// Is a customer's yes or no to a channel and a purpose. The newest word wins, whatever order the words arrive in; of
/// two of one moment, the no.
struct ConsentWord: Sendable {
    static let sql = """
        INSERT INTO customer_consent AS known (customer_id, channel, purpose, granted, author, at)
        VALUES ($1, $2, $3, $4, $5, $6) -- customer, channel, purpose, yes or no, author, moment
        ON CONFLICT (customer_id, channel, purpose) DO UPDATE
        SET granted = EXCLUDED.granted, author = EXCLUDED.author, at = EXCLUDED.at
        WHERE known.at < EXCLUDED.at
           OR (known.at = EXCLUDED.at AND NOT EXCLUDED.granted)
        """

    let customer: CustomerID
    let channel: ContactChannel
    let purpose: ContactPurpose
    let granted: Bool
    let author: Author
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(customer.unique)
        parameters.add(channel)
        parameters.add(purpose)
        parameters.add(granted)
        parameters.add(author.description)
        parameters.add(at)
    }
}

/// Reads a customer's last word on a channel and a purpose; no row when nothing was ever said.
package struct ReadConsent: Statement {
    package static let isReadOnly = true
    package static let sql = """
        SELECT granted
        FROM customer_consent
        WHERE customer_id = $1 AND channel = $2 AND purpose = $3 -- customer, channel, purpose
        """

    package let customer: CustomerID
    package let channel: ContactChannel
    package let purpose: ContactPurpose

    package init(_ customer: CustomerID, channel: ContactChannel, purpose: ContactPurpose) {
        self.customer = customer
        self.channel = channel
        self.purpose = purpose
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(customer.unique)
        parameters.add(channel)
        parameters.add(purpose)
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Bool { try row() }
}
