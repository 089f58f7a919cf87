// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Foundation
import Kit
import TestSupport
import Testing

@testable import Site

@Suite("A person's own account")
struct AccountTests {
    private static let password = "correct horse battery"

    /// Is a browser in which somebody is signed in.
    private struct Browser {
        let client: HTTPClient
        let cookie: String

        func get(_ path: String) async throws -> HTTPAnswer {
            try await client.get(path, headers: [("Cookie", cookie)])
        }

        func post(_ path: String, _ fields: [(String, String)]) async throws -> HTTPAnswer {
            try await client.form(path, fields, headers: [("Cookie", cookie), ("Accept-Language", "en")])
        }

        func isIn() async throws -> Bool { try await get("/account").status == 200 }
    }

    private func employ(_ house: House, _ role: Role = .supervisor) async throws {
        let login = try #require(Login("hanako"))
        _ = try await house.access.createStaff(
            login: login, name: "店長 花子", role: role, locations: [Fixture.sapporo],
            password: try NewPassword(Self.password, for: login))
    }

    private func signIn(_ house: House, _ password: String = password) async throws -> Browser? {
        let answer = try await house.client.form("/sign-in", [("login", "hanako"), ("password", password)])
        let cookie = answer.header("Set-Cookie").map { String($0.prefix { $0 != ";" }) }
        return cookie.map { Browser(client: house.client, cookie: $0) }
    }

    private static func change(_ current: String, _ new: String, _ again: String? = nil) -> [(String, String)] {
        [("current", current), ("new", new), ("again", again ?? new)]
    }

    @Test(
        "Who knows the present password sets a new one; the other devices are out, this one stays",
        arguments: Role.allCases)
    func change(role: Role) async throws {
        try await withHouse { house in
            try await employ(house, role)
            let (one, other) = (try #require(try await signIn(house)), try #require(try await signIn(house)))
            #expect(try await other.isIn())
            let done = try await one.post("/account/password", Self.change(Self.password, "quite another one"))
            #expect(done.status == 303 && done.header("Location") == "/account?done=password")
            let (mine, others) = (try await one.isIn(), try await other.isIn())
            #expect(mine && !others)
            let (old, new) = (try await signIn(house), try await signIn(house, "quite another one"))
            #expect(old == nil && new != nil)
        }
    }

    @Test("A wrong present password, an easy or short new one and two that differ change nothing, and are told")
    func refused() async throws {
        try await withHouse { house in
            try await employ(house)
            let one = try #require(try await signIn(house))
            for (form, words) in [
                (Self.change("not this", "quite another one"), "This is not your present password."),
                (Self.change("", "quite another one"), "This is not your present password."),
                (Self.change(Self.password, "short"), "8 characters or more"),
                (Self.change(Self.password, "liverpool"), "Many people use this one"),
                (Self.change(Self.password, "Hanako"), "8 characters or more"),
                (Self.change(Self.password, Self.password), "This is your present password."),
                (Self.change(Self.password, "quite another one", "quite an other one"), "The two are not the same."),
            ] {
                let answer = try await one.post("/account/password", form)
                #expect(answer.status == 422 && answer.text.contains(words), "\(form)")
                #expect(!answer.text.contains("quite another"), "what was typed is not sent back")
            }
            #expect(try await signIn(house) != nil)
        }
    }

    @Test("A stolen session cannot guess the present password: after five tries none is looked at")
    func guessing() async throws {
        try await withHouse { house in
            try await employ(house)
            let one = try #require(try await signIn(house))
            for number in 0..<5 {
                let form = Self.change("guess \(number)", "quite another one")
                let answer = try await one.post("/account/password", form)
                #expect(answer.text.contains("not your present"))
            }
            let right = try await one.post("/account/password", Self.change(Self.password, "quite another one"))
            #expect(right.status == 422 && right.text.contains("Too many tries"))
            #expect(try await signIn(house) != nil, "the sign-in is not locked by it")
        }
    }

    @Test("One sees where one is signed in, ends one of them or all others, and nobody else's")
    func sessions() async throws {
        try await withHouse { house in
            try await employ(house)
            let stranger = try await house.signedIn(.admin)
            let (one, two, three) = (
                try #require(try await signIn(house)), try #require(try await signIn(house)),
                try #require(try await signIn(house))
            )
            let page = try await one.get("/account")
            #expect(page.text.components(separatedBy: "name=\"session\"").count == 3, "all but this one can be ended")
            #expect(page.read.contains("この端末"))
            let ids = page.text.components(separatedBy: "name=\"session\" value=\"").dropFirst().map {
                String($0.prefix { $0 != "\"" })
            }
            #expect(!page.text.contains(one.cookie.dropFirst("torioki_session=".count)), "no token stands on the page")
            // A stranger who knows the name of a session ends nothing by it.
            for id in ids { _ = try await stranger.post("/account/sessions", [("session", id)]) }
            let untouched = [try await two.isIn(), try await three.isIn()]
            #expect(untouched == [true, true])
            #expect(try await one.post("/account/sessions", [("session", ids[0])]).status == 303)
            let left = [try await two.isIn(), try await three.isIn()]
            #expect(left.filter { $0 }.count == 1)
            #expect(try await one.post("/account/sessions", []).status == 303)
            let (mine, second, third) = (try await one.isIn(), try await two.isIn(), try await three.isIn())
            #expect(mine && !second && !third)
            #expect(try await stranger.get("/account").status == 200)
        }
    }

    @Test("The masthead leads there; who is not signed in is led to the sign-in")
    func way() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let office = try await desk.get("/hq")
            #expect(office.text.contains("<a href=\"/account\">"))
            let out = try await house.client.get("/account")
            #expect(out.status == 303 && out.header("Location") == "/sign-in?to=%2Faccount")
        }
    }
}
