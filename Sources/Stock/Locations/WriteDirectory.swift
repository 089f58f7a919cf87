// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Writes locations; a row that is there already is changed only where it differs.
package struct UpsertLocations: Statement {
    package static let sql = """
        INSERT INTO location AS l (location_id, kind, name, name_en, kana, postal_code, address, address_en, phone,
            latitude, longitude, time_zone, active)
        SELECT *
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::text[], $10::float8[], $11::float8[], $12::text[], $13::bool[]) AS n(location_id)
        ORDER BY n.location_id COLLATE "C"
        ON CONFLICT (location_id) DO UPDATE
        SET kind = excluded.kind, name = excluded.name, name_en = excluded.name_en, kana = excluded.kana,
            postal_code = excluded.postal_code, address = excluded.address, address_en = excluded.address_en,
            phone = excluded.phone, latitude = excluded.latitude, longitude = excluded.longitude,
            time_zone = excluded.time_zone, active = excluded.active
        WHERE l IS DISTINCT FROM excluded
        """

    package let locations: [Location]

    package init(_ locations: [Location]) { self.locations = locations }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(locations.map(\.id.code))
        parameters.add(locations.map(\.kind.rawValue))
        for text in [
            \Location.name, \.nameEN, \.kana, \.postalCode, \.address, \.addressEN, \.phone,
        ] {
            parameters.add(locations.map { $0[keyPath: text] })
        }
        parameters.add(locations.map { $0.coordinates?.latitude })
        parameters.add(locations.map { $0.coordinates?.longitude })
        parameters.add(locations.map(\.zone.name))
        parameters.add(locations.map(\.isActive))
    }
}

/// Takes away all hours of the named locations, so that `InsertOpeningHours` in the same transaction replaces them.
package struct DeleteOpeningHours: Statement {
    package static let sql = """
        DELETE FROM opening_hours
        WHERE location_id = ANY($1::text[])
        """

    package let locations: [LocationID]

    package init(_ locations: [LocationID]) { self.locations = locations }

    package func bind(_ parameters: inout Parameters) { parameters.add(locations.map(\.code)) }
}

/// Writes opening hours.
package struct InsertOpeningHours: Statement {
    package static let sql = """
        INSERT INTO opening_hours (location_id, day, opens, closes)
        SELECT *
        FROM unnest($1::text[], $2::int2[], $3::int2[], $4::int2[])
        """

    package let periods: [(location: LocationID, period: OpeningPeriod)]

    package init(_ periods: [(location: LocationID, period: OpeningPeriod)]) { self.periods = periods }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(periods.map(\.location.code))
        parameters.add(periods.map { Int16($0.period.day) })
        parameters.add(periods.map { Int16($0.period.opens) })
        parameters.add(periods.map { Int16($0.period.closes) })
    }
}

/// Writes closures; one that begins on the same day at the same location is replaced.
package struct UpsertClosures: Statement {
    package static let sql = """
        INSERT INTO closure (location_id, first_day, last_day, reason)
        SELECT *
        FROM unnest($1::text[], $2::date[], $3::date[], $4::text[])
        ON CONFLICT (location_id, first_day) DO UPDATE
        SET last_day = excluded.last_day, reason = excluded.reason
        """

    package let closures: [(location: LocationID, closure: Closure)]

    package init(_ closures: [(location: LocationID, closure: Closure)]) { self.closures = closures }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(closures.map(\.location.code))
        parameters.add(closures.map(\.closure.days.lowerBound))
        parameters.add(closures.map(\.closure.days.upperBound))
        parameters.add(closures.map(\.closure.reason))
    }
}

/// Writes public holidays; one of the same day is replaced.
package struct UpsertHolidays: Statement {
    package static let sql = """
        INSERT INTO public_holiday (day, name, name_en)
        SELECT *
        FROM unnest($1::date[], $2::text[], $3::text[])
        ON CONFLICT (day) DO UPDATE
        SET name = excluded.name, name_en = excluded.name_en
        """

    package let holidays: [PublicHoliday]

    package init(_ holidays: [PublicHoliday]) { self.holidays = holidays }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(holidays.map(\.day))
        parameters.add(holidays.map(\.name))
        parameters.add(holidays.map(\.nameEN))
    }
}
