// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Knows the customers: finds them again by phone, mail or a shop's own id, and keeps their word on being contacted.
package struct Customers: Sendable {
    let database: Database
    let effects: Effects

    package init(database: Database, effects: Effects) {
        self.database = database
        self.effects = effects
    }

    /// Finds the customer whom a draft means, or makes a new one; safe to ask any number of times, at once too.
    ///
    /// Looked up by external id, then phone, then mail. A found customer keeps the name on record and gains the draft's
    /// identities that nobody owns; one that another customer owns stays there. A known customer costs one read,
    /// anybody else a second round trip. After `.unknownOutcome` simply ask again.
    package func findOrCreate(
        _ draft: CustomerDraft
    ) async throws(DatabaseError) -> (id: CustomerID, isNew: Bool) {
        let owners = try await database.run(OwnersOfIdentities(draft))
        if let owner = owners.first, owners.count == draft.identities.count { return (owner, false) }
        let now = effects.now()
        let candidate = CustomerID(unique: effects.uniqueID(at: now))
        var batch = Batch(name: "EnsureCustomer")
        batch.add(ClaimIdentities(draft, candidate: candidate, at: now))
        let settled = batch.add(SettleCustomer(draft, candidate: candidate, at: now))
        let results = try await database.run(batch)
        guard let customer = try results[settled].first else {
            preconditionFailure("SettleCustomer returns the owner or the one just born")
        }
        return customer
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

    package func find(phone: PhoneNumber) async throws(DatabaseError) -> Customer? {
        try await database.first(FindCustomerByIdentity(.phone, phone.e164))
    }

    package func find(mail: MailAddress) async throws(DatabaseError) -> Customer? {
        try await database.first(FindCustomerByIdentity(.mail, mail.text))
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
        if let id = CustomerID(text) { return try await database.run(FindCustomer(id, seenAt: seen)) }
        if let phone = PhoneNumber(text) {
            return try await database.run(FindCustomerByIdentity(.phone, phone.e164, seenAt: seen))
        }
        if let mail = MailAddress(text) {
            return try await database.run(FindCustomerByIdentity(.mail, mail.text, seenAt: seen))
        }
        if text.utf8.count == 4, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return try await database.run(FindCustomersByLastFour(digits: text, seenAt: seen, limit: limit))
        }
        guard let name = PersonName(text), let kana = PersonName.kana(text) else { return [] }
        return try await database.run(
            FindCustomersByName(name: SearchForm(name), kana: SearchForm(kana), seenAt: seen, limit: limit))
    }

    /// Keeps the customer's word that a channel is no longer to be used for a purpose.
    package func stop(
        _ customer: CustomerID, channel: ContactChannel, purpose: ContactPurpose, author: Author
    ) async throws(DatabaseError) {
        _ = try await database.count(
            StopContact(customer, channel: channel, purpose: purpose, author: author, at: effects.now()))
    }

    /// Keeps the customer's word that a channel may be used for a purpose.
    package func grant(
        _ customer: CustomerID, channel: ContactChannel, purpose: ContactPurpose, author: Author
    ) async throws(DatabaseError) {
        _ = try await database.count(
            GrantContact(customer, channel: channel, purpose: purpose, author: author, at: effects.now()))
    }

    /// Tells whether a customer may be contacted: by the newest word, or by the purpose's rule when nothing was said.
    package func mayContact(
        _ customer: CustomerID, channel: ContactChannel, purpose: ContactPurpose
    ) async throws(DatabaseError) -> Bool {
        let word = try await database.first(ReadConsent(customer, channel: channel, purpose: purpose))
        return word ?? purpose.isAllowedUnasked
    }
}
