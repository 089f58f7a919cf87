// SPDX-License-Identifier: Apache-2.0
import Kit
import Testing

@testable import Stock

/// Reads all records of a text; faults become `[line: code]`.
private func records(_ bytes: [UInt8]) throws -> (rows: [[String]], lines: [Int], faults: [ImportFault]) {
    let text = try TextStream(ImportSource(name: "test", bytes: bytes))
    var reader = CSVReader(text, first: [])
    var (rows, lines, faults): ([[String]], [Int], [ImportFault]) = ([], [], [])
    while true {
        do throws(ImportFault) {
            guard let record = try reader.next() else { return (rows, lines, faults) }
            rows.append(record.fields)
            lines.append(record.line)
        } catch {
            faults.append(error)
        }
    }
}

private func records(_ text: String) throws -> (rows: [[String]], lines: [Int], faults: [ImportFault]) {
    try records(Array(text.utf8))
}

@Suite("The CSV reader")
struct CSVReaderTests {
    @Test("Quotes hold commas, quotes and line ends of every kind", arguments: ["\n", "\r\n", "\r"])
    func quotes(end: String) throws {
        let text = "a,b\(end)\"1,\"\"2\"\"\",\"x\(end)y\"\(end)\(end),\"\"\(end)last,髙﨑"
        let found = try records(text)
        #expect(found.rows == [["a", "b"], ["1,\"2\"", "x\(end)y"], ["", ""], ["last", "髙﨑"]])
        #expect(found.lines == [1, 2, 5, 6])
        #expect(found.faults.isEmpty)
    }

    @Test("A quote that is never closed costs its own line only")
    func openQuote() throws {
        let found = try records("a,b\n1,\"2\n3,4\n5,6")
        #expect(found.rows == [["a", "b"], ["3", "4"], ["5", "6"]])
        #expect(found.faults == [ImportFault(line: 2, .quoteNotClosed)])
        let long = "a\n\"\(String(repeating: "x\n", count: Limits.importRowBytes))" + "y\n"
        let far = try records(long)
        #expect(far.faults.first == ImportFault(line: 2, .quoteNotClosed))
        #expect(far.rows.last == ["y"] && far.rows.count == Limits.importRowBytes + 1)
    }

    @Test("Stray quotes and endless lines are told, and reading goes on")
    func strayQuotes() throws {
        let found = try records("5\" pipe,1\n\"x\"y,2\nok,3")
        #expect(found.rows == [["ok", "3"]])
        #expect(found.faults == [ImportFault(line: 1, .strayQuote), ImportFault(line: 2, .strayQuote)])
        let long = try records("a\n\(String(repeating: "x", count: 3 * Limits.importRowBytes))\r\nb")
        #expect(long.rows == [["a"], ["b"]] && long.lines == [1, 3])
        #expect(long.faults == [ImportFault(line: 2, .rowTooLong(Limits.importRowBytes))])
    }

    @Test("Whatever the size of the chunks, the rows are the same")
    func chunks() throws {
        var random = SeededRandom(seed: 7)
        var rows: [[String]] = []
        var text = ""
        for _ in 0..<20_000 {
            let row = (0..<3).map { _ in
                ["", "x", "a,b", "\"", "line\r\nend", "日本語", "5 ", "\n"].randomElement(using: &random) ?? ""
            }
            rows.append(row)
            text += row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\r\n"
        }
        // More than two chunks, so that their seams fall anywhere.
        #expect(text.utf8.count > 300_000)
        #expect(try records(text).rows == rows)
    }

    @Test("CP932 is found and read, with what Windows added to it")
    func cp932() throws {
        // ①㈱髙﨑～ｱ, as Windows writes them
        let bytes: [UInt8] = [0x87, 0x40, 0x87, 0x8A, 0xFB, 0xFC, 0xFA, 0xB1, 0x81, 0x60, 0xB1]
        #expect(try records(bytes).rows == [["①㈱髙﨑～ｱ"]])
        #expect(try TextEncoding.detect(ImportSource(name: "", bytes: bytes).open()) == .cp932)
        // A pair that is cut by the end of a chunk.
        let long = [[UInt8]](repeating: [0x87, 0x40], count: 100_000).flatMap { $0 }
        #expect(try records([0x61] + long).rows == [["a" + String(repeating: "①", count: 100_000)]])
        let broken = try records(Array("ok\n".utf8) + [0x81, 0x00, 0x0A] + bytes)
        #expect(broken.faults == [ImportFault(line: 2, .undecodable)] && broken.rows.count == 2)
    }

    @Test("A byte order mark is no part of the first name")
    func mark() throws {
        #expect(try records([0xEF, 0xBB, 0xBF] + Array("sku,name".utf8)).rows == [["sku", "name"]])
        let broken = try records([0xEF, 0xBB, 0xBF] + Array("a\n".utf8) + [0xFF, 0x0A] + Array("b".utf8))
        #expect(broken.faults == [ImportFault(line: 2, .undecodable)] && broken.rows == [["a"], ["b"]])
    }

    @Test(
        "Prices are read exactly",
        arguments: [
            ("1200", 1200, true), ("1200.00", 1200, true), ("9.99", 10, false), ("0.5", 1, false), ("0.49", 0, false),
            ("0", 0, true),
        ])
    func prices(text: String, yen: Int, isWhole: Bool) throws {
        let price = try #require(Price(text))
        #expect(price.yen == yen && price.isWhole == isWhole)
    }

    @Test("What is no price is none", arguments: ["", "-1", "1,200", "１２", "1e3", ".5", "5.", "1.2.3", "9999999999"])
    func noPrice(text: String) { #expect(Price(text) == nil) }

    @Test("A price in another currency becomes yen")
    func currency() { #expect(Price("9.99", yenPerUnit: 150)?.yen == 1499) }

    @Test("HTML loses its tags and keeps its words")
    func html() {
        let html =
            "<p>Copper &amp; <b>oak</b><!-- no --></p><script>x < 1 && y</script>\n<ul><li>a &lt; b</li></ul>1 < 2 &x; &#39640;"
        #expect(HTMLText.words(of: html, limit: 100) == "Copper & oak a < b 1 < 2 &x; 高")
        #expect(HTMLText.words(of: "<p>12345 67890</p>", limit: 6) == "12345…")
        #expect(HTMLText.words(of: "a<b", limit: 9) == "a")
    }

    @Test("A made SKU is stable, short enough and its own")
    func madeSKU() {
        #expect(MadeSKU.make(handle: "classic-top", options: [("Size", "Small")])?.code == "classic-top-size-small")
        #expect(MadeSKU.make(handle: "皿", options: [("色", "藍 / 白")])?.code == "皿-色-藍-白")
        let long = String(repeating: "皿", count: 40)
        let (one, other) = (
            MadeSKU.make(handle: long, options: [("", "1")]), MadeSKU.make(handle: long, options: [("", "2")])
        )
        #expect(one != nil && one != other && one == MadeSKU.make(handle: long, options: [("", "1")]))
        #expect(MadeSKU.make(handle: "!!", options: []) == nil)
    }
}
