// SPDX-License-Identifier: Apache-2.0
import Access
import Foundation
import Kit
import PQ
import TestSupport
import Testing

@testable import Reservations
@testable import Site

/// Goes through head office: every page as those who may see it, every form refused and taken.
struct OfficeStory {
    let house: House
    let camera: Camera
    let parts: [Part]
    let clerk: OfficeDesk

    private func part(_ name: String) throws -> Part { try #require(parts.first { $0.name == name }) }

    func tell() async throws {
        let admin = try await house.signedIn(.admin, login: "admin", name: "本部 花子")
        try await pages(admin)
        for role in [Role.agent, .supervisor] {
            let desk = try await house.signedIn(role, login: role.rawValue, name: "同僚 \(role.rawValue)")
            for (name, path) in [
                ("reservations", "/hq"), ("card", "/hq/reservations/\(try part("ready").id)"),
                ("customers", "/hq/customers"), ("locations", "/hq/locations"), ("policies", "/hq/policies"),
                ("staff", "/hq/staff"),
            ] { try await camera.take(.office, "\(role.rawValue)-\(name)", path, as: desk.cookie) }
        }
        try await camera.take(.office, "clerk-reservations", "/hq", as: clerk.cookie)
        try await forms(admin)
        try await people(admin)
        try await customers(admin)
        try await account()
        for (name, path) in [
            ("policies-after", "/hq/policies"), ("staff-after", "/hq/staff"),
        ] { try await camera.take(.office, name, path, as: admin.cookie) }
    }

    /// What everybody who signs in has of their own.
    private func account() async throws {
        let own = try await house.signedIn(.clerk, login: "hara", name: "原 <i>")
        for (name, path) in [
            ("account", "/account"), ("account-password", "/account?done=password"),
            ("account-sessions", "/account?done=sessions"),
        ] { try await camera.take(.office, name, path, as: own.cookie) }
        for (name, fields) in [
            ("wrong", [("current", "not mine"), ("new", "a longer phrase"), ("again", "a longer phrase")]),
            ("short", [("current", "x"), ("new", "short"), ("again", "short")]),
            ("differs", [("current", "x"), ("new", "a longer phrase"), ("again", "another phrase")]),
        ] {
            try await camera.send(
                .office, "account-\(name)", "/account/password", fields, as: own.cookie, languages: ["ja", "en"])
        }
        try await camera.send(.office, "account-ended", "/account/sessions", as: own.cookie)
    }

    private func pages(_ admin: OfficeDesk) async throws {
        for (name, path) in [
            ("reservations", "/hq"), ("reservations-search", "/hq?q=%E9%AB%99%E6%A9%8B"),
            ("reservations-none", "/hq?q=zzz"),
            ("customers", "/hq/customers"), ("customers-search", "/hq/customers?q=%E9%AB%99%E6%A9%8B"),
            ("locations", "/hq/locations"), ("location", "/hq/locations/S001"), ("location-none", "/hq/locations/S999"),
            ("catalogue", "/hq/catalogue"), ("catalogue-search", "/hq/catalogue?q=KT"),
            ("goods", "/hq/catalogue/KT-1010-24"), ("ledger", "/hq/catalogue/KT-1010-24/ledger/S001"),
            ("shortages", "/hq/shortages"), ("imports", "/hq/imports"), ("import-none", "/hq/imports/none"),
            ("policies", "/hq/policies"), ("new-reservation-policy", "/hq/reservation-policies"),
            ("new-contact-policy", "/hq/contact-policies"), ("contact-policy", "/hq/contact-policies/asked"),
            ("windows", "/hq/callable-windows"), ("experiment", "/hq/experiment"), ("holidays", "/hq/holidays"),
            ("changes", "/hq/changes"), ("staff", "/hq/staff"), ("member", "/hq/staff/\(clerk.staff)"),
        ] { try await camera.take(.office, name, path, as: admin.cookie) }
        for part in parts {
            try await camera.take(.office, "card-\(part.name)", "/hq/reservations/\(part.id)", as: admin.cookie)
        }
    }

    private static let place: [(String, String)] = [
        ("name", "札幌大通本店"), ("name_en", "Sapporo Main"), ("kana", ""), ("postal_code", "060-0061"),
        ("address", "北海道"), ("address_en", "Hokkaido"), ("phone", "011-000-0101"), ("latitude", "43.05"),
        ("longitude", "141.35"), ("active", "on"),
    ]
    private static let goods = [
        ("name", "鉄のフライパン"), ("name_en", "Iron pan"), ("price", "5000"), ("active", "on"),
    ]
    private static let hold = [
        ("id", "sapporo"), ("location", "S001"), ("kind", ""), ("hold_days", "5"), ("ready_minutes", "60"),
        ("extension_days", "2"), ("customer_extensions", "1"), ("clerk_extensions", "2"), ("agent_extensions", "3"),
        ("open_per_customer", "10"), ("unproved_units", "40"),
    ]
    private static let contact: [(String, String)] = [
        ("id", "dear"), ("purpose", "confirm"), ("why", "high_value"), ("priority", "20"), ("enabled", "on"),
        ("location", ""), ("kind", "reserve"), ("min_total", "30,000"), ("min_lines", ""), ("stock_unseen_days", ""),
        ("first_time", ""), ("when_asked", "no"), ("channel", "phone"), ("within_minutes", "60"),
        ("retry_minutes", "30, 120"), ("when_unreachable", "release"),
    ]
    private static let week: [(String, String)] = (1...7).map { ("day\($0)", "10:00-20:00") } + [("day8", "-")]

    /// Sends a form wrong, and stale if the page says what was seen; then as it should be.
    private func form(
        _ desk: OfficeDesk, _ name: String, _ path: String, _ fields: [(String, String)],
        wrong: (String, String)? = nil
    ) async throws {
        house.clock.advance(by: .seconds(7))
        let page = try await desk.get(path)
        let seen = page.text.firstMatch(of: /name="seen" value="(\d+)"/).map { [("seen", String($0.1))] } ?? []
        if let wrong {
            let bad = fields.filter { $0.0 != wrong.0 } + [wrong]
            try await camera.send(
                .office, "\(name)-wrong", path, bad + seen, as: desk.cookie, languages: ["ja", "en"])
        }
        try await camera.send(.office, "\(name)-does", path, fields + seen, as: desk.cookie)
        guard !seen.isEmpty else { return }
        house.clock.advance(by: .seconds(7))
        let other = fields.map { ["price", "hold_days", "priority", "name"].contains($0.0) ? ($0.0, "\($0.1)7") : $0 }
        try await camera.send(.office, "\(name)-stale", path, other + seen, as: desk.cookie, languages: ["ja", "en"])
        try await camera.take(.office, "\(name)-saved", "\(path)?done=saved", as: desk.cookie)
    }

    private func forms(_ desk: OfficeDesk) async throws {
        try await form(desk, "location", "/hq/locations/S001", Self.place, wrong: ("latitude", "九十一\"><b>"))
        try await form(desk, "hours", "/hq/locations/S001/hours", Self.week, wrong: ("day1", "x"))
        let closure = [("first", "2026-11-24"), ("last", "2026-11-26"), ("reason", "棚卸")]
        try await form(desk, "closures", "/hq/locations/S001/closures", closure, wrong: ("first", "x"))
        let asked = try await desk.post("/hq/locations/S001/closures", closure).text
        let touched = String(try #require(asked.firstMatch(of: /name="agreed" value="(\d+)"/)).1)
        try await form(desk, "closures-agreed", "/hq/locations/S001/closures", closure + [("agreed", touched)])
        try await form(desk, "closures-remove", "/hq/locations/S001/closures", [("remove", "2026-11-24")])
        try await form(desk, "goods", "/hq/catalogue/KT-1010-24", Self.goods, wrong: ("price", "x"))
        try await form(
            desk, "reservation-policy-new", "/hq/reservation-policies", Self.hold, wrong: ("hold_days", "91"))
        try await form(desk, "reservation-policy", "/hq/policies/sapporo", Self.hold, wrong: ("location", "S999"))
        try await form(desk, "contact-policy-new", "/hq/contact-policies", Self.contact, wrong: ("retry_minutes", "0"))
        try await form(desk, "contact-policy", "/hq/contact-policies/dear", Self.contact, wrong: ("channel", "pigeon"))
        for path in ["/hq/policies/sapporo", "/hq/contact-policies/dear"] {
            let kind = path.contains("contact") ? "contact" : "reservation"
            let page = try await desk.get(path)
            let seen = String(try #require(page.text.firstMatch(of: /name="seen" value="(\d+)"/)).1)
            try await camera.send(
                .office, "\(kind)-policy-removed", "\(path)/remove", [("seen", seen)], as: desk.cookie)
        }
        try await form(
            desk, "windows", "/hq/callable-windows", [("day1", "10:00-12:00, 13:00-20:00"), ("day8", "-")],
            wrong: ("day1", "20:00-25:00"))
        let arms = [("arm1", "human"), ("share1", "87.5"), ("arm2", "none"), ("share2", "12.5")]
        try await form(desk, "experiment", "/hq/experiment", arms, wrong: ("share1", "88"))
        let holiday = [("day", "2027-05-06"), ("name", "臨時の祝日"), ("name_en", "Extra holiday")]
        try await form(desk, "holidays", "/hq/holidays", holiday, wrong: ("day", "x"))
        try await form(
            desk, "holidays-near", "/hq/holidays", [("day", "2026-11-25"), ("name", "休日"), ("name_en", "")])
        let file = Array("sku,name,price\nNEW-1,急須,3300\n".utf8)
        let sent = try await desk.upload(
            "/hq/imports", [("key", "story"), ("mode", "check")], file: "goods.csv", file)
        camera.keep(.office, "import-does.ja", "POST", "/hq/imports", sent)
        let empty = try await desk.upload("/hq/imports", [("key", "empty"), ("mode", "check")], file: "", [])
        camera.keep(.office, "import-wrong.ja", "POST", "/hq/imports", empty)
    }

    /// Passwords on these pages are chance.
    private func people(_ desk: OfficeDesk) async throws {
        let person = [("login", "sato.mei"), ("name", "佐藤 芽衣"), ("role", "clerk"), ("stores", "S001 s004")]
        try await form(desk, "staff", "/hq/staff", person, wrong: ("stores", "S999"))
        let member = try #require(try await house.access.staff().first { $0.login.text == "sato.mei" })
        let path = "/hq/staff/\(member.id)"
        try await form(desk, "member", path, person.filter { $0.0 != "login" }, wrong: ("role", "boss"))
        for action in StaffAction.allCases {
            house.clock.advance(by: .seconds(7))
            try await camera.send(.office, "member-\(action.rawValue)", "\(path)/\(action.rawValue)", as: desk.cookie)
        }
        try await camera.take(.office, "member-after", path, as: desk.cookie)
    }

    private func customers(_ desk: OfficeDesk) async throws {
        let one = try #require(try await house.reservations.find(try part("ready").id)).customer
        let two = try #require(try await house.reservations.find(try part("here").id)).customer
        let path = "/hq/customers/\(one)"
        try await camera.take(.office, "customer", path, as: desk.cookie)
        try await camera.take(.office, "customer-none", "/hq/customers/cus_00000000000000000000000000", as: desk.cookie)
        let record = [
            ("name", "髙橋 華子"), ("kana", "タカハシ ハナコ"), ("phone", "090-0000-4321"), ("mail", "h@shop.example"),
            ("language", "ja"), ("note", "電話は夕方に"),
        ]
        try await form(desk, "customer", path, record, wrong: ("phone", "12"))
        func act(_ name: String, _ of: String, _ fields: [(String, String)]) async throws {
            house.clock.advance(by: .seconds(7))
            let page = try await desk.get(path)
            let form = page.text.components(separatedBy: "\(of)\"").dropFirst().first ?? ""
            let hidden = form.components(separatedBy: "</form>")[0].matches(
                of: /type="hidden" name="([^"]+)" value="([^"]*)"/
            ).map { (String($0.1), String($0.2)) }
            let left = hidden.filter { field in !fields.contains { $0.0 == field.0 } }
            try await camera.send(.office, "customer-\(name)", of, left + fields, as: desk.cookie)
            try await camera.take(.office, "customer-\(name)-after", path, as: desk.cookie)
        }
        try await act("join", "\(path)/join", [("with", "\(two)")])
        try await act("undo", "\(path)/undo", [])
        try await act("join-again", "\(path)/join", [("with", "\(two)")])
        try await act("part", "/hq/customers/\(two)/part", [])
        let card = "/hq/reservations/\(try part("accepted").id)"
        let page = try await desk.get(card)
        let form = page.text.components(separatedBy: "/recipient\"").dropFirst().first ?? ""
        let hidden = form.matches(of: /type="hidden" name="(key|seen)" value="([^"]*)"/).prefix(2).map {
            (String($0.1), String($0.2))
        }
        let name = [("name", "鈴木 一郎"), ("kana", ""), ("phone", "03-1234-5678"), ("mail", "")]
        try await camera.send(
            .office, "recipient-wrong", "\(card)/recipient",
            hidden + name.map { $0.0 == "phone" ? ("phone", "1") : $0 },
            as: desk.cookie, languages: ["ja", "en"])
        try await camera.send(.office, "recipient-does", "\(card)/recipient", hidden + name, as: desk.cookie)
        try await camera.take(.office, "recipient-after", card, as: desk.cookie)
    }
}
