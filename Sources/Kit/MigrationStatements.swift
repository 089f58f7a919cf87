// SPDX-License-Identifier: Apache-2.0
import PQ

/// Waits until no other process migrates this schema; the end of the transaction lets the next one in.
struct LockMigrations: Statement {
    static let sql = """
        SELECT pg_advisory_xact_lock(hashtextextended('torioki.schema_migration.' || current_schema(), 0))
        """
}

/// Makes the statements of this transaction give up after two seconds of waiting for a lock: a migration behind a long
/// reader would otherwise stop everybody who queues behind the migration.
struct LimitLockWaits: Statement {
    static let sql = """
        SELECT set_config('lock_timeout', '2s', true)
        """
}

/// Tells whether the table of applied files exists in this schema.
struct HasMigrationTable: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT to_regclass('schema_migration') IS NOT NULL
        """

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Bool { try row() }
}

/// Creates the table of applied files.
struct CreateMigrationTable: Statement {
    static let sql = """
        CREATE TABLE schema_migration (
            name       text COLLATE "C" PRIMARY KEY,
            checksum   bytea NOT NULL,
            applied_at timestamptz NOT NULL
        )
        """
}

/// Reads the applied files in order.
struct AppliedMigrations: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT name, checksum
        FROM schema_migration
        ORDER BY name
        """

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (name: String, checksum: Bytes) {
        (try row(), try row())
    }
}

/// Notes that a file was applied.
struct NoteMigration: Statement {
    static let sql = """
        INSERT INTO schema_migration (name, checksum, applied_at)
        VALUES ($1, $2, $3) -- name, SHA-256, now
        """

    let file: SchemaFile
    let now: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(file.name)
        parameters.add(file.checksum)
        parameters.add(now)
    }
}
