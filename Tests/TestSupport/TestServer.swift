// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Logging
import ServiceLifecycle

/// Says that the server under test ended before it listened.
package struct ServerDidNotStart: Error {}

/// Runs a test against a server that listens on a free port of this machine, and stops it gracefully afterwards.
///
/// `build` makes the application; it binds to port 0 and calls `started` with the port it got.
package func withServer<Result: Sendable>(
    _ build: (_ started: @escaping @Sendable (Int) async -> Void) throws -> any ApplicationProtocol,
    _ test: (HTTPClient) async throws -> Result
) async throws -> Result {
    let (ports, port) = AsyncStream<Int>.makeStream()
    let application = try build { port.yield($0) }
    let group = ServiceGroup(
        configuration: .init(services: [application], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer { port.finish() }
            try await group.run()
        }
        var started = ports.makeAsyncIterator()
        guard let port = await started.next() else {
            try await tasks.waitForAll()
            throw ServerDidNotStart()
        }
        let client = HTTPClient(port: port)
        let outcome: Swift.Result<Result, any Error>
        do { outcome = .success(try await test(client)) } catch { outcome = .failure(error) }
        await client.close()
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        return try outcome.get()
    }
}
