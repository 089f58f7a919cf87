// SPDX-License-Identifier: Apache-2.0
import CPQ
import Glibc

/// Owns a connection that was just made, until the loop takes it over.
///
/// `@unchecked Sendable`, proof: the pointer has one owner at a time; the helper thread that made it never uses it
/// after handing this object on, and `take()` is called on the loop's thread only.
final class FreshConnection: @unchecked Sendable {
    private(set) var pointer: OpaquePointer?
    let server: Server
    /// Says of each server that was passed over before this one why it was.
    let passedOver: [String]

    init(_ pointer: OpaquePointer, _ server: Server, passedOver: [String] = []) {
        self.pointer = pointer
        self.server = server
        self.passedOver = passedOver
    }
    deinit { if let pointer { PQfinish(pointer) } }

    func take() -> OpaquePointer? {
        defer { pointer = nil }
        return pointer
    }

    /// Leaves the connection non-blocking and in pipeline mode; returns whether it is.
    func enterPipeline() -> Bool {
        guard let pointer else { return false }
        return PQsetnonblocking(pointer, 1) == 0 && PQenterPipelineMode(pointer) == 1
    }

    /// Hands the connection on, with what was passed over before it.
    func after(_ passedOver: [String]) -> FreshConnection? {
        take().map { FreshConnection($0, server, passedOver: passedOver) }
    }
}

/// Says why a connection could not be made.
struct ConnectFailure: Error, Sendable {
    /// The client library's words, without password.
    let message: String
    /// The host that was tried when time ran out, to be tried last next time.
    let host: String?
    /// Says of each server that took the connection and was not used why it was not.
    var passedOver: [String] = []
}

/// Makes connections on threads of their own.
///
/// A thread and not `PQconnectPoll` on the loop: libpq looks names up while it connects, which may block for seconds,
/// and keeps `connect_timeout` for each host only when it waits itself.
enum Connector {
    /// Connects to the first of the hosts that takes the connection and is neither an old primary nor another cluster.
    static func connect(
        _ address: ServerAddress, _ order: [ServerAddress.Host], _ configuration: DatabaseConfiguration,
        _ watch: ServerWatch, _ done: @escaping @Sendable (Result<FreshConnection, ConnectFailure>) -> Void
    ) {
        let started = HelperThread.start {
            watch.surveyIfNeeded(address, configuration)
            done(choose(address, order, configuration, watch))
        }
        if !started { done(.failure(ConnectFailure(message: "no thread to connect with", host: nil))) }
    }

    private static func choose(
        _ address: ServerAddress, _ order: [ServerAddress.Host], _ configuration: DatabaseConfiguration,
        _ watch: ServerWatch
    ) -> Result<FreshConnection, ConnectFailure> {
        var left = order
        var passedOver: [String] = []
        while true {
            let keywords = address.keywords(to: left)
            switch open(keywords, within: configuration.connectTimeout) {
            case .failure(let failure):
                let message = (passedOver + [failure.message]).joined(separator: "; ")
                return .failure(ConnectFailure(message: message, host: failure.host, passedOver: passedOver))
            case .success(let fresh):
                let place = fresh.server.place
                guard let complaint = watch.judge(fresh.server.identity).complaint(about: place, file: watch.file)
                else {
                    guard let ready = fresh.after(passedOver), ready.enterPipeline() else {
                        return .failure(ConnectFailure(message: "no pipeline", host: place))
                    }
                    return .success(ready)
                }
                passedOver.append(complaint)
                let others = left.filter { $0.key != place }
                guard !others.isEmpty, others.count < left.count else {
                    let message = passedOver.joined(separator: "; ")
                    return .failure(ConnectFailure(message: message, host: nil, passedOver: passedOver))
                }
                left = others
            }
        }
    }

    /// Connects, waits for it, and asks who answers.
    static func open(
        _ keywords: [(keyword: String, value: String)], within span: Duration
    ) -> Result<FreshConnection, ConnectFailure> {
        var names: [UnsafePointer<CChar>?] = keywords.map { UnsafePointer(strdup($0.keyword)) }
        var values: [UnsafePointer<CChar>?] = keywords.map { UnsafePointer(strdup($0.value)) }
        defer { for text in names + values { free(UnsafeMutableRawPointer(mutating: text)) } }
        names.append(nil)
        values.append(nil)
        guard let pointer = PQconnectdbParams(names, values, 0) else {
            return .failure(ConnectFailure(message: "out of memory", host: nil))
        }
        let host = PQhost(pointer).map { String(cString: $0) } ?? ""
        let place = ServerAddress.key(host, PQport(pointer).map { String(cString: $0) } ?? "")
        guard PQstatus(pointer) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(pointer))
            PQfinish(pointer)
            return .failure(ConnectFailure(message: message, host: place))
        }
        guard let identity = ServerIdentity.read(pointer, within: span) else {
            PQfinish(pointer)
            return .failure(ConnectFailure(message: "\(place) took the connection and says nothing", host: place))
        }
        return .success(FreshConnection(pointer, Server(place: place, identity: identity)))
    }
}
