// SPDX-License-Identifier: Apache-2.0
import Kit

/// Holds a small CSV file whole: every row by the names of its columns.
package struct CSVTable: Sendable {
    package let name: String
    package let rows: [[String: String]]

    /// Reads a source. Throws an `ImportFault` for a file that cannot be read or a row with another number of fields.
    package init(_ source: ImportSource) throws(ImportFault) {
        let text = try TextStream(source)
        var reader = CSVReader(text, first: try text.read())
        guard let header = try reader.next() else { throw ImportFault(line: 1, .unknownLayout) }
        var rows: [[String: String]] = []
        while let record = try reader.next() {
            guard record.fields.count == header.fields.count else {
                throw ImportFault(
                    line: record.line, .fieldCount(expected: header.fields.count, found: record.fields.count))
            }
            rows.append(Dictionary(uniqueKeysWithValues: zip(header.fields, record.fields)))
        }
        name = source.name
        self.rows = rows
    }
}
