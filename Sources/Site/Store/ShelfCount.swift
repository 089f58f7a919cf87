// SPDX-License-Identifier: Apache-2.0
import Kit
import Stock

/// Is what a person counted on a shelf, as it was scanned or typed: a code a line, perhaps with a number behind it.
struct ShelfCount: Sendable, Equatable {
    /// What each code adds up to, in the order of its first mention.
    private(set) var counted: [(code: String, units: Int)] = []
    /// Lines that are none, as they stand.
    private(set) var unreadable: [String] = []

    /// Reads the lines. A code that comes again adds up; a line without a number is one unit: so a scanner counts by
    /// reading each article. `0` says that none is there.
    init(_ text: String) {
        var places: [String: Int] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: { $0.isWhitespace || ",，、".contains($0) })
            guard let first = words.first else { continue }
            let plain = Folding.plain(String(first))
            let code = GTIN(plain) == nil ? String(first) : plain
            let units = words.count == 1 ? 1 : words.count == 2 ? Int(Folding.plain(String(words[1]))) ?? -1 : -1
            guard (0...Limits.unitsPerMovement).contains(units), code.utf8.count <= 64 else {
                unreadable.append(String(line))
                continue
            }
            if let place = places[code] {
                counted[place].units += units
            } else {
                places[code] = counted.count
                counted.append((code, units))
            }
        }
    }

    static func == (a: ShelfCount, b: ShelfCount) -> Bool { a.text == b.text && a.unreadable == b.unreadable }

    /// Writes what was counted as it is read again.
    var text: String { counted.map { "\($0.code) \($0.units)" }.joined(separator: "\n") }

    /// Finds what each code means. Two codes of one SKU, its JAN and its own, add up.
    ///
    /// - Parameters:
    ///   - skus: the goods by their codes.
    ///   - gtins: the goods by the numbers under their bars.
    func resolved(
        skus: [SKU: CatalogueItem], gtins: [GTIN: CatalogueItem]
    ) -> (rows: [(item: CatalogueItem, units: Int)], unknown: [String]) {
        var (rows, unknown): ([(item: CatalogueItem, units: Int)], [String]) = ([], [])
        for (code, units) in counted {
            guard let item = SKU(code).flatMap({ skus[$0] }) ?? GTIN(code).flatMap({ gtins[$0] }) else {
                unknown.append(code)
                continue
            }
            if let place = rows.firstIndex(where: { $0.item.sku == item.sku }) {
                rows[place].units += units
            } else {
                rows.append((item, units))
            }
        }
        return (rows, unknown)
    }
}
