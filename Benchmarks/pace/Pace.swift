// SPDX-License-Identifier: Apache-2.0
import Foundation
import NIOCore
import NIOPosix

/// Sends reservations at a stated rate and prints percentiles of how long each took from the moment it was due.
///
/// An open loop: moments are drawn beforehand (Poisson), a request that finds no free connection waits, and its waiting
/// counts. So a service that stalls is seen as its customers would see it (no coordinated omission). It lives on one
/// thread, and is a program of its own so that its CPU can be told apart.
///
/// With a number of connections it is a flood: what found none until the seconds are over is let go.
///
///     pace HOST PORT KEY CUSTOMERS_FILE RATE SECONDS STORES SKUS PREFIX [CONNECTIONS]
@main
enum Pace {
    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        guard (9...10).contains(words.count), let port = Int(words[1]), let rate = Double(words[4]),
            let seconds = Double(words[5]),
            let stores = Int(words[6]), let skus = Int(words[7]),
            let connections = Int(words.count > 9 ? words[9] : "256")
        else { fatalError("usage: pace HOST PORT KEY CUSTOMERS_FILE RATE SECONDS STORES SKUS PREFIX [CONNECTIONS]") }
        let customers = try String(contentsOfFile: words[3], encoding: .utf8).utf8.split(separator: 0x0a)
        let shopping = Shopping(
            host: "\(words[0]):\(port)", key: words[2], customers: customers.map { String(Substring($0)) },
            stores: stores,
            skus: skus, prefix: words[8])
        let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
        let load = try await loop.submit {
            NIOLoopBound(
                Load(shopping, rate: rate, seconds: seconds, isFlood: words.count > 9, on: loop), eventLoop: loop)
        }.get()
        for number in 0..<connections {
            // From several addresses of this machine, since one source has a share of the connections only.
            let source = try SocketAddress(ipAddress: "127.0.0.\(1 + number / 1_500)", port: 0)
            _ = try await ClientBootstrap(group: loop)
                .bind(to: source)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Lane(load.value))
                    }
                }
                .connect(host: words[0], port: port).get()
        }
        let finished = try await loop.flatSubmit { load.value.run() }.get()
        print(finished.json(rate: rate, seconds: seconds))
    }
}

/// Holds what came of a load.
struct Finished: Sendable {
    var times: [Int64] = []
    var statuses: [Int: Int] = [:]
    var expected = 0
    /// The longest that a request which was sent has waited for its answer, in nanoseconds.
    var longest: Int64 = 0
    /// Refusals that do not say when to come back.
    var withoutRetry = 0
    /// Reservations that were taken before the seconds were over, and requests that were let go.
    var takenInTime = 0
    var letGo = 0
    /// From the end of the seconds to the last answer, in nanoseconds.
    var tail: Int64 = 0

    /// Prints it as one object of JSON: times in milliseconds.
    func json(rate: Double, seconds: Double) -> String {
        let sorted = times.sorted()
        func part(_ share: Double) -> String {
            guard !sorted.isEmpty else { return "null" }
            return String(
                format: "%.3f", Double(sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]) / 1e6)
        }
        let counts = statuses.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
        return """
            {"asked_rate": \(rate), "rate": \(Double(times.count) / seconds), "requests": \(times.count), \
            "unanswered": \(expected - letGo - times.count), \
            "let_go": \(letGo), "tail_ms": \(Double(tail) / 1e6), "taken_in_time": \(takenInTime), "statuses": {\(counts)}, "p50_ms": \(part(0.5)), \
            "p90_ms": \(part(0.9)), "p99_ms": \(part(0.99)), "p999_ms": \(part(0.999)), "max_ms": \(part(1)), \
            "longest_answer_ms": \(Double(longest) / 1e6), "without_retry_after": \(withoutRetry)}
            """
    }
}
