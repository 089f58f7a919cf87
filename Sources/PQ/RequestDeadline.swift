// SPDX-License-Identifier: Apache-2.0

/// Is the moment after which nobody waits for what a task does: set once where a request comes in, and handed down to all
/// that is done for it. Whoever would wait looks at it, so that waits do not add up.
public struct RequestDeadline: Sendable, Hashable {
    /// The deadline of the request that this task serves; nil for work that nobody waits for, and for work that takes as
    /// long as it takes, such as an import.
    @TaskLocal public static var current: RequestDeadline?

    /// In nanoseconds of the clock that never steps.
    let moment: UInt64

    /// Sets the deadline a span from now.
    public init(within span: Duration) { moment = Loop.now &+ span.nanoseconds }

    public var isOver: Bool { moment <= Loop.now }

    /// Whether it will be over in a span.
    public func isOver(in span: Duration) -> Bool { moment <= Loop.now &+ span.nanoseconds }
}
