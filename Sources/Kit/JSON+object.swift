// SPDX-License-Identifier: Apache-2.0

extension JSON {
    /// Keeps the members of an object in their order. Look-up walks along them: objects of an API are short, and the
    /// parser, which may meet long ones, finds duplicates by a set.
    package struct Object: Sendable {
        private var members: [(String, JSON)]

        package init() { members = [] }

        /// Takes members; of those with one name the last stays.
        package init(_ members: some Sequence<(String, JSON)>) {
            self.members = []
            for (key, value) in members { self[key] = value }
        }

        /// Takes members whose names are known to differ, as they are.
        init(distinct members: [(String, JSON)]) { self.members = members }

        package var count: Int { members.count }
        package var isEmpty: Bool { members.isEmpty }
        package var keys: [String] { members.map(\.0) }

        /// Reads, replaces, appends or (by nil) removes a member.
        package subscript(key: String) -> JSON? {
            get { members.first { $0.0 == key }?.1 }
            set {
                let index = members.firstIndex { $0.0 == key }
                switch (index, newValue) {
                case (let index?, let value?): members[index].1 = value
                case (let index?, nil): members.remove(at: index)
                case (nil, let value?): members.append((key, value))
                case (nil, nil): break
                }
            }
        }
    }
}

extension JSON {
    /// Gives the one form of all texts that mean the same: members in the order of their names, a whole number without
    /// fraction and exponent (RFC 8259 gives neither a meaning).
    package var canonical: JSON {
        switch self {
        case .array(let elements): .array(elements.map(\.canonical))
        case .object(let object):
            .object(
                Object(
                    distinct: object.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                        .map { ($0.key, $0.value.canonical) }))
        case .double: int.map(JSON.int) ?? self
        default: self
        }
    }
}

extension JSON.Object: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { members.count }
    package subscript(position: Int) -> (key: String, value: JSON) {
        let (key, value) = members[position]
        return (key, value)
    }
}

extension JSON.Object: Equatable {
    /// Compares as sets of members: RFC 8259 gives their order no meaning.
    package static func == (a: Self, b: Self) -> Bool {
        a.count == b.count && a.allSatisfy { member in b[member.key] == member.value }
    }
}

extension JSON.Object: ExpressibleByDictionaryLiteral {
    /// Takes what stands in the source, where a name that comes twice is a mistake.
    package init(dictionaryLiteral elements: (String, JSON)...) {
        assert(Set(elements.map(\.0)).count == elements.count, "each member of an object has a name of its own")
        self.init(distinct: elements)
    }
}
