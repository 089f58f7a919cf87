// SPDX-License-Identifier: Apache-2.0
import Customers
import HTTPTypes
import Kit
import NIOCore
import NIOHTTPTypes

/// The endpoints that may be shut for a moment, and who hears of those that are refused there.
struct ShutDoors: Sendable {
    private let endpoints: [(endpoint: Endpoint, isShut: @Sendable () -> Bool)]
    fileprivate let effects: Effects
    fileprivate let observe: @Sendable (Front.Served) -> Void

    init(endpoints: [Endpoint], effects: Effects, observe: @escaping @Sendable (Front.Served) -> Void) {
        self.endpoints = endpoints.compactMap { endpoint in endpoint.isShut.map { (endpoint, $0) } }
        self.effects = effects
        self.observe = observe
    }

    /// Finds the endpoint that a request asks for, if that is shut now.
    fileprivate func endpoint(of head: HTTPRequest) -> Endpoint? {
        endpoints.first { endpoint, isShut in
            endpoint.method.http == head.method && isShut()
                && endpoint.path.matches(String(head.path?.prefix { $0 != "?" } ?? ""))
        }?.endpoint
    }
}

/// Refuses requests to a shut endpoint before the router sees them. In a flood most requests are refused, and what a refusal
/// costs is taken from those that are served.
///
/// A refusal is held back for a moment, since a client that does not heed Retry-After would ask again at once. Meanwhile
/// nothing more is read from the connection. A request that comes while another of its connection is under way is passed on,
/// so that answers keep their order; the queue itself refuses it.
final class ShutDoor: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private struct Refusal {
        let head: HTTPRequest
        let endpoint: Endpoint
        let start = ContinuousClock.now
    }

    private enum State {
        /// Everything is passed on.
        case open
        /// The rest of a request is on its way, and is not looked at.
        case skipping(Refusal)
        case holding(Refusal)
    }

    private let doors: ShutDoors
    private var state = State.open
    /// Requests that were passed on and are not answered yet.
    private var underWay = 0
    /// What came along with the refused request, behind it.
    private var behind: [NIOAny] = []
    private var answering: Scheduled<Void>?
    private var isReadAsked = false
    /// The end of the connection that somebody behind asked for meanwhile.
    private var pendingClose: (mode: CloseMode, promise: EventLoopPromise<Void>?)?

    init(doors: ShutDoors) { self.doors = doors }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (state, unwrapInboundIn(data)) {
        case (.open, .head(let head)):
            if underWay == 0, let endpoint = doors.endpoint(of: head) {
                state = .skipping(Refusal(head: head, endpoint: endpoint))
            } else {
                underWay += 1
                context.fireChannelRead(data)
            }
        case (.open, _): context.fireChannelRead(data)
        case (.skipping(let refusal), .end): hold(refusal, context)
        case (.skipping, _): break
        case (.holding, _): behind.append(data)
        }
    }

    private func hold(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        state = .holding(refusal)
        answering = context.eventLoop.assumeIsolated().scheduleTask(
            in: .milliseconds(Limits.refusalMilliseconds)
        ) { self.answer(refusal, context) }
    }

    private func answer(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        answering = nil
        state = .open
        let problem = Problem(error: Overloaded())
        let given = Headers.requestID(refusal.head.headerFields[.requestID])
        let requestID = given ?? Crockford.text(of: doors.effects.uniqueID())
        let language = Language(accepting: refusal.head.headerFields[.acceptLanguage])
        let (head, body) = problem.parts(language, requestID: requestID)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        doors.observe(
            Front.Served(
                method: refusal.head.method.rawValue, route: refusal.endpoint.path.template, status: problem.status,
                duration: .now - refusal.start, requestID: requestID, refusal: problem.code, error: nil))
        goOn(context)
    }

    /// Does what had to wait for the answer.
    private func goOn(_ context: ChannelHandlerContext) {
        if let end = pendingClose {
            pendingClose = nil
            return context.close(mode: end.mode, promise: end.promise)
        }
        let behind = behind
        self.behind = []
        for part in behind { channelRead(context: context, data: part) }
        if !behind.isEmpty { context.fireChannelReadComplete() }
        if isReadAsked, !isHolding {
            isReadAsked = false
            context.read()
        }
    }

    private var isHolding: Bool { if case .holding = state { true } else { false } }

    func read(context: ChannelHandlerContext) {
        if isHolding { isReadAsked = true } else { context.read() }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { underWay -= 1 }
        context.write(data, promise: promise)
    }

    /// An idle timeout and a service that stops do not know of the refusal: it is answered before the connection ends.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard isHolding, pendingClose == nil else { return context.close(mode: mode, promise: promise) }
        pendingClose = (mode, promise)
    }

    /// Of a body that breaks off nothing more comes: the answer is given, and the connection ends with it.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .skipping(let refusal) = state { answer(refusal, context) }
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        forget()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { forget() }

    private func forget() {
        answering?.cancel()
        (answering, behind, state) = (nil, [], .open)
        pendingClose?.promise?.succeed()
        pendingClose = nil
    }
}
