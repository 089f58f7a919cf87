// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOHTTP1
import NIOPosix

/// Is what a server answered, whole.
package struct HTTPAnswer: Sendable {
    package let status: Int
    package let headers: HTTPHeaders
    package let body: [UInt8]

    package init(status: Int, headers: HTTPHeaders, body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// Reads every header of a name.
    package func headers(_ name: String) -> [String] { headers[name] }

    /// Reads the first header of a name.
    package func header(_ name: String) -> String? { headers.first(name: name) }
}

/// Says that the server closed the connection before its answer was whole.
package struct ConnectionEnded: Error { package init() {} }

/// Is one connection to a server, which answers one request after another (HTTP/1.1, keep-alive).
package final class HTTPConnection: Sendable {
    private let channel: any Channel
    private let parts: Parts

    /// Connects to a server on this machine.
    package init(port: Int) async throws {
        let (stream, continuation) = AsyncThrowingStream<HTTPClientResponsePart, any Error>.makeStream()
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(PartReader(continuation: continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        parts = Parts(stream)
    }

    package func close() async { try? await channel.close() }  // It may be closed already, which is as good.

    package var isOpen: Bool { channel.isActive }

    /// Asks, and reads the whole answer. Throws `ConnectionEnded` when none comes.
    package func send(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8] = []
    ) async throws -> HTTPAnswer {
        let head = try await open(method, path, headers: headers, body: body)
        var bytes: [UInt8] = []
        while let part = try await next() { bytes += part }
        return HTTPAnswer(status: head.status, headers: head.headers, body: bytes)
    }

    /// Asks, and reads the head of the answer only; `next()` gives its body piece by piece.
    package func open(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8] = []
    ) async throws -> HTTPAnswer {
        var fields = HTTPHeaders(headers)
        if !fields.contains(name: "Host") { fields.add(name: "Host", value: "localhost") }
        if !body.isEmpty || method == "POST" { fields.replaceOrAdd(name: "Content-Length", value: String(body.count)) }
        let head = HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: method), uri: path, headers: fields)
        channel.write(HTTPClientRequestPart.head(head), promise: nil)
        if !body.isEmpty {
            channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil)
        }
        // A server may answer and close before it has read everything; its answer is what counts.
        channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
        guard case .head(let answer) = try await parts.next() else { throw ConnectionEnded() }
        return HTTPAnswer(status: Int(answer.status.code), headers: answer.headers, body: [])
    }

    /// Reads the next piece of an answer's body; nil at its end.
    package func next() async throws -> [UInt8]? {
        switch try await parts.next() {
        case .body(let buffer): return Array(buffer.readableBytesView)
        case .end: return nil
        case .head, nil: throw ConnectionEnded()
        }
    }
}

/// Hands out what the server sends, in order.
private actor Parts {
    private var iterator: AsyncThrowingStream<HTTPClientResponsePart, any Error>.Iterator?

    init(_ stream: AsyncThrowingStream<HTTPClientResponsePart, any Error>) { iterator = stream.makeAsyncIterator() }

    /// Requests on one connection wait for each other, so only one reads at a time.
    func next() async throws -> HTTPClientResponsePart? {
        guard var reader = iterator else { preconditionFailure("Two tasks read one connection at a time") }
        iterator = nil
        let part = try await reader.next(isolation: self)
        iterator = reader
        return part
    }
}

private final class PartReader: ChannelInboundHandler, Sendable {
    typealias InboundIn = HTTPClientResponsePart

    let continuation: AsyncThrowingStream<HTTPClientResponsePart, any Error>.Continuation

    init(continuation: AsyncThrowingStream<HTTPClientResponsePart, any Error>.Continuation) {
        self.continuation = continuation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { continuation.yield(unwrapInboundIn(data)) }
    func channelInactive(context: ChannelHandlerContext) { continuation.finish() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        continuation.finish(throwing: error)
        context.close(promise: nil)
    }
}
