// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit
import PQ
import Stock
import TestSupport
import Testing

/// Reads the largest resident memory of this process so far, in megabytes.
private func peakMegabytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) / 1024
}

@Suite("A large import")
struct MillionRowsTests {
    /// 20,000 rows always; as many as TORIOKI_IMPORT_ROWS says (1,000,000 for the figure in the documentation).
    @Test("Many stock rows go in by sets, in bounded memory, and a second time changes nothing")
    func manyRows() async throws {
        let rows = ProcessInfo.processInfo.environment["TORIOKI_IMPORT_ROWS"].flatMap { Int($0) } ?? 20_000
        let skus = max(1, rows / 2)
        try await withShop { shop in
            let path = FileManager.default.temporaryDirectory.appending(path: "torioki-rows-\(UUID()).csv").path
            defer { unlink(path) }
            guard FileManager.default.createFile(atPath: path, contents: nil),
                let file = FileHandle(forWritingAtPath: path)
            else { throw CocoaError(.fileWriteUnknown) }
            let importer = Importer(database: shop.database, effects: shop.effects)
            let seconds = ContinuousClock()
            var text = "sku,name,price\n"
            for number in 0..<skus { text += "K\(number),商品 \(number),100\n" }
            let catalogue = ImportSource(name: "catalogue.csv", bytes: Array(text.utf8))
            let items = try await seconds.measure { _ = try await importer.run(catalogue) }
            file.write(Data("location,sku,on_hand,safety\n".utf8))
            for first in stride(from: 0, to: rows, by: 10_000) {
                let lines = (first..<min(first + 10_000, rows)).map { number in
                    "S00\(1 + number % 2),K\(number / 2),\(number % 7),\(number % 2)\n"
                }
                file.write(Data(lines.joined().utf8))
            }
            try file.close()
            let before = try peakMegabytes()
            var report: ImportReport?
            let first = try await seconds.measure { report = try await importer.run(ImportSource(path: path)) }
            #expect(report?.counts[.stock] == ImportReport.Counts(created: rows))
            let second = try await seconds.measure { report = try await importer.run(ImportSource(path: path)) }
            #expect(report?.counts[.stock] == ImportReport.Counts(unchanged: rows))
            let after = try peakMegabytes()
            print(
                "\(skus) SKUs in \(items); \(rows) stock rows in \(first), again in \(second);",
                "peak memory \(before) MB before and \(after) MB after them")
            // 8 bytes a row for what was named, doubled while the table grows, and the sets in flight.
            #expect(after - before < 100 + rows / 10_000)
        }
    }
}
