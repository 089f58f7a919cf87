// SPDX-License-Identifier: Apache-2.0
import PQ

/// A word out of a list that the code knows (a state, a reason), or a code of the chain's own (a shelf, an experiment's
/// arm): nothing that tells of a person.
package struct Word: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let description: String

    package init<Value: RawRepresentable<String>>(_ value: Value) { description = value.rawValue }
    package init(stringLiteral word: String) { description = word }
    package init(code: String) { description = code }

    package static func == <Value: RawRepresentable<String>>(word: Word, value: Value) -> Bool {
        word.description == value.rawValue
    }
}

/// What people wrote in their own words, where anything may stand, also of a person.
package struct OwnWords: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ text: String) { description = text }
}

/// A moment as the clock of its place shows it, to the second: RFC 3339 with that place's offset.
package struct PlaceTime: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ moment: Instant, in zone: Zone) { description = moment.rfc3339(in: zone) }

    fileprivate init?(_ text: String) {
        guard Instant(rfc3339: text) != nil else { return nil }
        description = text
    }

    package var instant: Instant {
        guard let instant = Instant(rfc3339: description) else { preconditionFailure("written by a moment") }
        return instant
    }
}

extension Int: EventValue {
    package init?(member: JSON) {
        guard let value = member.int else { return nil }
        self = value
    }
    package var member: JSON { .int(self) }
    package static var memberType: EventMemberType { .integer }
    package static var sample: Int { 1 }
}

extension Bool: EventValue {
    package init?(member: JSON) {
        guard let value = member.bool else { return nil }
        self = value
    }
    package var member: JSON { .bool(self) }
    package static var memberType: EventMemberType { .boolean }
    package static var sample: Bool { true }
}

extension Array: EventValue where Element: EventValue {
    package init?(member: JSON) {
        guard let elements = member.array else { return nil }
        self = []
        reserveCapacity(elements.count)
        for element in elements {
            guard let value = Element(member: element) else { return nil }
            append(value)
        }
    }
    package var member: JSON { .array(map(\.member)) }
    package static var memberType: EventMemberType { .list(Element.memberType) }
    package static var sample: [Element] { [.sample] }
}

/// A value whose JSON is a text.
package protocol EventText: EventValue {
    static func read(_ text: String) -> Self?
    var description: String { get }
}

extension EventText {
    package init?(member: JSON) {
        guard let value = member.string.flatMap(Self.read) else { return nil }
        self = value
    }
    package var member: JSON { .string(description) }
}

extension Word: EventText {
    package static func read(_ text: String) -> Word? { Word(code: text) }
    package static var memberType: EventMemberType { .word }
    package static var sample: Word { "word" }
}

extension OwnWords: EventText {
    package static func read(_ text: String) -> OwnWords? { OwnWords(text) }
    package static var memberType: EventMemberType { .ownWords }
    package static var sample: OwnWords { OwnWords("words") }
}

extension PlaceTime: EventText {
    package static func read(_ text: String) -> PlaceTime? { PlaceTime(text) }
    package static var memberType: EventMemberType { .moment }
    package static var sample: PlaceTime { PlaceTime(Instant(seconds: 1_795_309_200), in: .tokyo) }
}

extension LocationID: EventText {
    package static func read(_ text: String) -> LocationID? { LocationID(text) }
    package static var memberType: EventMemberType { .location }
    package static var sample: LocationID { LocationID(stored: "S001") }
}

extension SKU: EventText {
    package static func read(_ text: String) -> SKU? { SKU(text) }
    package static var memberType: EventMemberType { .sku }
    package static var sample: SKU { SKU(stored: "KT-1010-24") }
}

extension Located: EventValue where Kind == ReservationKind {}
extension Located: EventText where Kind == ReservationKind {
    package static func read(_ text: String) -> ReservationID? { ReservationID(text) }
    package static var memberType: EventMemberType { .reservation }
    package static var sample: ReservationID {
        ReservationID(location: .sample, unique: UniqueID(high: 0x0192_F000_0000_7000, low: 0x8000_0000_0000_0001))
    }
}
