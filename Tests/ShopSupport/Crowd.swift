// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Synchronization

/// Numbers the customers of a shop of whom nothing is known but that they exist.
package final class Crowd: Sendable {
    package static let size = 2_000
    private let drawn = Atomic<Int>(0)

    func next() -> Int { drawn.wrappingAdd(1, ordering: .relaxed).newValue }

    /// Gives the id of one of them, 1 to `size`.
    package static func customer(_ number: Int) -> CustomerID {
        CustomerID(unique: UniqueID(high: 0x7000, low: 0x8000_0000_0000_0000 | UInt64(number)))
    }
}

/// Lets the crowd in.
struct InsertCrowd: Statement {
    static let sql = """
        INSERT INTO customer (customer_id, name, created_at)
        SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '', $1::timestamptz
        FROM generate_series(1, $2::int) n
        """

    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(at)
        parameters.add(Int32(Crowd.size))
    }
}
