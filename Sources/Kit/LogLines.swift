// SPDX-License-Identifier: Apache-2.0
import Foundation
import Logging
import PQ

/// Writes log lines to a file descriptor: one line an event, as JSON for machines or as text for people.
///
/// Control characters are escaped, so no value can forge a line. A line that cannot be written (full disk, closed pipe)
/// is let go: the service goes on.
package struct LogLines: LogHandler {
    package enum Format: String, Sendable, CaseIterable { case json, text }

    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let format: Format
    private let descriptor: Int32
    private let now: @Sendable () -> Instant

    /// Writes to `descriptor`: 1 is stdout, 2 stderr.
    package init(
        label: String, format: Format, level: Logger.Level, descriptor: Int32 = 1,
        now: @escaping @Sendable () -> Instant = Effects.system.now
    ) {
        self.label = label
        self.format = format
        self.descriptor = descriptor
        self.now = now
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var fields = metadata
        if let provided = metadataProvider?.get() { fields.merge(provided) { $1 } }
        if let own = event.metadata { fields.merge(own) { $1 } }
        // Of an error only its type: its description may hold what no log may.
        if let error = event.error { fields["error"] = "\(type(of: error))" }
        let sorted = fields.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        var line = Self.line(
            at: now(), level: event.level, label: label, words: "\(event.message)", fields: sorted, format: format)
        line.append(UInt8(ascii: "\n"))
        line.withUnsafeBytes { bytes in
            // One call a line keeps lines of several threads apart; what does not fit is let go, as said above.
            _ = write(descriptor, bytes.baseAddress, bytes.count)
        }
    }

    /// Builds one line, without its end.
    static func line(
        at moment: Instant, level: Logger.Level, label: String, words: String, fields: [(String, String)],
        format: Format
    ) -> [UInt8] {
        var line: [UInt8] = []
        switch format {
        case .json:
            var object: [(String, JSON)] = [
                ("time", .string(moment.utc)), ("level", .string(level.rawValue)), ("logger", .string(label)),
                ("message", .string(words)),
            ]
            // A field must not pass for one of the four above.
            object += fields.map { key, value in
                (["time", "level", "logger", "message"].contains(key) ? "field.\(key)" : key, .string(value))
            }
            JSON.object(JSON.Object(object)).write(to: &line)
        case .text:
            line += "\(moment.utc) \(level.rawValue.uppercased()) \(visible(words))".utf8
            for (key, value) in fields { line += " \(visible(key))=\(visible(value))".utf8 }
        }
        return line
    }

    /// Escapes control characters, so that a value stays on its line and cannot steer a terminal.
    private static func visible(_ text: String) -> String {
        if text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }) { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
                result += scalar.escaped(asASCII: true)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Instant {
    /// Writes the moment in UTC to the millisecond: `2026-11-22T01:00:00.123Z`.
    fileprivate var utc: String {
        let minutes = microseconds.flooredDivision(by: 60_000_000)
        let day = Int(minutes.flooredDivision(by: 1440))
        let minute = Int(minutes) - day * 1440
        let rest = Int((microseconds - minutes * 60_000_000) / 1000)
        let milliseconds = String(1000 + rest % 1000).dropFirst()
        return "\(Day(sinceEpoch: day))T\(two(minute / 60)):\(two(minute % 60)):\(two(rest / 1000)).\(milliseconds)Z"
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        self / divisor - (self % divisor < 0 ? 1 : 0)
    }
}
