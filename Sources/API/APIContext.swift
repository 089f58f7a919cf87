// SPDX-License-Identifier: Apache-2.0
import Customers
import Hummingbird

/// Holds what is known of a request before anybody has looked at it closely.
package struct APIContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The id by which log, answer and client speak of this request. `Front` sets it.
    package var requestID = ""
    package var language = Language.ja

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }
}
