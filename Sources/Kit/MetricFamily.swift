// SPDX-License-Identifier: Apache-2.0

/// Names a family of metrics: its name without the prefix `torioki_`, its kind, its words and its labels.
///
/// Base units, `_total` on counters, no ids in labels: the naming rules of Prometheus. `Deploy/` uses these names.
package enum MetricFamily: String, CaseIterable, Sendable {
    case httpRequests = "http_requests_total"
    case httpDuration = "http_request_duration_seconds"
    case loopLag = "event_loop_lag_seconds"
    case refusals = "refusals_total"
    case failures = "unexpected_errors_total"
    case securityEvents = "security_events_total"
    case connections = "database_connections"
    case connectionsLost = "database_connections_lost_total"
    case connectFailures = "database_connect_failures_total"
    case statementDuration = "database_statement_duration_seconds"
    case databaseRetries = "database_retries_total"
    case databaseNotices = "database_notices_total"
    case unreplicated = "database_unreplicated_commits_total"
    case unconfirmed = "database_unconfirmed"
    case serversRefused = "database_servers_refused_total"
    case unknownOutcomes = "database_unknown_outcomes_total"
    case privateServerStarts = "private_server_starts_total"
    case events = "events_total"
    case shortages = "shortages_opened_total"
    case attempts = "contact_attempts_total"
    case notices = "notices_total"
    case importedRows = "imported_rows_total"
    case imports = "imports_finished_total"
    case dutyRuns = "duty_runs_total"
    case dutyRows = "duty_rows_total"
    case dutyDuration = "duty_duration_seconds"
    case dutyLastSuccess = "duty_last_success_timestamp_seconds"
    case migrations = "migrations_applied_total"

    package enum Kind: String, Sendable { case counter, gauge, histogram }

    package var kind: Kind {
        switch self {
        case .httpDuration, .loopLag, .statementDuration, .dutyDuration: .histogram
        case .connections, .unconfirmed, .dutyLastSuccess: .gauge
        default: .counter
        }
    }

    /// The labels in the order in which `Metrics.Series` holds their values; three at most.
    package var labels: [String] {
        switch self {
        case .httpRequests: ["method", "route", "status"]
        case .httpDuration: ["method", "route"]
        case .refusals: ["code"]
        case .failures: ["route"]
        case .securityEvents: ["event"]
        case .connectionsLost: ["sqlstate"]
        case .statementDuration, .databaseRetries, .unknownOutcomes: ["statement"]
        case .databaseNotices: ["severity"]
        case .events: ["kind"]
        case .attempts: ["channel", "disposition"]
        case .notices: ["channel", "outcome"]
        case .importedRows: ["kind", "outcome"]
        case .imports: ["kind"]
        case .privateServerStarts: ["outcome"]
        case .dutyRuns: ["duty", "outcome"]
        case .dutyRows, .dutyDuration, .dutyLastSuccess: ["duty"]
        case .loopLag, .connections, .connectFailures, .unreplicated, .unconfirmed, .serversRefused, .shortages,
            .migrations:
            []
        }
    }

    package var help: String {
        switch self {
        case .httpRequests: "Requests answered."
        case .httpDuration: "Time from a request's head to the end of its answer."
        case .loopLag: "What waits on a loop that serves connections before it runs, looked at four times a second."
        case .refusals: "Requests the shop said no to, by the code of docs/errors.md."
        case .failures: "Errors that nobody foresaw."
        case .securityEvents: "Lines of the security log, by event (Deploy/README.md)."
        case .connections: "Open connections to the database."
        case .connectionsLost: "Connections to the database that were lost or closed by the server."
        case .connectFailures: "Tries to connect to the database that failed."
        case .statementDuration: "Time from sending a statement to its answer."
        case .databaseRetries: "Statements and transactions run again."
        case .databaseNotices: "Notices and warnings of the database."
        case .unreplicated: "Commits that no standby confirmed."
        case .unconfirmed: "1 while no standby confirms commits and writes are refused."
        case .serversRefused: "Connections to an old primary or another cluster that were not used."
        case .unknownOutcomes: "Writes whose answer was lost."
        case .privateServerStarts: "Tries to start a private PostgreSQL that had ended."
        case .events: "Events committed."
        case .shortages: "Shortage tasks born."
        case .attempts: "Attempts to contact a customer."
        case .notices: "Notices handed to a provider, or not."
        case .importedRows: "Lines of imports."
        case .imports: "Imports that came to their end."
        case .dutyRuns: "Runs of background duties."
        case .dutyRows: "Rows that background duties changed."
        case .dutyDuration: "Time of a run of a background duty."
        case .dutyLastSuccess: "When a background duty last ran well."
        case .migrations: "Schema files applied by this process."
        }
    }

    /// The upper bounds of a histogram's buckets, in seconds; the last, infinity, goes without saying.
    package var buckets: [Double] {
        switch self {
        // The buckets of OpenTelemetry's http.server.request.duration, with one below for answers out of memory.
        case .httpDuration: [0.001, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
        case .loopLag: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
        case .statementDuration: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1, 5]
        case .dutyDuration: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60]
        default: []
        }
    }
}
