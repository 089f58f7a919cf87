// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import Reservations

/// Says what came out of a scanner, a camera or a keyboard: pure, since a counter has no time for guessing.
enum Scanned: Sendable, Equatable {
    /// The customer's link, shown as a QR code.
    case link(token: String)
    /// The tag on a parcel's label.
    case tag(String)
    /// A reservation's public id.
    case id(ReservationID)
    /// Anything else: perhaps a pickup code, a telephone's last four digits, a name.
    case text(String)

    /// Reads what was scanned or typed; nil for nothing.
    init?(_ raw: String) {
        let text = Folding.plain(raw)
        guard !text.isEmpty else { return nil }
        if let token = Scanned.token(text) {
            self = .link(token: token)
        } else if let id = ReservationID(text) {
            self = .id(id)
        } else if let tag = Reservation.tag(reading: text) {
            self = .tag(tag)
        } else {
            self = .text(text)
        }
    }

    /// Finds the token in a customer's address, or takes what is as long as one and has its alphabet. A scanner that
    /// speaks to a Japanese keyboard in the American layout types `=` for `_`.
    private static func token(_ text: String) -> String? {
        var rest = text[...]
        if let start = text.firstRange(of: "/r/") { rest = text[start.upperBound...] }
        let token = rest.prefix { !"/?#& ".contains($0) }.replacing("=", with: "_")
        let isToken = token.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
        guard isToken, (54...100).contains(token.utf8.count), !text.hasPrefix("rsv_") else { return nil }
        return String(token)
    }
}

extension Work {
    /// Tells whether a text at the counter means this reservation: the last four digits of the telephone, a part of the
    /// name or its kana, or the web shop's own number.
    func isMeant(by text: String) -> Bool {
        let wanted = Folding.folded(text)
        guard !wanted.isEmpty else { return false }
        if !reservation.reference.isEmpty, Folding.folded(reservation.reference) == wanted { return true }
        guard let recipient else { return false }
        if wanted.utf8.count == 4, wanted.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return recipient.phone?.lastFour == wanted
        }
        return [recipient.name, recipient.kana].contains { Folding.folded($0).contains(wanted) }
    }
}
