// SPDX-License-Identifier: Apache-2.0

/// The members of a payload. Each type declares them once, in an initialiser that names every member and says what it is;
/// the same walk reads them, writes them and lists them.
///
///     init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
///         line = try members.next("line", known?.line, "The line's number.")
///         until = members.nextIfAny("until", known?.until, "…")
///     }
package protocol EventContent: Sendable, Equatable {
    /// - Parameter known: the payload that is to be written; nil while one is read or listed.
    init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload)
}

/// The payload of an event that this version cannot read: a member is missing, or of another type.
package struct UnreadablePayload: Error, Equatable {
    package let member: String

    package init(member: String) { self.member = member }
}

/// One member of a payload, for documents.
package struct EventMember: Sendable, Equatable {
    package let name: String
    package let type: EventMemberType
    /// Whether an event may lack it: where it does not apply, or where it was written before there was such a member.
    package let isOptional: Bool
    package let says: String
}

/// The type of a member, as documents tell it.
package indirect enum EventMemberType: Sendable, Equatable {
    case integer, boolean
    /// RFC 3339.
    case moment
    case location, sku, reservation
    /// A word out of a list that the code knows, or a code of the chain's own.
    case word
    /// What people wrote.
    case ownWords
    case list(EventMemberType)
    case object([EventMember])
}

/// A value that a payload may have. What tells of a person (a name, a number, an address, an id of a customer) is none.
package protocol EventValue: Sendable, Equatable {
    init?(member: JSON)
    var member: JSON { get }
    static var memberType: EventMemberType { get }
    /// Stands for a value where the members are only listed.
    static var sample: Self { get }
}

/// Walks along the members of a payload: reads them, writes them, or lists them.
package struct EventMembers {
    private enum Work {
        case reading(JSON.Object), writing, naming
    }

    private let work: Work
    fileprivate private(set) var written = JSON.Object()
    fileprivate private(set) var named: [EventMember] = []

    init(reading data: JSON.Object) { work = .reading(data) }
    init(naming: Void) { work = .naming }
    fileprivate init(writing: Void) { work = .writing }

    /// Takes the next member, one that every event of the kind has.
    mutating func next<Value: EventValue>(
        _ name: String, _ known: Value?, _ says: String
    ) throws(UnreadablePayload) -> Value {
        switch work {
        case .reading(let data):
            guard let value = data[name].flatMap(Value.init(member:)) else { throw UnreadablePayload(member: name) }
            return value
        case .writing:
            guard let known else { preconditionFailure("a payload is written from itself") }
            written[name] = known.member
            return known
        case .naming:
            named.append(EventMember(name: name, type: Value.memberType, isOptional: false, says: says))
            return Value.sample
        }
    }

    /// Takes the next member, one that an event may lack. Null and another type read as nothing.
    mutating func nextIfAny<Value: EventValue>(_ name: String, _ known: Value?, _ says: String) -> Value? {
        switch work {
        case .reading(let data): return data[name].flatMap(Value.init(member:))
        case .writing: written[name] = known?.member
        case .naming: named.append(EventMember(name: name, type: Value.memberType, isOptional: true, says: says))
        }
        return known
    }

    /// Takes all members of a payload.
    mutating func all<Content: EventContent>() throws(UnreadablePayload) -> Content { try Content(&self, nil) }
}

extension EventContent {
    package var json: JSON.Object { walk(.init(writing: ())).written }
    /// The members, listed.
    package var named: [EventMember] { walk(.init(naming: ())).named }

    private func walk(_ members: EventMembers) -> EventMembers {
        var members = members
        do throws(UnreadablePayload) {
            _ = try Self(&members, self)
        } catch {
            preconditionFailure("only reading fails")
        }
        return members
    }
}

/// Part of a payload: an object with members of its own.
package protocol EventPart: EventContent, EventValue {}

extension EventPart {
    package init?(member: JSON) {
        guard let object = member.object else { return nil }
        var members = EventMembers(reading: object)
        do throws(UnreadablePayload) { try self.init(&members, nil) } catch { return nil }
    }

    package var member: JSON { .object(json) }
    package static var memberType: EventMemberType { .object(sample.named) }

    package static var sample: Self {
        var members = EventMembers(naming: ())
        do throws(UnreadablePayload) { return try Self(&members, nil) } catch {
            preconditionFailure("only reading fails")
        }
    }
}
