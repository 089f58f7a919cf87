// SPDX-License-Identifier: Apache-2.0
import Kit

/// Describes JSON values: the subset of JSON Schema 2020-12 that the API uses. One value both checks requests and
/// prints itself into the OpenAPI document, so the two cannot differ.
package struct Schema: Sendable {
    package indirect enum Kind: Sendable {
        /// Named members; any other is refused.
        case object([Property])
        /// Members of any names.
        case dictionary(Schema)
        case array(Schema, ClosedRange<Int>)
        /// A text with limits in characters (Unicode scalars), perhaps of a form.
        case text(Format?, ClosedRange<Int>)
        case choice([String])
        case integer(ClosedRange<Int>)
        case number(ClosedRange<Double>)
        case boolean
        case anything
        /// A schema that stands in the document once, under a name.
        case named(String, Schema)
    }

    package struct Property: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool

        package static func required(_ name: String, _ schema: Schema) -> Property {
            Property(name: name, schema: schema, isRequired: true)
        }

        package static func optional(_ name: String, _ schema: Schema) -> Property {
            Property(name: name, schema: schema, isRequired: false)
        }
    }

    let kind: Kind
    private(set) var summary = ""
    private(set) var sample: JSON?
    private(set) var isNullable = false

    private init(_ kind: Kind) { self.kind = kind }

    package static func object(_ properties: [Property]) -> Schema { Schema(.object(properties)) }
    package static func dictionary(_ values: Schema) -> Schema { Schema(.dictionary(values)) }

    package static func array(_ items: Schema, _ count: ClosedRange<Int> = 0...10_000) -> Schema {
        Schema(.array(items, count))
    }

    package static func text(_ length: ClosedRange<Int>) -> Schema { Schema(.text(nil, length)) }
    package static func text(_ format: Format) -> Schema { Schema(.text(format, format.length)) }
    package static func choice(_ values: [String]) -> Schema { Schema(.choice(values)) }

    package static func choice<Value: RawRepresentable & CaseIterable>(_ type: Value.Type) -> Schema
    where Value.RawValue == String {
        Schema(.choice(type.allCases.map(\.rawValue)))
    }

    package static func integer(_ range: ClosedRange<Int>) -> Schema { Schema(.integer(range)) }
    package static func number(_ range: ClosedRange<Double>) -> Schema { Schema(.number(range)) }
    package static let boolean = Schema(.boolean)
    package static let anything = Schema(.anything)
    package static func named(_ name: String, _ schema: Schema) -> Schema { Schema(.named(name, schema)) }

    /// Allows `null` too.
    package var nullable: Schema { edited { $0.isNullable = true } }
    package func described(_ words: String) -> Schema { edited { $0.summary = words } }
    package func example(_ value: JSON) -> Schema { edited { $0.sample = value } }

    private func edited(_ edit: (inout Schema) -> Void) -> Schema {
        var copy = self
        edit(&copy)
        return copy
    }
}
