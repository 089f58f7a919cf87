// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Writes to the person or program that called: results to stdout, messages to stderr.
enum Terminal {
    /// Writes a line of the result.
    static func result(_ line: String) { write(line, to: .standardOutput) }

    /// Writes a message that is not part of the result.
    static func message(_ line: String) { write(line, to: .standardError) }

    /// Tells whether colour is welcome: a terminal, and neither NO_COLOR nor TERM=dumb.
    static let hasColour: Bool = {
        let environment = ProcessInfo.processInfo.environment
        return isatty(1) == 1 && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }()

    private static func write(_ line: String, to file: FileHandle) {
        // A reader that has gone (`torioki … | head`) ends the listening, not the work.
        try? file.write(contentsOf: Data("\(line)\n".utf8))
    }
}
