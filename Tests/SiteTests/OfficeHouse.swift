// SPDX-License-Identifier: Apache-2.0
import API
import Kit
import PQ
import TestSupport
import Testing

@testable import Access
@testable import Site

/// Who is signed in at head office, and what a browser of theirs sends.
struct OfficeDesk: Sendable {
    let house: House
    let cookie: String
    let staff: StaffID

    func get(_ path: String, language: String = "ja") async throws -> HTTPAnswer {
        try await house.client.get(path, headers: [("Accept-Language", language), ("Cookie", cookie)])
    }

    func post(_ path: String, _ fields: [(String, String)]) async throws -> HTTPAnswer {
        try await house.client.form(path, fields, headers: [("Accept-Language", "ja"), ("Cookie", cookie)])
    }

    /// Sends a form with a file as a browser does.
    func upload(_ path: String, _ fields: [(String, String)], file: String, _ bytes: [UInt8]) async throws -> HTTPAnswer
    {
        var body = ""
        for (name, value) in fields {
            body += "--xYz\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        body += "--xYz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(file)\"\r\n"
        body += "Content-Type: text/csv\r\n\r\n"
        return try await house.client.send(
            "POST", path,
            headers: [
                ("Content-Type", "multipart/form-data; boundary=xYz"), ("Accept-Language", "ja"), ("Cookie", cookie),
            ], body: Array(body.utf8) + bytes + Array("\r\n--xYz--\r\n".utf8))
    }
}

extension House {
    /// Signs somebody in without the second that a password costs.
    func signedIn(_ role: Role, login: String = "hq", name: String = "本部 花子") async throws -> OfficeDesk {
        let member = StaffMember(
            id: StaffID(unique: clock.effects.uniqueID()), login: Login(stored: login), name: name, role: role,
            locations: role == .clerk ? [Fixture.sapporo] : [], isActive: true)
        _ = try await database.count(AddStaff(member: member, passwordHash: "none"))
        let token = SessionToken(clock.effects)
        let opened = try await database.first(
            OpenSession(
                token: token, staff: member.id, passwordHash: "none", now: clock.now,
                endsAt: clock.now + .seconds(3600)))
        #expect(opened != nil)
        return OfficeDesk(house: self, cookie: "\(Site.plainCookie)=\(token.text)", staff: member.id)
    }
}
