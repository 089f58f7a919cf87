// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ

/// Whom a reservation is for, and how that person wants to be told of it. What was given stays with the reservation:
/// events say that it changed, never what it says.
extension Decision {
    /// Keeps how the customer wants to be told, whatever has become of the hold.
    mutating func wish(_ wishes: ContactWishes) {
        guard wishes != after.recipient.wishes else { return }
        after.recipient.wishes = wishes
        let stopped = wishes.stopped.sorted { $0.rawValue < $1.rawValue }
        happened(.wishesChanged(.init(stopped: stopped.map { Word($0) })))
    }

    /// Corrects whom it is for. The wishes stay, and what the owners of the new addresses have stopped is stopped, too.
    mutating func readdress(_ corrected: Recipient) {
        var recipient = corrected
        recipient.wishes = after.recipient.wishes
        recipient.wishes.stopped.formUnion(corrected.wishes.stopped)
        guard recipient != after.recipient else { return }
        var changed: [Word] = []
        if recipient.name != after.recipient.name || recipient.kana != after.recipient.kana { changed.append("name") }
        if recipient.phone != after.recipient.phone { changed.append("phone") }
        if recipient.mail != after.recipient.mail { changed.append("mail") }
        after.recipient = recipient
        happened(.corrected(.init(fields: changed)))
    }
}
