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
    package let recipient: String
    package let language: String
    package let subject: String
    package let text: String
    package let at: Instant
}

/// Says why a letter did not go out, in words for the log, without the recipient.
package struct ChannelFailure: Error, Sendable, Equatable {
    package let reason: String
    /// It is of no use to try again.
    package let isFinal: Bool

    package init(_ reason: String, isFinal: Bool) {
        self.reason = reason
        self.isFinal = isFinal
    }
}
