// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOPosix

/// Is a connection over which a test sends bytes as it likes, be they HTTP or not.
package final class RawConnection: Sendable {
    private let channel: any Channel
    private let received: AsyncStream<[UInt8]>

    package init(port: Int) async throws {
        let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
        received = stream
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ByteReader(continuation: continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }

    package func send(_ text: String) async throws { try await send(Array(text.utf8)) }
    package func send(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }

    /// Reads until the server ends its side.
    package func readToEnd() async -> String {
        var bytes: [UInt8] = []
        for await part in received { bytes += part }
        return String(decoding: bytes, as: UTF8.self)
    }

    package func close() async { try? await channel.close() }  // It may be closed already, which is as good.
}

private final class ByteReader: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    let continuation: AsyncStream<[UInt8]>.Continuation

    init(continuation: AsyncStream<[UInt8]>.Continuation) { self.continuation = continuation }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        continuation.yield(Array(unwrapInboundIn(data).readableBytesView))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { continuation.finish() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) { continuation.finish() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
