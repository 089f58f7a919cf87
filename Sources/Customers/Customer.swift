// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Is a person who reserves: a name, a language, and the ways to know this person again.
package struct Customer: Hashable, Sendable, Identifiable {
    package let id: CustomerID
    package let name: String
    /// The name as it is spoken, in katakana; empty when nobody asked.
    package let kana: String
    package let language: Language
    /// What staff should know; never shown to the customer.
    package let note: String
    /// In order of kind, then value.
    package let identities: [CustomerIdentity]
    package let createdAt: Instant

    package var phone: PhoneNumber? { first(.phone).map(PhoneNumber.init(stored:)) }
    package var mail: MailAddress? { first(.mail).map(MailAddress.init(stored:)) }

    private func first(_ kind: CustomerIdentity.Kind) -> String? { identities.first { $0.kind == kind }?.value }
}

/// Names one way to know a customer again; a value belongs to one customer at most.
package struct CustomerIdentity: Hashable, Sendable {
    /// The kinds in order of trust: a shop's own id names an account, a phone a person, a mail address often a family.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case external, phone, mail, line
    }

    package let kind: Kind
    package let value: String
    package let addedAt: Instant
}

/// Names the languages in which a customer is spoken to (BCP 47).
package enum Language: String, Hashable, Sendable, CaseIterable {
    case ja, en
}
