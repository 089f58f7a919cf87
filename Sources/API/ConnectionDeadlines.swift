// SPDX-License-Identifier: Apache-2.0
import Customers
import HTTPTypes
import Kit
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Keeps a connection from waiting for ever: a body that trickles in, an answer that nobody reads, an answer after which
/// the connection is to close, and bytes that are no HTTP. (Idle connections and slow headers end by the server's own
/// idle timeout.) Says of a body that breaks off that it is the client's doing, and turns away whom `Connections` does
/// not let in.
final class ConnectionDeadlines: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let bodySeconds: Int64
    private let connections: Connections
    private let refused: @Sendable (ProblemCode) -> Void
    /// Only health is answered on it, once.
    private var isReserved = false
    /// What still comes is not looked at.
    private var isRefused = false
    private var isReadingBody = false
    private var bodyBytes = 0
    private var unanswered = 0
    private var closesAfterAnswer = false
    private var body: Scheduled<Void>?
    private var unread: Scheduled<Void>?

    init(bodySeconds: Int, connections: Connections, refused: @escaping @Sendable (ProblemCode) -> Void) {
        self.bodySeconds = Int64(bodySeconds)
        self.connections = connections
        self.refused = refused
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        switch connections.admit(channel) {
        case .welcome: break
        case .reserved:
            isReserved = true
            context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(Int64(Limits.reservedSeconds))) {
                if self.unanswered == 0 { channel.close(promise: nil) }
            }
        case .full:
            // Not before it is registered with its loop.
            context.eventLoop.execute { channel.close(promise: nil) }
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            if let problem = refusal(of: head) { return refuse(problem, context) }
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

    /// Says why a request is not even looked at. Of transfer codings only `chunked` is known (RFC 9112 section 6.1).
    private func refusal(of head: HTTPRequest) -> Problem? {
        if let coding = head.headerFields[.transferEncoding], coding.lowercased() != "chunked" {
            return Problem(.unknownCoding)
        }
        guard isReserved else { return nil }
        closesAfterAnswer = true
        let path = head.path?.prefix { $0 != "?" } ?? ""
        return Health.paths.contains(String(path)) ? nil : Problem(.tooManyConnections).retry(after: 1)
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
        case .head(var head):
            if head.headerFields[.connection] == "close" { closesAfterAnswer = true }
            guard closesAfterAnswer else { return context.write(data, promise: promise) }
            head.headerFields[.connection] = "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            unanswered -= 1
            guard closesAfterAnswer else { return context.write(data, promise: promise) }
            if isReserved, !isReadingBody { return close(context, after: data, promise) }
            context.writeAndFlush(data, promise: promise)
            linger(context)
        }
    }

    /// Ends a connection of which nothing more was to be read: the place is another's at once.
    private func close(_ context: ChannelHandlerContext, after data: NIOAny, _ promise: EventLoopPromise<Void>?) {
        let channel = context.channel
        let written = promise ?? context.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in channel.close(promise: nil) }
        context.writeAndFlush(data, promise: written)
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

    /// Answers bytes that are no HTTP, or too much of it, in the form of every other refusal. Where a request is under way
    /// it is told that its body is broken; nothing more can be read on the connection, so it ends with the answer.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isRefused else { return }
        let code = error as? HTTPParserError == .headerOverflow ? ProblemCode.headersTooLarge : .unreadableHTTP
        if isReadingBody {
            breakBody(code, context)
        } else if error is HTTPParserError, unanswered == 0, context.channel.isActive {
            refuse(Problem(code), context)
        } else {
            closesAfterAnswer = true
            context.fireErrorCaught(error)
        }
    }

    /// Ends a body that will not come whole, so that it is not taken for one that has.
    private func breakBody(_ code: ProblemCode, _ context: ChannelHandlerContext) {
        body?.cancel()
        (body, isReadingBody, closesAfterAnswer) = (nil, false, true)
        context.fireErrorCaught(BodyBroken(code: code))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if isReadingBody, event as? ChannelEvent == .inputClosed { breakBody(.unreadableHTTP, context) }
        context.fireUserInboundEventTriggered(event)
    }

    /// Answers a request that nobody behind here shall see, and ends the connection.
    private func refuse(_ problem: Problem, _ context: ChannelHandlerContext) {
        isRefused = true
        refused(problem.code)
        var (head, body) = problem.parts(.ja, requestID: Crockford.text(of: Effects.system.uniqueID()))
        head.headerFields[.connection] = "close"
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        linger(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { stopWatching() }

    func channelInactive(context: ChannelHandlerContext) {
        if isReadingBody { breakBody(.unreadableHTTP, context) }
        stopWatching()
        context.fireChannelInactive()
    }

    private func stopWatching() {
        body?.cancel()
        unread?.cancel()
        (body, unread, isReadingBody) = (nil, nil, false)
    }
}
