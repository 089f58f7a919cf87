// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ

/// Holds back letters to addresses that nobody has proved: anybody may type somebody else's, and a public form must not
/// become a way to flood a stranger.
package struct LetterGate: Sendable {
    /// Country codes (ITU-T E.164, without a plus) to which unproved numbers are sent an SMS: each costs money, and numbers
    /// of distant countries are what swindlers have others pay for.
    package let smsCountries: [String]

    package init(smsCountries: [String] = ["81"]) { self.smsCountries = smsCountries }

    /// Says why a letter to an unproved address does not go out now; nil when it does.
    ///
    /// - Parameter lately: letters that this address was sent within the last hour, whoever gave it.
    func refusal(_ address: ContactAddress, lately: Int) -> ChannelFailure? {
        if address.kind == .phone, !address.isPhone(ofCountries: smsCountries) {
            return ChannelFailure("no SMS to unproved numbers of this country", isFinal: true)
        }
        guard lately >= Limits.lettersToUnproved else { return nil }
        return ChannelFailure(
            "enough letters to an unproved address for this hour", isFinal: false, wait: .seconds(3_600))
    }
}

/// Counts the letters that recipients were sent since a moment, one row for each that was sent any.
struct CountSentLetters: Statement {
    static let sql = """
        SELECT k.recipient, (
            SELECT count(*) FROM (
                SELECT FROM notice n WHERE n.recipient = k.recipient AND n.accepted_at > $2 LIMIT $3
            ) lately)
        FROM unnest($1::text[]) AS k (recipient)
        """
    static let isReadOnly = true

    let recipients: [String]
    let since: Instant
    /// Beyond this many they need not be counted.
    let enough: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(recipients)
        parameters.add(since)
        parameters.add(enough)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (recipient: String, letters: Int) {
        (try row(), try row())
    }
}
