// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport

@testable import API

/// Makes requests out of declarations: what is right, and what is wrong with it in every way a declaration can tell.
extension Schema {
    /// Gives a value that the schema lets through, with optional members too where `isFull`.
    ///
    /// - Parameter known: what to say, by the name of a form (`sku`, `location`), instead of the form's example.
    func sample(isFull: Bool = false, known: [String: JSON] = [:]) -> JSON {
        switch kind {
        case .named(_, let inner): return inner.sample(isFull: isFull, known: known)
        case .object(let properties):
            return .object(
                JSON.Object(
                    properties.filter { isFull || $0.isRequired }.map {
                        ($0.name, $0.schema.sample(isFull: isFull, known: known))
                    }))
        case .dictionary: return [:]
        case .array(let items, let count):
            let item = items.sample(isFull: isFull, known: known)
            return .array(Array(repeating: item, count: max(isFull ? 1 : 0, count.lowerBound)))
        case .text(let format, let length):
            if let format { return known[format.name] ?? .string(format.example) }
            return .string(String(repeating: "a", count: max(1, length.lowerBound)))
        case .choice(let words): return .string(words[0])
        case .tagged(_, let schemas, _): return schemas[0].schema.sample(isFull: isFull, known: known)
        case .integer(let range): return .int(max(range.lowerBound, min(1, range.upperBound)))
        case .number(let range): return .double(range.lowerBound)
        case .boolean: return true
        case .anything: return [:]
        }
    }

    /// Lists each word of each choice among the members, alone.
    var choices: [JSON.Object] {
        switch kind {
        case .named(_, let inner): inner.choices
        case .object(let properties):
            properties.flatMap { property -> [JSON.Object] in
                guard case .choice(let words) = property.schema.kind else { return [] }
                return words.map { [property.name: .string($0)] }
            }
        default: []
        }
    }

    /// Lists values like `good` of which one member, somewhere inside, is wrong.
    func wrong(_ good: JSON) -> [Wrong] {
        switch (kind, good) {
        case (.named(_, let inner), _): return inner.wrong(good)
        case (.object(let properties), .object(let members)):
            var found = [Wrong(.unreadable, "/unknown", good.with("unknown", 1)), Wrong(.unreadable, "", [1])]
            for property in properties {
                if property.isRequired {
                    found.append(Wrong(.unreadable, "/\(property.name)", good.with(property.name, nil)))
                }
                guard let value = members[property.name] else { continue }
                found += property.schema.wrong(value).map {
                    Wrong($0.kind, "/\(property.name)\($0.pointer)", good.with(property.name, $0.value))
                }
            }
            return found
        case (.array(let items, let count), .array(let elements)):
            var found = [Wrong(.unreadable, "", "no array")]
            let filler = elements.first ?? items.sample()
            if count.upperBound < 5_000 {
                found.append(
                    Wrong(.rule, "", .array(Array(repeating: filler, count: count.upperBound + 1))))
            }
            if count.lowerBound > 0 { found.append(Wrong(.rule, "", [])) }
            if let first = elements.first {
                found += items.wrong(first).map { Wrong($0.kind, "/0\($0.pointer)", [$0.value]) }
            }
            return found
        case (.text(let format, let length), _):
            var found = [Wrong(.unreadable, "", 7), Wrong(.unreadable, "", nil), Wrong(.unreadable, "", [:])]
            found.append(Wrong(.rule, "", .string(String(repeating: "長", count: length.upperBound + 1))))
            if length.lowerBound > 0 { found.append(Wrong(.rule, "", "")) }
            if format != nil { found.append(Wrong(.rule, "", "!\u{7F}")) }
            return found
        case (.choice, _): return [Wrong(.rule, "", "none of these"), Wrong(.unreadable, "", 1)]
        case (.integer(let range), _):
            return [Wrong(.unreadable, "", "1"), Wrong(.unreadable, "", 1.5), Wrong(.unreadable, "", true)]
                + (range.upperBound < .max ? [Wrong(.rule, "", .int(range.upperBound + 1))] : [])
                + (range.lowerBound > .min ? [Wrong(.rule, "", .int(range.lowerBound - 1))] : [])
        case (.boolean, _): return [Wrong(.unreadable, "", "true"), Wrong(.unreadable, "", 1)]
        default: return []
        }
    }
}

/// Holds a value that a schema must refuse.
struct Wrong {
    /// Whether it cannot be read (400) or breaks a rule (422); the first of them wins where both are there.
    enum Kind { case unreadable, rule }

    let kind: Kind
    let pointer: String
    let value: JSON

    init(_ kind: Kind, _ pointer: String, _ value: JSON) {
        self.kind = kind
        self.pointer = pointer
        self.value = value
    }
}

extension JSON {
    /// Gives an object with one member set, or taken away by nil.
    fileprivate func with(_ key: String, _ value: JSON?) -> JSON {
        var copy = object ?? [:]
        copy[key] = value
        return .object(copy)
    }
}
