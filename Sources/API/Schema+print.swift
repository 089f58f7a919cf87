// SPDX-License-Identifier: Apache-2.0
import Access
import Kit

extension Schema {
    /// Prints the schema as JSON Schema 2020-12, and puts each named one it meets under its name into `components`.
    package func print(into components: inout [String: JSON]) -> JSON {
        var printed = JSON.Object()
        var type = typeName
        if let scope { return forEverybody.print(into: &components).with("x-scope", .string(scope.rawValue)) }
        switch kind {
        case .named(let name, let inner):
            if components[name] == nil {
                components[name] = .null  // Stands for the schema while it is printed, should it name itself.
                components[name] = inner.print(into: &components)
            }
            let reference: JSON = ["$ref": "#/components/schemas/\(name)"]
            return isNullable ? ["anyOf": [reference, ["type": "null"]]] : reference
        case .object(let properties):
            var members = JSON.Object()
            for property in properties { members[property.name] = property.schema.print(into: &components) }
            printed["properties"] = .object(members)
            let required = properties.filter(\.isAlwaysThere).map { JSON.string($0.name) }
            if !required.isEmpty { printed["required"] = .array(required) }
            printed["additionalProperties"] = false
        case .dictionary(let values): printed["additionalProperties"] = values.print(into: &components)
        case .array(let items, let count):
            printed["items"] = items.print(into: &components)
            if count.lowerBound > 0 { printed["minItems"] = .int(count.lowerBound) }
            printed["maxItems"] = .int(count.upperBound)
        case .text(let format, let length):
            // No text may hold U+0000 (`JSON.init(parsing:)`); the pattern tells it to those who generate texts.
            printed["pattern"] = .string(format?.pattern ?? #"^[^\u0000]*$"#)
            if let format {
                printed["format"] = .string(format.name)
                printed["examples"] = [.string(format.example)]
            }
            if length.lowerBound > 0 { printed["minLength"] = .int(length.lowerBound) }
            printed["maxLength"] = .int(length.upperBound)
        case .choice(let values): printed["enum"] = .array(values.map(JSON.string) + (isNullable ? [.null] : []))
        case .tagged(let member, let schemas, let otherwise):
            type = ""
            let references = schemas.map { (tag: $0.tag, reference: $0.schema.print(into: &components)) }
            let words: JSON = ["enum": .array(references.map { .string($0.tag) })]
            let rest = otherwise.print(into: &components).with("not", ["properties": .object([member: words])])
            printed["oneOf"] = .array(references.map(\.reference) + [rest])
            // OpenAPI 3.1 section 4.8.25: the word leads to the schema by its name.
            printed["discriminator"] = [
                "propertyName": .string(member),
                "mapping": .object(JSON.Object(references.map { ($0.tag, $0.reference["$ref"] ?? .null) })),
            ]
        case .integer(let range):
            if range.lowerBound > .min { printed["minimum"] = .int(range.lowerBound) }
            if range.upperBound < .max { printed["maximum"] = .int(range.upperBound) }
        case .number(let range):
            if range.lowerBound > -.greatestFiniteMagnitude { printed["minimum"] = .double(range.lowerBound) }
            if range.upperBound < .greatestFiniteMagnitude { printed["maximum"] = .double(range.upperBound) }
        case .boolean: break
        case .anything: type = ""
        }
        var object = JSON.Object()
        if !type.isEmpty { object["type"] = isNullable ? [.string(type), "null"] : .string(type) }
        for member in printed { object[member.key] = member.value }
        if !summary.isEmpty { object["description"] = .string(summary) }
        if let sample { object["examples"] = [sample] }
        return .object(object)
    }
}

extension JSON {
    /// Gives an object with one member more.
    fileprivate func with(_ key: String, _ value: JSON) -> JSON {
        var object = object ?? [:]
        object[key] = value
        return .object(object)
    }
}
