// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Is one row of an import, its values found by the names of their columns.
struct ImportRow {
    private enum Values {
        case fields([String], index: [String: Int])
        case members([String: String])
    }

    /// The line on which it begins, from 1.
    let line: Int
    private let values: Values

    init(line: Int, fields: [String], index: [String: Int]) {
        self.line = line
        values = .fields(fields, index: index)
    }

    init(line: Int, members: [String: String]) {
        self.line = line
        values = .members(members)
    }

    /// Names of the columns, in lower case.
    var columns: [String] {
        switch values {
        case .fields(_, let index): Array(index.keys)
        case .members(let members): Array(members.keys)
        }
    }

    /// Tells whether the file says anything of a column: one that is not in it leaves what stands, an empty one takes it away.
    func has(_ column: String) -> Bool {
        switch values {
        case .fields(_, let index): index[column] != nil
        case .members(let members): members[column] != nil
        }
    }

    /// The value without white space at its ends; empty when there is none.
    subscript(_ column: String) -> String {
        switch values {
        case .fields(let fields, let index): index[column].map { fields[$0].trimmed } ?? ""
        case .members(let members): members[column]?.trimmed ?? ""
        }
    }

    /// Reads a text of at most `limit` characters without control characters.
    func text(_ column: String, limit: Int = Limits.nameCharacters) throws(ColumnFault) -> String {
        let text = self[column]
        guard text.count <= limit else { throw ColumnFault(column, .tooLong(limit)) }
        guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw ColumnFault(column, .controlCharacter)
        }
        return text
    }

    /// As `text`, but it must not be empty.
    func needed(_ column: String, limit: Int = Limits.nameCharacters) throws(ColumnFault) -> String {
        let text = try text(column, limit: limit)
        guard !text.isEmpty else { throw ColumnFault(column, .empty) }
        return text
    }

    /// Reads a whole number within bounds; nil when the value is empty.
    func number(_ column: String, _ bounds: ClosedRange<Int>) throws(ColumnFault) -> Int? {
        let text = self[column]
        if text.isEmpty { return nil }
        guard let number = Int(text), text.utf8.first != UInt8(ascii: "+") else {
            throw ColumnFault(column, .notANumber)
        }
        guard bounds.contains(number) else {
            throw ColumnFault(column, .outOfRange(bounds.lowerBound, bounds.upperBound))
        }
        return number
    }

    func neededNumber(_ column: String, _ bounds: ClosedRange<Int>) throws(ColumnFault) -> Int {
        guard let number = try number(column, bounds) else { throw ColumnFault(column, .empty) }
        return number
    }

    /// Reads the address of a picture; empty when the value is.
    func picture(_ column: String) throws(ColumnFault) -> String {
        let text = try text(column, limit: Limits.noteCharacters)
        guard text.isEmpty || PictureAddress.isGood(text) else { throw ColumnFault(column, .badPicture) }
        return text
    }

    func location(_ column: String = "location") throws(ColumnFault) -> LocationID {
        guard let id = LocationID(try needed(column)) else { throw ColumnFault(column, .badLocation) }
        return id
    }

    func sku(_ column: String = "sku") throws(ColumnFault) -> SKU {
        let code = self[column]
        guard !code.isEmpty else { throw ColumnFault(column, .empty) }
        guard let sku = SKU(code) else { throw ColumnFault(column, .badSKU) }
        return sku
    }

    func day(_ column: String) throws(ColumnFault) -> Day {
        guard let day = Day(try needed(column)) else { throw ColumnFault(column, .badDate) }
        return day
    }

    /// Reads of which moment a figure tells; nil when the value is empty.
    func moment(_ column: String, now: Instant) throws(ColumnFault) -> FigureMoment? {
        let text = self[column]
        if text.isEmpty { return nil }
        guard let moment = Instant(rfc3339: text) else { throw ColumnFault(column, .badMoment) }
        do throws(Refusal) {
            return try FigureMoment.judged(moment, now: now)
        } catch {
            throw ColumnFault(column, .oldMoment(Int(Limits.figureDays)))
        }
    }

    /// Reads `09:30` as minutes since midnight, up to 48:00.
    func minutes(_ column: String) throws(ColumnFault) -> Int {
        let parts = try needed(column).split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 2880
        else { throw ColumnFault(column, .badTime) }
        return hour * 60 + minute
    }

    /// Reads `true` or `false`, `1` or `0`; `otherwise` when the value is empty.
    func flag(_ column: String, otherwise: Bool) throws(ColumnFault) -> Bool {
        switch self[column].lowercased() {
        case "": otherwise
        case "true", "1": true
        case "false", "0": false
        default: throw ColumnFault(column, .badFlag)
        }
    }

    /// Reads a GTIN; nil when the value is empty.
    func gtin(_ column: String) throws(ColumnFault) -> GTIN? {
        let text = self[column]
        if text.isEmpty { return nil }
        guard let gtin = GTIN(text) else { throw ColumnFault(column, .badGTIN) }
        return gtin
    }
}
