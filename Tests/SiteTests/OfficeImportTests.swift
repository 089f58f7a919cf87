// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
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

    @Test("A file with one bad line is reported with its line and reason, in every way to take it")
    func oneBadLine() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            for (mode, verdict, isNew) in [
                ("check", "確認のみ", false), ("all", "取り込みませんでした", false), ("good", "一部を取り込みました", true),
            ] {
                let answer = try await send(desk, key: mode, mode: mode)
                #expect(answer.status == 303 && answer.header("Location") == "/hq/imports/\(mode)")
                let report = try await desk.get("/hq/imports/\(mode)")
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

    @Test("A form that is sent again imports once")
    func again() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            _ = try await send(desk, key: "k", mode: "good")
            let other = Array("sku,name,price\nNEW-9,皿,100\n".utf8)
            let second = try await send(desk, key: "k", mode: "good", other)
            #expect(second.status == 303 && second.header("Location") == "/hq/imports/k")
            #expect(try await house.database.first(FindSKUs([SKU(stored: "NEW-9")])) == nil)
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
            #expect(try await desk.get("/hq/imports/r").read.contains("取り込み"))
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
