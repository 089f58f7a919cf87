// SPDX-License-Identifier: Apache-2.0
import Logging
import PQ

extension Observer {
    /// Writes observations to a log: each case has its level, its sentence and its fields here and nowhere else.
    ///
    /// What is too fine for the logger's level costs one comparison.
    package static func log(_ logger: Logger) -> Observer {
        Observer { observation in
            let level = observation.level
            guard level >= logger.logLevel else { return }
            let (words, fields) = observation.words
            logger.log(level: level, "\(words)", metadata: fields)
        }
    }
}

extension Observation {
    /// Requests that take longer are worth a warning.
    package static let slow = Duration.seconds(1)

    /// Tells how loud the observation is.
    var level: Logger.Level {
        switch self {
        case .started, .stopping, .stopped, .migrated, .shortageOpened: .notice
        case .served(_, _, let status, let duration):
            // 503 is foreseen: the figures count it, and what stands behind it is told by itself.
            status == 500 ? .error : duration > Self.slow && status < 500 ? .warning : .debug
        case .loopLagged: .trace
        case .refused, .happened, .attempted, .noticeAccepted, .measured: .debug
        case .failed, .unknownOutcome, .privateServerDown: .error
        case .security(let event): [.signedIn, .signedOut].contains(event.name) ? .info : .notice
        case .privateServerRevived, .happenedUnknown: .warning
        case .addressGone: .info
        case .noticeFailed(_, _, let lastTry): lastTry ? .error : .warning
        case .imported(_, _, _, let finished): finished ? .notice : .debug
        case .dutyRan(_, let rows, _): rows > 0 ? .info : .debug
        case .dutyFailed: .error
        case .database(let database): database.level
        }
    }

    /// Gives the sentence and the fields of a log line. Nothing here may identify a customer.
    var words: (String, Logger.Metadata) {
        switch self {
        case .started(let address, let version):
            ("serving", ["address": "\(address)", "version": "\(version)"])
        case .stopping(let reason): ("stopping", ["reason": "\(reason)"])
        case .stopped: ("stopped", [:])
        case .migrated(let name): ("migrated", ["file": "\(name)"])
        case .served(let method, let route, let status, let duration):
            (
                "request",
                ["method": "\(method)", "route": "\(route)", "status": "\(status)", "seconds": seconds(duration)]
            )
        case .loopLagged(let span): ("event loop", ["lag": seconds(span)])
        case .refused(let code): ("refused", ["code": "\(code)"])
        case .failed(let route, let error): ("unexpected error", ["route": "\(route)", "error": "\(error)"])
        case .security(let event):
            (
                "security",
                [
                    "event": event.name.rawValue, "source": "\(event.source)", "actor": event.actor,
                    "account": event.account, "login": event.login, "route": event.route,
                ].filter { !$0.value.isEmpty }.mapValues { .string($0) }
            )
        case .privateServerDown(let error):
            ("the private PostgreSQL does not start, will be tried again", ["error": "\(error)"])
        case .privateServerRevived(let attempts, let span):
            (
                "the private PostgreSQL had ended and was started again",
                ["attempts": "\(attempts)", "seconds": seconds(span)]
            )
        case .unknownOutcome(let statement):
            ("the answer of a write was lost", ["statement": "\(statement)"])
        case .happened(let kind, let count): ("event", ["kind": "\(kind.rawValue)", "count": "\(count)"])
        case .happenedUnknown(let kind, let count):
            (
                "events of a kind that this version does not know; a newer one writes them",
                ["kind": "\(kind)", "count": "\(count)"]
            )
        case .shortageOpened: ("on-hand fell below reserved: a shortage task is open", [:])
        case .attempted(let channel, let disposition):
            ("contact attempt", ["channel": "\(channel)", "disposition": "\(disposition)"])
        case .noticeAccepted(let channel): ("notice accepted by the provider", ["channel": "\(channel)"])
        case .noticeFailed(let channel, let reason, let lastTry):
            (
                lastTry ? "notice given up; the reservation's history shows it" : "notice failed, will be tried again",
                ["channel": "\(channel)", "reason": "\(reason)"]
            )
        case .addressGone(let channel): ("an address of a notice is gone", ["channel": "\(channel)"])
        case .imported(let kind, let good, let bad, let finished):
            (finished ? "import finished" : "importing", ["kind": "\(kind)", "good": "\(good)", "bad": "\(bad)"])
        case .dutyRan(let name, let rows, let duration):
            ("duty ran", ["duty": "\(name)", "rows": "\(rows)", "seconds": seconds(duration)])
        case .dutyFailed(let name, let error):
            ("duty failed, will be tried again", ["duty": "\(name)", "error": "\(error)"])
        case .measured(let measure, let value):
            ("measured", ["measure": "\(measure.rawValue)", "value": "\(value)"])
        case .database(let database): database.words
        }
    }
}

extension DatabaseObservation {
    var level: Logger.Level {
        switch self {
        case .connected: .debug
        case .disconnected, .retried: .warning
        case .connectFailed, .unreplicatedCommit, .confirmationLost, .serverRefused: .error
        case .confirmed: .notice
        case .statementFinished: .trace
        case .notice(let severity, _): severity == "WARNING" ? .warning : .debug
        }
    }

    var words: (String, Logger.Metadata) {
        switch self {
        case .connected: ("database connected", [:])
        case .disconnected(let sqlState):
            ("database connection lost", ["sqlstate": "\(sqlState?.code ?? "none")"])
        case .connectFailed(let message): ("database cannot be reached", ["error": "\(message)"])
        case .statementFinished(let name, let duration):
            ("statement", ["statement": "\(name)", "seconds": seconds(duration)])
        case .retried(let name): ("database work is run again", ["statement": "\(name)"])
        case .notice(let severity, let sqlState):
            ("database notice", ["severity": "\(severity)", "sqlstate": "\(sqlState?.code ?? "none")"])
        case .unreplicatedCommit: ("a commit was not confirmed by a standby", [:])
        case .confirmationLost: ("commits are not confirmed: writes are refused until one is", [:])
        case .confirmed(let span): ("commits are confirmed again: writes are taken", ["seconds": seconds(span)])
        case .serverRefused(let message): ("a database server is not used", ["reason": "\(message)"])
        }
    }
}

/// Writes a span as seconds to the microsecond.
private func seconds(_ duration: Duration) -> Logger.MetadataValue {
    .string(String(Double(duration.microseconds) / 1_000_000))
}
