// SPDX-License-Identifier: Apache-2.0
import Kit

/// The person whom one reservation is for, as was given when it was made: label, counter, calls and letters use this and
/// never the customer's record, which somebody else may have had a hand in.
package struct Recipient: Hashable, Sendable {
    /// Empty once the person's data are erased.
    package var name: String
    /// The name as it is spoken, in katakana; empty when nobody asked.
    package var kana: String
    package var phone: PhoneNumber?
    package var mail: MailAddress?
    package var wishes: ContactWishes

    package init(
        name: String, kana: String = "", phone: PhoneNumber? = nil, mail: MailAddress? = nil,
        wishes: ContactWishes = ContactWishes(language: .ja, stopped: [])
    ) {
        self.name = name
        self.kana = kana
        self.phone = phone
        self.mail = mail
        self.wishes = wishes
    }

    /// A recipient of whom nothing is known.
    package static let unknown = Recipient(name: "")

    /// The addresses that lead to this person.
    package var addresses: [ContactAddress] {
        [mail.map { ContactAddress($0) }, phone.map { ContactAddress($0) }].compactMap { $0 }
    }

    /// The ways on which this person can be told of the reservation.
    package var ways: [ContactChannel] { (mail == nil ? [] : [.mail]) + (phone == nil ? [] : [.sms, .phone]) }

    /// Finds the address that a channel leads to.
    package func address(on channel: ContactChannel) -> ContactAddress? {
        addresses.first { $0.kind == channel.addressKind }
    }

    /// Tells whether nobody has stopped a channel.
    package func allows(_ channel: ContactChannel) -> Bool { !wishes.stopped.contains(channel) }
}

extension Recipient {
    /// Takes what a draft gives.
    package init(_ draft: CustomerDraft, stopped: Set<ContactChannel>) {
        self.init(
            name: draft.name.text, kana: draft.kana?.text ?? "", phone: draft.phone, mail: draft.mail,
            wishes: ContactWishes(language: draft.language, stopped: stopped))
    }
}
