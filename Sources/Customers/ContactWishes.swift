// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Says how a customer wants to be spoken to about reservations: in which language, on which ways not, and
/// when not.
package struct ContactWishes: Sendable, Equatable {
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

extension Customer {
    /// The ways on which this customer can be told of a reservation.
    package var ways: [ContactChannel] { (mail == nil ? [] : [.mail]) + (phone == nil ? [] : [.sms, .phone]) }
}

extension Customers {
    /// Reads a customer's wishes; nil when there is no such customer.
    package func wishes(of customer: CustomerID) async throws(DatabaseError) -> ContactWishes? {
        var batch = Batch(name: "ReadWishes")
        let manner = batch.add(ReadManner(customer: customer))
        let words = batch.add(ReadStopped(customer: customer, purpose: .reservation))
        let results = try await database.run(batch)
        guard let manner = try results[manner].first else { return nil }
        return ContactWishes(language: manner.language, stopped: Set(try results[words]), quiet: manner.quiet)
    }

    /// Reads the quiet hours of several customers; those who want none are left out.
    package func quietHours(of customers: Set<CustomerID>) async throws(DatabaseError) -> [CustomerID: QuietHours] {
        guard !customers.isEmpty else { return [:] }
        let rows = try await database.run(ReadQuietHours(customers: Array(customers)))
        return Dictionary(rows.compactMap { row in row.1.map { (row.0, $0) } }, uniquingKeysWith: { first, _ in first })
    }

    /// Keeps a customer's wishes: of each way only a word that differs from the last one.
    package func keep(_ wishes: ContactWishes, of customer: CustomerID, author: Author) async throws(DatabaseError) {
        guard let known = try await self.wishes(of: customer) else { return }
        let now = effects.now()
        var batch = Batch(name: "KeepWishes")
        if wishes.language != known.language || wishes.quiet != known.quiet {
            batch.add(SetManner(customer: customer, language: wishes.language, quiet: wishes.quiet))
        }
        for channel in wishes.stopped.subtracting(known.stopped) {
            batch.add(StopContact(customer, channel: channel, purpose: .reservation, author: author, at: now))
        }
        for channel in known.stopped.subtracting(wishes.stopped) {
            batch.add(GrantContact(customer, channel: channel, purpose: .reservation, author: author, at: now))
        }
        if !batch.isEmpty { _ = try await database.run(batch) }
    }
}

/// Reads in which language and when not a customer is written to.
struct ReadManner: Statement {
    static let sql = "SELECT language, quiet_from, quiet_until FROM customer WHERE customer_id = $1"
    static let isReadOnly = true

    let customer: CustomerID

    func bind(_ parameters: inout Parameters) { parameters.add(customer.unique) }

    static func decode(
        _ row: inout RowReader
    ) throws(DatabaseError) -> (language: Language, quiet: QuietHours?) {
        let language: Language = try row()
        let (from, until) = (try row(Int16?.self), try row(Int16?.self))
        guard let from, let until else { return (language, nil) }
        return (language, QuietHours(from: Int(from), until: Int(until)))
    }
}

/// Reads when customers are not written to.
struct ReadQuietHours: Statement {
    static let sql = """
        SELECT customer_id, quiet_from, quiet_until
        FROM customer
        WHERE customer_id = ANY($1::uuid[]) AND quiet_from IS NOT NULL
        """
    static let isReadOnly = true

    let customers: [CustomerID]

    func bind(_ parameters: inout Parameters) { parameters.add(customers.map(\.unique)) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (CustomerID, QuietHours?) {
        let customer = CustomerID(unique: try row())
        return (customer, QuietHours(from: Int(try row(Int16.self)), until: Int(try row(Int16.self))))
    }
}

/// Sets in which language and when not a customer is written to.
struct SetManner: Statement {
    static let sql = "UPDATE customer SET language = $2, quiet_from = $3, quiet_until = $4 WHERE customer_id = $1"

    let customer: CustomerID
    let language: Language
    let quiet: QuietHours?

    func bind(_ parameters: inout Parameters) {
        parameters.add(customer.unique)
        parameters.add(language)
        parameters.add(quiet.map { Int16($0.from) })
        parameters.add(quiet.map { Int16($0.until) })
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
