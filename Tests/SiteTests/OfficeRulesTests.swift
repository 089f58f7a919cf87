// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Stock
import TestSupport
import Testing

@testable import Access
@testable import Reservations
@testable import Site

/// What somebody saw of a thing when they opened its form.
private func seen(_ page: HTTPAnswer) throws -> String {
    String(try #require(page.text.firstMatch(of: /name="seen" value="(\d+)"/)).1)
}

@Suite("Head office: every rule is changed by hand")
struct OfficeRulesTests {
    private static let contact: [(String, String)] = [
        ("id", "dear"), ("purpose", "confirm"), ("why", "high_value"), ("priority", "20"), ("enabled", "on"),
        ("location", ""), ("kind", "reserve"), ("min_total", "30,000"), ("min_lines", ""), ("stock_unseen_days", ""),
        ("first_time", ""), ("when_asked", "no"), ("channel", "phone"), ("within_minutes", "60"),
        ("retry_minutes", "30, 120"), ("when_unreachable", "release"),
    ]

    private static func with(_ field: String, _ value: String, _ form: [(String, String)]) -> [(String, String)] {
        form.map { $0.0 == field ? (field, value) : $0 }
    }

    @Test("A contact policy is added, changed and taken away, and what is wrong is told beside its field")
    func contactPolicies() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.admin)
            func kept() async throws -> [ContactPolicy] { try await house.database.run(ReadContactPolicies()) }
            for (field, value) in [
                ("id", "Dear Customer"), ("why", ""), ("priority", "0"), ("min_total", "x"), ("within_minutes", ""),
                ("retry_minutes", "30 0"), ("retry_minutes", "1 1 1 1 1 1 1 1 1 1 1"), ("location", "S999"),
                ("channel", "pigeon"), ("purpose", ""), ("when_unreachable", "shout"),
            ] {
                let refused = try await desk.post("/hq/contact-policies", Self.with(field, value, Self.contact))
                let (status, text) = (refused.status, refused.text)
                #expect(status == 422 && text.contains("id=\"\(field)-fault\""), "\(field)=\(value)")
            }
            #expect(try await kept().isEmpty)
            let added = try await desk.post("/hq/contact-policies", Self.contact)
            #expect(added.status == 303 && added.header("Location") == "/hq/contact-policies/dear?done=added")
            let expected = ContactPolicy(
                id: "dear", priority: 20, reason: "high_value", kind: .reserve, minTotal: 30_000, whenAsked: false,
                withinMinutes: 60, retryMinutes: [30, 120], whenUnreachable: .release)
            #expect(try await kept() == [expected])
            // The same form once more is the same policy; another one of this id is none.
            #expect(try await desk.post("/hq/contact-policies", Self.contact).status == 303)
            let other = try await desk.post("/hq/contact-policies", Self.with("priority", "21", Self.contact))
            #expect(other.status == 422 && other.text.contains("id=\"id-fault\""))
            let path = "/hq/contact-policies/dear"
            let page = try await desk.get("\(path)?done=added")
            // It holds everywhere two seconds after it was written.
            let holds = house.clock.now + ContactRules.freshness
            #expect(page.read.contains("\(Zone.tokyo.local(holds).clock):"))
            #expect(page.text.contains("value=\"30000\"") && page.text.contains("value=\"30 120\""))
            let saw = try seen(page)
            let change = Self.with("enabled", "", Self.contact).filter { $0.0 != "enabled" && $0.0 != "id" }
            let saved = try await desk.post(path, change + [("seen", saw)])
            #expect(saved.status == 303 && saved.header("Location") == "\(path)?done=saved")
            #expect(try await kept().map(\.enabled) == [false])
            // Somebody who opened the form before sees what has happened, field by field, and may then decide.
            let late = try await desk.post(path, Self.with("priority", "7", Self.contact) + [("seen", saw)])
            #expect(late.status == 412 && late.text.contains("id=\"priority-fault\""))
            #expect(late.read.contains("今の値：20") && late.text.contains("value=\"7\""))
            #expect(try await kept().map(\.priority) == [20])
            let decided = try await desk.post(
                path, Self.with("priority", "7", Self.contact) + [("seen", try seen(late))])
            #expect(decided.status == 303)
            #expect(try await kept().map(\.priority) == [7])
            #expect(try await desk.post("\(path)/remove", [("seen", saw)]).status == 412)
            #expect(try await kept().count == 1)
            let now = try seen(try await desk.get(path))
            for _ in 0..<2 { #expect(try await desk.post("\(path)/remove", [("seen", now)]).status == 303) }
            #expect(try await kept().isEmpty)
            #expect(try await desk.get(path).status == 404)
        }
    }

    @Test("A reservation policy is added, changed by one of two who saw the same, and taken away")
    func reservationPolicies() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.admin)
            let form = [
                ("id", "sapporo"), ("location", "S001"), ("kind", ""), ("hold_days", "5"), ("ready_minutes", "60"),
                ("extension_days", "2"), ("customer_extensions", "1"), ("clerk_extensions", "2"),
                ("agent_extensions", "3"), ("open_per_customer", "10"), ("unproved_units", "40"),
            ]
            for (field, value) in [("id", "A b"), ("location", "S999"), ("kind", "lend"), ("hold_days", "91")] {
                let refused = try await desk.post("/hq/reservation-policies", Self.with(field, value, form))
                let (status, text) = (refused.status, refused.text)
                #expect(status == 422 && text.contains("id=\"\(field)-fault\""), "\(field)=\(value)")
            }
            #expect(try await desk.post("/hq/reservation-policies", form).status == 303)
            let taken = try await desk.post("/hq/reservation-policies", Self.with("hold_days", "6", form))
            #expect(taken.status == 422 && taken.text.contains("id=\"id-fault\""))
            let path = "/hq/policies/sapporo"
            let saw = try seen(try await desk.get(path))
            house.clock.advance(by: .seconds(1))
            async let one = desk.post(path, Self.with("hold_days", "7", form) + [("seen", saw)])
            async let two = desk.post(path, Self.with("hold_days", "8", form) + [("seen", saw)])
            let answers = try await [one, two].map(\.status).sorted()
            #expect(answers == [303, 412])
            let changes = try await house.database.run(ReadHistory(of: "sapporo", [.reservationPolicy], limit: 9))
            #expect(changes.map(\.act) == [.changed, .added])
            #expect(try await desk.post("\(path)/remove", [("seen", saw)]).status == 412)
            let now = try seen(try await desk.get(path))
            #expect(try await desk.post("\(path)/remove", [("seen", now)]).status == 303)
            #expect(try await house.database.run(ReadReservationPolicies()).isEmpty)
        }
    }

    @Test("Callable windows are written day by day; a week in which nobody may be called is refused")
    func windows() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.admin)
            let path = "/hq/callable-windows"
            let empty = try await desk.get(path)
            #expect(empty.read.contains("組み込みの時間帯"))
            for (field, value) in [
                ("day1", "10:00-12:00, 11:00-13:00"), ("day1", "x"), ("day2", "20:00-25:00"), ("day1", ""),
                ("day1", "-"),
            ] {
                let refused = try await desk.post(path, [(field, value)])
                let (status, text) = (refused.status, refused.text)
                #expect(status == 422 && text.contains("id=\"\(field)-fault\""), "\(field)=\(value)")
            }
            // Only on public holidays is no week either.
            #expect(try await desk.post(path, [("day8", "10:00-12:00")]).status == 422)
            let week = [("day1", "10:00-12:00, 13:00-20:00"), ("day8", "-"), ("seen", try seen(empty))]
            #expect(try await desk.post(path, week).status == 303)
            let kept = try await house.database.run(ReadCallableWindows()).map { [$0.day, $0.opens, $0.closes] }
            #expect(kept == [[1, 600, 720], [1, 780, 1200], [8, 0, 0]])
            let late = try await desk.post(path, [("day1", "9:00-10:00"), ("seen", try seen(empty))])
            #expect(late.status == 412 && late.read.contains("今の値：10:00-12:00, 13:00-20:00"))
            let page = try await desk.get("\(path)?done=saved")
            #expect(page.read.contains("までに、すべての画面とAPIに反映されます"))
            #expect(page.read.contains("月曜日") && page.text.contains("value=\"10:00-12:00, 13:00-20:00\""))
        }
    }

    @Test("Other shares begin a new experiment; those of a running one are never changed")
    func experiment() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.admin)
            let path = "/hq/experiment"
            _ = try await house.database.count(KeepExperimentArm(salt: 4, arm: "human", share: 1))
            let saw = try seen(try await desk.get(path))
            let lines = [("arm1", "human"), ("share1", "87.5"), ("arm2", "none"), ("share2", "12.5")]
            for (field, value, at) in [
                ("share1", "88", "share1"), ("share2", "12.55", "share2"), ("share2", "-1", "share2"),
                ("arm2", "Nobody!", "arm2"), ("arm2", "human", "arm2"), ("arm1", "", "arm1"),
            ] {
                let refused = try await desk.post(path, Self.with(field, value, lines))
                let (status, text) = (refused.status, refused.text)
                #expect(status == 422 && text.contains("id=\"\(at)-fault\""), "\(field)=\(value)")
            }
            func running() async throws -> [String] {
                try await house.database.run(ReadExperimentArms()).map { "\($0.salt) \($0.arm) \($0.share)" }
            }
            #expect(try await running() == ["4 human 1.0"])
            // The same shares again begin nothing.
            #expect(try await desk.post(path, [("arm1", "human"), ("share1", "100")]).status == 303)
            #expect(try await running() == ["4 human 1.0"])
            #expect(try await desk.post(path, lines + [("seen", saw)]).status == 303)
            #expect(try await running() == ["5 human 0.875", "5 none 0.125"])
            let late = try await desk.post(
                path, [("arm1", "human"), ("share1", "50"), ("arm2", "none"), ("share2", "50"), ("seen", saw)])
            #expect(late.status == 412 && late.read.contains("今の値：human 87.5 %, none 12.5 %"))
            let salts = try await house.database.run(CountSalts())
            #expect(salts == ["4:1", "5:2"])
            let page = try await desk.get(path)
            #expect(page.read.contains("実験の番号: 4 → 5") && page.read.contains("群 none: – → 12.5 %"))
        }
    }

    @Test("A public holiday is added once, named anew and taken away")
    func holidays() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.admin)
            let path = "/hq/holidays"
            let day = [("day", "2026-12-31"), ("name", "大晦日"), ("name_en", "")]
            for (field, value) in [("day", "tomorrow"), ("name", " "), ("name", String(repeating: "長", count: 201))] {
                let refused = try await desk.post(path, Self.with(field, value, day))
                let (status, text) = (refused.status, refused.text)
                #expect(status == 422 && text.contains("id=\"\(field)-fault\""), "\(field)")
            }
            for _ in 0..<2 { #expect(try await desk.post(path, day).status == 303) }
            house.clock.advance(by: .seconds(1))
            let known = try await desk.post(path, Self.with("name", "棚卸の日", day))
            #expect(known.status == 412 && known.read.contains("今の値：大晦日"))
            let holidays = try await Places(database: house.database).current().holidays
            #expect(holidays.count == 1)
            let page = try await desk.get(path)
            let row = try #require(
                page.text.firstMatch(of: /name="seen" value="(\d+)"><input type="hidden" name="day"/))
            let saw = String(row.1)
            let named = Self.with("name_en", "New Year's Eve", day) + [("seen", saw)]
            #expect(try await desk.post(path, named).status == 303)
            house.clock.advance(by: .seconds(1))
            #expect(try await desk.get(path).text.contains("value=\"New Year&#39;s Eve\""))
            #expect(try await desk.post(path, [("remove", "2026-12-31"), ("seen", saw)]).status == 412)
            #expect(try await desk.post(path, [("remove", "2026-12-31")]).status == 303)
            #expect(try await Places(database: house.database).current().holidays.isEmpty)
            let acts = try await house.database.run(ListChanges(kind: .holiday, limit: 9)).map(\.act)
            #expect(acts == [.removed, .changed, .added])
        }
    }

    @Test("Who may not set up the chain sees no rule and no list of changes, and changes nothing")
    func rights() async throws {
        try await withHouse { house in
            let supervisor = try await house.signedIn(.supervisor)
            let clerk = try await house.signedIn(.clerk, login: "c")
            for path in [
                "/hq/policies", "/hq/contact-policies", "/hq/contact-policies/x", "/hq/reservation-policies",
                "/hq/callable-windows", "/hq/experiment", "/hq/holidays", "/hq/changes",
            ] {
                for desk in [supervisor, clerk] { #expect(try await desk.get(path).status == 403, "\(path)") }
                #expect(try await house.get(path).header("Location")?.hasPrefix("/sign-in?") == true, "\(path)")
            }
            for path in [
                "/hq/policies/x/remove", "/hq/contact-policies", "/hq/contact-policies/x/remove", "/hq/holidays",
                "/hq/callable-windows", "/hq/experiment", "/hq/reservation-policies",
            ] {
                #expect(try await supervisor.post(path, Self.contact).status == 403, "\(path)")
            }
            #expect(try await house.database.run(ListChanges(limit: 9)).isEmpty)
            #expect(!(try await supervisor.get("/hq").text.contains("/hq/changes")))
        }
    }
}

private struct CountSalts: Statement {
    static let sql = "SELECT salt || ':' || count(*) FROM experiment_arm GROUP BY salt ORDER BY salt"

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> String { try row() }
}
