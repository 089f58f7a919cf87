// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Names a form of text and tells whether a text has it. The test is the type's own reader, so what the schema lets
/// through can be read; the pattern, where one says it well, only tells other programs about it.
package struct Format: Sendable {
    let name: String
    let pattern: String?
    let length: ClosedRange<Int>
    let example: String
    /// Says what is expected, for the answer that refuses a text.
    let words: String
    let accepts: @Sendable (String) -> Bool

    package init(
        _ name: String, pattern: String? = nil, length: ClosedRange<Int>, example: String, words: String,
        accepts: @escaping @Sendable (String) -> Bool
    ) {
        self.name = name
        self.pattern = pattern
        self.length = length
        self.example = example
        self.words = words
        self.accepts = accepts
    }

    private static let crockford = "[0-9A-HJKMNP-TV-Z]"

    private static func located<Kind>(_ type: Located<Kind>.Type) -> Format {
        Format(
            "\(Kind.prefix)-id", pattern: "^\(Kind.prefix)_[A-Z0-9][A-Z0-9-]{0,15}_[0-7]\(crockford){25}$",
            length: 30...48, example: "\(Kind.prefix)_S001_01JDA0000000000000000000Z0", words: "\(Kind.prefix)_…"
        ) { Located<Kind>($0) != nil }
    }

    private static func global<Kind>(_ type: Global<Kind>.Type) -> Format {
        Format(
            "\(Kind.prefix)-id", pattern: "^\(Kind.prefix)_[0-7]\(crockford){25}$", length: 30...30,
            example: "\(Kind.prefix)_01JDA0000000000000000000Z0", words: "\(Kind.prefix)_…"
        ) { Global<Kind>($0) != nil }
    }

    package static let reservationID = located(ReservationID.self)
    package static let contactTaskID = located(ContactTaskID.self)
    package static let shortageID = located(ShortageID.self)
    package static let messageID = located(MessageID.self)
    package static let customerID = global(CustomerID.self)
    package static let staffID = global(StaffID.self)
    package static let changeID = global(ChangeID.self)

    package static let location = Format(
        "location", pattern: "^[A-Za-z0-9][A-Za-z0-9-]{0,15}$", length: 1...16, example: "S001",
        words: "A–Z 0–9 -"
    ) { LocationID($0) != nil }

    package static let sku = Format("sku", length: 1...64, example: "TEE-WHITE-M", words: "SKU") { SKU($0) != nil }

    /// GTIN-8, -12, -13 or -14 with its check digit (GS1 General Specifications 7.9: weights 3 and 1 from the right).
    package static let gtin = Format(
        "gtin", pattern: "^([0-9]{8}|[0-9]{12,14})$", length: 8...14, example: "4901234567894", words: "GTIN"
    ) { text in
        let digits = text.utf8.map { Int($0) - 0x30 }
        guard [8, 12, 13, 14].contains(digits.count), digits.allSatisfy((0...9).contains) else { return false }
        return digits.reversed().enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3) } % 10 == 0
    }

    /// RFC 3339 with an offset.
    package static let dateTime = Format(
        "date-time", length: 20...40, example: "2026-11-22T10:00:00+09:00", words: "RFC 3339"
    ) { Instant(rfc3339: $0) != nil }

    package static let date = Format("date", length: 10...10, example: "2026-11-22", words: "YYYY-MM-DD") {
        Day($0) != nil
    }

    /// A pickup code as a person may type it: Crockford's base 32 in any case.
    package static let pickupCode = Format(
        "pickup-code", pattern: "^[0-9A-TV-Za-tv-z]{8}$", length: 8...8, example: "7K3M9QXA", words: "8 × 0–9 A–Z"
    ) { $0.utf8.allSatisfy { Crockford.value(of: $0) != nil } }

    /// Two numbers, latitude and longitude in degrees: `35.681,139.767`.
    package static let coordinates = Format(
        "coordinates", pattern: "^-?[0-9]{1,2}(\\.[0-9]{1,8})?,-?[0-9]{1,3}(\\.[0-9]{1,8})?$", length: 3...25,
        example: "35.681,139.767", words: "latitude,longitude"
    ) { text in
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.allSatisfy({ "0123456789.-,".utf8.contains($0) }),
            let latitude = Double(parts[0]), let longitude = Double(parts[1])
        else { return false }
        return abs(latitude) <= 90 && abs(longitude) <= 180
    }
}
