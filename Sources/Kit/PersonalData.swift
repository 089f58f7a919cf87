// SPDX-License-Identifier: Apache-2.0

/// Names one column that tells something of a person: what it is, and whose.
package struct PersonalColumn: Hashable, Sendable {
    package enum What: String, Sendable, CaseIterable {
        case name
        /// Where somebody is reached: a phone number, a mail address, a device.
        case address
        /// What tells one person from another without saying who it is: a login, a number of another system, an id.
        case identifier
        /// What people wrote in their own words, where anything may stand.
        case words
        /// What somebody has asked for: a language, quiet hours, being told; and what they have done.
        case wish
        /// Who did it.
        case author
        /// What opens something, or proves who somebody is; also as a digest.
        case secret
        /// A copy of what stands elsewhere: it goes where its origin goes.
        case copy
    }

    package enum Whose: String, Sendable, CaseIterable {
        case customer, staff
        /// Of a customer or of staff, as the row says.
        case either
    }

    package let table: String
    package let column: String
    package let what: What
    package let whose: Whose

    package var name: String { "\(table).\(column)" }
}

/// Lists every column of the schema with personal data. Erasure, export and the log go by it.
///
/// A test holds it against the schema: each column of text, JSON or bytes is here or in `none`, so that whoever adds one
/// decides. A column is added to its table's line; other types (quiet hours) are named here where they tell of a person.
package enum PersonalData {
    package static let columns: [PersonalColumn] =
        of("customer", .customer, name: "name kana", words: "note", wish: "language quiet_from quiet_until")
        + of("customer_identity", .customer, address: "value")
        + of("contact_word", .customer, address: "value", wish: "channel purpose granted")
        + of("contact_word", .either, author: "author")
        + of(
            "reservation", .customer, name: "recipient_name recipient_kana collector proxy",
            address: "recipient_phone recipient_mail", identifier: "reference", words: "note close_reason",
            wish: "language stopped quiet_from quiet_until arrival arrival_at", secret: "pickup_code")
        + of("event", .either, words: "data", author: "author")
        + of("message", .either, name: "name", words: "text", author: "author")
        + of("contact_attempt", .customer, words: "note need advice", copy: "search")
        + of("contact_attempt", .staff, author: "agent_id")
        + of("contact_task", .staff, author: "offered_to")
        // What a provider says of an address it did not reach may quote it.
        + of("notice", .customer, address: "recipient", words: "failure", wish: "language")
        + of("push_subscription", .customer, address: "endpoint", wish: "language", secret: "p256dh auth")
        // The key is the client's own word; the answer is a copy of what was shown.
        + of("idempotency", .either, identifier: "client key", copy: "body")
        // Tills and clerks write numbers of receipts, and what they like as a reason.
        + of("stock_movement", .customer, identifier: "cause", words: "reason")
        + of("stock_movement", .either, author: "author")
        + of("shortage", .customer, identifier: "cause", words: "resolution")
        + of("staff", .staff, name: "name", identifier: "login", wish: "locations role", secret: "password_hash")
        + of("staff_session", .staff, secret: "token_hash")
        // The edit of an account or of a customer names it and says what was there before.
        + of("change", .either, identifier: "subject", author: "author", copy: "differences")
        + of("import_moment", .either, identifier: "client key")
        + of("import_run", .staff, name: "name", words: "file", author: "author")

    /// What in `event.data` may tell of a person, by kind and member: people's own words. Other types of members cannot
    /// (`EventValue`); a test holds the list against the payloads.
    package static let eventWords: Set<String> = [
        "fulfilment.ready_revoked.reason", "reservation.cancelled.reason", "reservation.rejected.note",
        "shortage.covered.cause", "shortage.opened.cause", "shortage.resolved.resolution",
    ]

    /// The columns of text, JSON and bytes in which nothing of a person stands, by table: codes, words of a list, goods,
    /// places, rules, digests.
    package static let none: [String: String] = [
        "api_key": "key_id locations name scopes secret_hash",
        "calendar_mark": "before location_id",
        "callable_window": "",
        "change": "act kind",
        "closure": "location_id reason",
        "contact_attempt": "channel disposition effect location_id suggested",
        "contact_policy": "channel kind location_id policy_id purpose reason when_unreachable",
        "contact_task": "channel location_id outcome policy_id purpose reasons state when_unreachable",
        "contact_word": "kind",
        "customer_identity": "issuer kind proved_by",
        "event": "kind location_id",
        "experiment_arm": "arm",
        "idempotency": "fingerprint location_id",
        "import_moment": "fingerprint",
        "import_run": "import_id mode state",
        "location": "address address_en kana kind location_id name name_en phone postal_code time_zone",
        "message": "location_id speaker",
        "notice": "channel kind location_id state",
        "opening_hours": "location_id",
        "public_holiday": "name name_en",
        "push_subscription": "location_id",
        "reservation": """
        contact experiment_arm fulfilment hold kind location_id rerouted_from rerouted_to ships_from staging
        """,
        "reservation_line": "held_at location_id missing_reason name name_en sku",
        "reservation_policy": "kind location_id policy_id",
        "schema_migration": "checksum name",
        "shortage": "location_id sku",
        "sku": "attributes gtin image_url name name_en search sku",
        "stock_level": "location_id sku",
        "stock_movement": "kind location_id sku",
    ]

    /// Names of some columns those about which nobody has decided.
    package static func undecided(_ columns: [(table: String, column: String)]) -> [String] {
        let known = Set(Self.columns.map(\.name)).union(nameless)
        return columns.map { "\($0.table).\($0.column)" }.filter { !known.contains($0) }
    }

    /// The names of `none`.
    package static var nameless: Set<String> {
        Set(none.flatMap { table, columns in columns.split(whereSeparator: \.isWhitespace).map { "\(table).\($0)" } })
    }

    private static func of(
        _ table: String, _ whose: PersonalColumn.Whose, name: String = "", address: String = "",
        identifier: String = "", words: String = "", wish: String = "", author: String = "", secret: String = "",
        copy: String = ""
    ) -> [PersonalColumn] {
        let kinds: [(PersonalColumn.What, String)] = [
            (.name, name), (.address, address), (.identifier, identifier), (.words, words), (.wish, wish),
            (.author, author), (.secret, secret), (.copy, copy),
        ]
        return kinds.flatMap { what, columns in
            columns.split(separator: " ").map {
                PersonalColumn(table: table, column: String($0), what: what, whose: whose)
            }
        }
    }
}
