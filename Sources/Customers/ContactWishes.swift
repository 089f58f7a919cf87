// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Says how a customer wants to be spoken to about reservations: in which language, and on which ways not.
package struct ContactWishes: Sendable, Equatable {
    package var language: Language
    /// Ways that the customer has stopped.
    package var stopped: Set<ContactChannel>

    package init(language: Language, stopped: Set<ContactChannel>) {
        self.language = language
        self.stopped = stopped
    }
}

extension Customers {
    /// Reads a customer's wishes; nil when there is no such customer.
    package func wishes(of customer: CustomerID) async throws(DatabaseError) -> ContactWishes? {
        var batch = Batch(name: "ReadWishes")
        let language = batch.add(ReadLanguage(customer: customer))
        let words = batch.add(ReadStopped(customer: customer, purpose: .reservation))
        let results = try await database.run(batch)
        guard let language = try results[language].first else { return nil }
        return ContactWishes(language: language, stopped: Set(try results[words]))
    }

    /// Keeps a customer's wishes: of each way only a word that differs from the last one.
    package func keep(_ wishes: ContactWishes, of customer: CustomerID, author: Author) async throws(DatabaseError) {
        guard let known = try await self.wishes(of: customer) else { return }
        let now = effects.now()
        var batch = Batch(name: "KeepWishes")
        if wishes.language != known.language { batch.add(SetLanguage(customer: customer, language: wishes.language)) }
        for channel in wishes.stopped.subtracting(known.stopped) {
            batch.add(StopContact(customer, channel: channel, purpose: .reservation, author: author, at: now))
        }
        for channel in known.stopped.subtracting(wishes.stopped) {
            batch.add(GrantContact(customer, channel: channel, purpose: .reservation, author: author, at: now))
        }
        if !batch.isEmpty { _ = try await database.run(batch) }
    }
}

struct ReadLanguage: Statement {
    static let sql = "SELECT language FROM customer WHERE customer_id = $1"
    static let isReadOnly = true

    let customer: CustomerID

    func bind(_ parameters: inout Parameters) { parameters.add(customer.unique) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Language { try row() }
}

/// Sets the language in which a customer is spoken to.
struct SetLanguage: Statement {
    static let sql = "UPDATE customer SET language = $2 WHERE customer_id = $1"

    let customer: CustomerID
    let language: Language

    func bind(_ parameters: inout Parameters) {
        parameters.add(customer.unique)
        parameters.add(language)
    }
}

/// Reads the ways that a customer has stopped for a purpose.
struct ReadStopped: Statement {
    static let sql = """
        SELECT channel
        FROM customer_consent
        WHERE customer_id = $1 AND purpose = $2 AND NOT granted
        """
    static let isReadOnly = true

    let customer: CustomerID
    let purpose: ContactPurpose

    func bind(_ parameters: inout Parameters) {
        parameters.add(customer.unique)
        parameters.add(purpose)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> ContactChannel { try row() }
}
