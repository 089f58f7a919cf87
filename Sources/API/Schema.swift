// SPDX-License-Identifier: Apache-2.0
import Access
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
        /// One of several objects, by the word that stands in one member of each; another word has the last schema.
        case tagged(String, [(tag: String, schema: Schema)], otherwise: Schema)
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

        /// Whether whoever may read the whole of the object finds it there; one that asks for a scope of its own is left
        /// out for others.
        var isAlwaysThere: Bool { isRequired && schema.scope == nil }

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
    /// What a reader must have beside the operation's own scope to be shown this; nil for nothing.
    private(set) var scope: Scope?

    private init(_ kind: Kind) { self.kind = kind }

    package static func object(_ properties: [Property]) -> Schema { Schema(.object(properties)) }

    package static func dictionary(_ values: Schema) -> Schema {
        precondition(values.scope == nil, "A scope is asked for by a property")
        return Schema(.dictionary(values))
    }

    package static func array(_ items: Schema, _ count: ClosedRange<Int> = 0...10_000) -> Schema {
        precondition(items.scope == nil, "A scope is asked for by a property")
        return Schema(.array(items, count))
    }

    package static func text(_ length: ClosedRange<Int>) -> Schema { Schema(.text(nil, length)) }
    package static func text(_ format: Format) -> Schema { Schema(.text(format, format.length)) }
    package static func choice(_ values: [String]) -> Schema { Schema(.choice(values)) }

    package static func choice<Value: RawRepresentable & CaseIterable>(_ type: Value.Type) -> Schema
    where Value.RawValue == String {
        Schema(.choice(type.allCases.map(\.rawValue)))
    }

    package static func tagged(
        _ member: String, _ schemas: [(tag: String, schema: Schema)], otherwise: Schema
    ) -> Schema {
        Schema(.tagged(member, schemas, otherwise: otherwise))
    }

    package static func integer(_ range: ClosedRange<Int>) -> Schema { Schema(.integer(range)) }
    package static func number(_ range: ClosedRange<Double>) -> Schema { Schema(.number(range)) }
    package static let boolean = Schema(.boolean)
    package static let anything = Schema(.anything)
    package static func named(_ name: String, _ schema: Schema) -> Schema { Schema(.named(name, schema)) }

    /// Allows `null` too.
    package var nullable: Schema { edited { $0.isNullable = true } }
    /// Shows this, as a property of an answer, only to who has a scope that is narrower than the operation's (`Sight`).
    package func requiring(_ scope: Scope) -> Schema { edited { $0.scope = scope } }
    /// The same for everybody.
    var forEverybody: Schema { edited { $0.scope = nil } }
    /// The schema of an object in which a member holds a word; nil where the schema is not told by a member, or there is
    /// no word.
    func schema(of object: JSON.Object) -> Schema? {
        guard case .tagged(let member, let schemas, let otherwise) = kind, let word = object[member]?.string else {
            return nil
        }
        return schemas.first { $0.tag == word }?.schema ?? otherwise
    }
    package func described(_ words: String) -> Schema { edited { $0.summary = words } }
    package func example(_ value: JSON) -> Schema { edited { $0.sample = value } }

    private func edited(_ edit: (inout Schema) -> Void) -> Schema {
        var copy = self
        edit(&copy)
        return copy
    }
}
