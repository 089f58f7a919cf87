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
    /// The address of a socket; nil for one that has none.
    init?(_ socket: SocketAddress) {
        switch socket {
        case .v4(let address): self.init(address.address.sin_addr)
        case .v6(let address): self.init(address.address.sin6_addr)
        case .unixDomainSocket: return nil
        }
    }
}
