// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit
import PQ

/// Looks at the database: whether it answers, is new enough, keeps its promises and has the schema of this version.
struct DatabaseExamination {
    let configuration: Configuration

    func findings() async -> [Finding] {
        var server: PrivateServer?
        if configuration.databaseURL == nil {
            guard FileManager.default.fileExists(atPath: configuration.clusterFolder) else {
                return [.well("database", "the first `torioki serve` will make it in \(configuration.clusterFolder)")]
            }
            do {
                server = try PrivateServer(folder: configuration.clusterFolder)
            } catch {
                return [.ill("database", "the private PostgreSQL does not start", mend: "\(error)")]
            }
        }
        let url = configuration.databaseURL ?? server?.url ?? ""
        var settings = DatabaseConfiguration(url: url, applicationName: "torioki doctor")
        settings.sharedConnections = 1
        settings.exclusiveConnections = 1
        settings.session = DatabaseConfiguration.servingSession
        var hosts: [Finding] = []
        if configuration.databaseURL != nil {
            // A URL that cannot be read is told by the look at the database.
            let reports = (try? await HostReport.all(settings)) ?? []
            let path = configuration.watchFile
            hosts = HostExamination(reports: reports, seen: .init(path: path), watchFile: path).findings()
        }
        let sessions = await SessionExamination(settings: settings).findings()
        var findings = hosts + sessions.findings
        if sessions.mayGoOn {
            let database = Database(settings)
            findings += await look(at: database)
            await database.close()
        }
        // What was started for the look is stopped again; a failure shows at the next start.
        try? server?.leave()
        return findings
    }

    private func look(at database: Database) async -> [Finding] {
        let server: ServerState.State
        let before = Instant.system
        let after: Instant
        do {
            guard let row = try await database.first(ServerState()) else { return [] }
            server = row
            after = .system
        } catch {
            return [.doesNotAnswer(error.words)]
        }
        var findings = [version(server), clock(server.now, between: before, and: after)]
        findings += promises(server)
        findings.append(connections(server))
        findings.append(await schema(database))
        return findings
    }

    private func version(_ server: ServerState.State) -> Finding {
        let words = "PostgreSQL \(server.version / 10_000).\(server.version % 10_000) answers"
        return server.version >= 150_000
            ? .well("database", words)
            : .ill("database", words, mend: "Use PostgreSQL 15 or newer.")
    }

    /// The database's clock is compared with the middle of the question.
    private func clock(_ theirs: Instant, between before: Instant, and after: Instant) -> Finding {
        let middle = Instant(microseconds: before.microseconds / 2 + after.microseconds / 2)
        let skew = (theirs - middle).microseconds
        let milliseconds = abs(skew) / 1000
        let words = "\(milliseconds) ms \(skew < 0 ? "behind" : "ahead of") this machine's"
        return milliseconds < 2000
            ? .well("database clock", words)
            : .ill("database clock", words, mend: "Let both machines follow a time server (chrony, systemd-timesyncd).")
    }

    private func promises(_ server: ServerState.State) -> [Finding] {
        var findings: [Finding] = []
        if server.encoding != "UTF8" {
            findings.append(
                .ill("encoding", server.encoding, mend: "Make the database anew with ENCODING 'UTF8'."))
        }
        if server.isReplica {
            findings.append(
                .ill(
                    "database role", "a standby: nothing can be written",
                    mend: "Name all hosts in TORIOKI_DATABASE_URL and add target_session_attrs=read-write."))
        }
        for (name, isOn) in [
            ("fsync", server.fsync), ("full_page_writes", server.fullPageWrites),
            ("synchronous_commit", server.synchronousCommit),
        ] where !isOn {
            findings.append(
                .ill(name, "off: what was acknowledged may be lost", mend: "Set \(name) = on in PostgreSQL."))
        }
        return findings.isEmpty ? [.well("durability", "commits reach the disk")] : findings
    }

    private func connections(_ server: ServerState.State) -> Finding {
        let settings = DatabaseConfiguration(url: "")
        let needed = settings.sharedConnections + settings.exclusiveConnections + 1
        let words = "\(server.connectionsUsed) of \(server.connectionsAllowed) in use, a service takes up to \(needed)"
        return server.connectionsAllowed - server.connectionsUsed >= needed
            ? .well("connections", words)
            : .ill("connections", words, mend: "Raise max_connections in PostgreSQL, or close what else is connected.")
    }

    private func schema(_ database: Database) async -> Finding {
        do {
            let pending = try await Migrator(database: database).pending()
            return pending.isEmpty
                ? .well("schema", "up to date")
                : .ill("schema", "to be applied: \(pending.joined(separator: ", "))", mend: "Run `torioki migrate`.")
        } catch let fault as Migrator.Fault {
            return .ill("schema", "does not fit this version", mend: fault.description)
        } catch {
            return .ill("schema", "cannot be read: \(error)", mend: "Does the database user own the tables?")
        }
    }
}

/// Asks the server for what the doctor looks at.
struct ServerState: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT current_setting('server_version_num')::integer,
               clock_timestamp(),
               current_setting('server_encoding'),
               pg_is_in_recovery(),
               current_setting('fsync')::boolean,
               current_setting('full_page_writes')::boolean,
               current_setting('synchronous_commit') <> 'off',
               (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
               current_setting('max_connections')::integer
                   - current_setting('superuser_reserved_connections')::integer
        """

    struct State: Sendable {
        let version: Int
        let now: Instant
        let encoding: String
        let isReplica: Bool
        let fsync: Bool
        let fullPageWrites: Bool
        let synchronousCommit: Bool
        let connectionsUsed: Int
        let connectionsAllowed: Int
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> State {
        State(
            version: try row(), now: try row(), encoding: try row(), isReplica: try row(), fsync: try row(),
            fullPageWrites: try row(), synchronousCommit: try row(), connectionsUsed: try row(),
            connectionsAllowed: try row())
    }
}
