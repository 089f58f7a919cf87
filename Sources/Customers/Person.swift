// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// The records of those who are, or are to become, one person: pure rules of joining and parting. A person is named by
/// one of its records; the others point to it, never to one another.
struct PersonRecords: Sendable {
    /// One record, as it is locked.
    struct Record: Sendable, Equatable {
        let id: CustomerID
        let person: CustomerID
        let isApart: Bool
        let createdAt: Instant

        func isOlder(than other: Record) -> Bool {
            (createdAt, id.unique) < (other.createdAt, other.id.unique)
        }
    }

    /// A pointer that changes, and whether the record is kept apart from now on.
    struct Move: Sendable, Equatable {
        let record: CustomerID
        let from: CustomerID
        let to: CustomerID
        let isApart: Bool
    }

    let records: [Record]

    subscript(id: CustomerID) -> Record? { records.first { $0.id == id } }

    /// Joins the persons of two records: the one whose record is older names them all. Empty where they are one person
    /// already; nil where a record is not there.
    ///
    /// - Parameter isByHand: whether somebody of the chain says so: then the two are no longer kept apart.
    func joining(_ a: CustomerID, _ b: CustomerID, isByHand: Bool) -> [Move]? {
        guard let one = self[a].flatMap({ self[$0.person] }), let two = self[b].flatMap({ self[$0.person] }) else {
            return nil
        }
        guard one.id != two.id else { return [] }
        let (winner, loser) = one.isOlder(than: two) ? (one, two) : (two, one)
        return records.filter {
            $0.person == loser.id || ($0.person == winner.id && [a, b].contains($0.id) && $0.isApart)
        }
        .map { record in
            let isNamed = isByHand && [a, b].contains(record.id)
            return Move(record: record.id, from: record.person, to: winner.id, isApart: record.isApart && !isNamed)
        }
    }

    /// Parts a record from its person: what is left is named by its oldest record. Nil where the record is not there.
    func parting(_ id: CustomerID) -> [Move]? {
        guard let record = self[id] else { return nil }
        var moves = [Move(record: id, from: record.person, to: id, isApart: true)]
        guard record.person == id else { return moves }
        let rest = records.filter { $0.person == id && $0.id != id }
        guard let oldest = rest.min(by: { $0.isOlder(than: $1) }) else { return moves }
        moves += rest.map { Move(record: $0.id, from: id, to: oldest.id, isApart: $0.isApart) }
        return moves
    }

    /// Takes moves back. Nil where one of the records has moved on since, or the person it was of is no more.
    func undoing(_ change: Change) -> [Move]? {
        var moves: [Move] = []
        for difference in change.differences {
            guard let id = CustomerID(difference.name), let from = difference.from.flatMap({ CustomerID($0) }),
                let to = difference.to.flatMap({ CustomerID($0) }), let record = self[id], record.person == to,
                let person = self[from],
                person.person == from || change.differences.contains(where: { $0.name == difference.from })
            else { return nil }
            // What a person of the chain has undone nothing but a person does again.
            moves.append(Move(record: id, from: to, to: from, isApart: change.act == .joined))
        }
        return moves
    }
}
