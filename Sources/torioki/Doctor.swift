// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Kit
import PQ

/// Tells what is wrong with an installation and how to mend it.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what is wrong with this installation and how to mend it.",
        discussion: "Changes nothing but for starting a private PostgreSQL that exists, which it stops again."
    )

    @Flag(help: "Print the findings as JSON.")
    var json = false

    func run() async throws {
        let findings = await Examination().findings()
        if json {
            let list = findings.map(\.json)
            Terminal.result(
                JSON.object(["healthy": .bool(findings.allSatisfy(\.isWell)), "findings": .array(list)]).text)
        } else {
            for finding in findings { Terminal.result(finding.line(colour: Terminal.hasColour)) }
        }
        if !findings.allSatisfy(\.isWell) { throw ExitCode.failure }
    }
}

/// Is one thing looked at: well, or ill with a sentence that says how to mend it.
struct Finding: Hashable, Sendable {
    let name: String
    let detail: String
    /// nil when all is well.
    let mend: String?

    var isWell: Bool { mend == nil }

    static func well(_ name: String, _ detail: String) -> Finding { Finding(name: name, detail: detail, mend: nil) }
    static func ill(_ name: String, _ detail: String, mend: String) -> Finding {
        Finding(name: name, detail: detail, mend: mend)
    }

    var json: JSON {
        .object(["name": .string(name), "ok": .bool(isWell), "detail": .string(detail), "mend": JSON(mend)])
    }

    func line(colour: Bool) -> String {
        let mark = isWell ? "✓" : "✗"
        let painted = colour ? "\u{1B}[\(isWell ? 32 : 31)m\(mark)\u{1B}[0m" : mark
        return "\(painted) \(name): \(detail)" + (mend.map { "\n    → \($0)" } ?? "")
    }
}
