// SPDX-License-Identifier: Apache-2.0
import Kit
import Stock
import Testing

@Suite("The directory")
struct DirectoryTests {
    private func directory() throws -> Directory {
        func location(_ code: String, _ kind: Location.Kind, _ place: (Double, Double)?, active: Bool = true) throws
            -> Location
        {
            Location(
                id: try #require(LocationID(code)), kind: kind, name: code,
                coordinates: place.flatMap { Coordinates(latitude: $0.0, longitude: $0.1) }, isActive: active)
        }
        return Directory(
            locations: [
                try location("S001", .store, (35.6812, 139.7671)), try location("S002", .store, (34.7025, 135.4959)),
                try location("S003", .store, (35.6896, 139.7006)), try location("S004", .store, nil),
                try location("S005", .store, (35.6813, 139.7672), active: false),
                try location("W001", .warehouse, (35.68, 139.76)),
            ], hours: [:], closures: [:], holidays: [])
    }

    @Test("The nearest stores come first, closed and unplaced ones not at all")
    func nearest() throws {
        let shinjuku = try #require(Coordinates(latitude: 35.69, longitude: 139.70))
        let found = try directory().nearest(to: shinjuku, limit: 5)
        #expect(found.map(\.location.id.code) == ["S003", "S001", "S002"])
        // Tokyo station to Osaka station is 403 km as the crow flies.
        let tokyo = try #require(Coordinates(latitude: 35.6812, longitude: 139.7671))
        let osaka = try #require(Coordinates(latitude: 34.7025, longitude: 135.4959))
        #expect((401_000...405_000).contains(tokyo.metres(to: osaka)))
        #expect(try directory().nearest(to: shinjuku, limit: 2, kind: .warehouse).map(\.location.id.code) == ["W001"])
    }

    @Test("Only an active store serves customers", arguments: ["W001", "S005", "S999"])
    func stores(code: String) throws {
        let id = try #require(LocationID(code))
        #expect(throws: Refusal.locationCannotServe(id)) { try directory().store(id) }
        #expect(try directory().store(try #require(LocationID("s001"))).kind == .store)
    }
}
