// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Carries letters to customers one way: mail, SMS, …; one adapter a file.
package protocol Channel: Sendable {
    /// The word in `notice.channel` that this adapter serves.
    var name: String { get }

    /// Hands a letter to the provider. The letter's id is the provider's idempotency key, for it may come twice.
    ///
    /// - Throws: `ChannelFailure`.
    func send(_ letter: Letter) async throws(ChannelFailure)
}

/// Holds one message, ready to be sent.
package struct Letter: Sendable, Equatable {
    package let id: UniqueID
    package let reservation: ReservationID
    package let kind: Notice.Kind
    package let recipient: String
    package let language: String
    package let subject: String
    /// What is to be said, in a sentence or two that anybody may read over a shoulder.
    package let sentence: String
    /// The customer's signed link.
    package let link: String
    package let at: Instant
    /// Until when it is of use to whoever has not had it yet.
    package let goodUntil: Instant
}

/// Says why a letter did not go out, in words for the log, without the recipient.
package struct ChannelFailure: Error, Sendable, Equatable {
    package let reason: String
    /// It is of no use to try again.
    package let isFinal: Bool
    /// The address has ended, as addresses of devices do: nothing is wrong, and nobody need look.
    let isGone: Bool
    /// For how long the provider asks us to wait; nil when it does not say.
    package let wait: Duration?

    package init(_ reason: String, isFinal: Bool, isGone: Bool = false, wait: Duration? = nil) {
        self.reason = reason
        self.isGone = isGone
        self.isFinal = isFinal
        self.wait = wait
    }
}
