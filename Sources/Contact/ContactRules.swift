// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import Stock

/// Keeps the rules of contact at hand: policies, callable windows, the experiment.
package struct ContactRules: Sendable {
    /// How old a rule may be when it is applied.
    package static let freshness: Duration = .seconds(2)

    private let places: Places
    private let read: Remembered<Read>

    package init(database: Database, places: Places) {
        self.places = places
        read = Remembered(freshFor: Self.freshness) { () async throws(DatabaseError) in
            try await Read(from: database)
        }
    }

    /// Gives the rules in force.
    package func current() async throws(DatabaseError) -> Snapshot {
        let directory = try await places.current()
        return Snapshot(read: try await read.current(), directory: directory)
    }

    /// Gives the rules last read, without asking the database; nil before the first `current()`.
    var lastRead: Snapshot? {
        guard let read = read.last, let directory = places.lastRead else { return nil }
        return Snapshot(read: read, directory: directory)
    }

    /// Holds what the database says of them.
    fileprivate struct Read: Sendable {
        let policies: [ContactPolicy]
        let windows: CallableWindows
        let experiment: Experiment

        init(from database: Database) async throws(DatabaseError) {
            var batch = Batch()
            let policies = batch.add(ReadContactPolicies())
            let windows = batch.add(ReadCallableWindows())
            let arms = batch.add(ReadExperimentArms())
            let results = try await database.run(batch)
            let hours = try results[windows]
            let drawn = try results[arms]
            self.policies = try results[policies]
            self.windows = hours.isEmpty ? .fallback : CallableWindows(hours)
            experiment =
                drawn.isEmpty ? .fallback : Experiment(salt: drawn[0].salt, arms: drawn.map { ($0.arm, $0.share) })
        }
    }

    /// Holds the rules as they were at one moment.
    package struct Snapshot: Sendable {
        fileprivate let read: Read
        let directory: Directory

        var policies: [ContactPolicy] { read.policies }
        var experiment: Experiment { read.experiment }

        /// Gives the hours in which a store's customers may be called.
        func callable(_ location: LocationID) -> OpeningCalendar {
            let zone = directory[location]?.zone ?? .tokyo
            return read.windows.calendar(zone: zone, holidays: directory.holidays)
        }

        /// Gives the first row of a purpose, or what serves without one.
        func policy(_ purpose: ContactTask.Purpose) -> ContactPolicy {
            policies.first { $0.enabled && $0.purpose == purpose } ?? .fallback(purpose)
        }

        /// Lists the rows a new reservation meets, the one that sets the work first.
        func matching(_ reservation: Reservation, _ facts: IntakeFacts, at now: Instant) -> [ContactPolicy] {
            policies.filter { $0.matches(reservation, facts, at: now) }
        }
    }
}
