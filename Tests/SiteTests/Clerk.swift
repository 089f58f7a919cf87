// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Kit
import PQ
import TestSupport
import Testing

@testable import Reservations
@testable import Site

/// Is a person of the chain with a browser: what they ask carries the cookie of their session.
struct Clerk: Sendable {
    let house: House
    let cookie: String

    /// Adds an account and signs it in by the form, as a browser does.
    init(
        _ house: House, _ login: String = "mori", role: Role = .clerk, stores: Set<LocationID> = [Fixture.sapporo]
    ) async throws {
        self.house = house
        let name = try #require(Login(login))
        _ = try await house.access.createStaff(
            login: name, name: "森 <b>", role: role, locations: stores,
            password: try NewPassword("correct horse 1", for: name))
        let answer = try await house.post("/sign-in", [("login", login), ("password", "correct horse 1"), ("to", "")])
        #expect(answer.status == 303)
        let set = try #require(answer.header("Set-Cookie"))
        cookie = String(set.prefix { $0 != ";" })
        first = answer.header("Location") ?? ""
    }

    /// Where the sign-in led.
    let first: String

    func get(_ path: String, language: String = "ja") async throws -> HTTPAnswer {
        try await house.client.get(path, headers: [("Accept-Language", language), ("Cookie", cookie)])
    }

    /// Posts a form as a browser does, or as the queue of the console does.
    func post(
        _ path: String, _ fields: [(String, String)], isQueued: Bool = false, language: String = "ja"
    ) async throws -> HTTPAnswer {
        try await house.client.form(
            path, fields,
            headers: [
                ("Accept-Language", language), ("Cookie", cookie),
                ("Accept", isQueued ? "application/json" : "text/html"),
            ])
    }

    /// Takes a step with a reservation.
    func take(
        _ step: StoreStep, _ id: ReservationID, _ fields: [(String, String)] = [], key: String? = nil,
        isQueued: Bool = false
    ) async throws -> HTTPAnswer {
        let version = try await house.reservations.find(id)?.version ?? 0
        return try await post(
            StorePaths.step(id, step).url, [("key", key ?? "\(version)-\(step.rawValue)")] + fields,
            isQueued: isQueued)
    }
}
