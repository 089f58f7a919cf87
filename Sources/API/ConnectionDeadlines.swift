// SPDX-License-Identifier: Apache-2.0
import Customers
import HTTPTypes
import Kit
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Keeps a connection from waiting for ever: a body that trickles in, an answer that nobody reads, an answer after which
/// the connection is to close, and bytes that are no HTTP. (Idle connections and slow headers end by the server's own
/// idle timeout.)
final class ConnectionDeadlines: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let bodySeconds: Int64
    private var isReadingBody = false
    private var bodyBytes = 0
    private var unanswered = 0
    private var closesAfterAnswer = false
    private var body: Scheduled<Void>?
    private var unread: Scheduled<Void>?

    init(bodySeconds: Int = Limits.bodySeconds) { self.bodySeconds = Int64(bodySeconds) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            (isReadingBody, bodyBytes) = (true, 0)
            unanswered += 1
        case .body(let buffer): bodyBytes += buffer.readableBytes
        case .end:
            isReadingBody = false
            body?.cancel()
            body = nil
        }
        context.fireChannelRead(data)
    }

    /// Starts the clock only where a body did not come along with its head: most do, and cost no timer.
    func channelReadComplete(context: ChannelHandlerContext) {
        if isReadingBody, body == nil { watchBody(context, since: .now()) }
        context.fireChannelReadComplete()
    }

    private func watchBody(_ context: ChannelHandlerContext, since start: NIODeadline) {
        let allowed = TimeAmount.seconds(bodySeconds + Int64(bodyBytes / 65_536))
        body = context.eventLoop.assumeIsolated().scheduleTask(deadline: start + allowed) {
            guard self.isReadingBody else { return }
            // What has come since may have earned more time.
            if .now() < start + .seconds(self.bodySeconds + Int64(self.bodyBytes / 65_536)) {
                self.watchBody(context, since: start)
            } else {
                self.isReadingBody = false
                self.closesAfterAnswer = true
                context.fireErrorCaught(BodyTooSlow())
            }
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            if head.headerFields[.connection] == "close" { closesAfterAnswer = true }
            context.write(data, promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            unanswered -= 1
            guard closesAfterAnswer else { return context.write(data, promise: promise) }
            context.writeAndFlush(data, promise: promise)
            linger(context)
        }
    }

    /// Ends our side, and goes on taking what the client is still sending for a moment: a connection closed over unread
    /// bytes is reset, and the client might never see the answer.
    private func linger(_ context: ChannelHandlerContext) {
        context.close(mode: .output, promise: nil)
        let channel = context.channel
        context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(Int64(Limits.lingerSeconds))) {
            channel.close(promise: nil)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        unread?.cancel()
        unread = nil
        if !context.channel.isWritable {
            let channel = context.channel
            unread = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(Int64(Limits.unreadSeconds))) {
                channel.close(promise: nil)
            }
        }
        context.fireChannelWritabilityChanged()
    }

    /// Answers bytes that are no HTTP, or too much of it, in the form of every other refusal.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError, unanswered == 0, context.channel.isActive else {
            return context.fireErrorCaught(error)
        }
        let problem = Problem(error == .headerOverflow ? .headersTooLarge : .unreadableHTTP)
        var bytes: [UInt8] = []
        problem.json(.ja, instance: "-").write(to: &bytes)
        var fields: HTTPFields = [
            .contentType: "application/problem+json; charset=utf-8", .contentLength: String(bytes.count),
            .connection: "close", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
        ]
        fields[.contentLanguage] = "ja"
        let head = HTTPResponse(status: .init(code: problem.status), headerFields: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: bytes))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        linger(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { stopWatching() }

    func channelInactive(context: ChannelHandlerContext) {
        stopWatching()
        context.fireChannelInactive()
    }

    private func stopWatching() {
        body?.cancel()
        unread?.cancel()
        (body, unread, isReadingBody) = (nil, nil, false)
    }
}
