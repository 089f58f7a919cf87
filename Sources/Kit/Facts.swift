// SPDX-License-Identifier: Apache-2.0

/// Lists what is known of a thing that head office edits, by name and in order, as texts: what an edit compares and what
/// its history tells. Nil says that there is nothing under a name.
package struct Facts: Equatable, Sendable, ExpressibleByDictionaryLiteral {
    package struct Fact: Equatable, Sendable {
        package let name: String
        package let value: String?
    }

    package private(set) var all: [Fact]

    package init(dictionaryLiteral facts: (String, String?)...) { all = facts.map { Fact(name: $0.0, value: $0.1) } }

    /// Takes facts whose names all differ.
    package init(_ facts: some Sequence<(name: String, value: String?)>) {
        all = facts.map { Fact(name: $0.name, value: $0.value) }
    }

    package subscript(name: String) -> String? { all.first { $0.name == name }?.value }

    /// Numbers these facts: other facts have another number (FNV-1a, 53 bits, exact in JSON). A form carries the edition
    /// that it was printed from, so that an edit of what has changed meanwhile is seen.
    package var edition: Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for fact in all {
            fact.name.utf8.forEach(take)
            take(fact.value == nil ? 0 : 1)
            fact.value?.utf8.forEach(take)
            take(0)
        }
        return Int(hash & 0x1F_FFFF_FFFF_FFFF)
    }

    /// Lists what differs from other facts, in their order, and last what they no longer have.
    package func differences(to other: Facts) -> [Change.Difference] {
        let gone = all.filter { fact in !other.all.contains { $0.name == fact.name } }.map(\.name)
        return (other.all.map(\.name) + gone).compactMap { name in
            let (from, to) = (self[name], other[name])
            return from == to ? nil : Change.Difference(name: name, from: from, to: to)
        }
    }
}

extension Facts {
    /// Writes a yes or no as facts have it.
    package static func said(_ holds: Bool?) -> String? { holds.map { $0 ? "yes" : "no" } }

    /// Writes a number as facts have it.
    package static func number(_ number: Int?) -> String? { number.map(String.init) }
}
