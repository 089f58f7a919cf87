// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Holds what a location's calendar is made of, as it is written: to be kept while it is replaced, and to be tried before.
package struct OpeningRules: Sendable {
    package var zone: Zone
    package var hours: [OpeningPeriod]
    package var closures: [Closure]
    package var holidays: Set<Day>

    package init(zone: Zone, hours: [OpeningPeriod], closures: [Closure], holidays: Set<Day>) {
        self.zone = zone
        self.hours = hours
        self.closures = closures
        self.holidays = holidays
    }

    package var calendar: OpeningCalendar {
        OpeningCalendar(hours: hours, closures: closures, holidays: holidays, zone: zone)
    }

    /// Writes a closure, or one over another that begins on the same day.
    package mutating func add(_ closure: Closure) {
        closures.removeAll { $0.days.lowerBound == closure.days.lowerBound }
        closures.append(closure)
    }

    /// Tells whether two make the same calendar, however they are written.
    package func isSame(as other: OpeningRules) -> Bool {
        zone.name == other.zone.name && Set(hours) == Set(other.hours) && holidays == other.holidays
            && Set(closures.map(\.days)) == Set(other.closures.map(\.days))
    }

    /// The rules of a location as a JSON object, for rows `l` of `location`.
    static let json = """
        jsonb_build_object('zone', l.time_zone,
            'hours', coalesce((
                SELECT jsonb_agg(jsonb_build_array(h.day, h.opens, h.closes))
                FROM opening_hours h WHERE h.location_id = l.location_id), '[]'),
            'closures', coalesce((
                SELECT jsonb_agg(jsonb_build_array(c.first_day, c.last_day))
                FROM closure c WHERE c.location_id = l.location_id), '[]'),
            'holidays', coalesce((SELECT jsonb_agg(p.day) FROM public_holiday p), '[]'))
        """

    /// Reads what `json` has written; parts that are none are left out.
    init(_ json: JSON) {
        let day: (JSON?) -> Day? = { $0?.string.flatMap { Day($0) } }
        zone = json["zone"]?.string.flatMap { Zone($0) } ?? .tokyo
        hours = (json["hours"]?.array ?? []).compactMap { period in
            let parts = (period.array ?? []).compactMap(\.int)
            return parts.count == 3 ? OpeningPeriod(day: parts[0], opens: parts[1], closes: parts[2]) : nil
        }
        closures = (json["closures"]?.array ?? []).compactMap { closure in
            guard let parts = closure.array, parts.count == 2, let first = day(parts[0]), let last = day(parts[1])
            else {
                return nil
            }
            return Closure(days: first...max(first, last))
        }
        holidays = Set((json["holidays"]?.array ?? []).compactMap { day($0) })
    }
}

extension RowReader {
    /// Reads a column that `OpeningRules.json` has written.
    mutating func rules() throws(DatabaseError) -> OpeningRules {
        let text: JSONB = try self()
        do throws(JSON.Failure) {
            return OpeningRules(try JSON(parsing: text.text))
        } catch {
            throw .undecodable("calendar")
        }
    }
}

/// Reads the rules of some locations' calendars; of all when none is named.
package struct ReadOpeningRules: Statement {
    package static let sql = """
        SELECT l.location_id, \(OpeningRules.json)
        FROM location l
        WHERE cardinality($1::text[]) = 0 OR l.location_id = ANY ($1)
        """
    package static let isReadOnly = true

    let locations: [LocationID]

    package init(_ locations: [LocationID]) { self.locations = locations }

    package func bind(_ parameters: inout Parameters) { parameters.add(locations.map(\.code)) }

    package static func decode(
        _ row: inout RowReader
    ) throws(DatabaseError) -> (location: LocationID, rules: OpeningRules) {
        (LocationID(stored: try row()), try row.rules())
    }
}
