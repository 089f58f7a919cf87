// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import Stock
import TestSupport
import Testing

@testable import Site

@Suite("Head office: imports")
struct OfficeImportTests {
    private static let file = Array("sku,name,price\nNEW-1,急須,3300\nNEW-2,湯呑,abc\nKT-1010-24,鉄のフライパン,5000\n".utf8)

    private func send(
        _ desk: OfficeDesk, key: String, mode: String, _ bytes: [UInt8] = file
    ) async throws -> HTTPAnswer {
        try await desk.upload("/hq/imports", [("key", key), ("mode", mode)], file: "goods.csv", bytes)
    }

    /// Reads the page of a file until it says something; a busy machine may take long over the file.
    private func page(_ desk: OfficeDesk, _ key: String, until word: String) async throws -> HTTPAnswer {
        for _ in 0..<3_000 {
            let page = try await desk.get("/hq/imports/\(key)")
            if page.read.contains(word) { return page }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("the page never said \(word)")
        return try await desk.get("/hq/imports/\(key)")
    }

    @Test("A file with one bad line is reported with its line and reason, in every way to take it")
    func oneBadLine() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            for (mode, verdict, isNew) in [
                ("check", "確認のみ", false), ("all", "取り込みませんでした", false), ("good", "一部を取り込みました", true),
            ] {
                let answer = try await send(desk, key: mode, mode: mode)
                #expect(answer.status == 303 && answer.header("Location") == "/hq/imports/\(mode)")
                let report = try await page(desk, mode, until: "エラーと注意")
                #expect(report.read.contains(verdict), "\(mode)")
                #expect(report.read.contains("3行のうち、1行にエラーがあります"))
                #expect(
                    report.text.contains("<th scope=\"row\" class=\"number\">3</th>")
                        && report.read.contains("整数を入れてください"))
                let found = try await house.database.first(FindSKUs([SKU(stored: "NEW-1")]))
                #expect((found != nil) == isNew)
            }
            let list = try await desk.get("/hq/imports")
            #expect(list.text.matches(of: /href="\/hq\/imports\/(check|all|good)"/).count == 3)
            #expect(list.read.contains("goods.csv") && list.read.contains("本部 花子"))
            #expect(try await desk.get("/hq/imports/none").status == 404)
        }
    }

    @Test("A file of closures that is only checked says how many reservations it would move")
    func touches() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let held = try await house.reservation(try await house.reserve())
            let day = Zone.tokyo.local(held.pickUpBy).day.description
            let file = Array("location,first_day,last_day,reason\nS001,\(day),\(day),棚卸\n".utf8)
            _ = try await send(desk, key: "check", mode: "check", file)
            let report = try await page(desk, "check", until: "受取期限への影響")
            #expect(report.read.contains("取り置き1件の期限が延び、お客様1名にお知らせが届きます"))
            _ = try await send(desk, key: "good", mode: "good", file)
            let taken = try await page(desk, "good", until: "受取期限への影響")
            #expect(taken.read.contains("取り置き1件の期限を順に延ばし"))
            let english = try await desk.get("/hq/imports/good", language: "en")
            #expect(english.read.contains("being moved later: 1"))
        }
    }

    @Test("A form that is sent again imports once; its key takes nothing else")
    func again() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            _ = try await send(desk, key: "k", mode: "good")
            let other = Array("sku,name,price\nNEW-9,皿,100\n".utf8)
            _ = try await page(desk, "k", until: "エラーと注意")
            let second = try await send(desk, key: "k", mode: "good")
            #expect(second.status == 303 && second.header("Location") == "/hq/imports/k")
            // Another file, another way to take it and another person are another request: not that one's report.
            #expect(try await send(desk, key: "k", mode: "good", other).status == 422)
            #expect(try await send(desk, key: "k", mode: "all").status == 422)
            let colleague = try await house.signedIn(.supervisor, login: "colleague")
            #expect(try await send(colleague, key: "k", mode: "good").status == 422)
            #expect(try await house.database.first(FindSKUs([SKU(stored: "NEW-9")])) == nil)
        }
    }

    @Test("A file that was taken is taken again only by who asks for it; a moment makes it another wish")
    func takenBefore() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let file = Array("location,sku,on_hand\nS001,KT-1010-24,5\n".utf8)
            func upload(_ key: String, _ more: [(String, String)] = []) async throws -> HTTPAnswer {
                try await desk.upload("/hq/imports", [("key", key), ("mode", "good")] + more, file: "stock.csv", file)
            }
            #expect(try await upload("1").status == 303)
            _ = try await page(desk, "1", until: "エラーと注意")
            let before = try await house.available()
            _ = try await house.reserve()
            let second = try await upload("2")
            #expect(second.status == 422 && second.read.contains("取り込み済みです"))
            #expect(second.text.contains("name=\"again\"") && second.text.contains("file-fault"))
            #expect(try await house.available() == before - 1)
            #expect(
                try await desk.upload("/hq/imports", [("key", "c"), ("mode", "check")], file: "s.csv", file).status
                    == 303)
            #expect(try await upload("3", [("again", "on")]).status == 303)
            let report = try await page(desk, "3", until: "エラーと注意")
            #expect(report.read.contains("在庫数の時点"))
            let today = Zone.tokyo.local(house.clock.effects.now())
            let moment = "\(today.day)T\(today.clock)"
            #expect(try await upload("4", [("as_of", moment)]).status == 303)
            _ = try await page(desk, "4", until: "エラーと注意")
            for wrong in ["2000-01-01T00:00", "2999-01-01T00:00", "soon"] {
                let answer = try await upload("w", [("as_of", wrong)])
                #expect(
                    answer.status == 422 && answer.text.contains("as_of-fault")
                        && !answer.text.contains("name=\"again\""))
            }
        }
    }

    @Test("Without a file, without a key and without a right nothing is taken")
    func refused() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let empty = try await send(desk, key: "k", mode: "good", [])
            #expect(empty.status == 422 && empty.text.contains("file-fault"))
            #expect(try await send(desk, key: "", mode: "good").status == 400)
            #expect(try await desk.post("/hq/imports", [("key", "k")]).status == 400)
            let clerk = try await house.signedIn(.clerk, login: "c")
            #expect(try await send(clerk, key: "k", mode: "good").status == 403)
            let rubbish = try await send(desk, key: "r", mode: "good", [0, 1, 2, 0xFF])
            #expect(rubbish.status == 303)
            let report = try await page(desk, "r", until: "エラーと注意")
            #expect(report.read.contains("エラーがあります"))
        }
    }
}

/// How far a file is, while it is read and written beside the request.
@Suite("Head office: imports under way")
struct ImportProgressTests {
    private static let rows = Array(
        ("sku,name,price\n" + (1...5_000).map { "P-\($0),皿\($0),\($0)\n" }.joined()).utf8)

    /// Keeps every writer of the catalogue waiting for as long as the body runs; readers go on.
    private func whileNobodyWrites(_ database: Database, _ body: @Sendable () async throws -> Void) async throws {
        try await database.transaction { transaction in
            try await transaction.execute("LOCK TABLE sku IN SHARE MODE")
            try await body()
        }
    }

    @Test("A file's page says how far it is, its stream says when it goes on, and then the report stands there")
    func followed() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let connection = try await HTTPConnection(port: house.client.port)
            let cookie = [("Cookie", desk.cookie)]
            try await whileNobodyWrites(house.database) {
                let sent = try await desk.upload(
                    "/hq/imports", [("key", "k"), ("mode", "all")], file: "plates.csv", Self.rows)
                #expect(sent.status == 303 && sent.header("Location") == "/hq/imports/k")
                // All rows are read and checked; the first of them waits to be written.
                var page = try await desk.get("/hq/imports/k")
                while !page.read.contains("5,000行（ファイルの100%）") {
                    #expect(page.status == 200 && page.text.contains("data-live=\"/hq/imports/k/events\""))
                    try await Task.sleep(for: .milliseconds(20))
                    page = try await desk.get("/hq/imports/k")
                }
                #expect(page.text.contains("<progress max=\"100\" value=\"100\"") && page.read.contains("本部 花子"))
                #expect(page.read.contains("今のようすを見る"))
                let list = try await desk.get("/hq/imports")
                #expect(list.read.contains("plates.csv") && list.read.contains("取り込んでいます"))
                let stranger = try await house.client.get("/hq/imports/k/events")
                #expect(stranger.status == 403)
                let opened = try await connection.open("GET", "/hq/imports/k/events", headers: cookie)
                #expect(opened.status == 200)
                // The same form again follows the same import.
                let again = try await desk.upload(
                    "/hq/imports", [("key", "k"), ("mode", "all")], file: "plates.csv", Self.rows)
                #expect(again.status == 303)
                let found = try await house.database.first(FindSKUs([SKU(stored: "P-1")]))
                #expect(found == nil)
            }
            var heard = ""
            while !heard.contains("event: change"), let part = try await connection.next() {
                heard += String(decoding: part, as: UTF8.self)
            }
            #expect(heard.contains("event: here"))
            await connection.close()
            var page = try await desk.get("/hq/imports/k")
            while !page.read.contains("5,000行を読みました") {
                try await Task.sleep(for: .milliseconds(20))
                page = try await desk.get("/hq/imports/k")
            }
            #expect(!page.text.contains("data-live"))
            #expect(try await house.client.get("/hq/imports/k/events", headers: cookie).status == 204)
            let changes = try await house.database.run(ListChanges(kind: .importing, limit: 9))
            #expect(changes.map(\.subject) == ["plates.csv"] && changes.map(\.author) == ["staff:\(desk.staff)"])
            #expect(changes.first?.differences.contains(.init(name: "catalogue.created", to: "5000")) == true)
        }
    }

    @Test("Of a file whose service has fallen silent it is said that it stopped, and up to where")
    func silent() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let began = house.clock.now.rfc3339()
            for (mode, state) in [("check", "waiting"), ("all", "running"), ("good", "running")] {
                try await house.database.execute(
                    """
                    INSERT INTO import_run (import_id, file, author, name, mode, state, rows_read, bytes_read, bytes,
                        began_at, seen_at)
                    VALUES ('\(mode)', '\(mode).csv', 'staff:\(desk.staff)', '本部 花子', '\(mode)', '\(state)', 4000,
                        50, 100, '\(began)', '\(began)')
                    """)
            }
            let stock = StockRoom(
                database: house.database, effects: house.clock.effects, places: Places(database: house.database))
            house.clock.advance(by: .seconds(Int64(Limits.importSilenceSeconds)))
            #expect(try await stock.stopSilentImports() == 0)
            #expect(try await desk.get("/hq/imports/good").read.contains("取り込んでいます"))
            house.clock.advance(by: .seconds(1))
            #expect(try await stock.stopSilentImports() == 3)
            #expect(try await stock.stopSilentImports() == 0)
            let good = try await desk.get("/hq/imports/good")
            #expect(good.read.contains("途中で止まりました") && good.read.contains("4,000行目まで"))
            #expect(!good.text.contains("data-live"))
            #expect(try await desk.get("/hq/imports/all").read.contains("途中までの内容は残りません"))
            #expect(try await desk.get("/hq/imports/check").read.contains("何も変更していません"))
            // Only the one that wrote row after row has changed anything.
            let changes = try await house.database.run(ListChanges(kind: .importing, limit: 9))
            #expect(changes.map(\.subject) == ["good.csv"] && changes.map(\.act) == [.stopped])
            #expect(try await stock.forgetImports(before: house.clock.now) == 3)
            #expect(try await desk.get("/hq/imports/good").status == 404)
        }
    }
}

@Suite("Forms with a file")
struct MultipartTests {
    private static func read(_ text: String, _ type: String = "multipart/form-data; boundary=b") -> Multipart? {
        Multipart(Array(text.utf8), contentType: type)
    }

    @Test("Fields and files are read byte by byte, whatever stands before and after them")
    func reads() throws {
        let body =
            "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n髙\r\n--b  \r\n"
            + "content-disposition: form-data; filename=\"x%22y.csv\"; name=file\r\nContent-Type: text/csv\r\n\r\n"
            + "1\r\n--c\r\n2\r\n\r\n--b--epilogue"
        let form = try #require(Self.read(body))
        #expect(form["a"] == "髙" && form["file"] == "" && form["none"] == "")
        let file = try #require(form.file("file"))
        #expect(file.file == "x\"y.csv" && file.bytes == Array("1\r\n--c\r\n2\r\n".utf8))
        let empty = try #require(
            Self.read("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n--b--"))
        #expect(empty.file("f") == nil)
        let quoted = Self.read("--a b--", "multipart/form-data; x=\"; boundary=z\"; boundary=\"a b\"")
        #expect(quoted?.parts.count == 0)
    }

    @Test("What is cut off, nameless or endless is not read")
    func refuses() {
        let good = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--"
        #expect(Self.read(good) != nil)
        for length in 0..<good.utf8.count {
            let cut = Multipart(Array(good.utf8.prefix(length)), contentType: "multipart/form-data; boundary=b")
            #expect(cut == nil, "\(length)")
        }
        #expect(Self.read(good, "multipart/form-data") == nil)
        #expect(Self.read(good, "multipart/form-data; boundary=") == nil)
        #expect(Self.read(good, "multipart/form-data; boundary=c") == nil)
        #expect(Self.read("--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--") == nil)
        #expect(Self.read("--b\r\nX: y\r\n\r\nx\r\n--b--") == nil)
        let long = String(repeating: "h", count: Limits.partHeaderBytes)
        #expect(Self.read("--b\r\nX: \(long)\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--") == nil)
        let part = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n"
        #expect(Self.read(String(repeating: part, count: Limits.formFields) + "--b--") != nil)
        #expect(Self.read(String(repeating: part, count: Limits.formFields + 1) + "--b--") == nil)
    }
}
