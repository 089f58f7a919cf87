// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Keeps the directory of locations at hand and reads it again when it has aged.
///
/// Locations change a few times a year and are asked for by every request, so a directory may be some seconds old. Its
/// age is measured by the monotonic clock: it is no time of the shop.
package actor Places {
    package let database: Database
    private let freshFor: Duration
    private var kept: (directory: Directory, readAt: ContinuousClock.Instant)?
    private var isReading = false

    package init(database: Database, freshFor: Duration = .seconds(5)) {
        self.database = database
        self.freshFor = freshFor
    }

    /// Gives the directory. While one caller reads it anew, the others get the aged one.
    package func current() async throws(DatabaseError) -> Directory {
        if let kept, isReading || ContinuousClock.now - kept.readAt < freshFor { return kept.directory }
        return try await reload()
    }

    /// Reads the directory now: for whoever has just changed it. Four reads, one round trip, one snapshot.
    @discardableResult
    package func reload() async throws(DatabaseError) -> Directory {
        isReading = true
        defer { isReading = false }
        let readAt = ContinuousClock.now
        let directory = try await Places.read(from: database)
        kept = (directory, readAt)
        return directory
    }

    private static func read(from database: Database) async throws(DatabaseError) -> Directory {
        var batch = Batch(name: "ReadDirectory")
        let locations = batch.add(ReadLocations())
        let hours = batch.add(ReadOpeningHours())
        let closures = batch.add(ReadClosures())
        let holidays = batch.add(ReadHolidays())
        let results = try await database.run(batch)
        var periodsByLocation: [LocationID: [OpeningPeriod]] = [:]
        for row in try results[hours] {
            if let period = row.period { periodsByLocation[row.location, default: []].append(period) }
        }
        var closuresByLocation: [LocationID: [Closure]] = [:]
        for row in try results[closures] { closuresByLocation[row.location, default: []].append(row.closure) }
        return Directory(
            locations: try results[locations], hours: periodsByLocation, closures: closuresByLocation,
            holidays: Set(try results[holidays].map(\.day)))
    }
}
