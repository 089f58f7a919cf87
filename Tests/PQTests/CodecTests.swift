// SPDX-License-Identifier: Apache-2.0
import PQ
import TestSupport
import Testing

@Suite("Values") struct CodecTests {
    private func echo<T: PQEncodable & PQDecodable & Equatable>(
        _ values: [T], _ database: Database, at place: SourceLocation = #_sourceLocation
    ) async throws {
        for value in values {
            #expect(try await database.first(Echo(value: value)) == value, sourceLocation: place)
            #expect(try await database.first(Echo<T?>(value: value)) == .some(value), sourceLocation: place)
            #expect(try await database.first(Echo(value: [value, value])) == [value, value], sourceLocation: place)
            let holes: [T?] = [nil, value, nil]
            #expect(try await database.first(Echo(value: holes)) == holes, sourceLocation: place)
        }
        #expect(try await database.first(Echo<T?>(value: nil)) == .some(nil), sourceLocation: place)
        #expect(try await database.first(Echo(value: [T]())) == [], sourceLocation: place)
        #expect(try await database.first(Echo(value: [T?.none])) == [nil], sourceLocation: place)
        #expect(try await database.first(Echo<[T]?>(value: nil)) == .some(nil), sourceLocation: place)
    }

    @Test("Numbers come back as they went, also the greatest and the least")
    func numbers() async throws {
        try await withDatabase { database in
            try await echo([true, false], database)
            try await echo([Int16.min, -1, 0, .max], database)
            try await echo([Int32.min, -1, 0, .max], database)
            try await echo([Int.min, -1, 0, .max], database)
            try await echo([Int64.min, .max], database)
            try await echo([Double.leastNonzeroMagnitude, -.greatestFiniteMagnitude, 0, .infinity], database)
            try await echo([Float.leastNonzeroMagnitude, -.greatestFiniteMagnitude, 0.1], database)
            try await echo([XID8(0), XID8(.max)], database)
            let nan = try #require(try await database.first(Echo(value: Double.nan)))
            #expect(nan.isNaN)
        }
    }

    @Test("Text and bytes come back as they went, with emoji and 髙﨑")
    func text() async throws {
        try await withDatabase { database in
            let long = String(repeating: "取り置き", count: 100_000)
            try await echo(["", " ", "髙﨑 ①㈱", "👨‍👩‍👧‍👦🇯🇵", "e\u{301}", "'\"\\;--", long], database)
            try await echo([Bytes([]), Bytes([0, 255, 0]), Bytes([UInt8](repeating: 7, count: 1 << 20))], database)
            try await echo([UniqueID(high: 0, low: 0), UniqueID(high: .max, low: 1)], database)
            try await echo([JSONB(text: "null"), JSONB(text: #"{"a": [1, "髙"]}"#)], database)
        }
    }

    @Test("Moments and days come back as they went, also the infinite ones")
    func times() async throws {
        try await withDatabase { database in
            let ancient = Instant(seconds: -210_866_803_200)  // 4714-11-24 BC, PostgreSQL's first moment.
            let moments = [Instant(microseconds: 0), Instant(microseconds: -1), ancient]
            try await echo(moments + [Instant(microseconds: .max), Instant(microseconds: .min)], database)
            let days = [-1, 0, 19_000, 10_957, .max, .min].map { Day(sinceEpoch: $0) }
            try await echo(days, database)
        }
    }

    private struct Known: Statement {
        static let sql = """
            SELECT '2026-11-22T12:34:56.789012+09'::timestamptz, '2024-02-29'::date,
                '00112233-4455-6677-8899-aabbccddeeff'::uuid, 'infinity'::timestamptz,
                1::int2, 2::int4, 'ab'::varchar(9), 'cd '::char(4), 'ef'::name, '{"b":1}'::json,
                ARRAY[1, 2]::int2[], ARRAY['a', NULL]::varchar[]
            """
        static let isReadOnly = true
        static func decode(_ row: inout RowReader) throws(DatabaseError) -> Known {
            Known(
                moment: try row(), day: try row(), id: try row(), end: try row(), numbers: [try row(), try row()],
                texts: [try row(), try row(), try row()], json: try row(), array: try row(), names: try row())
        }
        var moment = Instant(microseconds: 0)
        var day = Day(sinceEpoch: 0)
        var id = UniqueID(high: 0, low: 0)
        var end = Instant(microseconds: 0)
        var numbers: [Int] = []
        var texts: [String] = []
        var json = JSONB(text: "")
        var array: [Int] = []
        var names: [String?] = []
    }

    @Test("What the server writes by itself is read rightly, narrower types included")
    func known() async throws {
        try await withDatabase { database in
            let row = try #require(try await database.first(Known()))
            // date -d 2026-11-22T12:34:56+09:00 +%s
            #expect(row.moment == Instant(microseconds: 1_795_318_496_789_012))
            #expect(row.day.civil == (2024, 2, 29))
            #expect(row.id == UniqueID(high: 0x0011_2233_4455_6677, low: 0x8899_AABB_CCDD_EEFF))
            #expect(row.end == Instant(microseconds: .max))
            #expect(row.numbers == [1, 2])
            #expect(row.texts == ["ab", "cd  ", "ef"])
            #expect(row.json.text == #"{"b":1}"#)
            #expect(row.array == [1, 2])
            #expect(row.names == ["a", nil])
        }
    }

    private enum Kind: String, PQEncodable, PQDecodable { case reserve, buy }

    private struct Misread<T: PQDecodable>: Statement {
        static var sql: String { "SELECT NULL::int AS hole, 'x'::text AS word, ARRAY[1, NULL] AS list, 1.5 AS price" }
        static var isReadOnly: Bool { true }
        static func decode(_ row: inout RowReader) throws(DatabaseError) -> T { try row() }
    }

    @Test("An enumeration over text needs no code of its own, and an unknown word is an error")
    func enumeration() async throws {
        try await withDatabase { database in
            let one = try await database.first(Echo(value: Kind.buy))
            #expect(one == .buy)
            let both = try await database.first(Echo(value: [Kind.buy, .reserve]))
            #expect(both == [.buy, .reserve])
            let error = await failure { try await database.run(Word<Kind>()) }
            #expect(error?.kind == .decoding)
        }
    }

    private struct Word<T: PQDecodable>: Statement {
        static var sql: String { "SELECT 'gift'::text AS kind" }
        static func decode(_ row: inout RowReader) throws(DatabaseError) -> T { try row() }
    }

    @Test("A column of another type, a NULL where none may be, and a column too many are decoding errors")
    func misreading() async throws {
        try await withDatabase { database in
            let null = await failure { try await database.run(Misread<Int>()) }
            #expect(null?.kind == .decoding)
            #expect(null?.debugDescription.contains("hole") == true)
            let type = await failure { try await database.run(Word<Int>()) }
            #expect(type?.kind == .decoding && type?.statement == "Word<Int>")
            #expect(type?.description.contains("gift") == false)
            let list = await failure { try await database.run(Word<[String]>()) }
            #expect(list?.kind == .decoding)
            let many = await failure { try await database.run(TooMany()) }
            #expect(many?.kind == .decoding)
        }
    }

    private struct TooMany: Statement {
        static let sql = "SELECT 1::int8"
        static func decode(_ row: inout RowReader) throws(DatabaseError) -> [Int] { [try row(), try row()] }
    }

    @Test("Text with a NUL is refused before it is sent")
    func nul() async throws {
        try await withDatabase { database in
            let texts = ["\0", "a\0b", "ab\0"]
            for text in texts {
                let error = await failure { try await database.run(Echo(value: text)) }
                #expect(error?.kind == .server && error?.sqlState == .invalidText)
            }
            let array = await failure { try await database.run(Echo(value: ["a", "\0"])) }
            #expect(array?.sqlState == .invalidText)
            let json = await failure { try await database.run(Echo(value: JSONB(text: "\"\0\""))) }
            #expect(json?.sqlState == .invalidText)
            // The server itself refuses an escaped one.
            let escaped = await failure { try await database.run(Echo(value: JSONB(text: #""\u0000""#))) }
            #expect(escaped?.kind == .server)
        }
    }

    @Test("A moment beyond PostgreSQL's years and a request beyond the limit are errors")
    func limits() async throws {
        try await TestDatabase.with { configuration in
            configuration.requestBytesLimit = 1000
        } _: { database in
            let early = await failure { try await database.run(Echo(value: Instant(microseconds: .min + 1))) }
            #expect(early?.sqlState == .datetimeFieldOverflow)
            let large = await failure { try await database.run(Echo(value: Bytes([UInt8](repeating: 0, count: 1001)))) }
            #expect(large?.sqlState == .programLimitExceeded)
            let sum = try await database.first(Add(a: 1, b: 2))
            #expect(sum == 3)
        }
    }
}
