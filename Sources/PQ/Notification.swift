// SPDX-License-Identifier: Apache-2.0

/// Is what a listener hears: a hint that something happened, never the only word of it.
public enum Notification: Hashable, Sendable {
    /// The connection listens, for the first time or again: what was said before is unknown, so look for yourself.
    case connected
    case notified(channel: String, payload: String)
}

struct ListenerID: Hashable, Sendable { let number: UInt64 }
