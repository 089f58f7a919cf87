// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import HummingbirdCore
import Kit
import Logging
import NIOCore

/// Holds what the server waits for and how long, and whom it lets in; the defaults are those of `Limits`.
package struct ServerSettings: Sendable {
    package var idle: Duration = .seconds(Limits.idleSeconds)
    package var bodySeconds = Limits.bodySeconds
    package var connections = Connections()
    /// Hears what is refused before there is a request: bytes that are no HTTP, connections beyond the limit.
    package var refused: @Sendable (ProblemCode) -> Void = { _ in }

    package init() {}

    /// Builds the HTTP/1.1 server with every limit that Hummingbird leaves open: idle connections, slow headers, slow
    /// bodies, unread answers, large headers.
    ///
    /// - Parameter doors: what is refused before Hummingbird sees it.
    func server(doors: ShutDoors) -> HTTPServerBuilder {
        let (bodySeconds, connections, refused) = (bodySeconds, connections, refused)
        let configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                ConnectionDeadlines(bodySeconds: bodySeconds, connections: connections, refused: refused),
                ShutDoor(doors: doors),
            ],
            idleTimeout: TimeAmount(idle),
            httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: Limits.headerBytes, maxHeaderListSize: Limits.headersBytes,
                maxHeaderFieldCount: Limits.headers))
        return HTTPServerBuilder { OnItsLoop(base: HTTP1Channel(responder: $0, configuration: configuration)) }
    }
}

extension API {
    /// Builds the application that serves a router. `started` hears the port, which matters when 0 was asked for.
    package func application(
        _ router: Router<APIContext>, host: String, port: Int, settings: ServerSettings = ServerSettings(),
        logger: Logger, started: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        Application(
            router: router,
            server: settings.server(doors: shutDoors),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), backlog: 1024),
            onServerRunning: { channel in await started(channel.localAddress?.port ?? 0) }, logger: logger)
    }
}
