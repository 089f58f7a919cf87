// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import Reservations

/// Holds one reservation as the console shows it, with what a clerk should know beside it.
struct Work: Sendable {
    let reservation: Reservation
    /// What was last said to the customer, or tried.
    let lastWord: LoggedAttempt?
    /// The customer has written, and nobody has answered.
    let isAsked: Bool

    init(
        _ reservation: Reservation, lastWord: LoggedAttempt? = nil, isAsked: Bool = false
    ) {
        self.reservation = reservation
        self.lastWord = lastWord
        self.isAsked = isAsked
    }

    /// Whom it is for, as was given; nil when the person's data were erased.
    var recipient: Recipient? { reservation.recipient.name.isEmpty ? nil : reservation.recipient }
}
