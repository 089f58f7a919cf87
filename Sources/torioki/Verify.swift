// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Insight
import Kit

/// Proves the promises of the house from its ledgers and prints each figure.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Prove the promises from the ledgers; exit code 1 when one is broken.")

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let findings = try await Installation.with { try await Verify(database: $0.database).run() }
        VerifyCommand.tell(findings, asJSON: json)
        if findings.contains(where: { $0.violations > 0 }) { throw ExitCode(1) }
    }

    /// Prints what was found, a line for each proof and one for the sum.
    static func tell(_ findings: [Verify.Finding], asJSON: Bool = false) {
        let violations = findings.reduce(0) { $0 + $1.violations }
        if asJSON {
            let rows = findings.map { finding -> JSON in
                [
                    "promise": .int(finding.promise), "says": .string(finding.says),
                    "checked": .int(finding.checked), "violations": .int(finding.violations),
                ]
            }
            let whole: JSON = ["violations": .int(violations), "findings": .array(rows)]
            return Terminal.result(whole.text)
        }
        for finding in findings {
            let mark = finding.violations == 0 ? "✓" : "✗"
            Terminal.result(
                "\(mark) promise \(finding.promise)  \(finding.says): \(finding.checked) checked, "
                    + "\(finding.violations) violations")
        }
        Terminal.result("verify: \(violations) violations")
    }
}
