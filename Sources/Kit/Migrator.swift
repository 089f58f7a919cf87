// SPDX-License-Identifier: Apache-2.0
import PQ

/// Brings a database to the schema that travels with the binary: forward only, each file in one transaction.
///
/// Any number of processes may start it at once: one applies, the others wait, look again and find it done.
package struct Migrator: Sendable {
    /// Says why the files on board and those applied do not fit together. Nothing was changed.
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// A file was edited after it had been applied.
        case changed(String)
        /// The database has a file that this binary does not know: the binary is older than the database.
        case newerDatabase(String)
        /// A file that sorts before an applied one is not applied.
        case outOfOrder(String)

        package var description: String {
            switch self {
            case .changed(let name):
                "\(name) differs from what was applied. Restore the file, and put the change into a new one."
            case .newerDatabase(let name):
                "The database has \(name), which this torioki does not know. Start a version at least as new."
            case .outOfOrder(let name):
                "\(name) comes before a file that is applied already. Give it the next free number."
            }
        }
    }

    private let database: Database
    private let effects: Effects
    private let files: [SchemaFile]

    /// Takes the database and, for tests, other files than those on board; they are applied in order of name.
    package init(database: Database, effects: Effects = .system, files: [SchemaFile] = SchemaFile.onBoard) {
        self.database = database
        self.effects = effects
        self.files = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// Lists the files that are still to be applied, in order: none when the database is ready to serve.
    ///
    /// Throws `Fault` when the two do not fit together, and `DatabaseError`.
    package func pending() async throws -> [String] {
        guard try await database.first(HasMigrationTable()) == true else { return files.map(\.name) }
        return try open(after: try await database.run(AppliedMigrations())).map(\.name)
    }

    /// Applies what is pending and returns the names of the files that this call applied, in order; with `dryRun`, of
    /// those it would apply, changing nothing.
    ///
    /// Throws `Fault` before anything is changed, and `DatabaseError`: SQLSTATE 55P03 when a table was in use for two
    /// seconds. Files applied before an error stay applied; run it again.
    package func migrate(dryRun: Bool = false) async throws -> [String] {
        let pending = try await pending()
        if dryRun { return pending }
        var applied: [String] = []
        for file in files where pending.contains(file.name) {
            if try await apply(file) { applied.append(file.name) }
        }
        return applied
    }

    /// Applies one file, unless another process has done so in the meantime.
    private func apply(_ file: SchemaFile) async throws -> Bool {
        try await database.transaction { [self] transaction in
            _ = try await transaction.run(LockMigrations())
            _ = try await transaction.run(LimitLockWaits())
            if try await transaction.first(HasMigrationTable()) != true {
                _ = try await transaction.count(CreateMigrationTable())
            }
            // Read again: this is the first look that nobody else can overtake.
            let known = try await transaction.run(AppliedMigrations())
            guard try open(after: known).contains(file) else { return false }
            try await transaction.execute(file.sql)
            _ = try await transaction.count(NoteMigration(file: file, now: effects.now()))
            return true
        }
    }

    /// Compares the files on board with those applied and returns what is left to do. Throws `Fault`.
    private func open(after applied: [(name: String, checksum: Bytes)]) throws(Fault) -> [SchemaFile] {
        var left = files
        for (name, checksum) in applied {
            guard let index = left.firstIndex(where: { $0.name == name }) else { throw .newerDatabase(name) }
            guard left[index].checksum == checksum else { throw .changed(name) }
            guard index == 0 else { throw .outOfOrder(left[0].name) }
            left.removeFirst()
        }
        return left
    }
}
