// SPDX-License-Identifier: Apache-2.0

/// Says why the private PostgreSQL does not stand, in a sentence that tells how to mend it.
package struct ClusterError: Error, CustomStringConvertible, Sendable {
    package let description: String

    init(_ description: String) { self.description = description }
}
