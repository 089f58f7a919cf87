// SPDX-License-Identifier: Apache-2.0
import API
import Kit

/// Holds what a form or a query sent: names and texts, in `application/x-www-form-urlencoded` (WHATWG URL, section 5).
package struct FormFields: Sendable, Equatable {
    private var values: [String: String] = [:]

    package init() {}

    /// Reads fields; nil for a broken escape, for bytes that are no UTF-8, for U+0000 and for more than
    /// `Limits.formFields`. Of a name that comes twice the first counts.
    package init?(_ text: some StringProtocol) {
        guard let pairs = PercentCoding.pairs(text.utf8, atMost: Limits.formFields) else { return nil }
        values = Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// Gives a field as it was typed; empty when it is not there.
    package subscript(name: String) -> String { values[name] ?? "" }

    /// Gives a field without the white space at its ends.
    package func trimmed(_ name: String) -> String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace }
        let text = self[name].drop(while: isBlank)
        return String(text.reversed().drop(while: isBlank).reversed())
    }

    package func isOn(_ name: String) -> Bool { values[name] != nil }

    /// Writes the fields in the order of their names, but for those named: what a command's fingerprint is taken of.
    func canonical(without names: Set<String>) -> String {
        values.filter { !names.contains($0.key) }.sorted { $0.key < $1.key }
            .map { "\(PercentCoding.encode($0.key))=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
    }
}
