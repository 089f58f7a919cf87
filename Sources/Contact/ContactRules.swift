// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import Stock

/// Keeps the rules of contact in memory (policies, callable windows, the experiment), read anew when they have aged.
package actor ContactRules {
    static let freshness: Duration = .seconds(2)

    private let database: Database
    private let places: Places
    private var held: (snapshot: Snapshot, at: Instant)?

    package init(database: Database, places: Places) {
        self.database = database
        self.places = places
    }

    /// Gives the rules in force.
    package func current() async throws -> Snapshot {
        let directory = try await places.current()
        let now = Instant.system
        if let held, now - held.at < Self.freshness { return held.snapshot.seen(with: directory) }
        var batch = Batch()
        let policies = batch.add(ReadContactPolicies())
        let windows = batch.add(ReadCallableWindows())
        let arms = batch.add(ReadExperimentArms())
        let results = try await database.run(batch)
        let hours = try results[windows]
        let drawn = try results[arms]
        let snapshot = Snapshot(
            policies: try results[policies], windows: hours.isEmpty ? .fallback : CallableWindows(hours),
            experiment: drawn.isEmpty
                ? .fallback : Experiment(salt: drawn[0].salt, arms: drawn.map { ($0.arm, $0.share) }),
            directory: directory)
        held = (snapshot, now)
        return snapshot
    }

    /// Gives the rules last read, without asking the database; nil before the first `current()`.
    var lastRead: Snapshot? { held?.snapshot }

    /// Holds the rules as they were at one moment.
    package struct Snapshot: Sendable {
        let policies: [ContactPolicy]
        let windows: CallableWindows
        let experiment: Experiment
        let directory: Directory

        fileprivate func seen(with directory: Directory) -> Snapshot {
            Snapshot(policies: policies, windows: windows, experiment: experiment, directory: directory)
        }

        /// Gives the hours in which a store's customers may be called.
        func callable(_ location: LocationID) -> OpeningCalendar {
            let zone = directory[location]?.zone ?? .tokyo
            return windows.calendar(zone: zone, holidays: directory.holidays)
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
