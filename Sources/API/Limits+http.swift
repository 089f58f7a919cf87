// SPDX-License-Identifier: Apache-2.0
import Kit

extension Limits {
    /// Characters of a bearer token.
    package static let tokenCharacters = 512
    /// Characters of a request id that a client may give.
    package static let requestIDCharacters = 64
    /// Bytes of one header, and of all headers of a request.
    package static let headerBytes = 16 * 1024
    package static let headersBytes = 32 * 1024
    /// Headers of a request.
    package static let headers = 100
    /// Query parameters that a request may name.
    package static let queryParameters = 512
    /// Faults told in one answer.
    package static let failuresTold = 20
    /// Yen of one sum: whole numbers that every JSON reader keeps exactly (RFC 8259 section 6).
    package static let yen = 1 << 53
    /// Characters of a cursor.
    package static let cursorCharacters = 1_024
    /// Seconds after which a connection without a request is closed; also the time for a request's headers to arrive.
    package static let idleSeconds = 15
    /// Seconds for a request's body to arrive, one more for each 64 KiB that has come.
    package static let bodySeconds = 15
    /// Seconds that a client may leave an answer unread once the socket is full.
    package static let unreadSeconds = 30
    /// Seconds for which a connection that is to close still takes what the client is sending.
    package static let lingerSeconds = 2
    /// Seconds for which a listener of the event stream is believed to have its right still.
    package static let listenerSeconds = 5
    /// Seconds between heartbeats of an event stream.
    package static let heartbeatSeconds = 15
    /// Milliseconds after which a client of an event stream should come back.
    package static let retryMilliseconds = 2_000
}
