// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Looks whether the service could listen on its port now.
struct ListeningPort {
    let host: String
    let port: Int

    func finding() -> Finding {
        let place = "\(host.contains(":") ? "[\(host)]" : host):\(port)"
        if port == 0 { return .well("port", "any free one") }
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0, let first = list else {
            return .ill(
                "port", "\(host) is no address of this machine", mend: "Set TORIOKI_HOST, 127.0.0.1 for example.")
        }
        defer { freeaddrinfo(first) }
        let descriptor = socket(first.pointee.ai_family, first.pointee.ai_socktype, first.pointee.ai_protocol)
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        // Nothing of what is done here stays: the socket is closed at once.
        if bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0, listen(descriptor, 1) == 0 {
            return .well("port", "\(place) is free")
        }
        switch errno {
        case EADDRINUSE:
            return answersAsTorioki(first.pointee)
                ? .well("port", "Torioki serves at \(place)")
                : .ill("port", "\(place) is taken by another program", mend: "Stop it, or set TORIOKI_PORT.")
        case EACCES:
            return .ill("port", "\(place) may not be taken by this user", mend: "Set TORIOKI_PORT to 1024 or more.")
        default:
            return .ill(
                "port", "\(place): \(String(cString: strerror(errno)))", mend: "Set TORIOKI_HOST and TORIOKI_PORT.")
        }
    }

    /// Asks `/livez` of whoever listens, and waits a second at most for each step.
    private func answersAsTorioki(_ address: addrinfo) -> Bool {
        let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
        defer { close(descriptor) }
        var second = timeval(tv_sec: 1, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &second, socklen_t(MemoryLayout<timeval>.size))
        }
        guard connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 else { return false }
        let request = Array("GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return false }
        var answer = [UInt8](repeating: 0, count: 12)
        let count = recv(descriptor, &answer, answer.count, Int32(MSG_WAITALL))
        return count == 12 && String(decoding: answer, as: UTF8.self) == "HTTP/1.1 200"
    }
}
