// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Kit

/// Brings the database to the schema of this version.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database to the schema of this version.",
        discussion: "Safe when several start at once; refuses when an applied file was edited since."
    )

    @Flag(help: "Say what would be applied, and change nothing.")
    var dryRun = false

    func run() async throws {
        try await Installation.with { installation in
            let names = try await Migrator(database: installation.database).migrate(dryRun: dryRun)
            for name in names {
                if !dryRun { installation.observer(.migrated(name: name)) }
                Terminal.result("\(dryRun ? "would apply" : "applied") \(name)")
            }
            if names.isEmpty { Terminal.result("nothing to do: the schema is up to date") }
        }
    }
}
