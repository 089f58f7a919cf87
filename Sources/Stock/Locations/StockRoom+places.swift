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
        try await changes.edit(.location, id.code, edit, named: "EditLocation") { edit in
            guard let before = try await edit.transaction.first(LockLocation(id: id)) else {
                throw Refusal.notFound(.location)
            }
            let after = change(before)
            if before.zone != after.zone { edit.statements.add(MarkCalendars([id], effects)) }
            edit.statements.add(UpsertLocations([after]))
            return .changed(from: before.facts, to: after.facts)
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
        try await changes.edit(.hours, location.code, edit, named: "KeepHours") { edit in
            try await edit.transaction.mustFind(location)
            let before = try await edit.transaction.run(ReadHoursOfLocation(location: location)).compactMap(\.self)
            edit.statements.add(MarkCalendars([location], effects))
            edit.statements.add(DeleteOpeningHours([location]))
            edit.statements.add(InsertOpeningHours(sorted.map { (location: location, period: $0) }))
            return .changed(from: Facts(hours: before.sorted()), to: Facts(hours: sorted))
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
        // A closure is not compared with what was seen: there is no form that edits one.
        let author = Edit(by: edit.author)
        try await changes.edit(.closure, location.code, author, named: "EditClosure") { edit in
            try await edit.transaction.mustFind(location)
            let before = try await edit.transaction.run(ReadClosuresOfLocation(location: location))
                .first { $0.days.lowerBound == day }
            edit.statements.add(MarkCalendars([location], effects))
            if let after {
                edit.statements.add(UpsertClosures([(location: location, closure: after)]))
            } else {
                edit.statements.add(DeleteClosure(location: location, firstDay: day))
            }
            return .changed(from: before?.facts, to: after?.facts)
        }
        try await places.reload()
    }

    var changes: Changes { Changes(in: database, effects: effects) }
}

extension Transaction {
    /// Locks a location against other edits of it. Throws `notFound(location)`.
    fileprivate func mustFind(_ location: LocationID) async throws {
        guard try await first(LockLocation(id: location)) != nil else { throw Refusal.notFound(.location) }
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
