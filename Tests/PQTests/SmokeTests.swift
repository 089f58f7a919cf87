// SPDX-License-Identifier: Apache-2.0
import PQ
import TestSupport
import Testing

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

@Suite struct SmokeTests {
    @Test("One and one are two")
    func addition() async throws {
        try await withDatabase { database in
            #expect(try await database.first(Add(a: 1, b: 1)) == 2)
            let sum = try await database.transaction { transaction in
                try await transaction.first(Add(a: 2, b: 3))
            }
            #expect(sum == 5)
        }
    }
}
