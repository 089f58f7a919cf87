// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Cluster
@testable import torioki

@Suite("Poolers", .enabled(if: Pooler.program != nil, "SKIPPED: pgbouncer is not installed (.ci/setup --tests)"))
struct PoolerTests {
    private func findings(_ url: String) async -> [Finding] {
        let folder = FileManager.default.temporaryDirectory.path() + "torioki-pooler-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return await Examination(environment: [
            "TORIOKI_DATA": folder, "TORIOKI_PORT": "0", "TORIOKI_DATABASE_URL": url,
            "TORIOKI_LINK_KEY": Data(repeating: 7, count: 32).base64EncodedString(),
        ]).findings()
    }

    @Test(
        "Before a pooler in transaction mode the doctor is not green: what is prepared does not stay, and settings are lost"
    )
    func transactionMode() async throws {
        let pooler = try Pooler(mode: "transaction", ignoring: "options,extra_float_digits")
        defer { pooler.stop() }
        let findings = await findings(pooler.url)
        let sessions = try #require(findings.first { $0.name == "sessions" })
        #expect(sessions.detail.contains(#"prepared statement "torioki_look" does not exist"#) && !sessions.isWell)
        let settings = try #require(findings.first { $0.name == "session settings" })
        #expect(settings.detail.contains("statement_timeout is 0, not 8s") && !settings.isWell)
        #expect(settings.detail.contains("plan_cache_mode is auto, not force_generic_plan"))
    }

    @Test("A pooler that takes no options is told in libpq's own words")
    func noOptions() async throws {
        let pooler = try Pooler(mode: "transaction", ignoring: "extra_float_digits")
        defer { pooler.stop() }
        let database = try #require(await findings(pooler.url).first { $0.name == "database" })
        #expect(database.detail.contains("unsupported startup parameter") && !database.isWell)
        #expect(database.mend?.hasPrefix("A pooler") == true)
    }

    @Test("A pooler in session mode is well but for the settings it drops")
    func sessionMode() async throws {
        let pooler = try Pooler(mode: "session", ignoring: "options,extra_float_digits")
        defer { pooler.stop() }
        let ill = Set(await findings(pooler.url).filter { !$0.isWell }.map(\.name))
        // The tests' PostgreSQL keeps nothing through a power cut, and is empty.
        let server: Set = ["fsync", "full_page_writes", "synchronous_commit", "schema"]
        #expect(ill.subtracting(server) == ["session settings"])
    }
}

/// Is a PgBouncer before the tests' PostgreSQL, reached by a socket in a folder of its own.
struct Pooler {
    static let program = Command.find("pgbouncer") ?? ["/usr/sbin/pgbouncer"].first { access($0, X_OK) == 0 }

    let url: String
    private let folder: String

    init(mode: String, ignoring parameters: String) throws {
        let user = try ClusterUser()
        folder = "/tmp/torioki-pooler-\(UUID().uuidString.prefix(8))"
        try user.makePrivateFolder(folder)
        url = "postgresql:///torioki?user=torioki&host=\(folder)&port=6432&connect_timeout=3"
        let settings = """
            [databases]
            * = host=\(try TestDatabase.server.directory)
            [pgbouncer]
            pool_mode = \(mode)
            listen_addr =
            listen_port = 6432
            unix_socket_dir = \(folder)
            auth_type = trust
            auth_file = \(folder)/users
            pidfile = \(folder)/pid
            logfile = \(folder)/log
            ignore_startup_parameters = \(parameters)
            """
        try settings.write(toFile: "\(folder)/ini", atomically: false, encoding: .utf8)
        try "\"torioki\" \"\"\n".write(toFile: "\(folder)/users", atomically: false, encoding: .utf8)
        for name in ["ini", "users"] { chown("\(folder)/\(name)", user.id, user.group) }
        // It comes back when its sockets are open.
        let status = user.command(try #require(Self.program), ["-q", "-d", "\(folder)/ini"]).run(
            output: "\(folder)/out")
        try #require(status == 0, "\(FileTools.read("\(folder)/out") ?? "")")
    }

    /// Ends it, and takes its folder away.
    func stop() {
        let pid = FileTools.read("\(folder)/pid").flatMap { pid_t($0.split(whereSeparator: \.isNewline).first ?? "") }
        if let pid { kill(pid, SIGINT) }
        TestDatabase.removeFolder(folder)
    }
}
