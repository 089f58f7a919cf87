// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Cases on which others have said what is right, written by `Tests/outside/judges.py`.
package enum Judged {
    /// Whether a judge has written anything; without one the tests that read it are passed over.
    package static var isThere: Bool { ProcessInfo.processInfo.environment["TORIOKI_JUDGES"] != nil }

    /// Tries every case of a file, one a line, its fields divided by tabs; tells at most 30 on which we differ, and leaves
    /// word of how many were read.
    ///
    /// - Parameter differs: says what we say instead; nil when we agree.
    package static func judge(_ name: String, _ differs: ([String]) throws -> String?) throws {
        let folder = try #require(ProcessInfo.processInfo.environment["TORIOKI_JUDGES"])
        let lines = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8).split(separator: "\n")
        var (found, count): ([String], Int) = ([], 0)
        for line in lines {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard let other = try differs(fields) else { continue }
            count += 1
            if found.count < 30 { found.append("\(fields.joined(separator: " ")) — we: \(other)") }
        }
        try "\(lines.count)".write(toFile: "\(folder)/\(name).judged", atomically: true, encoding: .utf8)
        #expect(count == 0, "\(count) of \(lines.count) differ:\n\(found.joined(separator: "\n"))")
    }
}
