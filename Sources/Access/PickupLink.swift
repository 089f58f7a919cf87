// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Kit
import PQ

/// The signer of the tokens of links by which a customer sees a reservation without signing in.
///
/// A token is base64url of: version (1 byte), length of the location's code (1 byte) and the code, the reservation's id
/// (16 bytes), the second at which it expires (6 bytes, since 1970), in version 2 the mark of the address to which it was
/// sent (8 bytes), and the first 16 bytes of HMAC-SHA-256 over all of these. It needs no row in the database; what it opens is
/// one reservation. Several keys serve at once: the first signs, all of them open, so that a key can be replaced while links
/// are out.
package struct PickupLink: Sendable {
    /// Says why a list of keys cannot be used.
    package enum KeyFault: Error, Hashable, Sendable {
        case noKey
        case tooShort(leastBytes: Int)
    }

    /// What a token opens.
    package struct Opened: Hashable, Sendable {
        package let reservation: ReservationID
        /// The mark of the address to which the link was sent; nil for one that was shown or given away.
        package let mark: [UInt8]?
    }

    private static let shownVersion: UInt8 = 1
    private static let sentVersion: UInt8 = 2
    private static let markBytes = 8
    private static let tagBytes = 16
    private typealias Tag = HMAC<SHA256>
    /// Each has taken its key already, and is copied for each use.
    private let tags: [Tag]
    private let marks: [Tag]

    /// Takes the keys from configuration, the signing one first. Throws when there is none or one is below 32 bytes.
    package init(keys secrets: [[UInt8]]) throws(KeyFault) {
        guard !secrets.isEmpty else { throw .noKey }
        guard secrets.allSatisfy({ $0.count >= 32 }) else { throw .tooShort(leastBytes: 32) }
        func derived(_ purpose: String) -> [Tag] {
            secrets.map { Tag(key: SymmetricKey(data: $0).derived(for: purpose)) }
        }
        tags = derived("torioki pickup link")
        marks = derived("torioki pickup link address")
    }

    /// Makes the token that opens a reservation until a moment; the moment is cut to the second.
    ///
    /// - Parameter address: the address to which the link is sent, with its kind (`mail:…`); nil for a link that is shown.
    package func sign(reservation: ReservationID, expires: Instant, to address: String? = nil) -> String {
        var bytes: [UInt8] = [
            address == nil ? PickupLink.shownVersion : PickupLink.sentVersion,
            UInt8(reservation.location.code.utf8.count),
        ]
        bytes += reservation.location.code.utf8
        withUnsafeBytes(of: reservation.unique.high.bigEndian) { bytes += $0 }
        withUnsafeBytes(of: reservation.unique.low.bigEndian) { bytes += $0 }
        let seconds = UInt64(max(0, expires.microseconds / 1_000_000))
        withUnsafeBytes(of: seconds.bigEndian) { bytes += $0.suffix(6) }
        if let address { bytes += PickupLink.code(of: Array(address.utf8), marks[0], PickupLink.markBytes) }
        bytes += PickupLink.code(of: bytes, tags[0], PickupLink.tagBytes)
        return Base64.url.text(bytes)
    }

    /// Tells whether a link was sent to an address.
    package func wasSent(_ opened: Opened, to address: String) -> Bool {
        guard let mark = opened.mark else { return false }
        return marks.contains {
            isEqualInConstantTime(PickupLink.code(of: Array(address.utf8), $0, PickupLink.markBytes), mark)
        }
    }

    /// Reads what a token opens. Throws `notFound(.link)`, one answer for what is forged, mangled or expired.
    package func open(_ token: some StringProtocol, now: Instant) throws(Refusal) -> Opened {
        // 1 + 1 + 16 + 16 + 6 + 8 + 16 bytes at most.
        guard token.utf8.count <= 86, let bytes = Base64.url.bytes(token), bytes.count > 40 else {
            throw .notFound(.link)
        }
        let isSent = bytes[0] == PickupLink.sentVersion
        let markBytes = isSent ? PickupLink.markBytes : 0
        guard isSent || bytes[0] == PickupLink.shownVersion, bytes.count == 40 + markBytes + Int(bytes[1]) else {
            throw .notFound(.link)
        }
        let signed = Array(bytes.dropLast(PickupLink.tagBytes))
        let tag = bytes.suffix(PickupLink.tagBytes)
        guard tags.contains(where: { isEqualInConstantTime(PickupLink.code(of: signed, $0, tag.count), tag) }) else {
            throw .notFound(.link)
        }
        let code = signed.dropFirst(2).prefix(Int(bytes[1]))
        let id = signed.dropFirst(2 + code.count).prefix(16)
        let expires = Instant(seconds: Int64(PickupLink.number(signed.dropLast(markBytes).suffix(6))))
        guard now < expires, let location = LocationID(String(decoding: code, as: UTF8.self)) else {
            throw .notFound(.link)
        }
        return Opened(
            reservation: ReservationID(
                location: location,
                unique: UniqueID(high: PickupLink.number(id.prefix(8)), low: PickupLink.number(id.suffix(8)))),
            mark: isSent ? Array(signed.suffix(markBytes)) : nil)
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    /// Gives the first bytes of an authentication code.
    private static func code(of bytes: [UInt8], _ keyed: Tag, _ count: Int) -> [UInt8] {
        var code = keyed
        code.update(data: bytes)
        return Array(code.finalize().prefix(count))
    }
}
