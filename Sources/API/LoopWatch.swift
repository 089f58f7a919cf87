// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Looks from time to time how long something waits on each loop that serves connections before it runs: whatever works
/// there too long keeps every connection of that loop waiting, and is seen by nothing else.
package struct LoopWatch: Service, CustomStringConvertible {
    private let loops: any EventLoopGroup
    private let rest: Duration
    private let observe: @Sendable (Duration) -> Void

    package var description: String { "loop watch" }

    /// - Parameters:
    ///   - loops: those of the server.
    ///   - rest: the time between two looks.
    ///   - observe: hears of each loop how long it let wait; on that loop.
    package init(
        _ loops: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, rest: Duration = .milliseconds(250),
        observe: @escaping @Sendable (Duration) -> Void
    ) {
        self.loops = loops
        self.rest = rest
        self.observe = observe
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                look()
                do { try await Task.sleep(for: rest) } catch { return }
            }
        }
    }

    private func look() {
        let start = ContinuousClock.now
        for loop in loops.makeIterator() {
            loop.execute { [observe] in observe(.now - start) }
        }
    }
}
