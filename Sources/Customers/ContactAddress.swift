// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// One phone number or one mail address: what a letter is sent to, what is proved, and what its owner's word is about.
package struct ContactAddress: Hashable, Sendable {
    /// The kinds that letters and calls go to.
    package enum Kind: String, Hashable, Sendable, CaseIterable, PQEncodable, PQDecodable { case phone, mail }

    package let kind: Kind
    /// E.164 for a phone number, lower case for a mail address.
    package let value: String

    package init(kind: Kind, value: String) {
        self.kind = kind
        self.value = value
    }

    package init(_ phone: PhoneNumber) { self.init(kind: .phone, value: phone.e164) }
    package init(_ mail: MailAddress) { self.init(kind: .mail, value: mail.text) }

    /// The channels that lead to it.
    package var channels: [ContactChannel] { kind == .mail ? [.mail] : [.sms, .phone] }

    /// Tells whether a message to this phone number goes to one of these countries; a mail address is of none.
    ///
    /// - Parameter prefixes: country codes of ITU-T E.164 without a plus, such as `81`.
    package func isPhone(ofCountries prefixes: [String]) -> Bool {
        kind == .phone && prefixes.contains { value.hasPrefix("+\($0)") }
    }
}

extension ContactChannel {
    /// The kind of address that this channel leads to; nil for channels without one.
    package var addressKind: ContactAddress.Kind? {
        switch self {
        case .mail: .mail
        case .phone, .sms: .phone
        case .line, .chat, .push: nil
        }
    }
}
