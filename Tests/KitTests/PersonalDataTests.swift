// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@Suite("What is known of persons")
struct PersonalDataTests {
    @Test(
        "Of every column of text, JSON or bytes somebody has decided whether it tells of a person; a new one is found")
    func decided() async throws {
        try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
            let all = try await database.run(ReadColumns())
            let open = all.filter(\.mayHoldWords).map { (table: $0.table, column: $0.column) }
            #expect(open.count > 120)
            #expect(
                PersonalData.undecided(open) == [],
                "say in Kit/PersonalData.swift whether these tell of a person, of whom, and what")
            // What is named is there, once.
            let names = PersonalData.columns.map(\.name)
            #expect(Set(names).count == names.count)
            #expect(PersonalData.nameless.isDisjoint(with: names))
            let there = Set(all.map { "\($0.table).\($0.column)" })
            #expect(PersonalData.nameless.union(names).subtracting(there) == [], "these columns are no more")

            try await database.execute(
                """
                ALTER TABLE customer ADD COLUMN birthday_card text, ADD COLUMN ways text[];
                CREATE TABLE survey (survey_id uuid PRIMARY KEY, answers jsonb, photo bytea, words varchar(80))
                """)
            let grown = try await database.run(ReadColumns()).filter(\.mayHoldWords)
            #expect(
                Set(PersonalData.undecided(grown.map { (table: $0.table, column: $0.column) })) == [
                    "customer.birthday_card", "customer.ways", "survey.answers", "survey.photo", "survey.words",
                ])
        }
    }
}

/// Reads the columns of this schema's tables.
private struct ReadColumns: Statement {
    static let sql = """
        SELECT c.table_name::text, c.column_name::text, c.udt_name::text
        FROM information_schema.columns c
        JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
        """
    static let isReadOnly = true

    struct Row: Sendable {
        let table: String
        let column: String
        let type: String

        /// Numbers, moments, ids and yes or no hold no words.
        var mayHoldWords: Bool {
            let wordless: Set = [
                "int2", "int4", "int8", "float8", "bool", "uuid", "timestamptz", "date", "xid8", "_int4",
            ]
            return !wordless.contains(type)
        }
    }

    func bind(_ parameters: inout Parameters) {}

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        Row(table: try row(), column: try row(), type: try row())
    }
}
