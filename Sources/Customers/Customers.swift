// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// The customers' records: finding them, proving their addresses, joining those that are one person, and the word of an
/// address's owner on being contacted.
package struct Customers: Sendable {
    let database: Database
    let effects: Effects

    package init(database: Database, effects: Effects) {
        self.database = database
        self.effects = effects
    }

    /// Finds the record that a shop's own id names, or keeps a new one; safe to ask any number of times, at once too.
    ///
    /// A draft without such an id is always a new record: who typed a phone number or a mail address has proved nothing.
    /// After `.unknownOutcome` a shop's own id is simply asked again.
    package func keep(_ draft: CustomerDraft) async throws(DatabaseError) -> (id: CustomerID, isNew: Bool) {
        if let known = try await named(by: draft) { return (known, false) }
        let now = effects.now()
        let id = CustomerID(unique: effects.uniqueID(at: now))
        var batch = Batch(name: "KeepCustomer")
        batch.add(InsertCustomer(id: id, draft: draft, at: now))
        batch.add(InsertIdentities(draft.identities(at: now), of: id))
        do {
            _ = try await database.run(batch)
            return (id, true)
        } catch  where error.sqlState == .uniqueViolation {
            // Another was faster with the same id of the shop.
            guard let known = try await named(by: draft) else { throw error }
            return (known, false)
        }
    }

    private func named(by draft: CustomerDraft) async throws(DatabaseError) -> CustomerID? {
        guard let value = draft.externalID, !draft.issuer.isEmpty else { return nil }
        return try await database.first(FindCustomerByExternalID(issuer: draft.issuer, value: value))
    }

    /// - Parameter locations: where the customer must have reserved to be seen; nil for anywhere or nowhere.
    package func find(_ id: CustomerID, seenAt locations: [String]? = nil) async throws(DatabaseError) -> Customer? {
        try await database.first(FindCustomer(id, seenAt: locations))
    }

    /// Finds several customers at once, by id; those that are not there are left out.
    package func find(_ ids: Set<CustomerID>) async throws(DatabaseError) -> [CustomerID: Customer] {
        guard !ids.isEmpty else { return [:] }
        let found = try await database.run(FindCustomersByID(ids: Array(ids)))
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Searches by what a person at the desk types: a public id, a phone number, its last four digits, a mail address,
    /// or the beginning of a name or its kana. Returns at most `limit` customers, never more than
    /// `Limits.customersPerSearch`.
    ///
    /// - Parameter seen: where a customer must have reserved to be found; nil for anywhere or nowhere.
    package func search(
        _ text: String, seenAt seen: [String]? = nil, limit: Int = Limits.customersPerSearch
    ) async throws(DatabaseError) -> [Customer] {
        let limit = min(max(limit, 1), Limits.customersPerSearch)
        let text = Folding.plain(text)
        if let id = CustomerID(text) { return try await database.run(FindCustomer(id, seenAt: seen)) }
        let address = PhoneNumber(text).map(ContactAddress.init) ?? MailAddress(text).map(ContactAddress.init)
        if let address {
            return try await database.run(FindCustomersByAddress(address: address, seenAt: seen, limit: limit))
        }
        if text.utf8.count == 4, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return try await database.run(FindCustomersByLastFour(digits: text, seenAt: seen, limit: limit))
        }
        let start = Folding.folded(text)
        guard !start.isEmpty else { return [] }
        return try await database.run(FindCustomersByName(start: start, seenAt: seen, limit: limit))
    }
}
