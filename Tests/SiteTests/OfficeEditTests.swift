// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@testable import Access
@testable import Reservations
@testable import Site
@testable import Stock

@Suite("Head office: places, goods, rules, people")
struct OfficeEditTests {
    private static let place: [(String, String)] = [
        ("name", "札幌大通本店"), ("name_en", "Sapporo Main"), ("kana", ""), ("postal_code", "060-0061"),
        ("address", "北海道"), ("address_en", "Hokkaido"), ("phone", "011-000-0101"), ("latitude", "43.05"),
        ("longitude", "141.35"), ("active", "on"),
    ]

    @Test("A location is changed by its form, and what is wrong is told beside its field")
    func location() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let saved = try await desk.post("/hq/locations/S001", Self.place)
            #expect(saved.status == 303 && saved.header("Location") == "/hq/locations/S001?done=saved")
            let shown = try await desk.get("/hq/locations/S001?done=saved")
            #expect(shown.read.contains("保存しました") && shown.text.contains("value=\"札幌大通本店\""))
            #expect(try await house.get("/shop/KT-1010-24").read.contains("札幌大通本店"))
            let wrong = Self.place.map { $0.0 == "latitude" ? ("latitude", "九十一\"><b>") : $0 }
            let refused = try await desk.post("/hq/locations/S001", wrong + [("x", "")])
            #expect(refused.status == 422 && refused.text.contains("id=\"latitude-fault\""))
            #expect(refused.text.contains("value=\"九十一&quot;&gt;&lt;b&gt;\""))
            let location = try await Places(database: house.database).current()[Fixture.sapporo]
            #expect(location?.coordinates?.latitude == 43.05)
            // Without its tick the store is no longer offered.
            _ = try await desk.post("/hq/locations/S001", Self.place.filter { $0.0 != "active" })
            #expect(!(try await house.get("/shop/KT-1010-24").read.contains("札幌大通本店")))
            #expect(try await desk.get("/hq/locations/S999").status == 404)
        }
    }

    @Test(
        "Who shuts a store for some days sees first how many reservations that moves and who is told, and may leave it")
    func closureAsks() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let path = try await house.reserve()
            let held = try await house.reservation(path)
            house.clock.advance(by: .seconds(1))
            let last = Zone.tokyo.local(held.pickUpBy).day
            let closure = [("first", last.description), ("last", (last + 1).description), ("reason", "棚卸\"><b>")]
            for language in ["ja", "en"] {
                let asked = try await desk.post("/hq/locations/S001/closures?lang=\(language)", closure)
                #expect(asked.status == 200 && asked.text.contains("name=\"agreed\" value=\"1\""))
                #expect(asked.text.contains("name=\"reason\" value=\"棚卸&quot;&gt;&lt;b&gt;\""))
                #expect(asked.read.contains(language == "ja" ? "取り置き1件の期限が延び" : "dates move later: 1"))
            }
            #expect(try await house.database.run(ReadClosuresOfLocation(location: Fixture.sapporo)).isEmpty)
            let saved = try await desk.post("/hq/locations/S001/closures", closure + [("agreed", "1")])
            #expect(saved.status == 303)
            #expect(try await Reckoning(house.reservations).round() == 1)
            #expect(try await house.reservation(path).pickUpBy > held.pickUpBy)
            let page = try await house.get(path)
            #expect(page.read.contains("店舗の営業日・営業時間の変更により、受取期限を"))
            #expect(
                try await house.get("\(path.prefix { $0 != "?" })?lang=en").read.contains(
                    "opening days have changed: you can collect until"))
            // To open again moves nothing, so nobody is asked.
            #expect(try await desk.post("/hq/locations/S001/closures", [("remove", last.description)]).status == 303)
            // Neither does a closure beyond all holds.
            let far = [("first", (last + 90).description), ("last", ""), ("reason", "")]
            #expect(try await desk.post("/hq/locations/S001/closures", far).status == 303)
        }
    }

    @Test("Hours and public holidays that would move reservations are asked about, too")
    func hoursAsk() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.admin)
            let path = try await house.reserve()
            let held = try await house.reservation(path)
            house.clock.advance(by: .seconds(1))
            let week: [(String, String)] = (1...7).map { ("day\($0)", "10:00-11:00") } + [("day8", "-")]
            let asked = try await desk.post("/hq/locations/S001/hours", week)
            #expect(asked.status == 200 && asked.text.contains("name=\"agreed\" value=\"1\""))
            #expect(asked.text.contains("type=\"hidden\" name=\"day1\" value=\"10:00-11:00\""))
            #expect(try await desk.post("/hq/locations/S001/hours", week + [("agreed", "1")]).status == 303)
            _ = try await Reckoning(house.reservations).round()
            let now = try await house.reservation(path)
            #expect(now.pickUpBy > held.pickUpBy)
            house.clock.advance(by: .seconds(60))
            let day = Zone.tokyo.local(now.pickUpBy).day.description
            let holiday = [("day", day), ("name", "休日"), ("name_en", "Holiday")]
            let wondered = try await desk.post("/hq/holidays", holiday)
            #expect(wondered.status == 200 && wondered.text.contains("name=\"agreed\" value=\"1\""))
            #expect(try await desk.post("/hq/holidays", holiday + [("agreed", "1")]).status == 303)
            #expect(try await Reckoning(house.reservations).round() == 1)
        }
    }

    @Test("Hours are written as a sign has them, and are in force at once")
    func hours() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let week: [(String, String)] = (1...7).map { ("day\($0)", "１０:00〜13:00、 14:00-26:00") } + [("day8", "休")]
            let saved = try await desk.post("/hq/locations/S001/hours", week)
            #expect(saved.status == 303)
            #expect(try await house.get("/shop/KT-1010-24").read.contains("本日 10:00–13:00, 14:00–翌2:00"))
            let page = try await desk.get("/hq/locations/S001")
            #expect(page.text.contains("value=\"10:00-13:00, 14:00-26:00\"") && page.text.contains("value=\"-\""))
            for odd in ["10:00", "20:00-10:00", "10:00-20:00-21:00", "25:00-26:00", "10:00-13:00, 12:00-14:00", "x"] {
                let refused = try await desk.post("/hq/locations/S001/hours", [("day1", odd)] + week.dropFirst())
                #expect(refused.status == 422 && refused.text.contains("id=\"day1-fault\""), "\(odd)")
                #expect(refused.text.contains("value=\"\(odd)\""))
            }
            let kept = try await desk.get("/hq/locations/S001")
            #expect(kept.text.contains("value=\"10:00-13:00, 14:00-26:00\""))
        }
    }

    @Test("A closure is added and taken away again")
    func closures() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let path = "/hq/locations/S001/closures"
            let closure = [("first", "2026-11-22"), ("last", "2026-11-23"), ("reason", "棚卸")]
            for _ in 0..<2 { #expect(try await desk.post(path, closure).status == 303) }
            #expect(try await house.get("/shop/KT-1010-24").read.contains("本日休業"))
            #expect(try await desk.get("/hq/locations/S001").text.matches(of: /value="2026-11-22"/).count == 1)
            let wrong = try await desk.post(path, [("first", "2026-11-24"), ("last", "2026-11-23"), ("reason", "改装")])
            #expect(wrong.status == 422 && wrong.text.contains("value=\"改装\""))
            #expect(try await desk.post(path, [("remove", "2026-11-22")]).status == 303)
            #expect(!(try await house.get("/shop/KT-1010-24").read.contains("本日休業")))
        }
    }

    @Test("Goods are found, changed and shown with their stock everywhere and the ledger behind it")
    func goods() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let list = try await desk.get("/hq/catalogue?q=24cm")
            #expect(list.read.contains("KT-1010-24") && !list.read.contains("KT-1010-26"))
            let path = "/hq/catalogue/KT-1010-24"
            let wrong = try await desk.post(path, [("name", ""), ("name_en", "Pan"), ("price", "12.5")])
            #expect(wrong.status == 422 && wrong.text.contains("name-fault") && wrong.text.contains("price-fault"))
            #expect(wrong.text.contains("value=\"12.5\""))
            let right = [("name", "鉄の鍋"), ("name_en", "Pan"), ("price", "5,280"), ("active", "on")]
            #expect(try await desk.post(path, right).status == 303)
            #expect(try await house.get("/shop/KT-1010-24").read.contains("5,280円"))
            let stock = StockRoom(
                database: house.database, effects: house.clock.effects, places: Places(database: house.database))
            for (i, units) in [3, -1, 4].enumerated() {
                house.clock.advance(by: .seconds(60))
                _ = try await stock.record(
                    [StockEntry(sku: House.pan, .adjusted(units), reason: "直し\(i)", cause: "")],
                    at: Fixture.sapporo, author: .staff(desk.staff, .supervisor))
            }
            let ledger = try await desk.get("\(path)/ledger/S001")
            let sums = ledger.text.matches(of: /<td class="number">(\+?-?\d+)<\/td><td class="number">(\d+)<\/td>/)
                .map { "\($0.1) \($0.2)" }
            #expect(sums == ["+4 8", "-1 4", "+3 5", "+2 2"])
            #expect(ledger.read.contains("本部 花子") && ledger.read.contains("直し2"))
            #expect(try await desk.get(path).read.contains("8"))
            // No longer sold: out of the shop, still in head office.
            _ = try await desk.post(path, right.filter { $0.0 != "active" })
            #expect(try await house.get("/shop/KT-1010-24").status == 404)
            #expect(try await desk.get("/hq/catalogue?q=KT-1010-24").read.contains("販売終了"))
        }
    }

    @Test("A policy is changed within its bounds")
    func policies() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.admin)
            let policy = ReservationPolicy(
                id: "chain/1", holdDays: 3, readyMinutes: 120, extensionDays: 2, customerExtensions: 1,
                clerkExtensions: 2, agentExtensions: 3, openPerCustomer: 10)
            _ = try await house.database.count(KeepReservationPolicies([policy]))
            let path = "/hq/policies/chain%2F1"
            let numbers = [
                ("hold_days", "5"), ("ready_minutes", "60"), ("extension_days", "2"), ("customer_extensions", "1"),
                ("clerk_extensions", "2"), ("agent_extensions", "3"), ("open_per_customer", "10"),
                ("unproved_units", "12"),
            ]
            let wrong = try await desk.post(path, [("hold_days", "91")] + numbers.dropFirst())
            #expect(
                wrong.status == 422 && wrong.text.contains("value=\"91\"") && wrong.text.contains("hold_days-fault"))
            #expect(try await desk.post(path, numbers).status == 303)
            let kept = try await house.database.run(ReadReservationPolicies())
            #expect(kept.map(\.holdDays) == [5] && kept.map(\.readyMinutes) == [60])
            #expect(kept.map(\.unprovedUnits) == [12])
            #expect(try await desk.get("/hq/policies/none").status == 404)
            #expect(try await desk.get("/hq/policies").read.contains("chain/1"))
        }
    }

    @Test("A person is added with a password shown once, changed, reset and closed")
    func people() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.admin)
            let person = [("login", "sato.mei"), ("name", "佐藤 芽衣"), ("role", "clerk"), ("stores", "S001 s004")]
            let added = try await desk.post("/hq/staff", person)
            #expect(added.status == 200)
            let password = try #require(added.text.firstMatch(of: /id="secret">([^<]+)</)).1
            let member = try #require(try await house.access.staff().first { $0.login.text == "sato.mei" })
            #expect(member.locations == [Fixture.sapporo, House.tokyo])
            let entered = try await house.post("/sign-in", [("login", "sato.mei"), ("password", String(password))])
            #expect(entered.status == 303)
            let again = try await desk.post("/hq/staff", person)
            #expect(again.status == 422 && again.text.contains("login-fault") && again.text.contains("佐藤 芽衣"))
            for (field, value) in [
                ("login", "A B"), ("name", ""), ("role", "boss"), ("stores", ""), ("stores", "S999"),
            ] {
                let wrong = person.map { $0.0 == field ? (field, value) : $0 }
                let status = try await desk.post("/hq/staff", wrong).status
                #expect(status == 422, "\(field)=\(value)")
            }
            let path = "/hq/staff/\(member.id)"
            #expect(try await desk.post(path, [("name", "佐藤"), ("role", "agent"), ("stores", "")]).status == 303)
            #expect(try await house.access.find(member.id)?.role == .agent)
            #expect(try await desk.post("\(path)/deactivate", []).status == 303)
            #expect(try await house.access.find(member.id)?.isActive == false)
            // Nobody shuts the door behind oneself.
            let own = "/hq/staff/\(desk.staff)"
            #expect(try await desk.post("\(own)/deactivate", []).status == 403)
            #expect(try await desk.post(own, [("name", "本部"), ("role", "clerk"), ("stores", "S001")]).status == 422)
            #expect(try await house.access.find(desk.staff)?.role == .admin)
        }
    }
}
