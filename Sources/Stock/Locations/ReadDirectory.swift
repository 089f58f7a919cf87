// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Reads every location.
struct ReadLocations: Statement {
    static let sql = """
        SELECT location_id, kind, name, name_en, kana, postal_code, address, address_en, phone, latitude, longitude,
            time_zone, active
        FROM location
        """
    static let isReadOnly = true

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Location {
        let id = LocationID(stored: try row())
        let kind: String = try row()
        var location = Location(
            id: id, kind: Location.Kind(rawValue: kind) ?? .store, name: try row(), nameEN: try row(), kana: try row(),
            postalCode: try row(), address: try row(), addressEN: try row(), phone: try row())
        let latitude: Double? = try row()
        let longitude: Double? = try row()
        if let latitude, let longitude {
            location.coordinates = Coordinates(latitude: latitude, longitude: longitude)
        }
        // Names that the system does not know were refused when they were written; should its zone data have gone
        // since, `torioki doctor` says so, and the chain's own zone serves.
        location.zone = Zone(try row(String.self)) ?? .tokyo
        location.isActive = try row()
        return location
    }
}

/// Reads the hours of every location.
struct ReadOpeningHours: Statement {
    static let sql = """
        SELECT location_id, day, opens, closes
        FROM opening_hours
        """
    static let isReadOnly = true

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (location: LocationID, period: OpeningPeriod?) {
        (LocationID(stored: try row()), OpeningPeriod(day: try row(), opens: try row(), closes: try row()))
    }
}

/// Reads the closures of every location.
struct ReadClosures: Statement {
    static let sql = """
        SELECT location_id, first_day, last_day, reason
        FROM closure
        """
    static let isReadOnly = true

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (location: LocationID, closure: Closure) {
        let location = LocationID(stored: try row())
        let (first, last): (Day, Day) = (try row(), try row())
        return (location, Closure(days: first...max(first, last), reason: try row()))
    }
}

/// Reads the public holidays.
struct ReadHolidays: Statement {
    static let sql = """
        SELECT day, name, name_en
        FROM public_holiday
        """
    static let isReadOnly = true

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> PublicHoliday {
        PublicHoliday(day: try row(), name: try row(), nameEN: try row())
    }
}
