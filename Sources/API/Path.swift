// SPDX-License-Identifier: Apache-2.0

/// Holds a path as it is declared (`/v1/reservations/{id}/collect`): the one place from which it is registered,
/// documented and printed.
package struct Path: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The declared form, with parameters in braces.
    package let template: String
    let segments: [Substring]
    /// The names of the parameters, in order.
    package let parameters: [String]

    package init(_ template: String) {
        precondition(template.hasPrefix("/"), "A path starts with a slash: \(template)")
        self.template = template
        segments = template.split(separator: "/")
        parameters = segments.compactMap { $0.hasPrefix("{") ? String($0.dropFirst().dropLast()) : nil }
    }

    package init(stringLiteral template: String) { self.init(template) }

    package var description: String { template }

    /// Gives the part that follows a parameter; nil where it is the last.
    func part(after parameter: String) -> String? {
        guard let place = segments.firstIndex(of: "{\(parameter)}"), place + 1 < segments.count else { return nil }
        return String(segments[place + 1])
    }

    /// Prints the path with values in the order of its parameters, percent-encoded. A number of values that differs
    /// from the number of parameters is a mistake of ours.
    package func url(_ values: any CustomStringConvertible...) -> String {
        precondition(values.count == parameters.count, "\(template) takes \(parameters.count) values")
        var rest = values[...]
        let parts = segments.map { segment -> String in
            segment.hasPrefix("{") ? PercentCoding.encode((rest.popFirst()?.description ?? "")) : String(segment)
        }
        return "/" + parts.joined(separator: "/")
    }

    /// Tells whether a path of a request, as the router would split it, has this form.
    func matches(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        let segments = segments
        return parts.count == segments.count
            && zip(parts, segments).allSatisfy { part, segment in segment.hasPrefix("{") || part == segment }
    }
}
