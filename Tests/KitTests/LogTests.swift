// SPDX-License-Identifier: Apache-2.0
import Foundation
import Logging
import PQ
import Synchronization
import Testing

@testable import Kit

@Suite("Log")
struct LogTests {
    @Test("A line of JSON can be read back, whatever stands in it")
    func json() throws {
        let line = LogLines.line(
            at: Instant(microseconds: 1_795_309_200_123_456), level: .warning, label: "torioki",
            words: "a\"b\r\nc\u{0}",
            fields: [("level", "forged"), ("名", "髙﨑 🍣")], format: .json)
        let json = try JSON(parsing: String(decoding: line, as: UTF8.self).replacing("\\u0000", with: "?"))
        #expect(json["time"]?.string == "2026-11-22T01:00:00.123Z")
        #expect(json["level"]?.string == "warning")
        #expect(json["message"]?.string == "a\"b\r\nc?")
        #expect(json["field.level"]?.string == "forged")
        #expect(json["名"]?.string == "髙﨑 🍣")
        #expect(!line.contains(UInt8(ascii: "\n")))
    }

    @Test("A line of text stays one line and steers no terminal")
    func text() {
        let line = LogLines.line(
            at: Instant(seconds: -1), level: .info, label: "torioki", words: "one\ntwo",
            fields: [("k", "\u{1B}[31mred\r")], format: .text)
        #expect(
            String(decoding: line, as: UTF8.self)
                == #"1969-12-31T23:59:59.000Z INFO one\ntwo k=\u{1B}[31mred\r"#)
    }

    @Test("Every observation has a sentence, and nothing below the level costs more than a look")
    func observations() {
        let lines = Mutex<[String]>([])
        var logger = Logger(label: "test") { _ in Recorder { line in lines.withLock { $0.append(line) } } }
        logger.logLevel = .error
        let quiet = Observer.log(logger)
        quiet(.served(method: "GET", route: "/livez", status: 200, duration: .milliseconds(1)))
        #expect(lines.withLock { $0 } == [])
        quiet(.served(method: "GET", route: "/livez", status: 500, duration: .milliseconds(1)))
        // What is foreseen is counted, and told by what stands behind it: thousands of lines would only make it worse.
        quiet(.served(method: "GET", route: "/livez", status: 503, duration: .milliseconds(1)))
        #expect(lines.withLock { $0 } == ["error request"])
        logger.logLevel = .trace
        let loud = Observer.log(logger)
        for observation in everything { loud(observation) }
        #expect(lines.withLock { $0.count } == 1 + everything.count)
    }

    @Test("Observers can be combined; each hears all")
    func combined() {
        let heard = Mutex<[String]>([])
        let both = Observer.all(
            Observer { _ in heard.withLock { $0.append("a") } }, Observer { _ in heard.withLock { $0.append("b") } })
        both(.stopped)
        both(.stopped)
        #expect(heard.withLock { $0 } == ["a", "b", "a", "b"])
        Observer.none(.stopped)
    }
}

/// Hands log lines to a closure.
private struct Recorder: LogHandler {
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]
    let record: @Sendable (String) -> Void

    init(_ record: @escaping @Sendable (String) -> Void) { self.record = record }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { record("\(event.level) \(event.message)") }
}
