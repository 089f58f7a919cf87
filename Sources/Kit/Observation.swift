// SPDX-License-Identifier: Apache-2.0
import PQ

/// Says what happened that is worth telling those who run the service: the one list that logs, metrics and tests read.
///
/// No case may hold a customer's name, number, address, message or token, nor an id of one reservation: what stands
/// here goes to logs and into labels. Strings are names out of small fixed sets (routes, codes, kinds, duties).
package enum Observation: Sendable {
    // The service's own life.
    /// The service listens; `address` is what it prints.
    case started(address: String, version: String)
    /// A signal or a failure asked it to stop: readiness is withdrawn first.
    case stopping(reason: String)
    case stopped
    /// A file of `Schema/` was applied.
    case migrated(name: String)

    // Requests.
    /// A request was answered. `route` is the declared path (`/v1/reservations/{id}`), never the one that was asked.
    case served(method: String, route: String, status: Int, duration: Duration)
    /// The shop said no, by the stable code of docs/errors.md.
    case refused(code: String)
    /// Something that was to run at once on a loop that serves connections had to wait so long.
    case loopLagged(Duration)
    /// A request met an error that nobody foresaw: a mistake of ours. `error` is a type or a description without data.
    case failed(route: String, error: String)

    /// Something that belongs into the security log.
    case security(SecurityEvent)

    // The database.
    case database(DatabaseObservation)
    /// The private PostgreSQL has ended and cannot be started; it is tried again. `error` has no data in it.
    case privateServerDown(error: String)
    /// The private PostgreSQL had ended and was started again.
    case privateServerRevived(attempts: Int, after: Duration)
    /// A write's answer was lost: it stands or it does not, and the client asks again by its key.
    case unknownOutcome(statement: String)

    // The shop.
    /// Events of a kind were committed.
    case happened(Event.Kind, count: Int)
    /// Events were committed of a kind that this version does not know: a newer process writes into the same tables.
    case happenedUnknown(kind: String, count: Int)
    /// A sale or a count pushed on-hand below reserved, and a person was asked to look.
    case shortageOpened
    /// An agent logged an attempt.
    case attempted(channel: String, disposition: String)
    /// A provider took a notice; that is not yet delivery.
    case noticeAccepted(channel: String)
    /// A notice could not be handed on; `lastTry` when it will not be tried again: it stays visible as failed.
    case noticeFailed(channel: String, reason: String, lastTry: Bool)
    /// A notice found its address gone, as happens to devices that people reset: it is used no more.
    case addressGone(channel: String)
    /// An import went on by some lines, or came to its end.
    case imported(kind: String, good: Int, bad: Int, finished: Bool)

    // Work that the service does by itself.
    case dutyRan(name: String, rows: Int, duration: Duration)
    /// A duty failed and will be tried again; `error` has no data in it.
    case dutyFailed(name: String, error: String)
    /// A figure was taken, by a duty that looks from time to time.
    case measured(Measure, Double)

    /// Names a figure that goes up and down.
    package enum Measure: String, Sendable, CaseIterable {
        /// Holds that are active.
        case holdsOpen = "holds_open"
        /// Active holds whose pick-up-by has passed and whose units are not given back yet.
        case holdsLapsed = "holds_lapsed"
        /// Seconds since the pick-up-by of the oldest lapsed hold.
        case expiryLag = "expiry_lag_seconds"
        /// Contact tasks that are open.
        case contactTasksOpen = "contact_tasks_open"
        /// Contact tasks that are open and past their due time.
        case contactTasksOverdue = "contact_tasks_overdue"
        /// Notices that wait to be handed on.
        case noticesQueued = "notices_queued"
        /// Shortages that no person has closed.
        case shortagesOpen = "shortages_open"
        /// Seconds by which the stream of events stands behind the clock.
        case eventLag = "event_lag_seconds"
        /// Readers of the stream of events.
        case eventReaders = "event_readers"
        /// 1 while the service takes requests, 0 while it starts, stops or has lost its database.
        case ready
    }
}

/// Hears observations. Hearing is quick, never fails and never waits: it happens on the path of requests and on the
/// thread that serves the database connections.
package struct Observer: Sendable {
    private let hear: @Sendable (Observation) -> Void

    package init(_ hear: @escaping @Sendable (Observation) -> Void) { self.hear = hear }

    package func callAsFunction(_ observation: Observation) { hear(observation) }

    /// Hears nothing.
    package static let none = Observer { _ in }

    /// Tells each of several observers, in order.
    package static func all(_ observers: Observer...) -> Observer {
        Observer { observation in
            for observer in observers { observer(observation) }
        }
    }

    /// Gives what `Database.init(observe:)` takes.
    package var database: @Sendable (DatabaseObservation) -> Void {
        { hear(.database($0)) }
    }
}
