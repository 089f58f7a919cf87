// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@testable import Site

@Suite("Assets")
struct AssetTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/Site/Assets")

    @Test("What travels in the binary is what lies in Assets/; else run Sources/Site/Assets/embed")
    func onBoard() throws {
        let manager = FileManager.default
        var expected: [String: String] = [:]
        for name in try manager.contentsOfDirectory(atPath: Self.folder.path()) where name != "embed" {
            let path = Self.folder.appending(path: name)
            if name.hasSuffix(".js") || name.hasSuffix(".svg") {
                expected[name] = try String(contentsOf: path, encoding: .utf8)
            } else {
                let sheets = try manager.contentsOfDirectory(atPath: path.path()).sorted()
                expected["\(name).css"] = try sheets.map {
                    try String(contentsOf: path.appending(path: $0), encoding: .utf8)
                }.joined()
            }
        }
        // The last line break of a file is that before the closing quotes.
        let onBoard = Dictionary(uniqueKeysWithValues: Asset.onBoard.map { ($0.name, $0.text + "\n") })
        #expect(onBoard == expected)
    }

    @Test("An asset is kept for good under its edition only, and one that is not there is not found")
    func kept() async throws {
        try await withHouse { house in
            let sheet = try await house.get(Asset.named("style.css").url)
            #expect(sheet.header("Cache-Control") == "public, max-age=31536000, immutable")
            #expect(sheet.header("Content-Type") == "text/css; charset=utf-8")
            let old = try await house.get("/assets/old/live.js")
            #expect(old.status == 200 && old.header("Cache-Control") == "no-cache")
            #expect(old.header("Content-Type") == "text/javascript; charset=utf-8")
            #expect(try await house.get("/assets/old/none.js").status == 404)
        }
    }
}
