// SPDX-License-Identifier: Apache-2.0
import Kit

/// Reads records of comma-separated values (RFC 4180) from a text of any length, keeping one record in memory.
///
/// Lines end by CRLF, LF or CR; quoted fields may hold line ends and doubled quotes; empty lines are passed over.
/// After a fault reading goes on with the next line: a quote that is never closed costs its own line only.
struct CSVReader {
    struct Record {
        /// The line on which the record begins, from 1.
        let line: Int
        let fields: [String]
    }

    private enum State { case atFieldStart, inField, inQuotes, afterQuote }

    private let text: TextStream
    private var buffer: [UInt8] = []
    /// Where the next record begins in `buffer`.
    private var start = 0
    private var line = 1
    private var hasEnded = false
    private var previousWasCR = false

    /// Takes a text whose first chunk was read already.
    init(_ text: TextStream, first: [UInt8]) {
        self.text = text
        buffer = first
    }

    /// Reads the next record; nil at the end. Throws an `ImportFault` for one that cannot be read; ask again then.
    mutating func next() throws(ImportFault) -> Record? {
        while true {
            let record = try scan()
            guard let record else { return nil }
            if record.fields.count > 1 || record.fields.first != "" { return record }
        }
    }

    /// Appends the next chunk behind what is left; false at the end of the text.
    private mutating func refill() throws(ImportFault) -> Bool {
        guard !hasEnded else { return false }
        let chunk = try text.read()
        hasEnded = chunk.isEmpty
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer.append(contentsOf: chunk)
        return !hasEnded
    }

    private mutating func scan() throws(ImportFault) -> Record? {
        var state = State.atFieldStart
        var at = start
        var newLines = 0
        // Where the first line of the record ends, to go on from when its quote is never closed.
        var firstLineEnd: Int?
        var fault: ImportReason?
        var field: [UInt8] = []
        var fields: [String] = []
        var tail: UInt32 = 0
        while true {
            if at >= buffer.count {
                // Everything behind `start` stays, only moved to the front.
                let before = start
                let hasMore = try refill()
                at -= before - start
                firstLineEnd = firstLineEnd.map { $0 - (before - start) }
                if hasMore { continue }
                if at == start { return nil }
                if state == .inQuotes { throw giveUp(firstLineEnd, .quoteNotClosed) }
                break
            }
            if at - start > Limits.importRowBytes {
                if state == .inQuotes { throw giveUp(firstLineEnd, .quoteNotClosed) }
                throw try skipLine(from: at)
            }
            let byte = buffer[at]
            if previousWasCR {
                previousWasCR = false
                if byte == 0x0A, at == start {
                    at += 1
                    start = at
                    continue
                }
            }
            at += 1
            if byte == 0x0A || byte == 0x0D, state != .inQuotes {
                previousWasCR = byte == 0x0D
                break
            }
            switch (byte, state) {
            case (UInt8(ascii: "\""), .atFieldStart): state = .inQuotes
            case (UInt8(ascii: "\""), .inQuotes): state = .afterQuote
            case (UInt8(ascii: "\""), .afterQuote):
                field.append(byte)
                state = .inQuotes
            case (UInt8(ascii: ","), .atFieldStart), (UInt8(ascii: ","), .inField), (UInt8(ascii: ","), .afterQuote):
                if !CSVReader.close(&field, into: &fields) { fault = fault ?? .undecodable }
                state = .atFieldStart
            default:
                if state == .afterQuote || byte == UInt8(ascii: "\"") { fault = fault ?? .strayQuote }
                if state == .atFieldStart || state == .afterQuote { state = .inField }
                if state == .inQuotes, byte == 0x0A || (byte == 0x0D && (at >= buffer.count || buffer[at] != 0x0A)) {
                    newLines += 1
                    firstLineEnd = firstLineEnd ?? at
                }
                tail = tail << 8 | UInt32(byte)
                if tail & 0xFF_FFFF == 0xEF_BFBD { fault = fault ?? .undecodable }
                field.append(byte)
            }
        }
        if !CSVReader.close(&field, into: &fields) { fault = fault ?? .undecodable }
        let began = line
        line += newLines + 1
        start = at
        if let fault { throw ImportFault(line: began, fault) }
        return Record(line: began, fields: fields)
    }

    /// Ends a field; false when it is no UTF-8, as a file with a byte order mark may hold.
    private static func close(_ field: inout [UInt8], into fields: inout [String]) -> Bool {
        let text = String(validating: field, as: UTF8.self)
        fields.append(text ?? "")
        field.removeAll(keepingCapacity: true)
        return text != nil
    }

    /// Goes on behind the first line of a record whose quote is not closed.
    private mutating func giveUp(_ firstLineEnd: Int?, _ reason: ImportReason) -> ImportFault {
        let fault = ImportFault(line: line, reason)
        start = firstLineEnd ?? buffer.count
        line += 1
        return fault
    }

    /// Passes over the rest of a line that is too long.
    private mutating func skipLine(from place: Int) throws(ImportFault) -> ImportFault {
        start = place
        while true {
            if let end = buffer[start...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
                previousWasCR = buffer[end] == 0x0D
                start = end + 1
                break
            }
            start = buffer.count
            if try !refill() { break }
        }
        let fault = ImportFault(line: line, .rowTooLong(Limits.importRowBytes))
        line += 1
        return fault
    }
}
