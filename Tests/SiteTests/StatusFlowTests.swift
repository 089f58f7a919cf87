// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import TestSupport
import Testing

@testable import Reservations
@testable import Site

@Suite("Status page")
struct StatusFlowTests {
    private func key(_ page: HTTPAnswer) throws -> String {
        let match = try #require(page.text.firstMatch(of: /name="key" value="([^"]+)"/))
        return String(match.1)
    }

    @Test("GET changes nothing; extending is one confirmation and one POST")
    func extends() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let before = try await house.reservation(path)
            let ask = try await house.get("\(path)/extend")
            #expect(ask.status == 200)
            #expect(ask.read.contains("11月27日(金) 20:00までお取り置きします"))
            #expect(try await house.reservation(path) == before)
            let key = try key(ask)
            let answer = try await house.post("\(path)/extend", [("key", key)])
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "\(path)?done=extend")
            let after = try await house.reservation(path)
            #expect(after.extensions == 1 && after.pickUpBy > before.pickUpBy)
            let page = try await house.get("\(path)?done=extend")
            #expect(page.read.contains("受取期限を延長しました。"))
            #expect(page.read.contains("受取期限を11月27日(金) 20:00に延長しました"))
            #expect(!page.text.contains("\(path)/extend"))
            // The same tap again is the same answer, another one is refused.
            #expect(try await house.post("\(path)/extend", [("key", key)]).status == 303)
            let refused = try await house.post("\(path)/extend", [("key", "other")])
            #expect(refused.status == 409)
            #expect(refused.read.contains("これ以上の延長は、このページからは承れません"))
            #expect(try await house.reservation(path).extensions == 1)
        }
    }

    @Test("Cancelling gives the stock back, and the page says so")
    func cancels() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let answer = try await house.post("\(path)/cancel", [("key", try key(house.get("\(path)/cancel")))])
            #expect(answer.header("Location") == "\(path)?done=cancel")
            #expect(try await house.available() == 2)
            let page = try await house.get(path, language: "en")
            #expect(page.read.contains("Cancelled") && page.read.contains("It was cancelled as you asked."))
            for gone in ["/extend", "/store\"", "/proxy", "/pickup.ics"] { #expect(!page.text.contains(path + gone)) }
            let again = try await house.get("\(path)/cancel")
            #expect(again.status == 409)
            #expect(again.read.contains("すでにキャンセルされています"))
        }
    }

    @Test("Asking to be called bears one task, however often it is tapped")
    func asksForCall() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let key = try key(await house.get("\(path)/call-me"))
            for _ in 0..<3 { #expect(try await house.post("\(path)/call-me", [("key", key)]).status == 303) }
            let history = try await house.desk.history(of: try await house.reservation(path).id)
            #expect(history.tasks.filter { $0.purpose == .callback && $0.state == .open }.count == 1)
            let page = try await house.get("\(path)?done=call-me")
            #expect(page.read.contains("担当者からお電話を差し上げます"))
            #expect(!page.text.contains("\(path)/call-me"))
        }
    }

    @Test("The page follows the store's work to the hand-over and never shows its inner words")
    func follows() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            let clerk = Author.staff(StaffID(unique: UniqueID(high: 9, low: 9)), .clerk)
            func does(_ command: Command) async throws {
                house.clock.advance(by: .seconds(60))
                _ = try await house.reservations.perform(command, on: id, by: clerk)
            }
            try await does(.accept)
            #expect(try await house.get(path).read.contains("準備中"))
            try await does(.pick(items: [], staging: "B-3"))
            try await does(.ready(staging: "B-3"))
            let code = try await house.reservation(path).pickupCode
            let ready = try await house.get(path)
            #expect(ready.read.contains("お受け取りいただけます"))
            #expect(ready.read.contains("\(code.prefix(4))-\(code.suffix(4))"))
            #expect(!ready.read.contains("まだお受け取りいただけません"))
            for word in ["B-3", "stf_", "staff", "rsv_", "human"] { #expect(!ready.text.contains(word)) }
            try await does(.unready(reason: "damaged box"))
            let back = try await house.get(path)
            #expect(back.read.contains("まだお受け取りいただけません") && back.read.contains("準備し直しています"))
            #expect(!back.text.contains("damaged"))
            try await does(.ready(staging: "B-3"))
            try await does(.collect(items: [], proof: .code(code), proxy: nil, rest: .keep))
            let collected = try await house.get(path)
            #expect(collected.read.contains("お渡しが完了しました"))
            #expect(!collected.text.contains(String(code.prefix(4))))
        }
    }

    @Test("A hold that lapsed reads as expired before the sweeper has come, and takes no action")
    func lapsed() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            house.clock.set(Fixture.instant("2026-11-26T00:00:00+09:00"))
            #expect(try await house.get(path).read.contains("期限切れ"))
            #expect(try await house.post("\(path)/extend", [("key", "k")]).status == 409)
            #expect(try await house.reservation(path).hold == .active)
        }
    }

    @Test("A link that is forged, cut or over is a friendly 404")
    func badLinks() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            for bad in [
                "\(path)x", String(path.dropLast()), "/r/x", "/r/%E3%81%82",
                "/r/\(String(repeating: "a", count: 3000))",
            ] {
                for suffix in ["", "/extend"] {
                    let page = try await house.get(bad + suffix)
                    #expect(page.status == 404)
                    #expect(page.read.contains("このリンクはご利用いただけません"))
                }
                #expect(try await house.post(bad + "/cancel", [("key", "k")]).status == 404)
            }
            house.clock.advance(by: .seconds(90 * 86_400))
            let over = try await house.get(path, language: "en")
            #expect(over.status == 404 && over.read.contains("This link does not work"))
        }
    }

    @Test("The language is the browser's, unless the visitor chose; links keep the choice")
    func languages() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let japanese = try await house.get(path, language: "ja,en;q=0.5")
            #expect(japanese.text.contains("<html lang=\"ja\">") && japanese.header("Content-Language") == "ja")
            #expect(try await house.get(path, language: "en-GB").text.contains("<html lang=\"en\">"))
            let chosen = try await house.get("\(path)?lang=en", language: "ja")
            #expect(chosen.text.contains("<html lang=\"en\">"))
            #expect(chosen.text.contains("href=\"\(path)/cancel?lang=en\""))
            let answer = try await house.post("\(path)/call-me?lang=en", [("key", "k")])
            #expect(answer.header("Location") == "\(path)?done=call-me&lang=en")
        }
    }

    @Test("Every page carries the headers that keep it to itself")
    func headers() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            for page in ["/", "/shop", "/shop/KT-1010-24", path, "\(path)/cancel", "/r/x"] {
                let answer = try await house.get(page)
                #expect(
                    answer.header("Content-Security-Policy")
                        == """
                        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src \
                        'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
                        frame-ancestors 'none'
                        """
                )
                #expect(answer.header("Cache-Control") == "no-store")
                #expect(answer.header("Referrer-Policy") == "same-origin")
                #expect(answer.header("X-Robots-Tag") == "noindex, nofollow")
                #expect(answer.header("X-Content-Type-Options") == "nosniff")
            }
            let sheet = try await house.get(Asset.named("style.css").url)
            #expect(sheet.status == 200 && sheet.header("Cache-Control")?.contains("immutable") == true)
        }
    }

    @Test("The status page is light: under 60 kB with its sheet, and asks nobody else")
    func light() async throws {
        try await withHouse { house in
            let page = try await house.get(try await house.reserve())
            let sheet = try await house.get(Asset.named("style.css").url)
            var bytes = page.body.count + sheet.body.count
            for module in ["live.js", "chat.js"] { bytes += try await house.get(Asset.named(module).url).body.count }
            #expect(bytes < 60_000, "\(bytes)")
            for match in page.text.matches(of: /(?:src|href|action)="([^"]*)"/) {
                let url = String(match.1)
                let isOwn = url.hasPrefix("/") || url.hasPrefix("#") || url.hasPrefix("tel:") || url == "data:,"
                #expect(isOwn || url.hasPrefix("https://www.google.com/maps/search/"), "\(url)")
            }
        }
    }
}
