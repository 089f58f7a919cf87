// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Gathers the rows of a small file, which is compared and written as a whole.
private func limited(_ count: Int) throws(ColumnFault) {
    guard count < Limits.importSmallRows else { throw ColumnFault("", .tooManyRows(Limits.importSmallRows)) }
}

/// Reads `locations.csv`: location, kind, name, name_en, kana, postal_code, address, address_en, phone, latitude,
/// longitude, time_zone, active. A column that is not there leaves what stands.
struct LocationLayout: ImportLayout {
    private var taken: [Location] = []

    var isFull: Bool { false }

    mutating func take(_ row: ImportRow, _ run: ImportRun) throws(ColumnFault) {
        try limited(taken.count)
        let id = try row.location()
        guard let kind = Location.Kind(rawValue: row["kind"].lowercased()) else { throw ColumnFault("kind", .badKind) }
        let old = run.locations[id]
        func text(_ column: String, _ stands: KeyPath<Location, String>) throws(ColumnFault) -> String {
            row.has(column) ? try row.text(column) : old?[keyPath: stands] ?? ""
        }
        var location = Location(
            id: id, kind: kind, name: try row.needed("name"), nameEN: try text("name_en", \.nameEN),
            kana: try text("kana", \.kana), postalCode: try text("postal_code", \.postalCode),
            address: try text("address", \.address), addressEN: try text("address_en", \.addressEN),
            phone: try text("phone", \.phone))
        let (latitude, longitude) = (row["latitude"], row["longitude"])
        if !row.has("latitude"), !row.has("longitude") {
            location.coordinates = old?.coordinates
        } else if !latitude.isEmpty || !longitude.isEmpty {
            guard let north = Double(latitude), let east = Double(longitude),
                let place = Coordinates(latitude: north, longitude: east)
            else { throw ColumnFault("latitude", .badCoordinates) }
            location.coordinates = place
        }
        let zone = try row.text("time_zone")
        if !row.has("time_zone") {
            location.zone = old?.zone ?? location.zone
        } else if !zone.isEmpty {
            guard let zone = Zone(zone) else { throw ColumnFault("time_zone", .badTimeZone) }
            location.zone = zone
        }
        location.isActive = row.has("active") ? try row.flag("active", otherwise: true) : old?.isActive ?? true
        try run.once(id, column: "location")
        taken.append(location)
    }

    mutating func flush(_ run: ImportRun, isEnd: Bool) async throws {
        guard isEnd, !taken.isEmpty else { return }
        let changed = taken.filter { new in
            guard var old = run.locations[new.id] else { return true }
            // Tokyo by its name and Tokyo by its offset are one zone.
            if old.zone.name == new.zone.name { old.zone = new.zone }
            return old != new
        }
        let created = changed.count { run.locations[$0.id] == nil }
        if !changed.isEmpty {
            var batch = Batch(name: UpsertLocations.name)
            let zones = Dictionary(changed.map { ($0.id, $0.zone) }, uniquingKeysWith: { first, _ in first })
            let moved = changed.filter { run.locations[$0.id].map(\.zone.name) ?? $0.zone.name != $0.zone.name }.map(
                \.id)
            if !moved.isEmpty {
                batch.add(try await run.mark(moved) { location, rules in rules.zone = zones[location] ?? rules.zone })
            }
            batch.add(UpsertLocations(changed))
            _ = try await run.write(batch)
        }
        for location in changed { run.locations[location.id] = location }
        run.count(.locations) {
            $0.created += created
            $0.updated += changed.count - created
            $0.unchanged += taken.count - changed.count
        }
    }
}

/// Reads `hours.csv`: location, day (1 Monday … 7 Sunday, 8 public holiday), opens, closes (26:00 past midnight).
/// For each location that the file names, it holds all the hours: what it does not have is taken away.
struct HoursLayout: ImportLayout {
    private var taken: [LocationID: Set<OpeningPeriod>] = [:]
    private var count = 0

    var isFull: Bool { false }

    mutating func take(_ row: ImportRow, _ run: ImportRun) throws(ColumnFault) {
        try limited(count)
        let location = try run.known(row)
        let day = try row.neededNumber("day", 1...8)
        let (opens, closes) = (try row.minutes("opens"), try row.minutes("closes"))
        guard let period = OpeningPeriod(day: day, opens: opens, closes: closes) else {
            throw ColumnFault("closes", .badTime)
        }
        let others = taken[location] ?? []
        guard !others.contains(period) else { throw ColumnFault("opens", .duplicate) }
        let overlaps = others.contains { other in
            other.day == day && (other.opens == opens || other.opens < closes && opens < other.closes)
        }
        guard !overlaps else { throw ColumnFault("opens", .overlap) }
        taken[location, default: []].insert(period)
        count += 1
    }

    mutating func flush(_ run: ImportRun, isEnd: Bool) async throws {
        guard isEnd, !taken.isEmpty else { return }
        var stored: [LocationID: Set<OpeningPeriod>] = [:]
        for row in try await run.read(ReadOpeningHours()) {
            if let period = row.period { stored[row.location, default: []].insert(period) }
        }
        var counts = ImportReport.Counts()
        var differing: [LocationID] = []
        for (location, periods) in taken {
            let old = stored[location] ?? []
            let same = old.intersection(periods).count
            counts.unchanged += same
            counts.created += periods.count - same
            counts.removed += old.count - same
            if old != periods { differing.append(location) }
        }
        if !differing.isEmpty {
            differing.sort()
            var batch = Batch(name: InsertOpeningHours.name)
            let new = taken
            batch.add(try await run.mark(differing) { location, rules in rules.hours = Array(new[location] ?? []) })
            batch.add(DeleteOpeningHours(differing))
            batch.add(
                InsertOpeningHours(
                    differing.flatMap { location in (taken[location] ?? []).sorted().map { (location, $0) } }))
            _ = try await run.write(batch)
        }
        run.count(.hours) { $0 = counts }
    }
}

/// Reads `closures.csv`: location, first_day, last_day, reason. Without that last column a reason that stands stays.
struct ClosureLayout: ImportLayout {
    private struct Key: Hashable {
        let location: LocationID
        let firstDay: Day
    }

    private var taken: [Key: Closure] = [:]
    /// Those of which nothing is said why.
    private var withoutReason: Set<Key> = []

    var isFull: Bool { false }

    mutating func take(_ row: ImportRow, _ run: ImportRun) throws(ColumnFault) {
        try limited(taken.count)
        let location = try run.known(row)
        let (first, last) = (try row.day("first_day"), try row.day("last_day"))
        guard first <= last else { throw ColumnFault("last_day", .dateOrder) }
        let closure = Closure(days: first...last, reason: try row.text("reason"))
        let key = Key(location: location, firstDay: first)
        guard taken[key] == nil else { throw ColumnFault("first_day", .duplicate) }
        taken[key] = closure
        if !row.has("reason") { withoutReason.insert(key) }
    }

    mutating func flush(_ run: ImportRun, isEnd: Bool) async throws {
        guard isEnd, !taken.isEmpty else { return }
        var stored: [Key: Closure] = [:]
        for row in try await run.read(ReadClosures()) {
            stored[Key(location: row.location, firstDay: row.closure.days.lowerBound)] = row.closure
        }
        for key in withoutReason {
            guard let stands = stored[key], let new = taken[key] else { continue }
            taken[key] = Closure(days: new.days, reason: stands.reason)
        }
        let changed = taken.filter { stored[$0.key] != $0.value }
        let created = changed.count { stored[$0.key] == nil }
        if !changed.isEmpty {
            var batch = Batch(name: UpsertClosures.name)
            let new = Dictionary(grouping: changed, by: \.key.location)
            batch.add(
                try await run.mark(new.keys.sorted()) { location, rules in
                    for (_, closure) in new[location] ?? [] { rules.add(closure) }
                })
            batch.add(UpsertClosures(changed.map { ($0.key.location, $0.value) }))
            _ = try await run.write(batch)
        }
        run.count(.closures) {
            $0.created += created
            $0.updated += changed.count - created
            $0.unchanged += taken.count - changed.count
        }
    }
}

/// Reads `holidays.csv`: day, name, name_en. Without that last column an English name that stands stays.
struct HolidayLayout: ImportLayout {
    private var taken: [Day: PublicHoliday] = [:]
    /// Those of whose English name nothing is said.
    private var withoutEnglish: Set<Day> = []

    var isFull: Bool { false }

    mutating func take(_ row: ImportRow, _ run: ImportRun) throws(ColumnFault) {
        try limited(taken.count)
        let holiday = PublicHoliday(
            day: try row.day("day"), name: try row.needed("name"), nameEN: try row.text("name_en"))
        guard taken[holiday.day] == nil else { throw ColumnFault("day", .duplicate) }
        taken[holiday.day] = holiday
        if !row.has("name_en") { withoutEnglish.insert(holiday.day) }
    }

    mutating func flush(_ run: ImportRun, isEnd: Bool) async throws {
        guard isEnd, !taken.isEmpty else { return }
        let rows = try await run.read(ReadHolidays())
        let stored = Dictionary(rows.map { ($0.day, $0) }, uniquingKeysWith: { first, _ in first })
        for day in withoutEnglish {
            guard let stands = stored[day], let new = taken[day] else { continue }
            taken[day] = PublicHoliday(day: day, name: new.name, nameEN: stands.nameEN)
        }
        let changed = taken.values.filter { stored[$0.day] != $0 }
        let created = changed.count { stored[$0.day] == nil }
        if !changed.isEmpty {
            var batch = Batch(name: UpsertHolidays.name)
            let new = changed.map(\.day).filter { stored[$0] == nil }
            if !new.isEmpty {
                // No name: a holiday is one for every location.
                batch.add(
                    try await run.mark([]) { _, rules in
                        // Without hours of their own on holidays they keep the weekday's.
                        guard rules.hours.contains(where: { $0.day == OpeningPeriod.publicHoliday }) else { return }
                        rules.holidays.formUnion(new)
                    })
            }
            batch.add(UpsertHolidays(changed))
            _ = try await run.write(batch)
        }
        run.count(.holidays) {
            $0.created += created
            $0.updated += changed.count - created
            $0.unchanged += taken.count - changed.count
        }
    }
}
