// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

extension HTTPField.Name {
    package static let idempotencyKey = known("Idempotency-Key")
    /// Says that a kept answer was given again.
    static let idempotencyReplayed = known("Idempotency-Replayed")
    static let requestID = known("X-Request-Id")
    static let link = known("Link")
    static let host = known("Host")
    package static let referrerPolicy = known("Referrer-Policy")
    package static let lastEventID = known("Last-Event-ID")

    /// Takes a name that is written here and has the form of one.
    package static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header") }
        return name
    }
}
