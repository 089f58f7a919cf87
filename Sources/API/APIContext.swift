// SPDX-License-Identifier: Apache-2.0
import Customers
import Hummingbird
import NIOCore

/// Holds what is known of a request before anybody has looked at it closely.
package struct APIContext: RemoteAddressRequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The id by which log, answer and client speak of this request. `Front` sets it.
    package var requestID = ""
    package var language = Language.ja
    /// Who is at the other end of the connection: a client, or a proxy before it.
    package let remoteAddress: SocketAddress?

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}
