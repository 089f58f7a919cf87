// SPDX-License-Identifier: Apache-2.0

/// Holds a piece of a page. What is interpolated is escaped; what is written in the source stands as it is.
///
///     let name = "<script>"
///     let piece: HTML = "<b>\(name)</b>"  // <b>&lt;script&gt;</b>
///
/// Markup that was not written here comes in only through `init(trusted:)`, so one search finds every such place.
/// Attribute values must stand in double quotes: then one escaping serves text and attributes.
package struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    package private(set) var text: String

    /// Takes markup as it is: for what this program wrote itself.
    package init(trusted markup: String) { text = markup }

    package init(stringLiteral markup: StaticString) { text = markup.description }

    package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    package static let none = HTML(trusted: "")

    package static func + (a: HTML, b: HTML) -> HTML { HTML(trusted: a.text + b.text) }

    package struct Interpolation: StringInterpolationProtocol {
        package typealias StringLiteralType = StaticString

        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        package mutating func appendLiteral(_ markup: StaticString) { text += markup.description }

        package mutating func appendInterpolation(_ piece: HTML) { text += piece.text }

        package mutating func appendInterpolation(_ piece: HTML?) {
            if let piece { text += piece.text }
        }

        package mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { text += piece.text }
        }

        package mutating func appendInterpolation(_ plain: String) { HTML.escape(plain, into: &text) }

        package mutating func appendInterpolation(_ number: Int) { text += String(number) }

        /// Writes what a person typed: escaped, and isolated so that its direction of writing turns nothing around it.
        package mutating func appendInterpolation(typed plain: String) {
            text += "<bdi>"
            HTML.escape(plain, into: &text)
            text += "</bdi>"
        }

        /// Writes an attribute without a value, when it holds: `\(flag: "checked", isOn)`.
        package mutating func appendInterpolation(flag name: StaticString, _ holds: Bool) {
            if holds { text += " \(name)" }
        }
    }

    /// Escapes text for a place between tags or between double quotes. Control characters that HTML forbids are left
    /// out. Source: WHATWG HTML, section 13.1.2 and "control-character-in-input-stream".
    static func escape(_ plain: String, into text: inout String) {
        for scalar in plain.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\t", "\n", "\r": text.unicodeScalars.append(scalar)
            case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}": continue
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
