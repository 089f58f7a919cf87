// SPDX-License-Identifier: Apache-2.0
import Kit

/// Is what a shop knows of a customer when a reservation is made: a name, and at least one way to know the person again.
package struct CustomerDraft: Hashable, Sendable {
    package let name: PersonName
    package let kana: PersonName?
    package let phone: PhoneNumber?
    package let mail: MailAddress?
    /// The customer's id in the shop that sends this draft, 1–200 bytes of visible text.
    package let externalID: String?
    package let language: Language

    /// Puts a draft together. Throws `doesNotFit` when there is neither an external id, a phone nor a mail address, or
    /// when the external id has another form.
    package init(
        name: PersonName, kana: PersonName? = nil, phone: PhoneNumber? = nil, mail: MailAddress? = nil,
        externalID: String? = nil, language: Language = .ja
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
        self.language = language
    }

    /// The identities of the draft in the order in which a customer is looked up by them.
    package var identities: [(kind: CustomerIdentity.Kind, value: String)] {
        [(.external, externalID), (.phone, phone?.e164), (.mail, mail?.text)].compactMap { kind, value in
            value.map { (kind, $0) }
        }
    }

    private static func isExternalID(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            && text.utf8.first != 0x20 && text.utf8.last != 0x20
    }
}
