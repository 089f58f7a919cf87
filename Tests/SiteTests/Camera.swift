// SPDX-License-Identifier: Apache-2.0
import Synchronization
import TestSupport
import Testing

/// Takes pages into their albums, and knows which routes of the site it has been to.
final class Camera: Sendable {
    private let house: House
    private let albums: [Album.Face: Album]
    private let visited = Mutex<Set<String>>([])

    static let faces: [Album.Face] = [.customer, .shop, .embed, .entrance, .console, .office]

    init(_ house: House) {
        self.house = house
        albums = Dictionary(uniqueKeysWithValues: Self.faces.map { ($0, Album($0)) })
    }

    /// Takes a page in every language.
    func take(
        _ face: Album.Face, _ name: String, _ path: String, as cookie: String = "", headers: [(String, String)] = [],
        languages: [String] = ["ja", "en"]
    ) async throws {
        for language in languages {
            note("GET", path)
            let answer = try await house.client.get(path, headers: Self.headers(cookie, language) + headers)
            albums[face]?.take("\(name).\(language)", answer)
        }
    }

    /// Takes the answer to a form. One that does something is sent in one language.
    @discardableResult
    func send(
        _ face: Album.Face, _ name: String, _ path: String, _ fields: [(String, String)] = [], as cookie: String = "",
        headers: [(String, String)] = [], languages: [String] = ["ja"]
    ) async throws -> HTTPAnswer {
        var last: HTTPAnswer?
        for language in languages {
            note("POST", path)
            let answer = try await house.client.form(
                path, fields, headers: Self.headers(cookie, language) + headers)
            albums[face]?.take("\(name).\(language)", answer)
            last = answer
        }
        return try #require(last)
    }

    /// Takes an answer that was asked for another way.
    func keep(_ face: Album.Face, _ name: String, _ method: String, _ path: String, _ answer: HTTPAnswer) {
        note(method, path)
        albums[face]?.take(name, answer)
    }

    func close() throws { for album in albums.values { try album.close() } }

    private static func headers(_ cookie: String, _ language: String) -> [(String, String)] {
        [("Accept-Language", language), ("Accept", "text/html")] + (cookie.isEmpty ? [] : [("Cookie", cookie)])
    }

    private func note(_ method: String, _ path: String) {
        let parts = path.prefix { $0 != "?" }.split(separator: "/")
        func fits(_ route: String) -> Bool {
            let wanted = route.dropFirst(method.count + 1).split(separator: "/")
            return route.hasPrefix("\(method) ") && wanted.count == parts.count
                && zip(wanted, parts).allSatisfy { $0.first == "{" || $0.first == ":" || $0 == $1 }
        }
        // Of two that fit, the router takes the one with fewer parameters.
        let found = house.routes.filter(fits).min { Self.parameters($0) < Self.parameters($1) }
        guard let found else { return }
        visited.withLock { _ = $0.insert(found) }
    }

    private static func parameters(_ route: String) -> Int {
        route.split(separator: "/").filter { $0.first == "{" || $0.first == ":" }.count
    }

    /// Routes that were not gone to.
    var unvisited: Set<String> { visited.withLock { Set(house.routes).subtracting($0) } }
}
