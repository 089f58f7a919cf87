// SPDX-License-Identifier: Apache-2.0
import PQ
import Synchronization

/// Gives a value back as the server understood it.
struct Echo<T: PQEncodable & PQDecodable>: Statement {
    static var sql: String { "SELECT $1" }
    static var isReadOnly: Bool { true }
    let value: T
    func bind(_ parameters: inout Parameters) { parameters.add(value) }
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> T { try row() }
}

struct Add: Statement {
    static let sql = "SELECT $1::int8 + $2::int8"
    static let isReadOnly = true
    let a: Int
    let b: Int
    func bind(_ parameters: inout Parameters) {
        parameters.add(a)
        parameters.add(b)
    }
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}

/// Fails with `division_by_zero` when the divisor is zero.
struct Divide: Statement {
    static let sql = "SELECT $1::int8 / $2::int8"
    static let isReadOnly = true
    let a: Int
    let b: Int
    func bind(_ parameters: inout Parameters) {
        parameters.add(a)
        parameters.add(b)
    }
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}

/// Sleeps so many seconds in the server; counts as a read.
struct Nap: Statement {
    static let sql = "SELECT 1 FROM pg_sleep($1)"
    static let isReadOnly = true
    let seconds: Double
    func bind(_ parameters: inout Parameters) { parameters.add(seconds) }
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}

/// The tests' only table: `item (id, quantity)`, with names for its constraints.
struct Insert: Statement {
    static let sql = "INSERT INTO item (id, quantity) VALUES ($1, $2)"
    let id: Int
    var quantity = 0
    func bind(_ parameters: inout Parameters) {
        parameters.add(id)
        parameters.add(quantity)
    }
}

/// Writes, but only after a nap.
struct SlowInsert: Statement {
    static let sql = "INSERT INTO item (id, quantity) SELECT $1, 0 FROM pg_sleep($2)"
    let id: Int
    let seconds: Double
    func bind(_ parameters: inout Parameters) {
        parameters.add(id)
        parameters.add(seconds)
    }
}

struct Increase: Statement {
    static let sql = "UPDATE item SET quantity = quantity + $2 WHERE id = $1 RETURNING quantity"
    let id: Int
    var by = 1
    func bind(_ parameters: inout Parameters) {
        parameters.add(id)
        parameters.add(by)
    }
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}

struct QuantityOf: Statement {
    static let sql = "SELECT quantity FROM item WHERE id = $1"
    static let isReadOnly = true
    let id: Int
    func bind(_ parameters: inout Parameters) { parameters.add(id) }
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}

struct CountItems: Statement {
    static let sql = "SELECT count(*) FROM item"
    static let isReadOnly = true
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}

struct OwnProcess: Statement {
    static let sql = "SELECT pg_backend_pid()"
    static let isReadOnly = true
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int32 { try row() }
}

/// Ends the sessions of one application but for the asking one; returns how many.
struct Terminate: Statement {
    static let sql = """
        SELECT pg_terminate_backend(pid)
        FROM pg_stat_activity
        WHERE application_name = $1 AND pid <> pg_backend_pid()
        """
    let application: String
    func bind(_ parameters: inout Parameters) { parameters.add(application) }
}

/// Counts the sessions of one application that run something like this now.
struct CountActive: Statement {
    static let sql = """
        SELECT count(*)
        FROM pg_stat_activity
        WHERE application_name = $1 AND state = 'active' AND query LIKE $2 AND pid <> pg_backend_pid()
        """
    static let isReadOnly = true
    let application: String
    let pattern: String
    func bind(_ parameters: inout Parameters) {
        parameters.add(application)
        parameters.add(pattern)
    }
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}

/// Counts the sessions that wait for a standby.
struct CountWaiting: Statement {
    static let sql = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
    static let isReadOnly = true
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}

let itemTable = """
    CREATE TABLE item (
        id bigint CONSTRAINT item_pkey PRIMARY KEY,
        quantity bigint NOT NULL CONSTRAINT item_quantity_check CHECK (quantity >= 0)
    );
    """

/// Counts what a database observed.
final class Heard: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    var observer: @Sendable (DatabaseObservation) -> Void {
        { observation in
            let name: String? =
                switch observation {
                case .unreplicatedCommit: "unreplicated"
                case .confirmationLost: "lost"
                case .confirmed: "confirmed"
                case .serverRefused: "refused"
                default: nil
                }
            if let name { self.counts.withLock { $0[name, default: 0] += 1 } }
        }
    }

    subscript(_ name: String) -> Int { counts.withLock { $0[name] ?? 0 } }
}

/// Waits until a condition holds, at most ten seconds; returns whether it came to hold.
func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(10)
    while clock.now < end {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return false
}

/// Runs what must fail and gives its error.
func failure<R>(of body: () async throws -> R) async -> DatabaseError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? DatabaseError
    }
}

/// Counts from one upwards, for many tasks.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
    var value: Int { count.load(ordering: .relaxed) }
}
