// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Proves the promises of the house from its ledgers, and says the figures.
package struct Verify: Sendable {
    private let database: Database

    package init(database: Database) { self.database = database }

    /// Says how one proof came out.
    package struct Finding: Sendable, Equatable {
        /// The number of the promise in ARCHITECTURE.md.
        package let promise: Int
        package let says: String
        package let checked: Int
        package let violations: Int
    }

    /// Runs every proof, each on one consistent look at the database.
    package func run() async throws -> [Finding] {
        [
            try await find(NoUnitPromisedTwice()),
            try await find(ShortageHasTask()),
            try await findAnswers(),
            try await find(EventsWithoutGap()),
            try await find(MessagesAreTold()),
            try await find(HoldEndsOnce()),
            try await find(NothingHeldAfterTheEnd()),
            try await find(ContactBornWithReservation()),
            try await find(ContactBeforeTheEnd()),
            try await find(OneAttemptEach()),
            try await find(OnHandIsSumOfMovements()),
            try await find(ReservedIsSumOfLines()),
        ]
    }

    private func find<P: Proof>(_ proof: P) async throws -> Finding {
        let figure = try await database.first(proof) ?? Figure(checked: 0, violations: 0)
        return Finding(promise: P.promise, says: P.says, checked: figure.checked, violations: figure.violations)
    }

    /// Looks up every reservation that was acknowledged under a key: none may be missing.
    private func findAnswers() async throws -> Finding {
        var (checked, missing) = (0, 0)
        var after: ReadAnswers.Row?
        while true {
            let page = try await database.run(ReadAnswers(after: after, limit: 5_000))
            let ids = page.compactMap(\.reservation)
            checked += ids.count
            missing += ids.count - (try await database.first(CountReservations(ids: ids)) ?? 0)
            guard let last = page.last else { break }
            after = last
        }
        return Finding(
            promise: 2, says: "every reservation acknowledged under a key is there", checked: checked,
            violations: missing)
    }
}

/// How many things a proof looked at, and how many broke the promise.
struct Figure: Sendable {
    let checked: Int
    let violations: Int
}

/// Is a statement that returns one row: how many were checked, how many violate.
protocol Proof: Statement where Row == Figure {
    static var promise: Int { get }
    static var says: String { get }
}

extension Proof {
    static var isReadOnly: Bool { true }
    func bind(_ parameters: inout Parameters) {}
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Figure {
        Figure(checked: try row(), violations: try row())
    }
}
