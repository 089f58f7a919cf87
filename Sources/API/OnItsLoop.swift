// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import PQ

/// Serves a connection on the thread that reads its socket: what is asked is read, checked and answered there, and no
/// request waits for another thread to wake. Only work with an executor of its own (the database) leaves it.
struct OnItsLoop<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        base.setup(channel: channel, logger: logger)
    }

    func handle(value: Base.Value, logger: Logger) async {
        await withTaskExecutorPreference(LoopExecutor(loop: value.channel.eventLoop)) {
            await base.handle(value: value, logger: logger)
        }
    }
}

/// Does what may take long, such as reading a file: apart from the loops, which would serve nobody meanwhile, and without
/// the deadline of a request.
package func withoutHurry<R: Sendable>(
    _ work: @concurrent @Sendable () async throws -> R
) async throws -> R {
    try await RequestDeadline.$current.withValue(nil) {
        try await withTaskExecutorPreference(globalConcurrentExecutor) { try await work() }
    }
}

/// Runs tasks on an event loop.
private final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
