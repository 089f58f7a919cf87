// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Changing by hand what an import brings by file: locations, their hours and closures. Who has changed something reads
/// it at once; other processes within the seconds for which `Places` is good.
extension StockRoom {
    /// Writes a location that is there. Throws `notFound(location)` for another.
    package func keep(_ location: Location) async throws {
        guard try await places.current()[location.id] != nil else { throw Refusal.notFound(.location) }
        _ = try await database.count(UpsertLocations([location]))
        try await places.reload()
    }

    /// Reads the hours of a location as they are written, in order.
    package func hours(of location: LocationID) async throws(DatabaseError) -> [OpeningPeriod] {
        try await database.run(ReadHoursOfLocation(location: location)).compactMap(\.self).sorted()
    }

    /// Puts new hours in place of a location's old ones. Throws `doesNotFit` for periods of a day that overlap.
    package func keepHours(_ periods: [OpeningPeriod], of location: LocationID) async throws {
        let sorted = periods.sorted()
        for (a, b) in zip(sorted, sorted.dropFirst()) where a.day == b.day && b.opens < a.closes {
            throw Refusal.doesNotFit("the hours of day \(a.day) overlap")
        }
        guard Set(sorted.map { [$0.day, $0.opens] }).count == sorted.count else {
            throw Refusal.doesNotFit("two periods begin at once")
        }
        var batch = Batch(name: "KeepHours")
        batch.add(DeleteOpeningHours([location]))
        batch.add(InsertOpeningHours(sorted.map { (location: location, period: $0) }))
        _ = try await database.run(batch)
        try await places.reload()
    }

    /// Reads the closures of a location, the first first.
    package func closures(of location: LocationID) async throws(DatabaseError) -> [Closure] {
        try await database.run(ReadClosuresOfLocation(location: location))
    }

    /// Writes a closure; one that begins on the same day is replaced.
    package func keep(_ closure: Closure, of location: LocationID) async throws {
        _ = try await database.count(UpsertClosures([(location: location, closure: closure)]))
        try await places.reload()
    }

    /// Takes the closure away that begins on a day; one that is not there is taken away already.
    package func openAgain(_ location: LocationID, from day: Day) async throws {
        _ = try await database.count(DeleteClosure(location: location, firstDay: day))
        try await places.reload()
    }

    /// Reads the public holidays, in order.
    package func holidays() async throws(DatabaseError) -> [PublicHoliday] {
        try await database.run(ReadHolidays()).sorted { $0.day < $1.day }
    }
}

/// Reads the hours of one location; nil for a row outside the bounds of `OpeningPeriod`.
struct ReadHoursOfLocation: Statement {
    static let sql = """
        SELECT day, opens, closes
        FROM opening_hours
        WHERE location_id = $1
        """
    static let isReadOnly = true

    let location: LocationID

    func bind(_ parameters: inout Parameters) { parameters.add(location.code) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> OpeningPeriod? {
        OpeningPeriod(day: try row(), opens: try row(), closes: try row())
    }
}

/// Reads the closures of one location, the first first.
struct ReadClosuresOfLocation: Statement {
    static let sql = """
        SELECT first_day, last_day, reason
        FROM closure
        WHERE location_id = $1
        ORDER BY first_day
        """
    static let isReadOnly = true

    let location: LocationID

    func bind(_ parameters: inout Parameters) { parameters.add(location.code) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Closure {
        let (first, last): (Day, Day) = (try row(), try row())
        return Closure(days: first...max(first, last), reason: try row())
    }
}

/// Takes one closure away.
struct DeleteClosure: Statement {
    static let sql = """
        DELETE FROM closure
        WHERE location_id = $1 AND first_day = $2
        """

    let location: LocationID
    let firstDay: Day

    func bind(_ parameters: inout Parameters) {
        parameters.add(location.code)
        parameters.add(firstDay)
    }
}
