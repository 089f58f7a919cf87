// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Says when customers may be called, on the clock of the reservation's store.
package struct CallableWindows: Sendable {
    private let hours: [OpeningPeriod]

    package init(_ hours: [OpeningPeriod]) { self.hours = hours }

    /// Lays the windows over a store's zone and its country's public holidays.
    package func calendar(zone: Zone, holidays: Set<Day>) -> OpeningCalendar {
        OpeningCalendar(hours: hours, closures: [], holidays: holidays, zone: zone)
    }

    /// 10:00 to 20:00 on every day, while no row is there.
    static let fallback = CallableWindows((1...7).compactMap { OpeningPeriod(day: $0, opens: 600, closes: 1200) })
}

/// Reads the callable windows.
package struct ReadCallableWindows: Statement {
    package static let sql = "SELECT day, opens, closes FROM callable_window ORDER BY day, opens"
    package static let isReadOnly = true

    package init() {}
    package func bind(_ parameters: inout Parameters) {}

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> OpeningPeriod {
        let (day, opens, closes): (Int, Int, Int) = (try row(), try row(), try row())
        guard let period = OpeningPeriod(day: day, opens: opens, closes: closes) else {
            throw .undecodable("a callable window outside its bounds")
        }
        return period
    }
}

/// Puts a whole new set of callable windows in place of the old one.
package struct KeepCallableWindows: Statement {
    package static let sql = """
        WITH new AS (SELECT * FROM unnest($1::int[], $2::int[], $3::int[]) AS t (day, opens, closes)),
        gone AS (
            DELETE FROM callable_window w
            WHERE NOT EXISTS (SELECT FROM new WHERE new.day = w.day AND new.opens = w.opens)
        )
        INSERT INTO callable_window (day, opens, closes)
        SELECT day, opens, closes FROM new
        ON CONFLICT (day, opens) DO UPDATE SET closes = excluded.closes
        """

    let hours: [OpeningPeriod]

    package init(_ hours: [OpeningPeriod]) { self.hours = hours }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(hours.map { Int32($0.day) })
        parameters.add(hours.map { Int32($0.opens) })
        parameters.add(hours.map { Int32($0.closes) })
    }
}
