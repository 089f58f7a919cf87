// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// How a customer wants to be spoken to about reservations: in which language, on which ways not, and when not.
package struct ContactWishes: Sendable, Hashable {
    package var language: Language
    /// Ways that the customer has stopped.
    package var stopped: Set<ContactChannel>
    /// Letters that would come in these hours come after them.
    package var quiet: QuietHours?

    package init(language: Language, stopped: Set<ContactChannel>, quiet: QuietHours? = nil) {
        self.language = language
        self.stopped = stopped
        self.quiet = quiet
    }
}

extension Customers {
    /// Tells on which channels the owners of addresses do not want to be contacted for a purpose.
    package func stopped(
        _ addresses: [ContactAddress], for purpose: ContactPurpose = .reservation
    ) async throws(DatabaseError) -> Set<ContactChannel> {
        guard !addresses.isEmpty else { return [] }
        return Set(try await database.run(ReadStoppedChannels(of: addresses, for: purpose)))
    }

    /// Lists the records that have given an address, proved or not, the newest first; at most `Limits.recordsOfAddress`.
    package func records(of address: ContactAddress) async throws(DatabaseError) -> [CustomerID] {
        try await database.run(FindRecordsOfAddress(address: address, limit: Limits.recordsOfAddress))
    }

    /// Makes a recipient of what somebody of the chain corrects, with what the owners of the addresses have stopped.
    package func recipient(
        name: PersonName, kana: PersonName?, phone: PhoneNumber?, mail: MailAddress?
    ) async throws(DatabaseError) -> Recipient {
        var recipient = Recipient(name: name.text, kana: kana?.text ?? "", phone: phone, mail: mail)
        recipient.wishes.stopped = try await stopped(recipient.addresses)
        return recipient
    }

    /// Keeps words of an address's owner; whoever calls this knows that they are the owner's.
    package func keep(_ words: [ContactWord], by author: Author) async throws(DatabaseError) {
        guard !words.isEmpty else { return }
        _ = try await database.count(KeepContactWords(words, by: author, at: effects.now()))
    }
}

/// Reads the records that have given an address, the newest first.
struct FindRecordsOfAddress: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT customer_id
        FROM customer_identity
        WHERE kind = $1 AND value = $2
        ORDER BY added_at DESC
        LIMIT $3
        """

    let address: ContactAddress
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(address.kind)
        parameters.add(address.value)
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> CustomerID { CustomerID(unique: try row()) }
}

/// Sets in which language and when not a customer is written to about reservations to come.
package struct SetManner: Statement {
    package static let sql = """
        UPDATE customer SET language = $2, quiet_from = $3, quiet_until = $4 WHERE customer_id = $1
        """

    let customer: CustomerID
    let wishes: ContactWishes

    package init(_ customer: CustomerID, _ wishes: ContactWishes) {
        self.customer = customer
        self.wishes = wishes
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(customer.unique)
        parameters.add(wishes.language)
        parameters.add(wishes.quiet.map { Int16($0.from) })
        parameters.add(wishes.quiet.map { Int16($0.until) })
    }
}
