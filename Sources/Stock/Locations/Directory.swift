// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Holds all locations and their calendars as they stood at one moment; it never changes, so it may be kept for the
/// length of a request.
package struct Directory: Sendable {
    /// By id.
    package let locations: [LocationID: Location]
    package let holidays: Set<Day>
    private let calendars: [LocationID: OpeningCalendar]
    private let order: [LocationID]

    package init(
        locations: [Location], hours: [LocationID: [OpeningPeriod]], closures: [LocationID: [Closure]],
        holidays: Set<Day>
    ) {
        self.locations = Dictionary(locations.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
        self.holidays = holidays
        order = self.locations.keys.sorted()
        calendars = self.locations.mapValues { location in
            OpeningCalendar(
                hours: hours[location.id] ?? [], closures: closures[location.id] ?? [], holidays: holidays,
                zone: location.zone)
        }
    }

    package subscript(id: LocationID) -> Location? { locations[id] }

    /// Gives the zone by whose clock a location lives: that of Tokyo for one that is not in the directory.
    package func zone(of id: LocationID) -> Zone { locations[id]?.zone ?? .tokyo }

    /// All locations, also those that were closed down, in the order of their codes.
    package var all: [Location] { order.compactMap { locations[$0] } }

    /// Finds a location's calendar; nil for a location that is not in the directory.
    package func calendar(of id: LocationID) -> OpeningCalendar? { calendars[id] }

    /// Finds a store that is not closed down. Throws `Refusal.locationCannotServe` for anything else.
    package func store(_ id: LocationID) throws(Refusal) -> Location {
        guard let location = locations[id], location.isActive, location.kind == .store else {
            throw .locationCannotServe(id)
        }
        return location
    }

    /// Lists the active warehouses in the order of their codes.
    package var warehouses: [Location] { all.filter { $0.isActive && $0.kind == .warehouse } }

    /// Lists the active locations of a kind that are nearest to a point, nearest first, with metres; those without
    /// coordinates are left out.
    package func nearest(
        to point: Coordinates, limit: Int, kind: Location.Kind = .store
    ) -> [(location: Location, metres: Double)] {
        let found = all.compactMap { location -> (location: Location, metres: Double)? in
            guard location.isActive, location.kind == kind, let place = location.coordinates else { return nil }
            return (location, point.metres(to: place))
        }
        return Array(found.sorted { ($0.metres, $0.location.id) < ($1.metres, $1.location.id) }.prefix(max(0, limit)))
    }
}
