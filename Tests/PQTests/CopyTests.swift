// SPDX-License-Identifier: Apache-2.0
import PQ
import TestSupport
import Testing

private struct CopyItems: CopyStatement {
    static let sql = "COPY item (id, quantity) FROM STDIN (FORMAT binary)"
    func bind(_ row: (id: Int, quantity: Int), _ parameters: inout Parameters) {
        parameters.add(row.id)
        parameters.add(row.quantity)
    }
}

private struct CopyNotes: CopyStatement {
    static let sql = "COPY note (text, at) FROM STDIN (FORMAT binary)"
    func bind(_ row: String?, _ parameters: inout Parameters) {
        parameters.add(row)
        parameters.add(row.map { _ in Instant(seconds: 0) })
    }
}

private struct Stopped: Error {}

@Suite("COPY") struct CopyTests {
    @Test("A hundred thousand rows are copied, counted and all there")
    func many() async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            let count = try await database.copy(CopyItems(), rows: (0..<100_000).lazy.map { (id: $0, quantity: 1) })
            #expect(count == 100_000)
            let there = try await database.first(CountItems())
            #expect(there == 100_000)
            // The connection that copied serves transactions as before.
            let sum = try await database.transaction { try await $0.first(Increase(id: 99_999)) }
            #expect(sum == 2)
            let none = try await database.copy(CopyItems(), rows: [])
            #expect(none == 0)
        }
    }

    @Test("Rows may come bit by bit, with NULLs, and within a transaction")
    func stream() async throws {
        try await withDatabase { database in
            try await database.execute("CREATE TABLE note (text text, at timestamptz);" + itemTable)
            let (stream, continuation) = AsyncStream.makeStream(of: String?.self)
            for text in ["髙﨑", nil, ""] { continuation.yield(text) }
            continuation.finish()
            let count = try await database.transaction { transaction in
                let count = try await transaction.copy(CopyNotes(), rows: stream)
                try await transaction.run(Insert(id: 1))
                return count
            }
            #expect(count == 3)
            let items = try await database.first(CountItems())
            #expect(items == 1)
        }
    }

    @Test("A bad row, a NUL, or an error of the source leaves nothing, and the connection serves on")
    func failing() async throws {
        try await withDatabase { database in
            try await database.execute("CREATE TABLE note (text text, at timestamptz);" + itemTable)
            let rows = (0..<50_000).map { (id: $0 == 40_000 ? 1 : $0, quantity: 0) }
            let error = await failure { try await database.copy(CopyItems(), rows: rows) }
            #expect(error?.sqlState == .uniqueViolation && error?.constraint == "item_pkey")
            let nul = await failure { try await database.copy(CopyNotes(), rows: ["a", "\0"]) }
            #expect(nul?.sqlState == .invalidText)
            await #expect(throws: Stopped.self) {
                let stream = AsyncThrowingStream<(id: Int, quantity: Int), any Error> { continuation in
                    for id in 0..<10_000 { continuation.yield((id, 0)) }
                    continuation.finish(throwing: Stopped())
                }
                try await database.copy(CopyItems(), rows: stream)
            }
            let count = try await database.first(CountItems())
            #expect(count == 0)
        }
    }

    private struct CopyNowhere: CopyStatement {
        static let sql = "COPY nowhere FROM STDIN (FORMAT binary)"
        func bind(_ row: Int, _ parameters: inout Parameters) { parameters.add(row) }
    }

    private struct CopyAsStatement: Statement {
        static let sql = "COPY item FROM STDIN"
    }

    @Test("A COPY into nothing is an error, and so is a COPY that poses as a statement")
    func misuse() async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            let nowhere = await failure { try await database.copy(CopyNowhere(), rows: [1]) }
            #expect(nowhere?.sqlState == .undefinedTable)
            let posing = await failure { try await database.run(CopyAsStatement()) }
            #expect(posing?.sqlState == .featureNotSupported)
            let sum = try await database.first(Add(a: 1, b: 1))
            #expect(sum == 2)
        }
    }

    @Test("A cancelled COPY leaves nothing")
    func cancelled() async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            let begun = Counter()
            let copying = Task {
                await failure {
                    let endless = (0...).lazy.map { id in
                        _ = begun.next()
                        return (id: id, quantity: 0)
                    }
                    try await database.copy(CopyItems(), rows: endless)
                }
            }
            #expect(try await eventually { begun.value > 20_000 })
            copying.cancel()
            #expect(await copying.value?.kind == .cancelled)
            let count = try await database.first(CountItems())
            #expect(count == 0)
        }
    }
}
