// SPDX-License-Identifier: Apache-2.0
import Cluster
import Glibc
import Kit
import PQ
import Synchronization

/// Keeps the one PostgreSQL of this test process: private, started when the first test asks, stopped at exit.
package enum TestDatabase {
    /// Databases that tests may use at the same time.
    private static let gate = Gate(8)
    private static let schemaCount = Atomic<Int>(0)

    /// Starts once; Swift makes every other test wait meanwhile.
    private static let cluster: Result<PrivateCluster, ClusterError> = {
        sweep()
        let cluster = PrivateCluster(directory: "\(prefix)\(getpid())", durable: false)
        do throws(ClusterError) {
            try cluster.start()
            atexit { TestDatabase.remove() }
            return .success(cluster)
        } catch {
            return .failure(error)
        }
    }()

    private static var prefix: String { "/tmp/torioki-test-\(geteuid())-" }

    /// The private server itself. It serves every test of this process: do not stop it.
    package static var server: PrivateCluster {
        get throws { try cluster.get() }
    }

    /// The URL of the private server.
    package static var url: String {
        get throws {
            let url = try cluster.get().url
            // Tests drop what they find: never anything that is reached over a network.
            precondition(url.contains("@/") && url.contains("host=%2ftmp"), "Tests run on the private server only.")
            return url
        }
    }

    /// Runs a test with a database whose schema is its own, and drops the schema afterwards.
    ///
    /// `prepare` makes the tables, `adjust` changes the configuration before the first connection.
    @discardableResult
    package static func with<R: Sendable>(
        adjust: (inout DatabaseConfiguration) -> Void = { _ in },
        observe: @escaping @Sendable (DatabaseObservation) -> Void = { _ in },
        prepare: (Database) async throws -> Void = { _ in },
        _ body: (Database) async throws -> R
    ) async throws -> R {
        await gate.enter()
        do {
            let result = try await run(adjust: adjust, observe: observe, prepare: prepare, body)
            await gate.leave()
            return result
        } catch {
            await gate.leave()
            throw error
        }
    }

    private static func run<R: Sendable>(
        adjust: (inout DatabaseConfiguration) -> Void, observe: @escaping @Sendable (DatabaseObservation) -> Void,
        prepare: (Database) async throws -> Void, _ body: (Database) async throws -> R
    ) async throws -> R {
        let schema = "test_\(schemaCount.wrappingAdd(1, ordering: .relaxed).newValue)"
        let url = try url
        let keeper = Database(
            patient(DatabaseConfiguration(url: url, sharedConnections: 1, exclusiveConnections: 1)))
        try await keeper.execute("CREATE SCHEMA \(schema)")
        var configuration = patient(
            DatabaseConfiguration(
                url: url, applicationName: schema, searchPath: schema, sharedConnections: 2, exclusiveConnections: 6))
        configuration.session = DatabaseConfiguration.servingSession
        adjust(&configuration)
        let database = Database(configuration, observe: observe)
        let result: Result<R, any Error>
        do {
            try await prepare(database)
            result = .success(try await body(database))
        } catch {
            result = .failure(error)
        }
        await database.close()
        try await keeper.execute("SET client_min_messages = warning; DROP SCHEMA \(schema) CASCADE")
        await keeper.close()
        return try result.get()
    }

    /// Gives a busy machine time: a test fails for what is wrong, not for what is slow. Tests of deadlines set their own.
    private static func patient(_ configuration: DatabaseConfiguration) -> DatabaseConfiguration {
        var configuration = configuration
        configuration.acquireDeadline = .seconds(60)
        configuration.statementDeadline = .seconds(60)
        configuration.commitDeadline = .seconds(60)
        return configuration
    }

    /// Runs a test with a server of its own, which it may stop, start and break.
    @discardableResult
    package static func withCluster<R: Sendable>(
        settings: [String: String] = [:], durable: Bool = false, _ body: (PrivateCluster) async throws -> R
    ) async throws -> R {
        let number = schemaCount.wrappingAdd(1, ordering: .relaxed).newValue
        let directory = "\(prefix)\(getpid())-\(number)"
        let cluster = PrivateCluster(directory: directory, durable: durable, settings: settings)
        defer {
            // The folder goes anyway, and a server without its folder ends by itself.
            try? cluster.stop()
            removeFolder(directory)
        }
        return try await body(cluster)
    }

    private static func remove() {
        guard case .success(let cluster) = cluster else { return }
        // The process ends: nobody is left to be told.
        try? cluster.stop()
        removeFolder(cluster.directory)
    }

    /// Removes what test processes that were killed have left.
    private static func sweep() {
        guard let directory = opendir("/tmp") else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let path = "/tmp/" + name
            guard path.hasPrefix(prefix), let process = pid_t(path.dropFirst(prefix.count).prefix { $0.isNumber }),
                kill(process, 0) != 0
            else { continue }
            // What cannot be stopped now will be tried again by the next test process.
            try? PrivateCluster(directory: path).stop()
            removeFolder(path)
        }
    }

    package static func removeFolder(_ path: String) {
        var process: pid_t = 0
        let words = ["rm", "-rf", "--", path]
        var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        argv.append(nil)
        defer { for word in argv { free(word) } }
        guard posix_spawn(&process, "/bin/rm", nil, nil, argv, environ) == 0 else { return }
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }
}

/// Runs a test with a database whose schema is its own: see `TestDatabase.with`.
@discardableResult
package func withDatabase<R: Sendable>(
    prepare: (Database) async throws -> Void = { _ in }, _ body: (Database) async throws -> R
) async throws -> R {
    try await TestDatabase.with(prepare: prepare, body)
}
