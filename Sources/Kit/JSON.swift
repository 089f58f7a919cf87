// SPDX-License-Identifier: Apache-2.0

/// Holds one JSON value (RFC 8259), read strictly and written without Foundation.
///
/// A number without fraction and exponent that fits is an `int` and stays exact; every other is a `double`.
package enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case array([JSON])
    case object(Object)

    /// Takes a text, or `null` for none.
    package init(_ text: String?) { self = text.map(JSON.string) ?? .null }

    /// Takes a whole number, or `null` for none.
    package init(_ number: Int?) { self = number.map(JSON.int) ?? .null }

    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// Gives a whole number exactly; one that was written as `1.0` or `1e3` is whole too, up to 2^53 (JSON Schema 2020-12
    /// section 6.1.1 counts it as an integer).
    package var int: Int? {
        switch self {
        case .int(let value): value
        case .double(let value) where abs(value) <= 0x1p53: Int(exactly: value)
        default: nil
        }
    }

    /// Gives any number.
    package var double: Double? {
        switch self {
        case .double(let value): value
        case .int(let value): Double(value)
        default: nil
        }
    }

    package var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    package var array: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    package var object: Object? {
        if case .object(let value) = self { value } else { nil }
    }

    /// Gives the member of an object; nil when it has none of that name or this is no object.
    package subscript(key: String) -> JSON? { object?[key] }

    /// Gives the element of an array; nil outside of it or when this is no array.
    package subscript(index: Int) -> JSON? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    package init(nilLiteral: ()) { self = .null }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .int(value) }
    package init(floatLiteral value: Double) { self = .double(value) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) {
        assert(Set(elements.map(\.0)).count == elements.count, "each member of an object has a name of its own")
        self = .object(Object(distinct: elements))
    }
}

extension JSON: CustomStringConvertible {
    package var description: String { text }
}
