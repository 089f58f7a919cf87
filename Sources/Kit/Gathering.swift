// SPDX-License-Identifier: Apache-2.0
import PQ

/// Is a statement that does for a set of elements what it does for one.
package protocol SetStatement: Statement {
    associatedtype Element: Sendable

    init(_ elements: [Element])
}

/// Gathers elements of set statements, so that many callers' work goes as one statement of each kind.
package struct Gathering: Sendable {
    private var parts: [any GatheredPart] = []

    package init() {}

    /// Adds an element for a statement.
    package mutating func add<S: SetStatement>(_ element: S.Element, to statement: S.Type) {
        append(Part<S>(elements: [element]))
    }

    /// Adds all that another gathering holds.
    package mutating func append(_ other: Gathering) {
        for part in other.parts { append(part) }
    }

    private mutating func append(_ part: any GatheredPart) {
        for i in parts.indices where parts[i].absorb(part) { return }
        parts.append(part)
    }

    /// Adds one statement of each kind to a batch, in the order in which the kinds came.
    package func add(to batch: inout Batch) {
        for part in parts { part.add(to: &batch) }
    }
}

private protocol GatheredPart: Sendable {
    /// Takes over the elements of a part for the same statement; false for another's.
    mutating func absorb(_ other: any GatheredPart) -> Bool
    func add(to batch: inout Batch)
}

private struct Part<S: SetStatement>: GatheredPart {
    var elements: [S.Element]

    mutating func absorb(_ other: any GatheredPart) -> Bool {
        guard let other = other as? Part<S> else { return false }
        elements += other.elements
        return true
    }

    func add(to batch: inout Batch) { batch.add(S(elements)) }
}
