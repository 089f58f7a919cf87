// SPDX-License-Identifier: Apache-2.0
import PQ

extension RowReader {
    /// Reads a text column as one of an enum's words; the column's CHECK admits no other.
    package mutating func word<Word: RawRepresentable>() throws(DatabaseError) -> Word where Word.RawValue == String {
        let text: String = try self()
        guard let word = Word(rawValue: text) else { throw .undecodable("unknown word in an enumerated column") }
        return word
    }
}

extension DatabaseError {
    /// Says that a row held something its statement cannot read.
    package static func undecodable(_ column: StaticString) -> DatabaseError {
        DatabaseError(kind: .decoding, statement: "\(column)")
    }
}
