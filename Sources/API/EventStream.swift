// SPDX-License-Identifier: Apache-2.0
import AsyncAlgorithms
import Hummingbird
import Kit
import NIOCore
import ServiceLifecycle

/// Is an answer that goes on: server-sent events (WHATWG HTML section 9.2). It ends when its source ends, when the client
/// goes and when the service stops; the client comes back by itself and names the last event it has seen.
package struct EventStream: Sendable {
    /// Is one message.
    package struct Message: Sendable {
        let id: String
        let event: String
        let data: [UInt8]

        /// `id` is what Last-Event-ID will say, `event` the kind; neither may have a line break.
        package init(id: String, event: String, data: JSON) {
            self.id = id
            self.event = event
            var bytes: [UInt8] = []
            data.write(to: &bytes)
            self.data = bytes
        }

        /// Writes the fields. JSON as we write it has no line breaks, so it is one `data` line.
        var buffer: ByteBuffer {
            var buffer = ByteBuffer()
            buffer.writeString("id: \(id)\nevent: \(event)\ndata: ")
            buffer.writeBytes(data)
            buffer.writeString("\n\n")
            return buffer
        }
    }

    /// Hands messages to the client, one after another: waits while the client's socket is full.
    package struct Outlet: Sendable {
        let channel: AsyncChannel<ByteBuffer>

        package func send(_ message: Message) async { await channel.send(message.buffer) }
    }

    private let source: @Sendable (Outlet) async throws -> Void
    private let heartbeat: Duration

    /// Takes a source that sends messages until there are no more or its task is cancelled.
    package init(
        heartbeat: Duration = .seconds(Limits.heartbeatSeconds),
        _ source: @escaping @Sendable (Outlet) async throws -> Void
    ) {
        self.heartbeat = heartbeat
        self.source = source
    }

    package func body(for request: Request) -> ResponseBody {
        ResponseBody { [self] writer in
            try await request.body.consumeWithCancellationOnInboundClose { _ in
                // The first line goes at once, so that a client knows it is connected before anything happens.
                try await writer.write(ByteBuffer(string: "retry: \(Limits.retryMilliseconds)\n\n"))
                try await write(to: &writer)
            }
            try await writer.finish(nil)
        }
    }

    private func write(to writer: inout any ResponseBodyWriter) async throws {
        let channel = AsyncChannel<ByteBuffer>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [source] in
                // However the source ends, the stream ends with it; the client comes back and goes on.
                defer { channel.finish() }
                try await source(Outlet(channel: channel))
            }
            group.addTask { [heartbeat] in
                while !Task.isCancelled {
                    try await Task.sleep(for: heartbeat)
                    await channel.send(ByteBuffer(string: ": still here\n\n"))
                }
            }
            for await buffer in channel.cancelOnGracefulShutdown() { try await writer.write(buffer) }
            group.cancelAll()
            do { try await group.waitForAll() } catch is CancellationError {}
        }
    }
}
