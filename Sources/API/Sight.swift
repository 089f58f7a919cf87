// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Kit

/// Shows each reader of an operation's answers what that one may see: the one place where properties are left out, behind
/// every handler, so that none can forget it.
///
/// It goes by the declaration (`Schema.requiring`). Whoever has all the scopes that an answer's properties ask for is given
/// it as it is, which costs a look at a set; for anybody else the answer is walked beside its schema, and what asks for a
/// scope that is lacking, or is not declared at all, goes.
struct Sight: Sendable {
    private struct Shown: Sendable {
        let schema: Schema
        let scopes: Set<Scope>
    }

    /// By status, the answers that not everybody may see the whole of.
    private let narrow: [Int: Shown]

    init(_ endpoint: Endpoint) {
        var narrow: [Int: Shown] = [:]
        for form in endpoint.answers {
            guard case .json(let schema) = form.content, !schema.scopes.isEmpty else { continue }
            narrow[form.status] = Shown(schema: schema, scopes: schema.scopes)
        }
        self.narrow = narrow
    }

    /// Leaves out of an answer what a reader may not see; nil is nobody.
    func shown(_ answer: Answer, to reader: Principal?) -> Answer {
        guard !narrow.isEmpty, let shown = narrow[answer.status] else { return answer }
        let scopes = reader?.scopes ?? []
        guard !shown.scopes.isSubset(of: scopes) else { return answer }
        var answer = answer
        switch answer.content {
        case .none, .bytes, .events: break
        case .json(let json): answer.content = .json(shown.schema.shown(json, to: scopes))
        case .written(let bytes):
            // What was written by hand is our own JSON. One that cannot be read shows nothing rather than everything.
            let json = (try? JSON(parsing: bytes)) ?? [:]
            answer.content = .json(shown.schema.shown(json, to: scopes))
        }
        return answer
    }
}

extension Schema {
    /// The scopes that properties somewhere inside ask for.
    var scopes: Set<Scope> {
        switch kind {
        case .named(_, let inner): return inner.scopes
        case .array(let items, _): return items.scopes
        case .dictionary(let values): return values.scopes
        case .object(let properties):
            return properties.reduce(into: []) { found, property in
                found.formUnion(property.schema.scopes)
                if let scope = property.schema.scope { found.insert(scope) }
            }
        case .tagged(_, let schemas, let otherwise):
            return schemas.reduce(into: otherwise.scopes) { $0.formUnion($1.schema.scopes) }
        case .text, .choice, .integer, .number, .boolean, .anything: return []
        }
    }

    /// Leaves out of a value what asks for a scope that a reader has not, and what is not declared.
    func shown(_ value: JSON, to scopes: Set<Scope>) -> JSON {
        switch (kind, value) {
        case (.named(_, let inner), _): return inner.shown(value, to: scopes)
        case (.array(let items, _), .array(let elements)): return .array(elements.map { items.shown($0, to: scopes) })
        case (.dictionary(let values), .object(let object)):
            return .object(JSON.Object(object.map { ($0.key, values.shown($0.value, to: scopes)) }))
        case (.object(let properties), .object(let object)):
            var seen = JSON.Object()
            for member in object {
                guard let schema = properties.first(where: { $0.name == member.key })?.schema,
                    schema.scope.map(scopes.contains) ?? true
                else { continue }
                seen[member.key] = schema.shown(member.value, to: scopes)
            }
            return .object(seen)
        case (.tagged, .object(let object)): return schema(of: object)?.shown(value, to: scopes) ?? .null
        case (.object, _), (.array, _), (.dictionary, _), (.tagged, _): return .null
        default: return value
        }
    }
}
