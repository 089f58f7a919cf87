// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock
import TestSupport
import Testing

@testable import Access
@testable import Reservations
@testable import Site

@Suite("Head office: who changed what")
struct OfficeChangesTests {
    private static let place: [(String, String)] = [
        ("name", "札幌大通本店"), ("name_en", "Sapporo Main"), ("kana", ""), ("postal_code", "060-0061"),
        ("address", "北海道"), ("address_en", "Hokkaido"), ("phone", "011-000-0101"), ("latitude", "43.05"),
        ("longitude", "141.35"), ("active", "on"),
    ]

    private func told(_ changes: [Change]) -> [String] {
        changes.map { change in
            let differences = change.differences.map { "\($0.name):\($0.from ?? "")>\($0.to ?? "")" }
            return "\(change.kind.rawValue) \(change.subject) \(change.act.rawValue) "
                + differences.joined(separator: " ")
        }
    }

    @Test("Each edit of a place, its hours and closures leaves one change with what is different; the same again none")
    func places() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let path = "/hq/locations/S001"
            let before = try await Places(database: house.database).current()[Fixture.sapporo]
            // Each edit is a moment later than the one before, as their ids are then.
            func twice(_ path: String, _ form: [(String, String)]) async throws {
                for _ in 0..<2 { _ = try await desk.post(path, form) }
                house.clock.advance(by: .seconds(1))
            }
            try await twice(path, Self.place)
            let week = (1...7).map { ("day\($0)", $0 == 1 ? "9:00-20:00" : "10:00-20:00") } + [("day8", "")]
            try await twice("\(path)/hours", week)
            let closure = [("first", "2026-12-31"), ("last", ""), ("reason", "棚卸")]
            try await twice("\(path)/closures", closure)
            try await twice("\(path)/closures", [("remove", "2026-12-31")])
            // What is refused leaves none.
            _ = try await desk.post(path, [("name", "")])
            let changes = try await house.database.run(ListChanges(limit: 99))
            #expect(changes.allSatisfy { $0.author == "staff:\(desk.staff)" })
            let lines = told(changes.reversed())
            #expect(lines.count == 4)
            #expect(lines[0].hasPrefix("location S001 changed name:\(before?.name ?? "")>札幌大通本店"))
            #expect(lines[1] == "hours S001 changed day1:10:00-20:00>09:00-20:00")
            #expect(lines[2] == "closure S001 added first_day:>2026-12-31 last_day:>2026-12-31 reason:>棚卸")
            #expect(lines[3] == "closure S001 removed first_day:2026-12-31> last_day:2026-12-31> reason:棚卸>")
            let page = try await desk.get(path)
            #expect(page.read.contains("変更の履歴") && page.read.contains("10:00-20:00 → 09:00-20:00"))
            #expect(page.read.contains("本部 花子"))
            let events = try await house.database.run(CountEvents())
            #expect(events == [0])
        }
    }

    @Test("Of two who saw the same place one is told what the other has made of it")
    func raced() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let forms = [("/hq/locations/S001", Self.place, "name", "別の名前")]
            for (path, form, field, value) in forms {
                let page = try await desk.get(path)
                let saw = String(try #require(page.text.firstMatch(of: /name="seen" value="(\d+)"/)).1)
                #expect(try await desk.post(path, form + [("seen", saw)]).status == 303)
                let other = form.map { $0.0 == field ? (field, value) : $0 }
                let late = try await desk.post(path, other + [("seen", saw)])
                #expect(late.status == 412 && late.read.contains("今の値：札幌大通本店"))
                #expect(late.text.contains("value=\"別の名前\""))
            }
            let location = try await Places(database: house.database).current()[Fixture.sapporo]
            #expect(location?.name == "札幌大通本店")
            // Hours.
            let page = try await desk.get("/hq/locations/S001")
            let saw = String(try #require(page.text.matches(of: /name="seen" value="(\d+)"/).last).1)
            let week = (1...7).map { ("day\($0)", "9:00-20:00") } + [("seen", saw)]
            #expect(try await desk.post("/hq/locations/S001/hours", week).status == 303)
            let other = (1...7).map { ("day\($0)", "8:00-20:00") } + [("seen", saw)]
            let late = try await desk.post("/hq/locations/S001/hours", other)
            #expect(late.status == 412 && late.read.contains("今の値：09:00-20:00"))
            // Goods.
            let goods = "/hq/catalogue/KT-1010-24"
            let item = try await desk.get(goods)
            let read = String(try #require(item.text.firstMatch(of: /name="seen" value="(\d+)"/)).1)
            let form = [("name", "鍋"), ("name_en", "Pan"), ("active", "on"), ("seen", read)]
            #expect(try await desk.post(goods, form + [("price", "5000")]).status == 303)
            let slow = try await desk.post(goods, form + [("price", "6000")])
            #expect(slow.status == 412 && slow.read.contains("今の値：5000"))
            let changes = try await house.database.run(ListChanges(kind: .goods, limit: 9))
            #expect(changes.count == 1 && changes.first?.subject == "KT-1010-24")
        }
    }

    @Test("People: added, changed, given a password, closed; and no password or hash is ever told")
    func people() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.admin)
            let person = [("login", "sato.mei"), ("name", "佐藤 芽衣"), ("role", "clerk"), ("stores", "S001")]
            let added = try await desk.post("/hq/staff", person)
            house.clock.advance(by: .seconds(1))
            let secret = String(try #require(added.text.firstMatch(of: /id="secret">([^<]+)</)).1)
            _ = try await desk.post("/hq/staff", person)
            let member = try #require(try await house.access.staff().first { $0.login.text == "sato.mei" })
            let path = "/hq/staff/\(member.id)"
            let page = try await desk.get(path)
            let saw = String(try #require(page.text.firstMatch(of: /name="seen" value="(\d+)"/)).1)
            let agent = [("name", "佐藤"), ("role", "agent"), ("stores", ""), ("seen", saw)]
            for _ in 0..<2 { #expect(try await desk.post(path, agent).status == 303) }
            house.clock.advance(by: .seconds(1))
            let late = try await desk.post(
                path, [("name", "佐東"), ("role", "clerk"), ("stores", "S001"), ("seen", saw)])
            #expect(late.status == 412 && late.read.contains("今の値：応対スタッフ"))
            let reset = try await desk.post("\(path)/reset-password", [])
            let other = String(try #require(reset.text.firstMatch(of: /id="secret">([^<]+)</)).1)
            for action in ["end-sessions", "deactivate", "deactivate"] {
                house.clock.advance(by: .seconds(1))
                #expect(try await desk.post("\(path)/\(action)", []).status == 303)
            }
            let changes = try await house.database.run(ListChanges(kind: .staff, limit: 99))
            #expect(
                told(changes.reversed()) == [
                    "staff \(member.id) added login:>sato.mei name:>佐藤 芽衣 role:>clerk stores:>S001",
                    "staff \(member.id) changed name:佐藤 芽衣>佐藤 role:clerk>agent stores:S001>",
                    "staff \(member.id) password_set ", "staff \(member.id) sessions_ended ",
                    "staff \(member.id) closed ",
                ])
            let everything = try await house.database.run(AllChanges()).joined()
            #expect(!everything.contains(secret) && !everything.contains(other) && !everything.contains("scrypt"))
            let history = try await desk.get(path)
            #expect(history.read.contains("店舗スタッフ → 応対スタッフ") && history.read.contains("パスワード再発行"))
        }
    }

    @Test("The list of changes is filtered by kind, person and day, and goes on page by page")
    func list() async throws {
        try await withHouse { house in
            let (one, two) = (
                try await house.signedIn(.admin), try await house.signedIn(.admin, login: "two", name: "別の人")
            )
            func closes(_ desk: OfficeDesk, _ day: String) async throws {
                _ = try await desk.post(
                    "/hq/locations/S001/closures", [("first", day), ("last", ""), ("reason", "理由<b>\(day)")])
            }
            let yesterday = SetEffects(now: house.clock.now - .seconds(86_400), seed: 9)
            _ = try await house.database.run(
                WriteChanges([
                    Change(
                        .closure, "S001", .added, by: .staff(one.staff, .admin), effects: yesterday.effects,
                        to: ["reason": "理由<b>2027-01-01"])
                ]))
            let today = Zone.tokyo.local(house.clock.now).day
            try await closes(two, "2027-01-02")
            _ = try await one.post("/hq/holidays", [("day", "2027-05-06"), ("name", "臨時の祝日"), ("name_en", "")])
            func shown(_ query: String) async throws -> [Bool] {
                let page = try await one.get("/hq/changes\(query)")
                #expect(page.status == 200 && !page.text.contains("<b>"))
                return ["理由&lt;b&gt;2027-01-01", "理由&lt;b&gt;2027-01-02", "臨時の祝日"].map(page.read.contains)
            }
            #expect(try await shown("") == [true, true, true])
            #expect(try await shown("?kind=closure") == [true, true, false])
            #expect(try await shown("?person=\(two.staff)") == [false, true, false])
            #expect(try await shown("?from=\(today)") == [false, true, true])
            #expect(try await shown("?until=\(today + -1)") == [true, false, false])
            #expect(try await shown("?kind=closure&from=\(today)&person=\(one.staff)") == [false, false, false])
            #expect(try await shown("?kind=nonsense&person=x&from=y&after=z") == [true, true, true])
            for _ in 1...Limits.defaultPageRows {
                house.clock.advance(by: .seconds(1))
                _ = try await house.database.run(
                    WriteChanges([
                        Change(.holiday, "2027-05-06", .changed, by: .duty("test"), effects: house.clock.effects)
                    ]))
            }
            let first = try await one.get("/hq/changes?kind=holiday")
            let next = try #require(first.text.firstMatch(of: /rel="next" href="([^"]+)"/)).1
            #expect(next.contains("kind=holiday"))
            let second = try await one.get(String(next).replacing("&amp;", with: "&"))
            #expect(second.read.contains("臨時の祝日") && !second.text.contains("rel=\"next\""))
        }
    }
}

private struct CountEvents: Statement {
    static let sql = "SELECT count(*) FROM event"
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}

private struct AllChanges: Statement {
    static let sql = "SELECT change::text FROM change"
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> String { try row() }
}
