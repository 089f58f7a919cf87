// SPDX-License-Identifier: Apache-2.0
import Kit

/// Says what is wrong with one place of an imported file, or what was done about it.
package struct ImportFault: Error, Sendable, Equatable {
    package enum Severity: String, Sendable {
        /// The row was not taken.
        case error
        /// The row was taken, but not as it stands.
        case warning
    }

    package let severity: Severity
    /// The line of the file on which the row begins, from 1; 0 for the file as a whole.
    package let line: Int
    /// The column's name as the file has it; empty for the row as a whole.
    package let column: String
    package let reason: ImportReason

    package init(_ severity: Severity = .error, line: Int, column: String = "", _ reason: ImportReason) {
        self.severity = severity
        self.line = line
        self.column = column
        self.reason = reason
    }

    package var json: JSON {
        [
            "severity": .string(severity.rawValue), "line": .int(line), "column": .string(column),
            "code": .string(reason.code), "reason": .string(reason.english), "reason_ja": .string(reason.japanese),
        ]
    }
}

/// Is a fault of one column of a row whose line is known elsewhere.
struct ColumnFault: Error {
    let column: String
    let reason: ImportReason

    init(_ column: String, _ reason: ImportReason) {
        self.column = column
        self.reason = reason
    }
}
