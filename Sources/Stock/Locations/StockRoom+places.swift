// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Changing by hand what an import brings by file: locations, their hours and closures. Each edit leaves a `Change` in its
/// transaction, and marks the calendars that it changes: the holds that were counted by them are reckoned anew. Who has changed something reads it at once; other processes within `Places.freshness`.
extension StockRoom {
    /// Edits a location that is there. Throws `notFound(location)` for another, and `stale`.
    package func edit(
        _ id: LocationID, _ edit: Edit, _ change: @Sendable (Location) -> Location
    ) async throws {
        let effects = effects
        try await database.transaction { transaction in
            guard let before = try await transaction.first(LockLocation(id: id)) else {
                throw Refusal.notFound(.location)
            }
            let after = change(before)
            guard let change = try edit.change(.location, id.code, from: before.facts, to: after.facts, effects)
            else { return }
            var batch = Batch(name: "EditLocation")
            if before.zone != after.zone { batch.add(MarkCalendars([id], effects)) }
            batch.add(UpsertLocations([after]))
            batch.add(WriteChanges([change]))
            try await transaction.finish(batch)
        }
        try await places.reload()
    }

    /// Reads what the calendars of locations are made of; of all when none is named.
    package func openingRules(of locations: [LocationID] = []) async throws(DatabaseError) -> [LocationID: OpeningRules]
    {
        let rows = try await database.run(ReadOpeningRules(locations))
        return Dictionary(rows.map { ($0.location, $0.rules) }, uniquingKeysWith: { first, _ in first })
    }

    /// Reads the hours of a location as they are written, in order.
    package func hours(of location: LocationID) async throws(DatabaseError) -> [OpeningPeriod] {
        try await database.run(ReadHoursOfLocation(location: location)).compactMap(\.self).sorted()
    }

    /// Puts new hours in place of a location's old ones. Throws `doesNotFit` for periods of a day that overlap,
    /// `notFound(location)` and `stale`.
    package func keepHours(_ periods: [OpeningPeriod], of location: LocationID, _ edit: Edit) async throws {
        let sorted = periods.sorted()
        for (a, b) in zip(sorted, sorted.dropFirst()) where a.day == b.day && b.opens < a.closes {
            throw Refusal.doesNotFit("the hours of day \(a.day) overlap")
        }
        guard Set(sorted.map { [$0.day, $0.opens] }).count == sorted.count else {
            throw Refusal.doesNotFit("two periods begin at once")
        }
        let effects = effects
        try await database.transaction { transaction in
            guard try await transaction.first(LockLocation(id: location)) != nil else {
                throw Refusal.notFound(.location)
            }
            let before = try await transaction.run(ReadHoursOfLocation(location: location)).compactMap(\.self).sorted()
            guard
                let change = try edit.change(
                    .hours, location.code, from: Facts(hours: before), to: Facts(hours: sorted), effects)
            else { return }
            var batch = Batch(name: "KeepHours")
            batch.add(MarkCalendars([location], effects))
            batch.add(DeleteOpeningHours([location]))
            batch.add(InsertOpeningHours(sorted.map { (location: location, period: $0) }))
            batch.add(WriteChanges([change]))
            try await transaction.finish(batch)
        }
        try await places.reload()
    }

    /// Reads the closures of a location, the first first.
    package func closures(of location: LocationID) async throws(DatabaseError) -> [Closure] {
        try await database.run(ReadClosuresOfLocation(location: location))
    }

    /// Writes a closure; one that begins on the same day is replaced. Throws `notFound(location)`.
    package func keep(_ closure: Closure, of location: LocationID, _ edit: Edit) async throws {
        try await changeClosure(of: location, from: closure.days.lowerBound, to: closure, edit)
    }

    /// Takes the closure away that begins on a day; one that is not there is taken away already.
    package func openAgain(_ location: LocationID, from day: Day, _ edit: Edit) async throws {
        try await changeClosure(of: location, from: day, to: nil, edit)
    }

    private func changeClosure(
        of location: LocationID, from day: Day, to after: Closure?, _ edit: Edit
    ) async throws {
        let effects = effects
        try await database.transaction { transaction in
            guard try await transaction.first(LockLocation(id: location)) != nil else {
                throw Refusal.notFound(.location)
            }
            let before = try await transaction.run(ReadClosuresOfLocation(location: location))
                .first { $0.days.lowerBound == day }
            guard before != after else { return }
            let act: Change.Act = before == nil ? .added : after == nil ? .removed : .changed
            var batch = Batch(name: "EditClosure")
            batch.add(MarkCalendars([location], effects))
            if let after {
                batch.add(UpsertClosures([(location: location, closure: after)]))
            } else {
                batch.add(DeleteClosure(location: location, firstDay: day))
            }
            batch.add(
                WriteChanges([
                    Change(
                        .closure, location.code, act, by: edit.author, effects: effects, from: before?.facts ?? [:],
                        to: after?.facts ?? [:])
                ]))
            try await transaction.finish(batch)
        }
        try await places.reload()
    }
}

/// Reads one location, and locks it against other edits of it and of its hours and closures.
struct LockLocation: Statement {
    static let sql = """
        SELECT location_id, kind, name, name_en, kana, postal_code, address, address_en, phone, latitude, longitude,
            time_zone, active
        FROM location
        WHERE location_id = $1
        FOR NO KEY UPDATE
        """

    let id: LocationID

    func bind(_ parameters: inout Parameters) { parameters.add(id.code) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Location { try ReadLocations.decode(&row) }
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
