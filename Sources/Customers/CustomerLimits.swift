// SPDX-License-Identifier: Apache-2.0
import Kit

extension Limits {
    /// Customers that one search returns.
    package static let customersPerSearch = 20
}
