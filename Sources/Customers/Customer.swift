// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// A customer's record: a name, a language, and the ways to know the person again. Several records may be one person.
package struct Customer: Hashable, Sendable, Identifiable {
    package let id: CustomerID
    /// The record that stands for the person; the record itself where nothing is joined.
    package let person: CustomerID
    /// A person of the chain has parted it, and nothing but a person joins it again.
    package let isApart: Bool
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

    /// The value that is proved, else the one that was added first.
    private func first(_ kind: CustomerIdentity.Kind) -> String? {
        let all = identities.filter { $0.kind == kind }
        return (all.first { $0.isProved } ?? all.min { $0.addedAt < $1.addedAt })?.value
    }
}

/// One way to know a customer again. Several customers may have given the same one; only its proof says whose it is.
package struct CustomerIdentity: Hashable, Sendable {
    /// The kinds in order of trust: a shop's own id names an account, a phone a person, a mail address often a family.
    package enum Kind: String, Hashable, Sendable, CaseIterable, PQEncodable, PQDecodable {
        case external, phone, mail, line
    }

    package let kind: Kind
    /// Whose id an external one is; empty for the other kinds, and where it is not known.
    package let issuer: String
    package let value: String
    package let addedAt: Instant
    /// When the owner acted on a letter to it, or a key vouched for it; nil while anybody may have typed it.
    package let provedAt: Instant?
    /// Who proved it: `link`, or the key that vouched; empty while nobody has.
    package let provedBy: String

    package var isProved: Bool { provedAt != nil }
}

/// Names the languages in which a customer is spoken to (BCP 47).
package enum Language: String, Hashable, Sendable, CaseIterable, PQEncodable, PQDecodable {
    case ja, en
}
