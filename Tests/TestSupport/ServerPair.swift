// SPDX-License-Identifier: Apache-2.0
import Glibc
import PQ
import Synchronization

@testable import Cluster

/// Is two real PostgreSQL on this machine, one of them the standby of the other, which a test may stop, freeze, kill and
/// promote.
package actor ServerPair {
    package private(set) var primary: PrivateCluster
    package private(set) var standby: PrivateCluster
    private let user: ClusterUser
    private let programs: PostgresPrograms
    private static let count = Atomic<Int>(0)

    /// Leads to both; libpq takes the one that may be written to.
    package nonisolated let url: String

    /// Runs a test with a primary whose commits wait for its standby, and removes both afterwards.
    package static func with<R: Sendable>(_ body: (ServerPair) async throws -> R) async throws -> R {
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        return try await TestDatabase.withCluster(durable: true) { cluster in
            try cluster.start()
            let pair = try ServerPair(cluster, PrivateCluster(directory: "\(cluster.directory)-b\(number)"))
            let result: Result<R, any Error>
            do {
                try await pair.follow()
                result = .success(try await body(pair))
            } catch {
                result = .failure(error)
            }
            await pair.remove()
            return try result.get()
        }
    }

    private init(_ primary: PrivateCluster, _ standby: PrivateCluster) throws {
        self.primary = primary
        self.standby = standby
        user = try ClusterUser()
        programs = try PostgresPrograms()
        let hosts = [primary, standby].map { $0.directory.replacing("/", with: "%2F") }.joined(separator: ",")
        url = "postgresql://torioki@/torioki?host=\(hosts)&target_session_attrs=read-write"
    }

    /// Copies the primary into the standby's folder, starts it, and lets commits wait for it.
    package func follow() async throws {
        TestDatabase.removeFolder(standby.directory)
        let arguments = [
            "-h", primary.directory, "-U", PrivateCluster.user, "-D", standby.directory, "-R", "-X", "stream", "-c",
            "fast",
        ]
        let log = standby.directory + ".basebackup.log"
        defer { unlink(log) }
        guard user.command(programs.path("pg_basebackup"), arguments).run(output: log) == 0 else {
            throw ClusterError(FileTools.read(log) ?? "pg_basebackup failed")
        }
        try standby.start()
        try await onPrimary { database in
            try await database.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            try await database.execute("SELECT pg_reload_conf()")
            while try await database.first(CountConfirming()) != 1 { try await Task.sleep(for: .milliseconds(10)) }
        }
    }

    package func stopStandby() throws { try standby.stop() }
    package func startStandby() throws { try standby.start() }

    /// Kills the primary's postmaster as a power cut would; its children follow it.
    package func killPrimary() async throws {
        guard let file = PostmasterFile(in: primary.directory) else { return }
        kill(file.process, SIGKILL)
        while primary.isRunning { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// Lets the standby take writes; what was the primary, alive or not, counts as the standby from now on.
    package func promote() throws {
        let arguments = ["-D", standby.directory, "-w", "-t", "60", "-s", "promote"]
        guard user.command(programs.path("pg_ctl"), arguments).run() == 0 else {
            throw ClusterError("The standby was not promoted.")
        }
        swap(&primary, &standby)
    }

    /// Stops or lets go on every process of what is the standby now.
    package func freezeStandby(_ isFrozen: Bool) {
        guard let file = PostmasterFile(in: standby.directory) else { return }
        let children = FileTools.read("/proc/\(file.process)/task/\(file.process)/children") ?? ""
        for process in [file.process] + children.split(separator: " ").compactMap({ pid_t($0) }) {
            kill(process, isFrozen ? SIGSTOP : SIGCONT)
        }
    }

    /// Gives a body the primary alone, on connections whose own commits wait for nobody.
    package func onPrimary<R: Sendable>(_ body: @Sendable (Database) async throws -> R) async throws -> R {
        try await on(primary, body)
    }

    package func onStandby<R: Sendable>(_ body: @Sendable (Database) async throws -> R) async throws -> R {
        try await on(standby, body)
    }

    private func on<R: Sendable>(
        _ cluster: PrivateCluster, _ body: @Sendable (Database) async throws -> R
    ) async throws -> R {
        let url = cluster.url + "&options=-csynchronous_commit%3Dlocal"
        let database = Database(DatabaseConfiguration(url: url, applicationName: "keeper", sharedConnections: 1))
        let result: Result<R, any Error>
        do { result = .success(try await body(database)) } catch { result = .failure(error) }
        await database.close()
        return try result.get()
    }

    private func remove() {
        for cluster in [standby, primary] {
            // The folders go anyway, and a server without its folder ends by itself.
            try? cluster.stop()
            TestDatabase.removeFolder(cluster.directory)
        }
    }
}

/// Counts the standbys that confirm commits.
private struct CountConfirming: Statement {
    static let sql = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'"
    static let isReadOnly = true
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}
