// SPDX-License-Identifier: Apache-2.0
import PQ

extension Metrics {
    /// Gives the observer that writes into these metrics.
    package var observer: Observer { Observer { self.hear($0) } }

    private func hear(_ observation: Observation) {
        switch observation {
        case .served(let method, let route, let status, let duration):
            add(to: Series(.httpRequests, method, route, String(status)))
            record(duration, in: Series(.httpDuration, method, route))
        case .loopLagged(let span): record(span, in: Series(.loopLag))
        case .refused(let code): add(to: Series(.refusals, code))
        case .failed(let route, _): add(to: Series(.failures, route))
        case .security(let event): add(to: Series(.securityEvents, event.name.rawValue))
        case .database(let database): hear(database)
        case .privateServerDown: add(to: Series(.privateServerStarts, "failed"))
        case .privateServerRevived: add(to: Series(.privateServerStarts, "ok"))
        case .unknownOutcome(let statement): add(to: Series(.unknownOutcomes, statement))
        case .happened(let kind, let count): add(Double(count), to: Series(.events, kind.rawValue))
        // Under one name: what this version does not know is no list of its own.
        case .happenedUnknown(_, let count): add(Double(count), to: Series(.events, "unknown"))
        case .shortageOpened: add(to: Series(.shortages))
        case .attempted(let channel, let disposition): add(to: Series(.attempts, channel, disposition))
        case .noticeAccepted(let channel): add(to: Series(.notices, channel, "accepted"))
        case .noticeFailed(let channel, _, let lastTry):
            add(to: Series(.notices, channel, lastTry ? "given_up" : "failed"))
        case .addressGone(let channel): add(to: Series(.notices, channel, "gone"))
        case .imported(let kind, let good, let bad, let finished):
            if good > 0 { add(Double(good), to: Series(.importedRows, kind, "good")) }
            if bad > 0 { add(Double(bad), to: Series(.importedRows, kind, "bad")) }
            if finished { add(to: Series(.imports, kind)) }
        case .dutyRan(let name, let rows, let duration):
            add(to: Series(.dutyRuns, name, "ok"))
            if rows > 0 { add(Double(rows), to: Series(.dutyRows, name)) }
            record(duration, in: Series(.dutyDuration, name))
            mark(Series(.dutyLastSuccess, name))
        case .dutyFailed(let name, _): add(to: Series(.dutyRuns, name, "failed"))
        case .measured(let measure, let value): set(measure, to: value)
        case .migrated: add(to: Series(.migrations))
        case .started: set(.ready, to: 1)
        case .stopping: set(.ready, to: 0)
        case .stopped: break
        }
    }

    private func hear(_ observation: DatabaseObservation) {
        switch observation {
        case .connected: add(to: Series(.connections))
        case .disconnected(let sqlState):
            add(-1, to: Series(.connections))
            add(to: Series(.connectionsLost, sqlState?.code ?? "none"))
        case .connectFailed: add(to: Series(.connectFailures))
        case .statementFinished(let name, let duration): record(duration, in: Series(.statementDuration, name))
        case .retried(let name): add(to: Series(.databaseRetries, name))
        case .notice(let severity, _): add(to: Series(.databaseNotices, severity))
        case .unreplicatedCommit: add(to: Series(.unreplicated))
        case .confirmationLost: add(to: Series(.unconfirmed))
        case .confirmed: add(-1, to: Series(.unconfirmed))
        case .serverRefused: add(to: Series(.serversRefused))
        }
    }
}
