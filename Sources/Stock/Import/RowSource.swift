// SPDX-License-Identifier: Apache-2.0
import Kit

/// Reads the rows of a file of any layout: finds out encoding, form (CSV or JSON Lines) and layout by itself.
struct RowSource {
    private enum Form {
        case csv(CSVReader, index: [String: Int], columns: Int)
        case json(JSONLinesReader, first: ImportRow?)
    }

    let text: TextStream
    let format: ImportFormat
    private var form: Form

    /// Opens a source and reads its header. Throws an `ImportFault` for the file as a whole.
    init(_ source: ImportSource) throws(ImportFault) {
        let text = try TextStream(source)
        self.text = text
        // The first character that is no white space tells objects from a header.
        let head = try text.read()
        let first = head.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        if first == UInt8(ascii: "{") {
            var reader = JSONLinesReader(text, first: head)
            guard let row = try reader.next() else { throw ImportFault(line: 1, .unknownLayout) }
            let named = row["type"].isEmpty ? nil : ImportFormat.named(row["type"])
            guard let format = named ?? ImportFormat.detect(row.columns) else {
                throw ImportFault(line: row.line, .unknownLayout)
            }
            self.format = format
            form = .json(reader, first: row)
            return
        }
        var reader = CSVReader(text, first: head)
        let header: CSVReader.Record
        do throws(ImportFault) {
            guard let record = try reader.next() else { throw ImportFault(line: 1, .unknownLayout) }
            header = record
        } catch {
            // A quoted name before another delimiter looks like a quote out of its place.
            guard let found = ImportFormat.otherDelimiter(inHeaderOf: head) else { throw error }
            throw ImportFault(line: error.line, .otherDelimiter(found))
        }
        guard header.fields.count <= Limits.importColumns, let format = ImportFormat.detect(header.fields) else {
            let found = ImportFormat.otherDelimiter(inHeaderOf: head)
            throw ImportFault(line: header.line, found.map(ImportReason.otherDelimiter) ?? .unknownLayout)
        }
        self.format = format
        // Of two columns of one name the first counts.
        let names = header.fields.enumerated().map { (ImportFormat.columnName($1), $0) }
        let index = Dictionary(names, uniquingKeysWith: { first, _ in first })
        form = .csv(reader, index: index, columns: header.fields.count)
    }

    /// Reads the next row; nil at the end. Throws an `ImportFault` for one that cannot be read; ask again then.
    mutating func next() throws(ImportFault) -> ImportRow? {
        switch form {
        case .csv(var reader, let index, let columns):
            defer { form = .csv(reader, index: index, columns: columns) }
            guard let record = try reader.next() else { return nil }
            guard record.fields.count == columns else {
                throw ImportFault(line: record.line, .fieldCount(expected: columns, found: record.fields.count))
            }
            return ImportRow(line: record.line, fields: record.fields, index: index)
        case .json(var reader, let first):
            defer { form = .json(reader, first: nil) }
            let next = if let first { Optional(first) } else { try reader.next() }
            guard let row = next else { return nil }
            let type = row["type"]
            guard type.isEmpty || ImportFormat.named(type) == format else {
                throw ImportFault(line: row.line, column: "type", .otherType(type))
            }
            return row
        }
    }
}
