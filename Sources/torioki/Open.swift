// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit
import Logging
import PQ

/// Holds what every command needs once its settings are read: the database, and who hears what happens.
struct Installation: Sendable {
    let configuration: Configuration
    let database: Database
    /// nil when the database is that of TORIOKI_DATABASE_URL.
    let server: PrivateServer?
    let logger: Logger
    let metrics: Metrics
    let observer: Observer

    /// Reads the settings and opens the database: the server of TORIOKI_DATABASE_URL, or a private PostgreSQL, which is
    /// made at the first start and adopted when another `torioki` runs it already.
    ///
    /// Throws a `ConfigurationError`, or what keeps the private PostgreSQL from starting. A server that is away does
    /// not throw here: the first statement tells.
    static func open(logTo descriptor: Int32 = 2, quietly: Bool = true) throws -> Installation {
        let configuration = try Configuration.read()
        let logger = makeLogger(configuration, descriptor: descriptor, quietly: quietly)
        let metrics = Metrics(version: Torioki.version)
        let observer = Observer.all(.log(logger), metrics.observer)
        var server: PrivateServer?
        if configuration.databaseURL == nil {
            try FileManager.default.createDirectory(atPath: configuration.data, withIntermediateDirectories: true)
            server = try PrivateServer(folder: configuration.clusterFolder)
        }
        let url = configuration.databaseURL ?? server?.url ?? ""
        var settings = DatabaseConfiguration(url: url, applicationName: "torioki")
        // The private server is in our own folder: nobody else can be promoted in its place.
        if configuration.databaseURL != nil {
            settings.watchFile = configuration.watchFile
            // Without a folder the process remembers for as long as it lives, and asks all hosts at its start.
            if !quietly {
                try? FileManager.default.createDirectory(atPath: configuration.data, withIntermediateDirectories: true)
            }
        }
        if quietly {
            settings.sharedConnections = 2
            settings.exclusiveConnections = 4
            // Whoever proves or imports millions of rows by hand waits for it.
            settings.statementDeadline = .seconds(1_800)
        } else {
            settings.session = DatabaseConfiguration.servingSession
        }
        let database = Database(settings, observe: observer.database)
        return Installation(
            configuration: configuration, database: database, server: server, logger: logger, metrics: metrics,
            observer: observer)
    }

    /// Makes the logger. A command run by hand says only what went wrong; `serve` says what its level asks.
    static func makeLogger(_ configuration: Configuration, descriptor: Int32, quietly: Bool) -> Logger {
        let level = quietly ? max(configuration.logLevel, .error) : configuration.logLevel
        return Logger(label: "torioki") { label in
            LogLines(label: label, format: configuration.logFormat, level: level, descriptor: descriptor)
        }
    }

    /// Closes the database, then leaves the private PostgreSQL, which stops when nobody else uses it.
    func close() async {
        await database.close()
        do {
            try server?.leave()
        } catch {
            Terminal.message("The private PostgreSQL did not stop: \(error)")
        }
    }

    /// Opens, does `body`, and closes whatever happens. What went wrong becomes a sentence that tells how to mend it.
    static func with<R: Sendable>(_ body: (Installation) async throws -> R) async throws -> R {
        let installation = try open()
        let result: Result<R, any Error>
        do {
            result = .success(try await body(installation))
        } catch {
            result = .failure(complaint(about: error))
        }
        await installation.close()
        return try result.get()
    }

    /// Turns what went wrong into a sentence that tells how to mend it, where there is one.
    static func complaint(about error: any Error) -> any Error {
        switch error {
        case let error as DatabaseError where error.sqlState == .undefinedTable:
            Complaint("The database has not this version's schema. Run `torioki migrate`.")
        case let error as DatabaseError where error.kind == .unavailable || error.kind == .deadline(.acquire):
            Complaint("The database does not answer. `torioki doctor` tells more.")
        case let error as DatabaseError where error.isOfSharedSession:
            Complaint(
                "What is prepared does not stay: is a pooler in transaction mode before it? `torioki doctor` tells more."
            )
        case Refusal.doesNotFit(let sentence): Complaint(sentence)
        default: error
        }
    }
}
