// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Kit
import TestSupport
import Testing

@testable import Site

@Suite("Signing in to the pages")
struct SignInTests {
    private static let password = "correct horse battery"

    private func employ(_ house: House) async throws {
        let login = try #require(Login("hanako"))
        _ = try await house.access.createStaff(
            login: login, name: "店長 <b>花子</b>", role: .supervisor, password: try NewPassword(Self.password, for: login))
    }

    @Test("Who signs in gets a cookie that no script reads, and comes to where they wanted to go")
    func comesIn() async throws {
        try await withHouse { house in
            try await employ(house)
            let answer = try await house.client.form(
                "/sign-in", [("login", "hanako"), ("password", Self.password), ("to", "/styleguide")])
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "/styleguide")
            let cookie = try #require(answer.header("Set-Cookie"))
            #expect(cookie.hasPrefix("torioki_session="))
            #expect(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && cookie.contains("; Path=/"))
            // Over plain HTTP on a developer's machine a Secure cookie would never come back.
            #expect(!cookie.contains("Secure"))

            let pair = String(cookie.prefix { $0 != ";" })
            let out = try await house.client.form("/sign-out", [], headers: [("Cookie", pair)])
            #expect(out.status == 303 && out.header("Location") == "/sign-in")
            #expect(out.header("Set-Cookie")?.contains("Max-Age=0") == true)
            let person = try await house.access.authenticate(bearer: pair.dropFirst("torioki_session=".count))
            #expect(person == nil)
        }
    }

    @Test("A device on which somebody signed in is let through, whatever strangers do at the login")
    func knownDevice() async throws {
        try await withHouse { house in
            try await employ(house)
            func signIn(_ password: String, _ cookie: String = "", from address: String = "203.0.113.7")
                async throws -> HTTPAnswer
            {
                try await house.client.form(
                    "/sign-in", [("login", "hanako"), ("password", password)],
                    headers: [("X-Forwarded-For", address), ("Cookie", cookie)])
            }
            let first = try await signIn(Self.password)
            let cookie = try #require(first.headers("Set-Cookie").first { $0.hasPrefix("torioki_device=") })
            for part in ["; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=15552000"] {
                #expect(cookie.contains(part))
            }
            let device = String(cookie.prefix { $0 != ";" })
            for _ in 0..<Limits.signInAttempts { #expect(try await signIn("wrong").status == 401) }
            let refused = try await signIn(Self.password)
            #expect(refused.status == 429 && Int(refused.header("Retry-After") ?? "") == 901)
            // A claim makes nobody another source; another source and the known device are let through.
            #expect(try await signIn(Self.password, from: "198.51.100.1, 203.0.113.7").status == 429)
            #expect(try await signIn(Self.password, "torioki_device=forged").status == 429)
            #expect(try await signIn(Self.password, from: "203.0.113.8").status == 303)
            #expect(try await signIn(Self.password, device).status == 303)
        }
    }

    @Test("A wrong password and an unknown login get the same page; what was typed stays, the password does not")
    func wrong() async throws {
        try await withHouse { house in
            try await employ(house)
            var pages: [String] = []
            for (login, password) in [("hanako", "not this"), ("nobody", "not this"), ("hanako", "")] {
                let answer = try await house.client.form("/sign-in", [("login", login), ("password", password)])
                #expect(answer.status == 401 && answer.header("Set-Cookie") == nil)
                #expect(!answer.text.contains("not this"))
                pages.append(answer.text.replacing(login, with: "…"))
            }
            #expect(Set(pages).count == 1)
        }
    }

    @Test(
        "A place to go to that is not ours is not gone to",
        arguments: ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"])
    func strange(to: String) async throws {
        try await withHouse { house in
            try await employ(house)
            let answer = try await house.client.form(
                "/sign-in", [("login", "hanako"), ("password", Self.password), ("to", to)])
            let location = try #require(answer.header("Location"))
            #expect(answer.status == 303 && location.hasPrefix("/") && !location.contains("elsewhere"))
        }
    }

    @Test("A form that another site sends is not taken; a browser's own is")
    func otherSites() async throws {
        try await withHouse { house in
            let path = "/sign-out"
            let strange = [
                [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")],
                [("Origin", "https://elsewhere.example")], [("Origin", "null")],
            ]
            for headers in strange {
                let answer = try await house.client.form(path, [], headers: headers)
                #expect(answer.status == 403, "\(headers)")
            }
            let own = [
                [], [("Sec-Fetch-Site", "same-origin")], [("Sec-Fetch-Site", "none")],
                [("Origin", "http://localhost")],
            ]
            for headers in own {
                let answer = try await house.client.form(path, [], headers: headers)
                #expect(answer.status == 303, "\(headers)")
            }
        }
    }

    @Test("The styleguide shows every piece in both languages")
    func guide() async throws {
        try await withHouse { house in
            let (japanese, english) = (
                try await house.get("/styleguide"), try await house.get("/styleguide", language: "en")
            )
            #expect(japanese.status == 200 && english.status == 200)
            for piece in [
                "tag--ready", "notice--good", "notice--bad", "timeline", "frame", "empty", "item-price",
            ] {
                #expect(japanese.text.contains(piece), "\(piece)")
            }
            #expect(japanese.read.contains("スタイルガイド") && english.read.contains("Style guide"))
        }
    }
}
