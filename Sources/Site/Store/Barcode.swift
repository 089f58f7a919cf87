// SPDX-License-Identifier: Apache-2.0
import Stock

/// Draws bar codes as modules, dark or light, from left to right without their quiet zones. Source: GS1 General
/// Specifications 5.2 (EAN/UPC) and 5.4 (GS1-128, whose characters are those of Code 128, ISO/IEC 15417).
struct Barcode: Sendable, Equatable {
    /// True is a bar.
    let modules: [Bool]
    /// Light modules that a reader needs on each side.
    let quiet: (left: Int, right: Int)

    static func == (a: Barcode, b: Barcode) -> Bool { a.modules == b.modules && a.quiet == b.quiet }

    /// Draws a GTIN of 13 digits or fewer as EAN-13: a JAN. Nil for a GTIN-14, which needs another symbol.
    init?(ean13 gtin: GTIN) {
        guard gtin.padded.hasPrefix("0") else { return nil }
        let digits = gtin.padded.utf8.dropFirst().map { Int($0 - UInt8(ascii: "0")) }
        var modules = Barcode.guardBars
        // The first digit is not drawn: the sets of the next six tell it.
        for (place, digit) in digits[1...6].enumerated() {
            let isEven = Barcode.sets[digits[0]] & (32 >> place) != 0
            let odd = Barcode.odd[digit]
            // Set B is set C read backwards, and C is A turned from dark to light.
            modules += isEven ? odd.reversed().map { !$0 } : odd
        }
        modules += [false, true, false, true, false]
        for digit in digits[7...12] { modules += Barcode.odd[digit].map { !$0 } }
        self.modules = modules + Barcode.guardBars
        quiet = (11, 7)
    }

    /// Draws 1–48 visible ASCII characters as Code 128 in its set B. Nil for any other text.
    init?(code128 text: String) {
        guard (1...48).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return nil
        }
        let values = text.utf8.map { Int($0) - 32 }
        let check = Barcode.check(values)
        var modules: [Bool] = []
        for value in [Barcode.startB] + values + [check, Barcode.stop] {
            for (place, width) in Barcode.widths[value].utf8.enumerated() {
                modules += [Bool](repeating: place % 2 == 0, count: Int(width - UInt8(ascii: "0")))
            }
        }
        self.modules = modules
        quiet = (10, 10)
    }

    /// Reckons the check character: the start and each value times its place, modulo 103.
    static func check(_ values: [Int]) -> Int {
        values.enumerated().reduce(startB) { $0 + ($1.offset + 1) * $1.element } % 103
    }

    /// Draws the symbol with its quiet zones; one unit of its box is one module. It is decoration: what it says stands
    /// beside it in letters.
    func svg(height: Int) -> HTML {
        var path = ""
        var place = 0
        while place < modules.count {
            let isDark = modules[place]
            var end = place
            while end < modules.count, modules[end] == isDark { end += 1 }
            if isDark { path += "M\(quiet.left + place) 0h\(end - place)v\(height)h-\(end - place)z" }
            place = end
        }
        let width = quiet.left + modules.count + quiet.right
        return """
            <svg class="bars" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
            shape-rendering="crispEdges" preserveAspectRatio="none" aria-hidden="true"><path d="\(path)"/></svg>
            """
    }

    private static let guardBars = [true, false, true]

    /// Set A of EAN-13, seven modules a digit.
    private static let odd: [[Bool]] = [
        "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011",
    ].map { $0.map { $0 == "1" } }

    /// Which of the six left digits are of set B, by the first digit of all; the leftmost is the highest bit.
    private static let sets = [
        0b000000, 0b001011, 0b001101, 0b001110, 0b010011, 0b011001, 0b011100, 0b010101, 0b010110, 0b011010,
    ]

    private static let startB = 104
    private static let stop = 106

    /// The widths of bars and spaces in turn, by the value of the character.
    static let widths = """
        212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 \
        123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 \
        232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 \
        313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 \
        111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 \
        111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 \
        114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112
        """.split(separator: " ").map(String.init)
}
