// SPDX-License-Identifier: Apache-2.0
import Kit

extension Reservation {
    /// A short name for what lies on the shelf: on the label, under its bars, and typed at the counter. It is taken of
    /// the random end of the id and opens nothing: the pickup code stays the customer's.
    package var tag: String { "R\(Crockford.text(of: id.unique).suffix(Reservation.tagCharacters - 1))" }

    /// Characters of a tag: one more than a pickup code has, so that the two are told apart.
    package static let tagCharacters = 9

    /// Reads a tag as typed or scanned; nil for anything else.
    package static func tag(reading text: String) -> String? {
        guard let normal = Crockford.normal(text), normal.utf8.count == tagCharacters, normal.hasPrefix("R") else {
            return nil
        }
        return normal
    }
}
