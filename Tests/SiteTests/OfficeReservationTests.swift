// SPDX-License-Identifier: Apache-2.0
import API
import Contact
import Kit
import PQ
import Stock
import TestSupport
import Testing

@testable import Reservations
@testable import Site

@Suite("Head office: reservations")
struct OfficeReservationTests {
    @Test("Head office is for supervisors and admins; rules and people for admins only")
    func rights() async throws {
        try await withHouse { house in
            let anonymous = try await house.get("/hq?store=S001")
            #expect(anonymous.status == 303)
            #expect(anonymous.header("Location") == "/sign-in?to=%2Fhq%3Fstore%3DS001")
            let pages = [
                "/hq", "/hq/locations", "/hq/locations/S001", "/hq/catalogue", "/hq/catalogue/KT-1010-24",
                "/hq/catalogue/KT-1010-24/ledger/S001", "/hq/shortages", "/hq/imports",
            ]
            let setUp = ["/hq/policies", "/hq/staff"]
            for (role, login) in [(Role.clerk, "c"), (.agent, "a"), (.supervisor, "s"), (.admin, "x")] {
                let desk = try await house.signedIn(role, login: login)
                for page in pages {
                    let expected = role == .supervisor || role == .admin ? 200 : 403
                    let status = try await desk.get(page).status
                    #expect(status == expected, "\(role) \(page)")
                }
                for page in setUp {
                    let status = try await desk.get(page).status
                    #expect(status == (role == .admin ? 200 : 403), "\(role) \(page)")
                }
            }
        }
    }

    @Test("A clerk's form changes nothing, and is told so on a page")
    func forbidden() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.clerk)
            let answer = try await desk.post("/hq/locations/S001", [("name", "乗っ取り"), ("name_en", "x")])
            #expect(answer.status == 403 && answer.read.contains("権限"))
            let location = try await Places(database: house.database).current()[Fixture.sapporo]
            #expect(location?.name == "札幌大通店")
        }
    }

    @Test("The list shows every store's reservations, and filters and finds them")
    func list() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            #expect(try await desk.get("/hq").read.contains("あてはまる取り置きがありません"))
            let sapporo = try await house.reservation(try await house.reserve("one"))
            house.clock.advance(by: .seconds(600))
            let path = try await house.post("/shop/KT-1010-24", House.wish("two", store: "S004")).header("Location")
            let tokyo = try await house.reservation(try #require(path))
            _ = try await house.reservations.perform(.accept, on: tokyo.id, by: .duty("test"))
            func shown(_ query: String) async throws -> Set<String> {
                let text = try await desk.get("/hq?\(query)").text
                return Set([sapporo, tokyo].map(\.codeShown).filter(text.contains))
            }
            let (first, second) = (sapporo.codeShown, tokyo.codeShown)
            #expect(try await shown("") == [first, second])
            #expect(try await shown("store=S001") == [first])
            #expect(try await shown("status=preparing") == [second])
            #expect(try await shown("status=checking&store=S004") == [])
            #expect(try await shown("fulfilment=requested") == [first])
            #expect(try await shown("hold=consumed") == [])
            #expect(try await shown("kind=buy") == [])
            #expect(try await shown("from=2026-11-23") == [])
            #expect(try await shown("from=2026-11-22&until=2026-11-22") == [first, second])
            #expect(try await shown("q=\(tokyo.pickupCode)") == [second])
            #expect(try await shown("q=\(PercentCoding.encode("髙橋"))") == [first, second])
            #expect(try await shown("q=1234&store=S001") == [first])
            #expect(try await shown("q=%3Cscript%3E") == [])
            let byID = try await desk.get("/hq?q=\(sapporo.id)")
            #expect(byID.status == 303 && byID.header("Location") == "/hq/reservations/\(sapporo.id)")
            let page = try await desk.get("/hq?store=S001&lang=en", language: "en")
            #expect(page.read.contains("Checking") && page.text.contains("lang=ja"))
        }
    }

    @Test("The list goes on by a cursor, without a gap and without a repetition")
    func pages() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.admin)
            try await house.database.execute(Self.many)
            var (seen, path) = ([String](), "/hq?hold=consumed&from=2025-01-01")
            // Without a day a filter looks through the last months only; these are a year old.
            let lately = try await desk.get("/hq?hold=consumed").read
            #expect(lately.contains("あてはまる取り置きがありません"))
            for _ in 0..<10 {
                let text = try await desk.get(path).text
                seen += text.matches(of: /\/hq\/reservations\/(rsv_[A-Z0-9_]+)/).map { String($0.1) }
                guard let next = text.firstMatch(of: /rel="next" href="([^"]+)"/) else { break }
                path = String(next.1).replacing("&amp;", with: "&")
            }
            #expect(seen.count == 120 && Set(seen).count == 120)
        }
    }

    /// 120 reservations that were collected.
    private static let many = """
        INSERT INTO reservation (location_id, reservation_id, kind, customer_id, hold, fulfilment, contact, version,
            pickup_code, pick_up_by, first_pick_up_by, ready_by, experiment_arm, experiment_salt,
            experiment_probability, created_at, closed_at)
        SELECT CASE WHEN i % 2 = 0 THEN 'S001' ELSE 'S004' END,
            ('019abcde-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'reserve', gen_random_uuid(), 'consumed',
            'collected', 'not_needed', 1, lpad(i::text, 8, '0'), now(), now(), now(), '', 0, 1, now(), now()
        FROM generate_series(1, 120) i
        """

    @Test("What the statement finds is what the rule says, for every filter")
    func agrees() async throws {
        try await withHouse { house in
            for (i, store) in ["S001", "S004", "S004", "S004"].enumerated() {
                let answer = try await house.post("/shop/KT-1010-24", House.wish("\(i)", store: store))
                let id = try await house.reservation(try #require(answer.header("Location"))).id
                if i == 1 { _ = try await house.reservations.perform(.accept, on: id, by: .duty("test")) }
                if i == 2 { _ = try await house.reservations.perform(.cancel(reason: ""), on: id, by: .customer) }
                house.clock.advance(by: .seconds(600))
            }
            let all = try await house.reservations.search(
                ReservationSearch(locations: [Fixture.sapporo, House.tokyo]))
            #expect(all.count == 4)
            // Now all are in time, and later those that are open are over.
            for _ in 0..<2 {
                let now = house.clock.now
                let base = ReservationSearch(locations: [Fixture.sapporo, House.tokyo])
                var searches = [base]
                func add(_ change: (inout ReservationSearch) -> Void) {
                    var search = base
                    change(&search)
                    searches.append(search)
                }
                for status in CustomerStatus.allCases { add { $0.status = status } }
                for hold in Hold.allCases { add { $0.hold = hold } }
                for fulfilment in Fulfilment.allCases { add { $0.fulfilment = fulfilment } }
                for contact in ContactState.allCases { add { $0.contact = contact } }
                for made in all.map(\.createdAt) { add { $0.from = made } }
                for made in all.map(\.createdAt) { add { $0.until = made } }
                for search in searches {
                    let found = try await house.reservations.search(search).map(\.id)
                    let expected = all.filter { search.matches($0, at: now) }.map(\.id)
                    #expect(found == expected, "\(search)")
                }
                house.clock.advance(by: .seconds(30 * 86_400))
            }
        }
    }

    @Test("The page of one reservation tells everything: axes, lines, stock, authors, contact")
    func detail() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor, name: "本部 <b>花子</b>")
            let wish = House.wish("one") + [("call", "on")]
            let answer = try await house.post("/shop/KT-1010-24", wish)
            let reservation = try await house.reservation(try #require(answer.header("Location")))
            _ = try await house.reservations.perform(
                .accept, on: reservation.id, by: .staff(desk.staff, .supervisor))
            let page = try await desk.get("/hq/reservations/\(reservation.id)")
            #expect(page.status == 200)
            for text in [
                "髙橋 花子", "090-0000-1234", "鉄のフライパン（24cm）", "4,950円", "札幌大通店", "仮押さえ中", "店舗が受付",
                "本部 &lt;b&gt;花子&lt;/b&gt;", "お客様", "連絡待ち", "通知はありません", reservation.codeShown,
            ] {
                #expect(page.read.contains(text), "\(text)")
            }
            #expect(!page.text.contains("<b>花子"))
            #expect(try await desk.get("/hq/reservations/rsv_S001_00000000000000000000000000").status == 404)
            #expect(try await desk.get("/hq/reservations/x").status == 404)
        }
    }

    @Test(
        "What people typed stands on the pages as text",
        arguments: [
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; DROP TABLE reservation; --", "𠮷田 🍣",
            "אבגדה", String(repeating: "長", count: 200),
        ])
    func hostile(_ text: String) async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let wish = House.wish("k").map { $0.0 == "name" || $0.0 == "note" ? ($0.0, text) : $0 }
            let answer = try await house.post("/shop/KT-1010-24", wish)
            let id = try await house.reservation(try #require(answer.header("Location"))).id
            for path in ["/hq", "/hq/reservations/\(id)", "/hq?q=\(PercentCoding.encode(text))"] {
                let page = try await desk.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(page.text.contains(("\(typed: text)" as HTML).text), "\(path)")
                #expect(!page.text.contains("<script>") && !page.text.contains("<img src=x"))
            }
        }
    }
}
