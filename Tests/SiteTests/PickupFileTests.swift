// SPDX-License-Identifier: Apache-2.0
import API
import Access
import CQR
import Contact
import Foundation
import Kit
import PQ
import TestSupport
import Testing

@testable import Reservations
@testable import Site

@Suite("What the customer takes along")
struct PickupFileTests {
    /// Reads the strokes of a path back into modules.
    private static func modules(_ path: String, side: Int) -> [Bool] {
        var dark = [Bool](repeating: false, count: side * side)
        var (row, column) = (0, 0)
        for match in path.matches(of: /([Mmh])([0-9]+)(?: ([0-9]+)(?:\.5)?)?/) {
            let first = Int(match.2) ?? 0
            switch match.1 {
            case "M": (column, row) = (first - QRCode.quietZone, Int(match.3 ?? "") ?? 0)
            case "m": column += first
            default:
                for i in column..<column + first { dark[(row - QRCode.quietZone) * side + i] = true }
                column += first
            }
        }
        return dark
    }

    @Test("The code that is drawn is libqrencode's, module for module, with a quiet zone around it")
    func code() throws {
        for text in ["https://shop.example/r/AbC-_9", String(repeating: "取り置き", count: 60)] {
            let bytes = Array(text.utf8)
            let reference = try #require(QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M))
            defer { QRcode_free(reference) }
            let side = Int(reference.pointee.width)
            let code = try #require(QRCode(text))
            #expect(code.side == side)
            let expected = (0..<side * side).map { reference.pointee.data[$0] & 1 == 1 }
            let drawn = Self.modules(code.path, side: side)
            #expect(drawn == expected)
            let svg = code.svg(label: "<QR>").text
            #expect(svg.contains("viewBox=\"0 0 \(side + 8) \(side + 8)\"") && svg.contains("fill=\"#fff\""))
            #expect(svg.contains("aria-label=\"&lt;QR&gt;\"") && !svg.contains("style="))
        }
        #expect(QRCode(String(repeating: "x", count: 3_000)) == nil)
    }

    @Test("The code stands on the page once everything is ready, and says the link that the counter takes")
    func onThePage() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            for command: Command in [.accept, .pick(items: [], staging: nil)] {
                _ = try await house.reservations.perform(command, on: id, by: CustomerPageTests.clerk)
                let waiting = try await house.get(path)
                #expect(!waiting.text.contains("class=\"qr\""))
            }
            _ = try await house.reservations.perform(.ready(staging: "B-3"), on: id, by: CustomerPageTests.clerk)
            let page = try await house.get(path)
            let url = "http://localhost\(path)"
            let code = try #require(QRCode(url))
            #expect(page.text.contains(code.path))
            // What a scanner reads opens the reservation, as the token alone does.
            for scanned in [url, "\(url)?lang=en", String(path.dropFirst("/r/".count))] {
                let opened = try house.link.open(scanned, now: house.clock.now).reservation
                #expect(opened == id)
            }
        }
    }

    @Test("The calendar's entry keeps RFC 5545: CRLF, lines of 75 bytes, escaped text, UTC, one id")
    func calendar() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let answer = try await house.get("\(path)/pickup.ics")
            #expect(answer.header("Content-Type")?.hasPrefix("text/calendar; charset=utf-8") == true)
            #expect(answer.header("Content-Disposition") == "attachment; filename=\"pickup.ics\"")
            let lines = answer.text.components(separatedBy: "\r\n")
            #expect(
                lines.last == "" && lines.first == "BEGIN:VCALENDAR"
                    && !answer.text.replacing("\r\n", with: "").contains("\n"))
            let longest = lines.map(\.utf8.count).max() ?? 0
            #expect(longest <= 75)
            let unfolded = answer.text.replacing("\r\n ", with: "").components(separatedBy: "\r\n")
            let reservation = try await house.reservation(path)
            // 20:00 in Tokyo.
            #expect(unfolded.contains("DTEND:20261125T110000Z") && unfolded.contains("DTSTART:20261125T100000Z"))
            #expect(unfolded.contains("UID:\(Crockford.text(of: reservation.id.unique))@torioki"))
            #expect(unfolded.contains("SUMMARY:取り置きの受取期限（札幌大通店）"))
            #expect(unfolded.contains("DESCRIPTION:ようすの確認やお手続きはこちら：\\nhttp://localhost\(path)"))
            #expect(unfolded.contains("STATUS:CONFIRMED"))
            let english = try await house.get("\(path)/pickup.ics?lang=en")
            let place = "LOCATION:Sapporo Odori\\, 1F Tokeiso Building\\, Minami 1-jo"
            #expect(english.text.replacing("\r\n ", with: "").contains(place))
            _ = try await house.reservations.perform(.cancel(reason: "x"), on: reservation.id, by: .customer)
            let over = try await house.get("\(path)/pickup.ics")
            #expect(over.text.contains("STATUS:CANCELLED\r\n") && !over.text.contains("BEGIN:VALARM"))
        }
    }

    @Test("Hostile names stay in their line")
    func hostile() {
        for text in HTMLTests.hostile {
            let status = Fixture.status(Fixture.reservation(.active, .ready))
            var words = PickupCalendar(status: status, visitor: Fixture.japanese, link: "http://localhost/r/t").text
            #expect(words.hasSuffix("END:VCALENDAR\r\n"))
            words = CalendarText.line("SUMMARY", text)
            let unfolded = words.replacing("\r\n ", with: "")
            #expect(unfolded.components(separatedBy: "\r\n").count == 2 && !unfolded.dropLast(2).contains("\n"))
        }
    }

    @Test("What the catalogue says of an item is shown, with pictures of this origin and their words alone")
    func details() {
        let details = ItemDetails(attributes: [
            "素材": "鉄<b>", "重さ": 900, "ok": true,
            "images": ["/images/a.svg", ["url": "/images/b.svg", "alt": "底の\"面\""], ["url": "https://evil/x.png"], 7],
        ])
        let html = details.html.text
        #expect(html.contains("<dt><bdi>素材</bdi></dt><dd><bdi>鉄&lt;b&gt;</bdi></dd>") && html.contains("900"))
        #expect(html.contains("src=\"/images/b.svg\" alt=\"底の&quot;面&quot;\"") && !html.contains("evil"))
        #expect(html.matches(of: /<img/).count == 2)
        #expect(ItemDetails(attributes: [:]).html.text.isEmpty)
    }
}
