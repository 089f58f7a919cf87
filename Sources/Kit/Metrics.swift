// SPDX-License-Identifier: Apache-2.0
import Foundation
import PQ
import Synchronization

/// Keeps counters, gauges and histograms in memory and prints them as Prometheus reads them.
///
/// Threads write to shards of their own, so their locks are hardly ever contended; a scrape adds the shards up. A
/// repeated observation finds its cell and allocates nothing. The number of series is bounded: what goes past the bound
/// is counted in `torioki_metrics_dropped_total` and otherwise let go.
package final class Metrics: Sendable {
    /// Names one line: a family and its labels' values, in the family's order.
    package struct Series: Hashable, Sendable {
        package let family: MetricFamily
        package var a = ""
        package var b = ""
        package var c = ""

        package init(_ family: MetricFamily, _ a: String = "", _ b: String = "", _ c: String = "") {
            self.family = family
            self.a = a
            self.b = b
            self.c = c
        }

        var values: [String] { [a, b, c] }
    }

    /// Holds one series' figure; a histogram has its buckets (not cumulative) besides.
    struct Cell: Sendable {
        /// The value of a counter or gauge, the sum of a histogram.
        var value = 0.0
        var counts: [UInt64] = []
    }

    private final class Shard: Sendable {
        let cells = Mutex<[Series: Cell]>([:])
    }

    private let shards: [Shard]
    private let measures = Mutex<[Observation.Measure: Double]>([:])
    private let dropped = Atomic<Int>(0)
    private let seriesLimit: Int
    private let now: @Sendable () -> Instant
    let version: String
    let started: Instant

    /// Starts empty. `seriesLimit` bounds the series of one shard.
    package init(
        effects: Effects = .system, version: String = "", seriesLimit: Int = Limits.metricSeries, shards: Int = 8
    ) {
        self.shards = (0..<shards).map { _ in Shard() }
        self.seriesLimit = seriesLimit
        self.now = effects.now
        self.version = version
        started = effects.now()
    }

    /// Adds to a counter, or to a gauge that is kept by its ups and downs.
    package func add(_ amount: Double = 1, to series: Series) {
        change(series) { $0.value += amount }
    }

    /// Puts a span into a histogram.
    package func record(_ duration: Duration, in series: Series) {
        let seconds = Double(duration.microseconds) / 1_000_000
        let bounds = Self.bounds[series.family] ?? []
        let bucket = bounds.firstIndex { seconds <= $0 } ?? bounds.count
        change(series) { cell in
            if cell.counts.isEmpty { cell.counts = [UInt64](repeating: 0, count: bounds.count + 1) }
            cell.counts[bucket] += 1
            cell.value += seconds
        }
    }

    /// Sets a moment to now, as seconds since 1970.
    package func mark(_ series: Series) {
        let seconds = Double(now().microseconds) / 1_000_000
        // Shards are added up, so a figure that is set lives in one of them only.
        change(series, in: shards[0]) { $0.value = seconds }
    }

    /// Sets a figure that goes up and down.
    package func set(_ measure: Observation.Measure, to value: Double) {
        measures.withLock { $0[measure] = value }
    }

    /// Reads one series' value: a counter, a gauge, or the sum of a histogram.
    package func value(of series: Series) -> Double { collected()[series]?.value ?? 0 }

    private static let bounds = Dictionary(uniqueKeysWithValues: MetricFamily.allCases.map { ($0, $0.buckets) })

    private func change(_ series: Series, in shard: Shard? = nil, _ body: (inout Cell) -> Void) {
        let full = (shard ?? shardOfThisThread).cells.withLock { cells in
            if let index = cells.index(forKey: series) {
                body(&cells.values[index])
                return false
            }
            if cells.count >= seriesLimit { return true }
            var cell = Cell()
            body(&cell)
            cells[series] = cell
            return false
        }
        if full { dropped.wrappingAdd(1, ordering: .relaxed) }
    }

    private var shardOfThisThread: Shard {
        // Thread handles lie far apart, at addresses whose low bits are equal: the multiplication spreads them.
        let mixed = UInt64(pthread_self()) &* 0x9E37_79B9_7F4A_7C15
        return shards[Int(mixed >> 32) % shards.count]
    }

    /// Adds the shards up.
    func collected() -> [Series: Cell] {
        var sum: [Series: Cell] = [:]
        for shard in shards {
            let cells = shard.cells.withLock { $0 }
            sum.merge(cells) { a, b in
                var both = a
                both.value += b.value
                for i in both.counts.indices { both.counts[i] += b.counts[i] }
                return both
            }
        }
        return sum
    }

    func measured() -> [Observation.Measure: Double] { measures.withLock { $0 } }
    var droppedCount: Int { dropped.load(ordering: .relaxed) }
}
