// SPDX-License-Identifier: Apache-2.0

/// Holds one message on its way to a push service (RFC 8030, section 5).
package struct PushPost: Sendable, Equatable {
    package let endpoint: String
    package let authorization: String
    /// Seconds for which the push service keeps it for a device that is away.
    package let ttl: Int
    /// How soon it should wake the device.
    package let urgency: Urgency
    /// A later message with the same topic takes the place of one that is not delivered yet.
    package let topic: String
    package let body: [UInt8]

    package enum Urgency: String, Sendable { case normal, high }

    package init(
        endpoint: String, authorization: String, ttl: Int, urgency: Urgency, topic: String, body: [UInt8]
    ) {
        self.endpoint = endpoint
        self.authorization = authorization
        self.ttl = ttl
        self.urgency = urgency
        self.topic = topic
        self.body = body
    }
}

/// Holds what a push service answered, as far as it matters.
package struct PushAnswer: Sendable, Equatable {
    package let status: Int
    /// Seconds to wait before the next try, where it says so.
    package let retryAfter: Int?

    package init(status: Int, retryAfter: Int? = nil) {
        self.status = status
        self.retryAfter = retryAfter
    }
}
