// SPDX-License-Identifier: Apache-2.0
import CPQ
import Glibc

/// Owns a connection that was just made, until the loop takes it over.
///
/// `@unchecked Sendable`, proof: the pointer has one owner at a time; the helper thread that made it never uses it
/// after handing this object on, and `take()` is called on the loop's thread only.
final class FreshConnection: @unchecked Sendable {
    private var pointer: OpaquePointer?

    init(_ pointer: OpaquePointer) { self.pointer = pointer }
    deinit { if let pointer { PQfinish(pointer) } }

    func take() -> OpaquePointer? {
        defer { pointer = nil }
        return pointer
    }
}

/// Says why a connection could not be made.
struct ConnectFailure: Error, Sendable {
    /// The client library's words, without password.
    let message: String
    /// The host that was tried when time ran out, to be tried last next time.
    let host: String?
}

/// Makes connections on threads of their own.
///
/// A thread and not `PQconnectPoll` on the loop: libpq looks names up while it connects, which may block for seconds,
/// and keeps `connect_timeout` for each host only when it waits itself.
enum Connector {
    static func connect(
        _ keywords: [(keyword: String, value: String)],
        _ done: @escaping @Sendable (Result<FreshConnection, ConnectFailure>) -> Void
    ) {
        let started = HelperThread.start { done(connectNow(keywords)) }
        if !started { done(.failure(ConnectFailure(message: "no thread to connect with", host: nil))) }
    }

    /// Connects and waits for it; leaves the connection non-blocking and in pipeline mode.
    private static func connectNow(
        _ keywords: [(keyword: String, value: String)]
    ) -> Result<FreshConnection, ConnectFailure> {
        var names: [UnsafePointer<CChar>?] = keywords.map { UnsafePointer(strdup($0.keyword)) }
        var values: [UnsafePointer<CChar>?] = keywords.map { UnsafePointer(strdup($0.value)) }
        defer { for text in names + values { free(UnsafeMutableRawPointer(mutating: text)) } }
        names.append(nil)
        values.append(nil)
        guard let pointer = PQconnectdbParams(names, values, 0) else {
            return .failure(ConnectFailure(message: "out of memory", host: nil))
        }
        let connection = FreshConnection(pointer)
        guard PQstatus(pointer) == CONNECTION_OK, PQsetnonblocking(pointer, 1) == 0,
            PQenterPipelineMode(pointer) == 1
        else {
            let host = PQhost(pointer).map { String(cString: $0) }
            return .failure(ConnectFailure(message: String(cString: PQerrorMessage(pointer)), host: host))
        }
        return .success(connection)
    }
}
