// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird
import Kit
import NIOCore

extension TrustedProxies {
    /// Names the source of a request: the one definition for every limiter of API and pages.
    package func source(of request: Request, _ context: some RequestContext) -> Source {
        let peer = (context as? any RemoteAddressRequestContext)?.remoteAddress?.ipAddress
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
