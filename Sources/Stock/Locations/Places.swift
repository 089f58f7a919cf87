// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Keeps the directory of locations at hand: locations change a few times a year and are asked for by every request, so
/// a directory may be some seconds old.
package struct Places: Sendable {
    /// How old a directory may be when it is given.
    package static let freshness: Duration = .seconds(5)

    package let database: Database
    private let directory: Remembered<Directory>

    package init(database: Database, freshFor: Duration = Places.freshness) {
        self.database = database
        directory = Remembered(freshFor: freshFor) { () async throws(DatabaseError) in
            try await Places.read(from: database)
        }
    }

    /// Gives the directory.
    package func current() async throws(DatabaseError) -> Directory { try await directory.current() }

    /// Gives the directory that was read last, without asking the database; nil before the first `current()`.
    package var lastRead: Directory? { directory.last }

    /// Reads the directory now: for whoever has just changed it. Four reads, one round trip, one snapshot.
    @discardableResult
    package func reload() async throws(DatabaseError) -> Directory { try await directory.reload() }

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
