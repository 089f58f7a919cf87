// SPDX-License-Identifier: Apache-2.0
import Customers
import HTTPTypes
import Kit

/// Answers what those who run the service ask: is the process alive, may it have requests, what are its figures.
package struct Health: Sendable {
    /// Tells whether requests may come: the database answers, its schema is the one on board, nobody has asked the
    /// service to stop.
    package let isReady: @Sendable () async -> Bool
    /// Tells whether writes are confirmed as they must be; while they are not, they are refused and reads are served.
    package let isConfirming: @Sendable () -> Bool
    /// Writes the figures in Prometheus' text format.
    package let metrics: @Sendable () -> String

    package init(
        isReady: @escaping @Sendable () async -> Bool, isConfirming: @escaping @Sendable () -> Bool = { true },
        metrics: @escaping @Sendable () -> String = { "" }
    ) {
        self.isReady = isReady
        self.isConfirming = isConfirming
        self.metrics = metrics
    }

    /// What is answered also where nothing else is.
    static let paths: Set = ["/livez", "/readyz", "/metrics"]

    private static let state = Schema.object([.required("status", .choice(["alive", "ready"]))])

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/livez", id: "alive", tag: "Health", summary: "Tells that the process answers", door: .open,
                answers: [.json(200, "It does.", Health.state)]
            ) { _ in .ok(["status": "alive"]) },
            Endpoint(
                .get, "/readyz", id: "ready", tag: "Health", summary: "Tells whether requests may be sent here",
                description: "Not ready: the service starts or stops, its database is away (TRK-904), or no standby "
                    + "confirms what is written (TRK-906). In the last case reads are served; whoever asks `for=reads` is "
                    + "told so.",
                door: .open,
                parameters: [
                    .query(
                        "for", Schema.choice(["reads", "writes"]).described("What the requests do; writes if absent."))
                ],
                answers: [.json(200, "They may.", Health.state)]
            ) { [isReady, isConfirming] call in
                guard await isReady() else { throw Problem(.notReady).retry(after: 2) }
                let isForReads = try call.query("for") { $0 == "reads" } == true
                guard isForReads || isConfirming() else { throw Problem(.unconfirmed).retry(after: 2) }
                return .ok(["status": "ready"])
            },
            Endpoint(
                .get, "/metrics", id: "metrics", tag: "Health", summary: "Gives the figures for Prometheus",
                description: "Not for the public: keep the path from those outside at the proxy.", door: .open,
                answers: [.media(200, "Prometheus' text format.", "text/plain")]
            ) { [metrics] _ in .text(metrics(), type: "text/plain; version=0.0.4; charset=utf-8") },
            Endpoint(
                .get, "/problems/{code}", id: "explainProblem", tag: "Health", summary: "Explains a problem's code",
                description: "What a problem's `type` points to.", door: .open,
                parameters: [.path("code", .choice(ProblemCode.self))],
                answers: [.media(200, "A few words.", "text/plain")]
            ) { call in
                let code = try call.path("code", .route, ProblemCode.init)
                var answer = Answer.text("\(code.rawValue) (\(code.status))\n\(code.entry.title[call.language])\n")
                answer.headers[.contentLanguage] = call.language.rawValue
                answer.headers[.vary] = "Accept-Language"
                return answer
            },
        ]
    }
}
