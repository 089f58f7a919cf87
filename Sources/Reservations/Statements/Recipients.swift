// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ

/// Writes and reads the columns of a reservation that say whom it is for.
enum Recipients {
    /// Adds eight arrays: name, kana, phone, mail, language, stopped channels joined by commas, quiet from and until.
    static func bind(_ recipients: [Recipient], to parameters: inout Parameters) {
        parameters.add(recipients.map(\.name))
        parameters.add(recipients.map(\.kana))
        parameters.add(recipients.map { $0.phone?.e164 })
        parameters.add(recipients.map { $0.mail?.text })
        parameters.add(recipients.map(\.wishes.language))
        parameters.add(recipients.map { $0.wishes.stopped.map(\.rawValue).sorted().joined(separator: ",") })
        parameters.add(recipients.map { $0.wishes.quiet.map { Int32($0.from) } })
        parameters.add(recipients.map { $0.wishes.quiet.map { Int32($0.until) } })
    }

    /// Reads name, kana, phone, mail, language, stopped, quiet_from and quiet_until. A channel that this version does not
    /// know is passed over.
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Recipient {
        let (name, kana) = (try row(String.self), try row(String.self))
        let (phone, mail) = (try row(String?.self), try row(String?.self))
        let language = try row(Language.self)
        let stopped = try row([String].self)
        let quiet = try quiet(&row)
        return Recipient(
            name: name, kana: kana, phone: phone.map(PhoneNumber.init(stored:)),
            mail: mail.map(MailAddress.init(stored:)),
            wishes: ContactWishes(
                language: language, stopped: Set(stopped.compactMap(ContactChannel.init(rawValue:))), quiet: quiet))
    }
}

extension Recipients {
    /// Reads quiet_from and quiet_until.
    static func quiet(_ row: inout RowReader) throws(DatabaseError) -> QuietHours? {
        // Both are read in any case: the next column stands behind them.
        let (from, until) = (try row(Int16?.self), try row(Int16?.self))
        guard let from, let until else { return nil }
        return QuietHours(from: Int(from), until: Int(until))
    }
}

/// Writes whom reservations are for, where a decision has changed it; the rows are locked.
struct UpdateRecipients: Statement {
    static let sql = """
        UPDATE reservation r
        SET recipient_name = t.name, recipient_kana = t.kana, recipient_phone = t.phone, recipient_mail = t.mail,
            language = t.language, stopped = string_to_array(t.stopped, ','), quiet_from = t.quiet_from,
            quiet_until = t.quiet_until
        FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::int[], $10::int[])
            AS t (location_id, reservation_id, name, kana, phone, mail, language, stopped, quiet_from, quiet_until)
        WHERE r.location_id = t.location_id AND r.reservation_id = t.reservation_id
        """

    let reservations: [Reservation]

    func bind(_ parameters: inout Parameters) {
        parameters.add(reservations.map(\.id))
        Recipients.bind(reservations.map(\.recipient), to: &parameters)
    }
}
