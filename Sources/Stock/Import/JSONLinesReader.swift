// SPDX-License-Identifier: Apache-2.0
import Kit

/// Reads JSON Lines: one object on each line, its members by name, `null` as an empty value; empty lines are passed over.
struct JSONLinesReader {
    private let text: TextStream
    private var buffer: [UInt8] = []
    private var start = 0
    private var line = 0
    private var hasEnded = false

    init(_ text: TextStream, first: [UInt8]) {
        self.text = text
        buffer = first
    }

    /// Reads the next object; nil at the end. Throws an `ImportFault` for a line that is none; ask again then.
    mutating func next() throws(ImportFault) -> ImportRow? {
        while let bytes = try nextLine() {
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            return try row(bytes)
        }
        return nil
    }

    private func row(_ bytes: [UInt8]) throws(ImportFault) -> ImportRow {
        let value: JSON
        do throws(JSON.Failure) {
            value = try JSON(parsing: bytes)
        } catch {
            let isEncoding = error.reason == .invalidUTF8
            throw ImportFault(line: line, isEncoding ? .undecodable : .badJSON(error.description))
        }
        guard let object = value.object else { throw ImportFault(line: line, .badJSON("another value")) }
        var members: [String: String] = [:]
        for (key, value) in object {
            switch value {
            // As an empty cell: it is said that there is none.
            case .null: members[ImportFormat.columnName(key)] = ""
            case .string(let text): members[ImportFormat.columnName(key)] = text
            default: members[ImportFormat.columnName(key)] = value.text
            }
        }
        return ImportRow(line: line, members: members)
    }

    private mutating func nextLine() throws(ImportFault) -> [UInt8]? {
        var searched = start
        var isTooLong = false
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                let bytes = Array(buffer[start..<end])
                start = end + 1
                line += 1
                if isTooLong { throw ImportFault(line: line, .rowTooLong(Limits.importRowBytes)) }
                return bytes
            }
            if buffer.count - start > Limits.importRowBytes {
                isTooLong = true
                start = buffer.count
            }
            let chunk = hasEnded ? [] : try text.read()
            hasEnded = chunk.isEmpty
            buffer.removeFirst(start)
            searched = buffer.count
            start = 0
            buffer.append(contentsOf: chunk)
            if hasEnded {
                guard !buffer.isEmpty || isTooLong else { return nil }
                let bytes = buffer
                buffer = []
                line += 1
                if isTooLong { throw ImportFault(line: line, .rowTooLong(Limits.importRowBytes)) }
                return bytes
            }
        }
    }
}
