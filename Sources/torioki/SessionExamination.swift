// SPDX-License-Identifier: Apache-2.0
import PQ

/// Looks at the sessions that the database gives: whether they are our own, and have the settings that were asked for.
struct SessionExamination {
    let settings: DatabaseConfiguration

    /// What was found, and whether anything else can be asked on such sessions.
    func findings() async -> (findings: [Finding], mayGoOn: Bool) {
        do {
            let report = try await SessionReport.read(settings)
            let findings = [sessions(report), differences(report)]
            return (findings, findings[0].isWell)
        } catch {
            return ([.doesNotAnswer(error.words)], false)
        }
    }

    private func sessions(_ report: SessionReport) -> Finding {
        let mend =
            "Let the pooler lend whole sessions (PgBouncer: pool_mode = session), or name PostgreSQL itself in "
            + "TORIOKI_DATABASE_URL."
        if let words = report.unusable {
            let line = words.split(whereSeparator: \.isNewline).joined(separator: " ")
            return .ill("sessions", "what is prepared does not stay: \(line)", mend: mend)
        }
        return report.isShared
            ? .ill("sessions", "one session serves several connections: a pooler in transaction mode", mend: mend)
            : .well("sessions", "each connection has its own, and keeps what is prepared")
    }

    private func differences(_ report: SessionReport) -> Finding {
        guard report.differences.isEmpty else {
            let words = report.differences.map { "\($0.name) is \($0.found), not \($0.wanted)" }
            return .ill(
                "session settings", words.joined(separator: "; "),
                mend:
                    "Something between here and PostgreSQL drops `options` (PgBouncer: ignore_startup_parameters), or "
                    + "changes them: connect without it, or set these for the database user (ALTER ROLE … SET …).")
        }
        let own = report.overridden.joined(separator: ", ")
        return .well("session settings", own.isEmpty ? "as asked for" : "as asked for; the URL's own: \(own)")
    }
}

extension Finding {
    /// Says with libpq's own words why there is no connection.
    static func doesNotAnswer(_ words: String) -> Finding {
        let isPooler = words.contains("startup parameter")
        return .ill(
            "database", "does not answer: \(words)",
            mend: isPooler
                ? "A pooler stands before PostgreSQL and takes no `options`: name PostgreSQL itself in TORIOKI_DATABASE_URL."
                : "Is PostgreSQL running, and are address, user and password of TORIOKI_DATABASE_URL right?")
    }
}
