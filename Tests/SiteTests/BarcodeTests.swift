// SPDX-License-Identifier: Apache-2.0
import Kit
import Stock
import Testing

@testable import Site

@Suite("Bar codes")
struct BarcodeTests {
    private static func bits(_ modules: some Sequence<Bool>) -> String { modules.map { $0 ? "1" : "0" }.joined() }

    @Test("An EAN-13 has 95 modules, its guards, and every digit in its set")
    func ean13() throws {
        // 4 901234 567894: the first digit 4 is told by the sets ABAABB of the next six.
        let gtin = try #require(GTIN("4901234567894"))
        let bars = try #require(Barcode(ean13: gtin))
        let drawn = Self.bits(bars.modules)
        #expect(drawn.count == 95)
        #expect(drawn.hasPrefix("101") && drawn.hasSuffix("101"))
        // Right half: set C of 5 6 7 8 9 4.
        #expect(drawn.dropFirst(50).prefix(42) == "100111010100001000100100100011101001011100")
        // Left half: 9 by A, 0 by B, 1 and 2 by A, 3 and 4 by B.
        #expect(drawn.dropFirst(3).prefix(42) == "000101101001110011001001001101000010011101")
        #expect(drawn.dropFirst(45).prefix(5) == "01010")
    }

    @Test("Each digit of a left half reads back in its set, and the sets tell the first digit", arguments: 0..<200)
    func readsBack(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let digits = (0..<12).map { _ in UInt8(ascii: "0") + UInt8(random.next() % 10) }
        let text = String(decoding: digits + [GTIN.checkDigit(of: digits)], as: UTF8.self)
        let gtin = try #require(GTIN(text))
        let bars = try #require(Barcode(ean13: gtin))
        let read = Self.read(bars.modules)
        #expect(read == text)
    }

    /// Reads the modules of an EAN-13 as a scanner would: by the widths of each digit's bars and spaces.
    private static func read(_ modules: [Bool]) -> String {
        // Widths of set A, space first (GS1 General Specifications, figure of the number sets).
        let widths = ["3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112"]
        func runs(_ part: ArraySlice<Bool>) -> String {
            var runs: [Int] = []
            var last: Bool?
            for module in part {
                if module == last { runs[runs.count - 1] += 1 } else { runs.append(1) }
                last = module
            }
            return runs.map(String.init).joined()
        }
        var (text, sets) = ("", "")
        for place in 0..<6 {
            let digit = runs(modules[(3 + place * 7)..<(10 + place * 7)])
            if let odd = widths.firstIndex(of: digit) {
                text += "\(odd)"
                sets += "A"
            } else if let even = widths.firstIndex(of: String(digit.reversed())) {
                text += "\(even)"
                sets += "B"
            }
        }
        for place in 0..<6 {
            if let digit = widths.firstIndex(of: runs(modules[(50 + place * 7)..<(57 + place * 7)])) {
                text += "\(digit)"
            }
        }
        let firsts = [
            "AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA",
        ]
        return "\(firsts.firstIndex(of: sets).map(String.init) ?? "?")\(text)"
    }

    @Test("Check digits are those of the specification; a wrong one is no GTIN and has no bars")
    func checkDigits() {
        // GS1 General Specifications, 7.9: 629104150021 has the check digit 3.
        #expect(GTIN("6291041500213") != nil)
        for wrong in "012456789" { #expect(GTIN("629104150021\(wrong)") == nil) }
        #expect(GTIN("14901234567891").map { Barcode(ean13: $0) == nil } ?? false)
    }

    @Test("The characters of Code 128 are 11 modules wide, with an even number of dark ones, and all different")
    func code128Table() {
        #expect(Barcode.widths.count == 107 && Set(Barcode.widths).count == 107)
        for (value, widths) in Barcode.widths.enumerated() {
            let digits = widths.utf8.map { Int($0 - UInt8(ascii: "0")) }
            let dark = stride(from: 0, to: digits.count, by: 2).reduce(0) { $0 + digits[$1] }
            #expect(digits.reduce(0, +) == (value == 106 ? 13 : 11))
            #expect(value == 106 || dark % 2 == 0, "\(value)")
        }
    }

    @Test("A text in Code 128 has start, check and stop; what it cannot say has no bars")
    func code128() throws {
        let values = "PJJ123C".utf8.map { Int($0) - 32 }
        let sum = 104 + zip(1..., values).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(Barcode.check(values) == sum % 103)
        let bars = try #require(Barcode(code128: "R7K3MQ9ZT"))
        #expect(bars.modules.count == 11 * (9 + 2) + 13)
        #expect(Self.bits(bars.modules.prefix(11)) == "11010010000")
        #expect(Self.bits(bars.modules.suffix(13)) == "1100011101011")
        #expect(Barcode(code128: "") == nil && Barcode(code128: "髙橋") == nil && Barcode(code128: "a\n") == nil)
        #expect(Barcode(code128: String(repeating: "x", count: 49)) == nil)
    }

    @Test("The drawing has its quiet zones and as many dark modules as the symbol")
    func drawing() throws {
        let gtin = try #require(GTIN("4901234567894"))
        let bars = try #require(Barcode(ean13: gtin))
        let svg = bars.svg(height: 40).text
        #expect(svg.contains("viewBox=\"0 0 113 40\"") && svg.contains("d=\"M11 0h1v40h-1z"))
        let widths = svg.matches(of: /M\d+ 0h(\d+)v/).compactMap { Int($0.1) }
        #expect(widths.reduce(0, +) == bars.modules.filter { $0 }.count)
    }

    @Test("The count of a shelf adds up codes and numbers, and keeps what it cannot read")
    func shelfCount() throws {
        let count = ShelfCount("4901234567894\n4901234567894 2\n\nKT-1 0\r\nKT-1, 3\nx y z\nKT-2 -1\nKT-3 1000000\n")
        #expect(count.text == "4901234567894 3\nKT-1 3")
        #expect(count.unreadable == ["x y z", "KT-2 -1", "KT-3 1000000"])
        #expect(ShelfCount(count.text) == ShelfCount("4901234567894 3\nKT-1 3"))
        let gtin = try #require(GTIN("4901234567894"))
        let item = CatalogueItem(sku: SKU(stored: "KT-1"), gtin: gtin, name: "鍋", price: 1)
        let (rows, unknown) = count.resolved(skus: [item.sku: item], gtins: [gtin: item])
        #expect(rows.count == 1 && rows.first?.units == 6 && unknown.isEmpty)
        #expect(ShelfCount("nothing 1").resolved(skus: [:], gtins: [:]).unknown == ["nothing"])
    }
}
