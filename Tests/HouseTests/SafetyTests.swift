// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit
import Logging
import ShopSupport
import TestSupport
import Testing

@testable import Access
@testable import torioki

@Suite("What browsers are told, and what the security log tells")
struct SafetyTests {
    private static let cookie = "__Host-torioki_session"

    @Test("Answers of every kind keep other sites from our windows, our files and the device")
    func headers() async throws {
        var plan = HousePlan()
        plan.hasShop = true
        try await ServedHouse.with(plan) { served async throws in
            let signedIn = [("Cookie", "\(Self.cookie)=\(served.people.clerk)")]
            let home = try await served.client.get("/")
            let sheet = try #require(home.text.firstMatch(of: /\/assets\/[^"]+\.css/)).output
            let kinds: [(String, String, [(String, String)], Int)] = [
                ("GET", "/", [], 200), ("HEAD", "/", [], 200), ("GET", String(sheet), [], 200),
                ("GET", "/images/kitchen.svg", [], 200), ("GET", "/sign-in", [], 200), ("POST", "/sign-out", [], 400),
                ("GET", "/store", [], 303), ("GET", "/store", signedIn, 303), ("GET", "/account", signedIn, 200),
                ("GET", "/hq/staff", signedIn, 403), ("GET", "/store/app.webmanifest", [], 200),
                ("GET", "/nowhere", [], 404), ("GET", "/nowhere", [("Accept", "text/html")], 404),
                ("GET", "/r/nothing", [], 404), ("GET", "/openapi.json", [], 200), ("GET", "/v1/session", [], 401),
                ("DELETE", "/v1/reservations", [], 405), ("OPTIONS", "/v1/session", [], 204),
                ("GET", "/livez", [], 200),
                ("GET", "/metrics", [], 200), ("GET", "/%zz", [], 400),
                ("GET", "/embed/v1/availability?sku=x", [], 403),
                ("GET", "/embed/v1/availability?sku=x", [("Origin", ServedHouse.origin)], 404),
            ]
            for (method, path, headers, status) in kinds {
                let answer = try await served.client.send(method, path, headers: headers)
                #expect(answer.status == status, "\(method) \(path)")
                #expect(answer.header("Cross-Origin-Opener-Policy") == "same-origin", "\(method) \(path)")
                #expect(answer.header("Cross-Origin-Resource-Policy") == "same-origin", "\(method) \(path)")
                let features = answer.header("Permissions-Policy") ?? ""
                #expect(features.contains("camera=(self)") && features.contains("microphone=()"), "\(method) \(path)")
                #expect(answer.header("X-Content-Type-Options") == "nosniff", "\(method) \(path)")
                #expect(answer.header("Content-Security-Policy")?.contains("default-src 'none'") == true, "\(path)")
            }
            // Web shops load this one.
            let script = try await served.client.get("/embed/torioki-reserve.js")
            #expect(script.status == 200 && script.header("Cross-Origin-Resource-Policy") == "cross-origin")
        }
    }

    /// A password costs what it costs, on a busy machine too.
    private static var patient: HousePlan {
        var plan = HousePlan()
        plan.within = .seconds(60)
        return plan
    }

    @Test("Over https the session's cookie is the host's own, and one of the old name opens nothing")
    func cookie() async throws {
        try await ServedHouse.with(Self.patient) { served async throws in
            let login = try #require(Login("hanako"))
            _ = try await served.house.access.createStaff(
                login: login, name: "花子", role: .admin, password: try NewPassword("correct horse", for: login))
            let answer = try await served.form("/sign-in", [("login", "hanako"), ("password", "correct horse")])
            let cookie = try #require(answer.header("Set-Cookie"))
            #expect(cookie.hasPrefix("\(Self.cookie)=tori_sid_"))
            #expect(cookie.contains("; Secure") && cookie.contains("; Path=/;") && cookie.contains("; HttpOnly"))
            #expect(!cookie.lowercased().contains("domain"))
            let token = cookie.dropFirst("\(Self.cookie)=".count).prefix { $0 != ";" }
            for (name, status) in [(Self.cookie, 200), ("torioki_session", 303)] {
                let page = try await served.client.get("/account", headers: [("Cookie", "\(name)=\(token)")])
                #expect(page.status == status, "\(name)")
            }
        }
    }

    @Test("The security log tells who came in, who did not, who was locked out, and who asked for what is not theirs")
    func securityLog() async throws {
        let file = FileManager.default.temporaryDirectory.path() + "torioki-security-\(UUID().uuidString).log"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let descriptor = open(file, O_CREAT | O_WRONLY | O_APPEND, 0o600)
        defer { close(descriptor) }
        var plan = Self.patient
        plan.hears = .log(
            Logger(label: "test") { LogLines(label: $0, format: .json, level: .info, descriptor: descriptor) })
        let secrets = ["hanako", "correct horse", "quite another", "My-Secret-1", "花子", "tori_sid_", "tori_live_"]
        let (mark, clerk) = try await ServedHouse.with(plan) { served async throws in
            let login = try #require(Login("hanako"))
            let id = try await served.house.access.createStaff(
                login: login, name: "花子", role: .clerk, locations: [Shop.s1],
                password: try NewPassword("correct horse", for: login))
            let client = served.client
            // In, by both doors; a mistyped password as a login; wrong ones until the login is locked.
            let first = try await served.form("/sign-in", [("login", "Hanako"), ("password", "correct horse")])
            let cookie = try #require(first.header("Set-Cookie")).prefix { $0 != ";" }
            let mine = [("Cookie", String(cookie))]
            let token = try #require(
                try await client.post("/v1/session", ["login": "hanako", "password": "correct horse"]).json["token"]?
                    .string)
            _ = try await client.post("/v1/session", ["login": "My-Secret-1", "password": "x y z w"])
            for _ in 0..<Limits.signInAttempts {
                _ = try await client.post("/v1/session", ["login": "hanako", "password": "not this"])
            }
            let locked = try await client.post("/v1/session", ["login": "hanako", "password": "not this"])
            #expect(locked.status == 429)
            // Not theirs: a page, an operation, a form of another site, a key that was revoked.
            #expect(try await client.get("/hq/staff", headers: mine).status == 403)
            for (bearer, status) in [(served.people.looker, 403), (served.people.revoked, 401), ("tori_sid_x", 401)] {
                let answer = try await client.get("/v1/reservations", headers: [("Authorization", "Bearer \(bearer)")])
                #expect(answer.status == status)
            }
            let strange = mine + [("Sec-Fetch-Site", "cross-site")]
            #expect(try await served.form("/account/sessions", [], headers: strange).status == 403)
            // The own password, wrong and right; the own sessions; out, by both doors.
            func change(_ current: String) -> [(String, String)] {
                [("current", current), ("new", "quite another one"), ("again", "quite another one")]
            }
            #expect(try await served.form("/account/password", change("not this"), headers: mine).status == 422)
            _ = try await client.send("DELETE", "/v1/session", headers: [("Authorization", "Bearer \(token)")])
            #expect(try await served.form("/account/password", change("correct horse"), headers: mine).status == 303)
            #expect(try await served.form("/account/sessions", [], headers: mine).status == 303)
            _ = try await served.form("/sign-out", [], headers: mine)
            // Head office.
            let admin = [("Cookie", "\(Self.cookie)=\(served.people.admin)")]
            for act in ["reset-password", "end-sessions", "deactivate"] {
                let answer = try await served.form("/hq/staff/\(id)/\(act)", [], headers: admin)
                #expect([200, 303].contains(answer.status), "\(act)")
            }
            return (served.house.security.mark(of: "hanako"), id)
        }
        let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
        let lines = try text.split(separator: "\n").map { try JSON(parsing: String($0)) }
            .filter { $0["message"] == "security" }
        let events = lines.compactMap { $0["event"]?.string }
        #expect(
            events == [
                "sign_in.succeeded", "sign_in.succeeded", "sign_in.refused", "sign_in.refused", "sign_in.refused",
                "sign_in.refused", "sign_in.refused", "sign_in.refused", "sign_in.locked", "right.missing",
                "right.missing", "key.dead", "form.strange", "password.refused", "sign_out", "password.set",
                "sessions.ended", "sign_out", "password.set", "sessions.ended", "account.closed",
            ])
        #expect(lines.allSatisfy { ["127.0.0.1", "203.0.113.1"].contains($0["source"]?.string) })
        for secret in secrets { #expect(!text.contains(secret), "\(secret)") }
        let person = "staff:\(clerk)"
        #expect(lines.filter { $0["login"]?.string == mark }.count == 8, "one mark for one login, however it is spelt")
        #expect(lines[0]["actor"]?.string == person && lines[0]["level"] == "info" && lines[2]["level"] == "notice")
        #expect(lines[2]["actor"] == nil && lines[2]["login"]?.string != mark)
        #expect(lines[9]["actor"]?.string == person && lines[9]["route"] == "/hq/staff")
        #expect(lines[10]["actor"]?.string?.hasPrefix("key:") == true && lines[10]["route"] == "/v1/reservations")
        #expect(lines[11]["actor"]?.string?.hasPrefix("key:") == true)
        #expect(lines[18]["account"]?.string == "\(clerk)" && lines[18]["actor"]?.string != person)
    }
}
