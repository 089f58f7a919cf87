// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// What is given of a customer when a reservation is made: a name, and at least one way to know the person again.
package struct CustomerDraft: Hashable, Sendable {
    package let name: PersonName
    package let kana: PersonName?
    package let phone: PhoneNumber?
    package let mail: MailAddress?
    /// The customer's id in the shop that sends this draft, 1–200 bytes of visible text.
    package let externalID: String?
    /// Whose id the external one is: the shop that signed in with its key; empty for none.
    package let issuer: String
    /// Who vouches that phone and mail are this person's, a key with the right to; empty for nobody.
    package let voucher: String
    package let language: Language

    /// Puts a draft together. Throws `doesNotFit` when there is neither an external id, a phone nor a mail address, or
    /// when the external id has another form.
    package init(
        name: PersonName, kana: PersonName? = nil, phone: PhoneNumber? = nil, mail: MailAddress? = nil,
        externalID: String? = nil, issuer: String = "", voucher: String = "", language: Language = .ja
    ) throws(Refusal) {
        guard externalID != nil || phone != nil || mail != nil else {
            throw .doesNotFit("A customer needs a phone number, a mail address or an external id.")
        }
        if let externalID, !CustomerDraft.isExternalID(externalID) {
            throw .doesNotFit("An external id is 1 to 200 bytes of visible text without spaces at its ends.")
        }
        self.name = name
        self.kana = kana
        self.phone = phone
        self.mail = mail
        self.externalID = externalID
        self.issuer = issuer
        self.voucher = voucher
        self.language = language
    }

    /// The identities of the draft, the most trusted first. A shop's key proves the shop's own id; phone and mail are
    /// proved only where the key may vouch for them.
    package func identities(at now: Instant) -> [CustomerIdentity] {
        let all: [(kind: CustomerIdentity.Kind, value: String?)] = [
            (.external, externalID), (.phone, phone?.e164), (.mail, mail?.text),
        ]
        return all.compactMap { kind, value in
            value.map { value in
                let prover = kind == .external ? issuer : voucher
                return CustomerIdentity(
                    kind: kind, issuer: kind == .external ? issuer : "", value: value, addedAt: now,
                    provedAt: prover.isEmpty ? nil : now, provedBy: prover)
            }
        }
    }

    private static func isExternalID(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            && text.utf8.first != 0x20 && text.utf8.last != 0x20
    }
}
