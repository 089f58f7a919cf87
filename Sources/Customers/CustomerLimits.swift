// SPDX-License-Identifier: Apache-2.0
import Kit

extension Limits {
    /// Customers that one search returns.
    package static let customersPerSearch = 20
    /// Records of one address that are looked through for open reservations, the newest first.
    package static let recordsOfAddress = 1_000
}
