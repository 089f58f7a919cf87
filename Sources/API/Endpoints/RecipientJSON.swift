// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit

extension Recipient {
    /// Prints whom a reservation is for, to whoever is to reach that person.
    var json: JSON {
        [
            "name": .string(name), "kana": .string(kana), "phone": JSON(phone?.e164), "mail": JSON(mail?.text),
            "wishes": wishes.json(ways: ways),
        ]
    }

    static let schema = Schema.named(
        "ReservationRecipient",
        .object([
            .required("name", .text(0...Limits.nameCharacters)),
            .required("kana", .text(0...Limits.nameCharacters)),
            .required("phone", .text(0...40).nullable.described("E.164.")),
            .required("mail", .text(0...254).nullable),
            .required("wishes", ContactWishes.schema),
        ]))
}
