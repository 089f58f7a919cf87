// SPDX-License-Identifier: Apache-2.0
import API
import Customers
import Kit
import PQ
import TestSupport
import Testing

@testable import Access
@testable import Reservations
@testable import Site

@Suite("Head office: who a customer is")
struct OfficeCustomerTests {
    /// Reserves in the shop as somebody, and gives the record that was made.
    private func record(
        _ house: House, _ name: String, phone: String = "090-0000-1234", mail: String = ""
    ) async throws -> CustomerID {
        house.clock.advance(by: .seconds(60))
        let wish = House.wish("\(house.clock.now.microseconds)").map { field -> (String, String) in
            switch field.0 {
            case "name": ("name", name)
            case "phone": ("phone", phone)
            case "mail": ("mail", mail)
            case "store": ("store", "S004")
            default: field
            }
        }
        let answer = try await house.post("/shop/KT-1010-24", wish)
        return try await house.reservation(try #require(answer.header("Location"))).customer
    }

    private func person(_ house: House, _ id: CustomerID) async throws -> CustomerID? {
        try await house.customers.find(id)?.person
    }

    /// Reads the hidden fields of the form that leads to a path.
    private func form(_ page: HTTPAnswer, _ path: String, holding text: String = "") throws -> [(String, String)] {
        let forms = page.text.split(separator: "<form ").filter {
            $0.contains("action=\"\(path)\"") && (text.isEmpty || $0.contains(text))
        }
        let form = try #require(forms.first?.split(separator: "</form>").first)
        return form.matches(of: /type="hidden" name="([^"]+)" value="([^"]*)"/).map { (String($0.1), String($0.2)) }
    }

    @Test("Customers are for supervisors and admins; nobody else sees, joins or parts")
    func rights() async throws {
        try await withHouse { house in
            let (one, two) = (try await record(house, "山田 花子"), try await record(house, "山田 太郎"))
            for (role, login) in [(Role.clerk, "c"), (.agent, "a")] {
                let desk = try await house.signedIn(role, login: login)
                for path in ["/hq/customers", "/hq/customers?q=1234", "/hq/customers/\(one)"] {
                    #expect(try await desk.get(path).status == 403, "\(role) \(path)")
                }
                let forms: [(String, [(String, String)])] = [
                    ("", [("name", "乗っ取り"), ("language", "ja")]), ("/join", [("with", "\(two)")]), ("/part", []),
                    ("/undo", [("change", "chg_00000000000000000000000000")]),
                ]
                for (path, fields) in forms {
                    let answer = try await desk.post("/hq/customers/\(one)\(path)", fields)
                    #expect(answer.status == 403 && answer.read.contains("権限"), "\(role) \(path)")
                }
            }
            #expect(try await house.get("/hq/customers/\(one)").status == 303)
            #expect(try await house.customers.find(one)?.name == "山田 花子")
            #expect(try await person(house, one) == one)
            #expect(try await person(house, two) == two)
            let desk = try await house.signedIn(.supervisor, login: "s")
            #expect(try await desk.get("/hq").text.contains("href=\"/hq/customers\""))
            for path in ["/hq/customers/x", "/hq/customers/cus_00000000000000000000000000"] {
                #expect(try await desk.get(path).status == 404)
                #expect(try await desk.post("\(path)/part", []).status == 404)
            }
            let unknown = [("with", "cus_00000000000000000000000000")]
            #expect(try await desk.post("/hq/customers/\(one)/join", unknown).status == 404)
            #expect(try await desk.post("/hq/customers/\(one)/undo", [("change", "x")]).status == 404)
        }
    }

    @Test("Customers are found by all that is known of them, and listed by the person they are")
    func search() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let hanako = try await record(house, "山田 花子", mail: "h@example.jp")
            let taro = try await record(house, "佐藤 太郎")
            try await house.customers.correct(hanako, Edit(by: .duty("test"))) {
                var correction = CustomerCorrection(of: $0)
                correction.kana = PersonName.kana("やまだ はなこ")
                return correction
            }
            func found(_ text: String) async throws -> Set<CustomerID> {
                let page = try await desk.get("/hq/customers?q=\(PercentCoding.encode(text))")
                #expect(page.status == 200)
                return Set(page.text.matches(of: /customers\/(cus_[0-9A-Z]{26})"/).compactMap { CustomerID($0.1) })
            }
            #expect(try await found("") == [])
            #expect(try await found("1234") == [hanako, taro])
            #expect(try await found("090 0000 1234") == [hanako, taro])
            #expect(try await found("h@example.jp") == [hanako])
            #expect(try await found("山田") == [hanako])
            #expect(try await found("ヤマ") == [hanako])
            #expect(try await found("<script>") == [])
            let byID = try await desk.get("/hq/customers?q=\(taro)")
            #expect(byID.status == 303 && byID.header("Location") == "/hq/customers/\(taro)")
            func rows() async throws -> Int {
                try await desk.get("/hq/customers?q=1234").text.matches(of: /<th scope="row">/).count
            }
            #expect(try await rows() == 2)
            try await house.customers.join(hanako, taro, by: .duty("test"))
            #expect(try await rows() == 1)
            #expect(try await found("佐藤") == [hanako, taro])
        }
    }

    @Test("The page tells the records, each address as proved or not, the reservations, and who else it might be")
    func page() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let hanako = try await record(house, "山田 花子", mail: "h@example.jp")
            let other = try await record(house, "山田 はな")
            let apart = try await record(house, "無関係 次郎", phone: "090-0000-9999")
            let mail = try #require(MailAddress("h@example.jp"))
            try await house.customers.prove(ContactAddress(mail), of: hanako, by: "link")
            let page = try await desk.get("/hq/customers/\(hanako)")
            #expect(page.read.contains("h@example.jp 確認済み"))
            #expect(page.read.contains("090-0000-1234 未確認"))
            #expect(page.read.contains("届いたリンクからご本人が操作"))
            #expect(page.text.contains("\(other)") && !page.text.contains("\(apart)"))
            #expect(page.read.contains("ご本人とは限りません"))
            #expect(page.read.contains("取り置きは移動せず、お客様への通知も送られません"))
            let own = try await house.reservations.list(of: [hanako], limit: 9)
            #expect(own.count == 1 && page.text.contains("/hq/reservations/\(own[0].id)"))
            // One record alone has nothing to part from.
            #expect(!page.text.contains("/part\""))
            let english = try await desk.get("/hq/customers/\(hanako)", language: "en")
            #expect(english.read.contains("h@example.jp Proved") && english.read.contains("090-0000-1234 Not proved"))
            #expect(english.read.contains("No reservation moves, and nothing is sent to anybody."))
        }
    }

    @Test("Two records are joined, parted and put back by forms; reservations stay, a second press is nothing new")
    func joining() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.admin, name: "本部 <b>花子</b>")
            let (one, two) = (try await record(house, "山田 花子"), try await record(house, "山田 はな"))
            let before = try await house.reservations.list(of: [two], limit: 9)
            let path = "/hq/customers/\(one)"
            let join = try form(try await desk.get(path), "\(path)/join")
            for _ in 0..<2 {
                let joined = try await desk.post("\(path)/join", join)
                #expect(joined.status == 303 && joined.header("Location") == "\(path)?done=joined")
            }
            #expect(try await person(house, two) == one)
            #expect(try await house.reservations.list(of: [two], limit: 9) == before)
            house.clock.advance(by: .seconds(1))
            let page = try await desk.get("\(path)?done=joined")
            #expect(page.read.contains("同じお客様として統合しました") && page.read.contains("代表の記録"))
            #expect(page.text.contains("/hq/reservations/\(before[0].id)"))
            #expect(page.read.contains("単独 → 山田 花子") && !page.text.contains("<b>"))
            // Taken back, by a button that is pressed twice.
            let undo = try form(page, "\(path)/undo")
            for _ in 0..<2 {
                let undone = try await desk.post("\(path)/undo", undo)
                #expect(undone.status == 303 && undone.header("Location") == "\(path)?done=undone")
            }
            #expect(try await person(house, two) == two)
            let after = try await desk.get(path)
            #expect(after.read.contains("取り消し") && !after.text.contains("\(path)/undo\""))
            house.clock.advance(by: .seconds(1))
            // Joined anew and parted: either side tells it, and either takes it back.
            _ = try await desk.post("\(path)/join", try form(after, "\(path)/join"))
            house.clock.advance(by: .seconds(1))
            let part = try form(try await desk.get(path), "/hq/customers/\(two)/part")
            for _ in 0..<2 {
                let parted = try await desk.post("/hq/customers/\(two)/part", part)
                #expect(parted.header("Location") == "/hq/customers/\(two)?done=parted")
            }
            #expect(try await person(house, two) == two)
            house.clock.advance(by: .seconds(1))
            for id in [one, two] {
                let side = try await desk.get("/hq/customers/\(id)")
                #expect(side.read.contains("別のお客様として分離") && side.text.contains("/hq/customers/\(id)/undo\""))
            }
            #expect(try await desk.get("/hq/customers/\(two)").read.contains("分離済み"))
            _ = try await desk.post("\(path)/undo", try form(try await desk.get(path), "\(path)/undo"))
            #expect(try await person(house, two) == one)
            // What both sides tell is told once by the person who is one again.
            let whole = try await desk.get(path).text
            #expect(whole.matches(of: />別のお客様として分離<\/span>/).count == 1)
        }
    }

    @Test("Where who is who has changed since the page was printed nothing is joined, parted or undone")
    func overtaken() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let (one, two) = (try await record(house, "山田 花子"), try await record(house, "山田 はな"))
            let three = try await record(house, "山田 太郎")
            let path = "/hq/customers/\(one)"
            let first = try await desk.get(path)
            try await house.customers.join(two, three, by: .duty("test"))
            let late = try await desk.post("\(path)/join", try form(first, "\(path)/join", holding: "\(three)"))
            #expect(late.status == 412 && late.read.contains("ほかの方が変更しました"))
            #expect(try await person(house, three) == two)
            house.clock.advance(by: .seconds(1))
            let second = try await desk.get("/hq/customers/\(two)")
            try await house.customers.join(one, two, by: .duty("test"))
            let part = try await desk.post(
                "/hq/customers/\(three)/part", try form(second, "/hq/customers/\(three)/part"))
            #expect(part.status == 412)
            #expect(try await person(house, three) == one)
            let undo = try await desk.post(
                "/hq/customers/\(two)/undo", try form(second, "/hq/customers/\(two)/undo"))
            #expect(undo.status == 412 && undo.read.contains("ほかの方が変更しました"))
            #expect(try await person(house, three) == one)
        }
    }

    @Test("A record is corrected by its form, and what is wrong is told beside its field")
    func correcting() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let id = try await record(house, "山田 花子", mail: "h@example.jp")
            let path = "/hq/customers/\(id)"
            let right = [
                ("name", "山田 華子"), ("kana", "やまだ はなこ"), ("language", "en"), ("note", "左利き。\r\n<b>包丁</b>"),
                ("phone", "03-1234-5678"), ("mail", ""), ("drop mail  h@example.jp", "on"),
            ]
            let wrong: [(String, String, String)] = [
                ("name", "", "ご記入ください"), ("name", "a\u{202E}b", "使えない文字"),
                ("name", String(repeating: "長", count: 201), "200文字以内"), ("kana", "\u{202E}", "使えない文字"),
                ("language", "fr", "ご記入ください"), ("phone", "12", "090-1234-5678"),
                ("mail", "<b>@\"", "name@example.jp"), ("note", String(repeating: "長", count: 2_001), "2000文字以内"),
            ]
            for (field, value, told) in wrong {
                let form = right.map { $0.0 == field ? (field, value) : $0 }
                let refused = try await desk.post(path, form)
                #expect(refused.status == 422, "\(field)")
                let fault = refused.text.firstMatch(of: /id="([a-z]+)-fault">([^<]+)</)
                #expect(fault.map { String($0.1) } == field && fault?.2.contains(told) == true, "\(field) \(told)")
                #expect(refused.text.matches(of: /class="fault"/).count == 1 && !refused.text.contains("<b>"))
                // What was typed stays, the ticks too.
                #expect(refused.text.contains("value=\"03-1234-5678\"") || field == "phone")
                #expect(refused.text.contains("name=\"drop mail  h@example.jp\" checked"))
            }
            let reservation = try #require(try await house.reservations.list(of: [id], limit: 1).first)
            let saved = try await desk.post(path, right)
            #expect(saved.status == 303 && saved.header("Location") == "\(path)?done=saved")
            let kept = try #require(try await house.customers.find(id))
            #expect(kept.name == "山田 華子" && kept.kana == "ヤマダ ハナコ" && kept.language == .en)
            #expect(kept.note == "左利き。\n<b>包丁</b>")
            #expect(kept.identities.map(\.value) == ["+81312345678", "+819000001234"])
            // The reservation keeps what was given.
            #expect(try await house.reservations.find(reservation.id)?.recipient == reservation.recipient)
            let page = try await desk.get(path)
            #expect(!page.text.contains("<b>") && page.read.contains("お名前: 山田 花子 → 山田 華子"))
            #expect(page.read.contains("言語: 日本語 → English"))
            #expect(page.read.contains("電話番号: 090-0000-1234 → 03-1234-5678"))
            #expect(page.read.contains("メール: h@example.jp → –"))
            let english = try await desk.get(path, language: "en")
            #expect(english.read.contains("Language: 日本語 → English") && english.read.contains("Note: – → 左利き"))
        }
    }

    @Test("Of two who saw the same record one is told what the other has made of it")
    func raced() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let id = try await record(house, "山田 花子")
            let path = "/hq/customers/\(id)"
            let seen = try form(try await desk.get(path), path)
            let form = [("kana", ""), ("language", "ja"), ("note", ""), ("phone", ""), ("mail", "")] + seen
            #expect(try await desk.post(path, form + [("name", "山田 華子")]).status == 303)
            let late = try await desk.post(path, form + [("name", "山田 はな子")])
            #expect(late.status == 412 && late.read.contains("今の値：山田 華子"))
            #expect(late.text.contains("value=\"山田 はな子\""))
            #expect(try await house.customers.find(id)?.name == "山田 華子")
            // The form of the answer has seen how it stands.
            let again = try self.form(late, path)
            let other = form.filter { $0.0 != "seen" } + again + [("name", "山田 はな子")]
            #expect(try await desk.post(path, other).status == 303)
        }
    }

    @Test(
        "What people typed stands on the pages as text",
        arguments: [
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; DROP TABLE customer; --", "𠮷田 🍣",
            "אבגדה", String(repeating: "長", count: 200),
        ])
    func hostile(_ name: String) async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.admin)
            let (one, two) = (try await record(house, name), try await record(house, name))
            let three = try await record(house, name)
            try await house.customers.join(one, two, by: .duty("test"))
            let typed = ("\(typed: name)" as HTML).text
            let paths = ["/hq/customers/\(one)", "/hq/customers/\(three)", "/hq/customers?q=1234", "/hq/changes"]
            for path in paths + ["/hq/customers?q=\(PercentCoding.encode(name))"] {
                let page = try await desk.get(path)
                #expect(page.status == 200 && page.text.contains(typed), "\(path)")
                #expect(!page.text.contains("<script>") && !page.text.contains("<img src=x"))
            }
        }
    }

    @Test("The list of changes tells who was joined by their names, and leads to their pages")
    func changes() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.admin)
            let (one, two) = (try await record(house, "山田 花子"), try await record(house, "山田 はな"))
            try await house.customers.join(one, two, by: .staff(desk.staff, .admin))
            let mail = try #require(MailAddress("h@example.jp"))
            try await house.customers.correct(one, Edit(by: .staff(desk.staff, .admin))) {
                var correction = CustomerCorrection(of: $0)
                correction.added = [ContactAddress(mail)]
                correction.note = "メモ"
                return correction
            }
            let page = try await desk.get("/hq/changes?kind=customer")
            for id in [one, two] { #expect(page.text.contains("href=\"/hq/customers/\(id)\"")) }
            #expect(page.read.contains("同じお客様として統合") && page.read.contains("メール: – → h@example.jp"))
            let english = try await desk.get("/hq/changes?kind=customer", language: "en")
            #expect(english.read.contains("Joined as one person") && english.read.contains("of its own → 山田 花子"))
            #expect(english.read.contains("Mail: – → h@example.jp") && english.read.contains("Note: – → メモ"))
            let supervisor = try await house.signedIn(.supervisor, login: "s")
            #expect(try await supervisor.get("/hq/changes?kind=customer").status == 403)
        }
    }
}
