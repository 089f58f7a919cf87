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

/// An owner's yes or no to one channel of one address.
package struct ContactWord: Hashable, Sendable {
    package let address: ContactAddress
    package let channel: ContactChannel
    package let purpose: ContactPurpose
    package let isGranted: Bool

    package init(_ address: ContactAddress, _ channel: ContactChannel, granted: Bool, for purpose: ContactPurpose) {
        self.address = address
        self.channel = channel
        self.purpose = purpose
        isGranted = granted
    }
}

/// Keeps the words of an address's owner. The newest word wins, whatever order the words arrive in; of two of one moment,
/// the no.
package struct KeepContactWords: Statement {
    package static let sql = """
        INSERT INTO contact_word AS known (kind, value, channel, purpose, granted, author, at)
        SELECT t.kind, t.value, t.channel, t.purpose, t.granted, $6, $7 -- the author, the moment
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bool[])
            AS t (kind, value, channel, purpose, granted)
        ON CONFLICT (kind, value, channel, purpose) DO UPDATE
        SET granted = EXCLUDED.granted, author = EXCLUDED.author, at = EXCLUDED.at
        WHERE known.at < EXCLUDED.at
           OR (known.at = EXCLUDED.at AND NOT EXCLUDED.granted)
        """

    let words: [ContactWord]
    let author: Author
    let at: Instant

    /// - Parameter words: at most one for each address, channel and purpose.
    package init(_ words: [ContactWord], by author: Author, at: Instant) {
        self.words = words
        self.author = author
        self.at = at
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(words.map(\.address.kind))
        parameters.add(words.map(\.address.value))
        parameters.add(words.map(\.channel))
        parameters.add(words.map(\.purpose))
        parameters.add(words.map(\.isGranted))
        parameters.add(author.description)
        parameters.add(at)
    }
}

/// Reads the channels of addresses that their owners have stopped for a purpose.
package struct ReadStoppedChannels: Statement {
    package static let isReadOnly = true
    package static let sql = """
        SELECT DISTINCT w.channel
        FROM unnest($1::text[], $2::text[]) AS k (kind, value)
        JOIN contact_word w ON w.kind = k.kind AND w.value = k.value
        WHERE w.purpose = $3 AND NOT w.granted
        """

    let addresses: [ContactAddress]
    let purpose: ContactPurpose

    package init(of addresses: [ContactAddress], for purpose: ContactPurpose) {
        self.addresses = addresses
        self.purpose = purpose
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(addresses.map(\.kind))
        parameters.add(addresses.map(\.value))
        parameters.add(purpose)
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> ContactChannel { try row() }
}
