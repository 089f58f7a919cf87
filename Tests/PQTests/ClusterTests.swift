// SPDX-License-Identifier: Apache-2.0
import Cluster
import Glibc
import PQ
import TestSupport
import Testing

private struct ServerProcess: Statement {
    static let sql = "SELECT pid::int8 FROM pg_stat_activity WHERE backend_type = 'checkpointer'"
    static let isReadOnly = true
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}

@Suite("Private cluster") struct ClusterTests {
    private func serverProcess(_ url: String) async throws -> Int? {
        let database = Database(DatabaseConfiguration(url: url, sharedConnections: 1))
        let process = try await database.first(ServerProcess())
        await database.close()
        return process
    }

    @Test("A server that runs already is taken over, and one that was stopped keeps its data")
    func adoption() async throws {
        try await TestDatabase.withCluster { cluster in
            let first = try await serverProcess(try cluster.start())
            let again = PrivateCluster(directory: cluster.directory + "/../" + lastPart(cluster.directory))
            let second = try await serverProcess(try again.start())
            #expect(first != nil && first == second && again.url == cluster.url)
            try again.stop()
            #expect(!cluster.isRunning)
            try cluster.stop()
            let third = try await serverProcess(try cluster.start())
            #expect(third != nil && third != first)
        }
    }

    @Test("A server that was killed is started again, over the file it left behind")
    func killed() async throws {
        try await TestDatabase.withCluster(durable: true) { cluster in
            let database = Database(DatabaseConfiguration(url: try cluster.start(), sharedConnections: 1))
            try await database.execute(itemTable)
            try await database.run(Insert(id: 1))
            kill(try #require(postmaster(of: cluster)), SIGKILL)
            let isGone = try await eventually { !cluster.isRunning }
            #expect(isGone && postmaster(of: cluster) != nil)
            try cluster.start()
            let isBack = try await eventually { await failure { try await database.run(CountItems()) }?.kind == nil }
            #expect(isBack)
            await database.close()
        }
    }

    @Test("A folder whose path is too long for a socket gets its socket elsewhere, still closed to others")
    func longPath() async throws {
        try await TestDatabase.withCluster { cluster in
            let long = cluster.directory + "/" + String(repeating: "long path ", count: 10) + "店"
            mkdir(cluster.directory, 0o755)
            let distant = PrivateCluster(directory: long, durable: false)
            let process = try await serverProcess(try distant.start())
            #expect(process != nil)
            try distant.stop()
        }
    }

    @Test("A folder that holds something else, or a name no server can have, is refused with advice")
    func refusals() throws {
        let folder = "/tmp/torioki-test-refusal-\(getpid())"
        mkdir(folder, 0o755)
        defer { TestDatabase.removeFolder(folder) }
        mkdir(folder + "/photos", 0o755)
        let error = #expect(throws: ClusterError.self) { try PrivateCluster(directory: folder).start() }
        #expect(error?.description.contains("use another") == true)
        #expect(throws: ClusterError.self) { try PrivateCluster(directory: folder + "/$HOME").start() }
        let closed = folder + "/closed"
        mkdir(closed, 0o700)
        if geteuid() == 0 {
            let reach = #expect(throws: ClusterError.self) { try PrivateCluster(directory: closed + "/data").start() }
            #expect(reach?.description.contains("cannot reach") == true)
        }
        #expect(throws: ClusterError.self) {
            try PrivateCluster(directory: folder + "/wrong", settings: ["shared_buffers": "many"]).start()
        }
    }

    private func lastPart(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }

    private func postmaster(of cluster: PrivateCluster) -> pid_t? {
        guard let file = fopen(cluster.directory + "/postmaster.pid", "re") else { return nil }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 32)
        guard fgets(&buffer, 32, file) != nil else { return nil }
        return pid_t(strtol(buffer, nil, 10))
    }
}
