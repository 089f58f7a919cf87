// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Testing

@Suite("Metrics")
struct MetricsTests {
    private let clock = SetEffects(now: Instant(seconds: 1_800_000_000), seed: 1)

    private func metrics(seriesLimit: Int = 100) -> Metrics {
        Metrics(effects: clock.effects, version: "1.2.3", seriesLimit: seriesLimit)
    }

    @Test("A request is counted by method, route and status, and its time falls into a bucket")
    func request() {
        let metrics = metrics()
        for milliseconds in [3, 30, 30_000] {
            metrics.observer(
                .served(method: "GET", route: "/v1/x/{id}", status: 200, duration: .milliseconds(milliseconds)))
        }
        let lines = metrics.text.split(separator: "\n")
        #expect(lines.contains("# TYPE torioki_http_requests_total counter"))
        #expect(lines.contains(#"torioki_http_requests_total{method="GET",route="/v1/x/{id}",status="200"} 3"#))
        let bucket = #"torioki_http_request_duration_seconds_bucket{method="GET",route="/v1/x/{id}",le="#
        #expect(lines.contains("\(bucket)\"0.001\"} 0"))
        #expect(lines.contains("\(bucket)\"0.005\"} 1"))
        #expect(lines.contains("\(bucket)\"0.05\"} 2"))
        #expect(lines.contains("\(bucket)\"10\"} 2"))
        #expect(lines.contains("\(bucket)\"+Inf\"} 3"))
        #expect(lines.contains(#"torioki_http_request_duration_seconds_count{method="GET",route="/v1/x/{id}"} 3"#))
        #expect(lines.contains(#"torioki_http_request_duration_seconds_sum{method="GET",route="/v1/x/{id}"} 30.033"#))
    }

    @Test("A label cannot break out of its quotes or its line")
    func escaping() {
        let metrics = metrics()
        metrics.observer(.refused(code: "a\"b\\c\nd"))
        #expect(metrics.text.contains(#"torioki_refusals_total{code="a\"b\\c\nd"} 1"#))
    }

    @Test("Every line has the form that Prometheus reads, whatever was observed")
    func form() throws {
        let metrics = metrics()
        for observation in everything { metrics.observer(observation) }
        let name = "[a-zA-Z_:][a-zA-Z0-9_:]*"
        let label = #"[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*""#
        let sample = try Regex(#"\#(name)(?:\{\#(label)(?:,\#(label))*\})? (?:[-+0-9.e]+|NaN|[-+]Inf)"#)
        let comment = try Regex("# (?:HELP \(name) .*|TYPE \(name) (?:counter|gauge|histogram))")
        #expect(metrics.text.hasSuffix("\n"))
        var types: Set<Substring> = []
        for line in metrics.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            #expect(line.wholeMatch(of: line.hasPrefix("#") ? comment : sample) != nil, "\(line)")
            if line.hasPrefix("# TYPE ") { #expect(types.insert(line).inserted, "said twice: \(line)") }
        }
        for family in MetricFamily.allCases { #expect(metrics.text.contains("# TYPE torioki_\(family.rawValue) ")) }
    }

    @Test("Connections go up and down, and a duty's last success is a moment")
    func gauges() {
        let metrics = metrics()
        metrics.observer.database(.connected)
        metrics.observer.database(.connected)
        metrics.observer.database(.disconnected(sqlState: .adminShutdown))
        #expect(metrics.value(of: .init(.connections)) == 1)
        #expect(metrics.value(of: .init(.connectionsLost, "57P01")) == 1)
        metrics.observer(.dutyRan(name: "expiry", rows: 3, duration: .milliseconds(2)))
        clock.advance(by: .seconds(60))
        metrics.observer(.dutyRan(name: "expiry", rows: 4, duration: .milliseconds(2)))
        #expect(metrics.value(of: .init(.dutyLastSuccess, "expiry")) == 1_800_000_060)
        #expect(metrics.value(of: .init(.dutyRows, "expiry")) == 7)
    }

    @Test("A flood of series is bounded and counted, and known series go on")
    func bounded() {
        let metrics = metrics(seriesLimit: 10)
        for n in 0..<1000 { metrics.observer(.refused(code: "TRK-\(n)")) }
        metrics.observer(.refused(code: "TRK-0"))
        #expect(metrics.value(of: .init(.refusals, "TRK-0")) == 2)
        #expect(metrics.text.contains("torioki_metrics_dropped_total 990"))
    }

    @Test("Many tasks at once lose no count")
    func concurrent() async {
        let metrics = metrics()
        await withTaskGroup { group in
            for _ in 0..<50 {
                group.addTask {
                    for _ in 0..<1000 { metrics.observer(.happened(.created, count: 1)) }
                }
            }
        }
        #expect(metrics.value(of: .init(.events, "reservation.created")) == 50_000)
    }

    @Test("The process tells its memory and its start")
    func process() throws {
        let lines = metrics().text.split(separator: "\n")
        let memory = try #require(lines.first { $0.hasPrefix("process_resident_memory_bytes ") })
        #expect(try #require(Double(memory.split(separator: " ")[1])) > 1_000_000)
        #expect(lines.contains("process_start_time_seconds 1800000000"))
        #expect(lines.contains(#"torioki_build_info{version="1.2.3"} 1"#))
    }
}

/// One of each observation.
let everything: [Observation] = [
    .started(address: "http://127.0.0.1:8080", version: "1"), .stopping(reason: "SIGTERM"), .stopped,
    .migrated(name: "0001_house.sql"),
    .served(method: "POST", route: "/v1/reservations", status: 201, duration: .milliseconds(4)),
    .loopLagged(.milliseconds(3)), .refused(code: "TRK-409-1"), .failed(route: "/v1/reservations", error: "Mistake"),
    .security(SecurityEvent(.signInRefused, from: .local)), .database(.connected),
    .database(.disconnected(sqlState: nil)), .database(.connectFailed(message: "no route")),
    .database(.statementFinished(name: "HoldStock", duration: .microseconds(700))), .database(.retried(name: "Levels")),
    .database(.notice(severity: "WARNING", sqlState: "01000")), .database(.unreplicatedCommit),
    .database(.confirmationLost), .database(.confirmed(after: .seconds(3))),
    .database(.serverRefused(message: "a:5432 is an old primary")), .privateServerDown(error: "no room"),
    .privateServerRevived(attempts: 2, after: .seconds(3)),
    .unknownOutcome(statement: "HoldStock"), .happened(.created, count: 1),
    .happenedUnknown(kind: "customer.blinked", count: 2), .shortageOpened,
    .attempted(channel: "phone", disposition: "confirmed"), .noticeAccepted(channel: "mail"),
    .noticeFailed(channel: "mail", reason: "refused", lastTry: true),
    .addressGone(channel: "push"),
    .imported(kind: "stock", good: 10, bad: 1, finished: true),
    .dutyRan(name: "expiry", rows: 2, duration: .seconds(1)),
    .dutyFailed(name: "expiry", error: "database: unavailable"), .measured(.holdsOpen, 12),
    .measured(.expiryLag, .infinity),
]
