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
            if name == "icons" {
                for file in try manager.contentsOfDirectory(atPath: path.path()) {
                    let bytes = try Data(contentsOf: path.appending(path: file))
                    expected[file] = bytes.base64EncodedString().trimmingCharacters(in: ["="]) + "\n"
                }
            } else if name.hasSuffix(".js") || name.hasSuffix(".svg") {
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

    @Test("Each face has its icon for home screens: pixels as large as its name says, small on the wire, kept for good")
    func icons() async throws {
        try await withHouse { house in
            var weight = 0
            for face in [Face.customer, .store] {
                for size in [180, 192, 512] {
                    let url = Asset.named("\(face.icon)-\(size).png").url
                    let answer = try await house.get(url)
                    #expect(answer.header("Content-Type") == "image/png")
                    #expect(answer.header("Cache-Control") == "public, max-age=31536000, immutable")
                    // PNG's signature, then IHDR with width and height.
                    let bytes = answer.body
                    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
                    let sides = [16, 20].map { at in bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
                    #expect(sides == [size, size])
                    weight += bytes.count
                }
            }
            #expect(weight < 12_000)
            func link(_ face: Face) -> String {
                "<link rel=\"apple-touch-icon\" href=\"\(Asset.named("\(face.icon)-180.png").url)\">"
            }
            let home = try await house.get("/").text
            #expect(home.contains(link(.shop)) && !home.contains(link(.store)))
            let clerk = try await Clerk(house)
            let console = try await clerk.get("/store/S001").text
            #expect(console.contains(link(.store)))
        }
    }
}
