// SPDX-License-Identifier: Apache-2.0
import Kit

/// Tells one thing that is wrong with a request, and where.
package struct Failure: Hashable, Sendable {
    /// Says in which part of the request the pointer points.
    package enum Part: String, Sendable { case body, query, path, header }

    package enum Code: String, Sendable {
        case missing, unknownField = "unknown_field", wrongType = "wrong_type", repeated
        case tooShort = "too_short", tooLong = "too_long", tooFew = "too_few", tooMany = "too_many"
        case tooSmall = "too_small", tooLarge = "too_large", notAllowed = "not_allowed", wrongFormat = "wrong_format"

        /// Tells whether the value could be read and breaks a rule (422), rather than that it could not be read (400).
        package var breaksRule: Bool {
            switch self {
            case .missing, .unknownField, .wrongType, .repeated: false
            case .tooShort, .tooLong, .tooFew, .tooMany, .tooSmall, .tooLarge, .notAllowed, .wrongFormat: true
            }
        }
    }

    package let part: Part
    /// JSON Pointer (RFC 6901) into the part; empty for the whole of it.
    package let pointer: String
    package let code: Code
    /// What would have been right: a type, a limit, a form.
    package let expected: String

    package init(part: Part, pointer: String, code: Code, expected: String = "") {
        self.part = part
        self.pointer = pointer
        self.code = code
        self.expected = expected
    }

    package var detail: Words {
        switch code {
        case .missing: Words(ja: "必須の項目がありません。", en: "This member is required.")
        case .unknownField: Words(ja: "この項目は受け付けていません。", en: "There is no member of this name.")
        case .wrongType: Words(ja: "型が違います（\(expected)）。", en: "This must be: \(expected).")
        case .repeated: Words(ja: "一度だけ指定してください。", en: "This may be given only once.")
        case .tooShort: Words(ja: "\(expected)文字以上にしてください。", en: "This needs at least \(expected) characters.")
        case .tooLong: Words(ja: "\(expected)文字以内にしてください。", en: "This may have at most \(expected) characters.")
        case .tooFew: Words(ja: "\(expected)件以上指定してください。", en: "This needs at least \(expected) entries.")
        case .tooMany: Words(ja: "\(expected)件以内にしてください。", en: "This may have at most \(expected) entries.")
        case .tooSmall: Words(ja: "\(expected)以上にしてください。", en: "This must be at least \(expected).")
        case .tooLarge: Words(ja: "\(expected)以下にしてください。", en: "This may be at most \(expected).")
        case .notAllowed: Words(ja: "次のいずれかにしてください: \(expected)", en: "This must be one of: \(expected).")
        case .wrongFormat: Words(ja: "形式が違います（\(expected)）。", en: "This has the wrong form: \(expected).")
        }
    }
}

/// Walks over a value beside its schema and gathers what is wrong, at most `Limits.failuresTold` things.
struct Validator {
    private enum Step { case key(String), index(Int) }

    let part: Failure.Part
    private(set) var failures: [Failure] = []
    private var steps: [Step] = []

    init(part: Failure.Part) { self.part = part }

    mutating func check(_ value: JSON, against schema: Schema) {
        guard failures.count < Limits.failuresTold else { return }
        if schema.isNullable, value.isNull { return }
        switch (schema.kind, value) {
        case (.named(_, let inner), _): check(value, against: inner)
        case (.anything, _), (.boolean, .bool): return
        case (.object(let properties), .object(let object)): check(object, properties)
        case (.dictionary(let values), .object(let object)):
            for member in object { step(.key(member.key)) { $0.check(member.value, against: values) } }
        case (.array(let items, let count), .array(let elements)):
            check(elements.count, within: count, .tooFew, .tooMany)
            for (index, element) in elements.prefix(count.upperBound).enumerated() {
                step(.index(index)) { $0.check(element, against: items) }
            }
        case (.text(let format, let length), .string(let text)):
            // A text has no more characters than bytes, so most are counted by a look at their length in bytes.
            let size = text.utf8.count
            if size > length.upperBound || size < length.lowerBound * 4 {
                check(text.unicodeScalars.count, within: length, .tooShort, .tooLong)
            }
            if let format, !format.accepts(text) { fail(.wrongFormat, format.words) }
        case (.choice(let values), .string(let text)):
            if !values.contains(text) { fail(.notAllowed, values.joined(separator: ", ")) }
        case (.tagged(let member, _, _), .object(let object)):
            guard let found = schema.schema(of: object) else { return step(.key(member)) { $0.fail(.missing) } }
            check(value, against: found)
        case (.integer(let range), _):
            guard let number = value.int else { return fail(.wrongType, "integer") }
            check(number, within: range, .tooSmall, .tooLarge)
        case (.number(let range), _):
            guard let number = value.double else { return fail(.wrongType, "number") }
            check(number, within: range, .tooSmall, .tooLarge)
        default: fail(.wrongType, schema.typeName)
        }
    }

    private mutating func check(_ object: JSON.Object, _ properties: [Schema.Property]) {
        for member in object {
            if let property = properties.first(where: { $0.name == member.key }) {
                step(.key(member.key)) { $0.check(member.value, against: property.schema) }
            } else {
                step(.key(member.key)) { $0.fail(.unknownField) }
            }
        }
        for property in properties where property.isAlwaysThere && object[property.name] == nil {
            step(.key(property.name)) { $0.fail(.missing) }
        }
    }

    private mutating func check<Number: Comparable & Sendable>(
        _ number: Number, within range: ClosedRange<Number>, _ below: Failure.Code, _ above: Failure.Code
    ) {
        if number < range.lowerBound { fail(below, "\(range.lowerBound)") }
        if number > range.upperBound { fail(above, "\(range.upperBound)") }
    }

    private mutating func step(_ step: Step, _ body: (inout Validator) -> Void) {
        steps.append(step)
        body(&self)
        steps.removeLast()
    }

    mutating func fail(_ code: Failure.Code, _ expected: String = "") {
        guard failures.count < Limits.failuresTold else { return }
        failures.append(Failure(part: part, pointer: pointer, code: code, expected: expected))
    }

    private var pointer: String {
        steps.map { step in
            switch step {
            case .key(let key): "/" + key.replacing("~", with: "~0").replacing("/", with: "~1")
            case .index(let index): "/\(index)"
            }
        }.joined()
    }
}

extension Schema {
    /// Checks a value and tells what is wrong with it; empty when nothing is.
    package func failures(of value: JSON, in part: Failure.Part = .body) -> [Failure] {
        var validator = Validator(part: part)
        validator.check(value, against: self)
        return validator.failures
    }

    /// Names the JSON type, as a schema's `type` does.
    var typeName: String {
        switch kind {
        case .object, .dictionary, .tagged: "object"
        case .array: "array"
        case .text, .choice: "string"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .anything: "any"
        case .named(_, let inner): inner.typeName
        }
    }
}
