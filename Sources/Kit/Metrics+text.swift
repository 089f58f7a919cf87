// SPDX-License-Identifier: Apache-2.0
import PQ

extension Metrics {
    /// The media type of `text`.
    package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// Prints all figures in the Prometheus text format, version 0.0.4.
    package var text: String {
        var page = Page()
        let cells = collected()
        let byFamily = Dictionary(grouping: cells.keys, by: \.family)
        for family in MetricFamily.allCases {
            guard let series = byFamily[family] else { continue }
            let name = "torioki_\(family.rawValue)"
            page.head(name, family.kind.rawValue, family.help)
            for one in series.sorted(by: { $0.values.lexicographicallyPrecedes($1.values) }) {
                guard let cell = cells[one] else { continue }
                page.write(name, of: one, cell)
            }
        }
        for (measure, value) in measured().sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let name = "torioki_\(measure.rawValue)"
            page.head(name, "gauge", "Taken from time to time: \(measure.rawValue).")
            page.line(name, [], value)
        }
        page.head("torioki_metrics_dropped_total", "counter", "Observations let go because there are too many series.")
        page.line("torioki_metrics_dropped_total", [], Double(droppedCount))
        page.head("torioki_build_info", "gauge", "The version that runs.")
        page.line("torioki_build_info", [("version", version)], 1)
        for figure in ProcessFigures.read() {
            page.head(figure.name, figure.kind, figure.help)
            page.line(figure.name, [], figure.value)
        }
        page.head("process_start_time_seconds", "gauge", "When this process began to count.")
        page.line("process_start_time_seconds", [], Double(started.microseconds) / 1_000_000)
        return page.text
    }
}

/// Builds the text, line by line.
private struct Page {
    var text = ""

    mutating func head(_ name: String, _ kind: String, _ help: String) {
        text += "# HELP \(name) \(escaped(help, quotes: false))\n# TYPE \(name) \(kind)\n"
    }

    mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
        text += name
        if !labels.isEmpty {
            text += "{"
            text += labels.map { "\($0)=\"\(escaped($1, quotes: true))\"" }.joined(separator: ",")
            text += "}"
        }
        text += " \(number(value))\n"
    }

    mutating func write(_ name: String, of series: Metrics.Series, _ cell: Metrics.Cell) {
        let labels = Array(zip(series.family.labels, series.values))
        guard series.family.kind == .histogram else { return line(name, labels, cell.value) }
        var seen: UInt64 = 0
        for (bound, count) in zip(series.family.buckets, cell.counts) {
            seen += count
            line("\(name)_bucket", labels + [("le", number(bound))], Double(seen))
        }
        seen += cell.counts.last ?? 0
        line("\(name)_bucket", labels + [("le", "+Inf")], Double(seen))
        line("\(name)_sum", labels, cell.value)
        line("\(name)_count", labels, Double(seen))
    }

    /// Writes whole numbers without a fraction; exact up to 2^53.
    private func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == value.rounded(), abs(value) < 9_007_199_254_740_992 { return String(Int64(value)) }
        return String(value)
    }

    /// Escapes as the text format asks: backslash and line feed everywhere, the double quote in labels.
    private func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
