// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird
import Kit
import NIOCore

extension TrustedProxies {
    /// Names the source of a request: the one definition for every limiter of API and pages.
    package func source(of request: Request, _ context: some RequestContext) -> Source {
        let peer = (context as? any RemoteAddressRequestContext)?.remoteAddress.flatMap { IPAddress($0) }
        return source(peer: peer, forwarded: networks.isEmpty ? nil : request.headers[header.field])
    }
}

extension TrustedProxies.Header {
    /// The field's name; several fields of it are read as one list (RFC 9110 section 5.3).
    fileprivate var field: HTTPField.Name {
        guard let name = HTTPField.Name(rawValue) else { preconditionFailure("\(rawValue) is no name of a header") }
        return name
    }
}

extension IPAddress {
    /// The address of a socket; nil for one that has none. Read where `sockaddr_in` and `sockaddr_in6` hold it, not from a
    /// text: every request is asked for it.
    init?(_ socket: SocketAddress) {
        switch socket {
        case .v4:
            let bits = socket.withSockAddr { address, _ in
                UnsafeRawPointer(address).loadUnaligned(fromByteOffset: 4, as: UInt32.self)
            }
            self.init(version4: UInt32(bigEndian: bits))
        case .v6:
            let (high, low) = socket.withSockAddr { address, _ in
                let bytes = UnsafeRawPointer(address)
                return (
                    bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
                    bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
                )
            }
            self.init(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
        case .unixDomainSocket: return nil
        }
    }
}
