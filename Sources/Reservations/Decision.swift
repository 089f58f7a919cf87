// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Holds what a command changes: the reservation before and after, what happened, and what the stock is to do.
///
/// A decision is a value; `Reservations` carries it out in one transaction, and companions from other rooms (contact
/// tasks, notices) read it to add what belongs to them.
package struct Decision: Sendable {
    package let before: Reservation
    package var after: Reservation
    package private(set) var events: [Event] = []
    package private(set) var stock: [StockChange] = []
    /// The reservation that goes on at another store, with its first events.
    package private(set) var born: Birth?

    package struct Birth: Sendable {
        package fileprivate(set) var reservation: Reservation
        package fileprivate(set) var events: [Event]
    }

    /// Statements of other rooms that go into the same transaction (contact tasks, notices).
    package var alongside = Gathering()

    package let author: Author
    package let at: Instant

    init(_ reservation: Reservation, on ground: Ground) {
        before = reservation
        after = reservation
        author = ground.author
        at = ground.now
    }

    /// Records that something happened; its number is the reservation's next version. While another location has goods
    /// to send, the event names it in `sources`: its people hear of what is to be sent, and of what no longer is.
    package mutating func happened(_ payload: Event.Payload) {
        after.version += 1
        events.append(
            Event(
                location: after.location, subject: after.id.unique, number: after.version, payload,
                author: author.description, at: at, sources: Set(before.sources + after.sources).sorted()))
    }

    /// Asks for a change of on-hand or reserved at one location.
    mutating func move(
        _ sku: SKU, at location: LocationID, onHand: Int = 0, reserved: Int = 0, guarded: Bool = false,
        as kind: Movement.Kind? = nil, reason: String = "", seen: Bool = false, missed: Bool = false
    ) {
        stock.append(
            StockChange(
                location, sku, onHand: onHand, reserved: reserved, isGuarded: guarded, movement: kind, reason: reason,
                cause: after.id.description, isSeen: seen, isMissed: missed))
    }

    mutating func bear(_ reservation: Reservation, policy: Event.PolicyEdition?) {
        born = Birth(reservation: reservation, events: [])
        carry(.created(.init(reroutedFrom: after.id, policy: policy)))
        carry(contact: reservation.contact, asksToConfirm: false)
    }

    /// Records what goes along to the other store, or does not; gives the number of the event there.
    ///
    /// - Parameter author: whose word it was; nil for the author of the move.
    @discardableResult
    package mutating func carry(_ payload: Event.Payload, by author: String? = nil) -> Int {
        guard var birth = born else { preconditionFailure("only a reservation that goes on elsewhere takes along") }
        let new = birth.reservation
        birth.events.append(
            Event(
                location: new.location, subject: new.id.unique, number: birth.events.count + 1, payload,
                author: author ?? self.author.description, at: at))
        birth.reservation.version = birth.events.count
        born = birth
        return birth.reservation.version
    }

    /// Sets how the contact stands at the other store; its first event tells it.
    ///
    /// - Parameter asksToConfirm: somebody there is to ask whether the customer will come.
    package mutating func carry(contact: ContactState, asksToConfirm: Bool) {
        guard var birth = born, let first = birth.events.first, case .created(var created) = first.payload else {
            preconditionFailure("only a reservation that goes on elsewhere takes along")
        }
        birth.reservation.contact = contact
        created.contact = Word(contact)
        created.confirm = asksToConfirm
        birth.events[0] = Event(
            location: first.location, subject: first.subject, number: first.number, .created(created),
            author: first.author, at: first.at)
        born = birth
    }

    /// Gives the promised units of every line back and ends the hold.
    mutating func end(_ hold: Hold, reason: String) {
        for i in after.lines.indices { release(line: i, units: after.lines[i].open) }
        after.hold = hold
        after.closeReason = reason
        after.closedAt = at
        stopWaiting()
    }

    /// Ends the waiting for a contact with the reservation: its tasks are cancelled, nobody will call any more. Who was
    /// tried in vain stays not reached.
    mutating func stopWaiting() { after.contact = after.contact.atTheEnd }

    /// Gives `units` of a line's promise back. Units on their way have no stock to give back: it comes with them.
    mutating func release(line i: Int, units: Int) {
        if units > 0, let location = after.lines[i].heldAt {
            move(after.lines[i].sku, at: location, reserved: -units)
        }
        if units == after.lines[i].open { after.lines[i].heldAt = nil }
    }

    /// Sets the store's work after a hold has ended: what is in hand or on its way must come back to the shelf.
    mutating func leaveWork(otherwise ended: Fulfilment) {
        after.fulfilment = after.inHand > 0 || after.inTransit || before.fulfilment == .ready ? .toReturn : ended
    }

    /// Tells a shop that was paid what is to be paid back.
    mutating func refund(_ yen: Int, _ why: Word) {
        guard after.kind == .buy, yen > 0 else { return }
        happened(.refundDue(.init(amount: yen, reason: why)))
    }
}

extension Reservation {
    /// Decides what commands, one after the other, do to this reservation, without touching anything.
    ///
    /// - Throws: the refusal, when the state, the clock, the author's rights or the goods forbid one of them.
    package func deciding(_ commands: Command..., on ground: Ground) throws(Refusal) -> Decision {
        try deciding(commands, on: ground)
    }

    package func deciding(_ commands: [Command], on ground: Ground) throws(Refusal) -> Decision {
        var decision = Decision(self, on: ground)
        for command in commands { try decision.follow(command, on: ground) }
        return decision
    }
}

extension Decision {
    fileprivate mutating func follow(_ command: Command, on ground: Ground) throws(Refusal) {
        switch command {
        case .accept: try accept()
        case .reject(let reason, let note): try reject(reason, note: note, levels: ground.levels)
        case .pick(let items, let staging): try pick(items, staging: staging, levels: ground.levels)
        case .ready(let staging): try ready(staging: staging, on: ground)
        case .unready(let reason): try unready(reason: reason)
        case .collect(let items, let proof, let proxy, let rest):
            try collect(items, proof: proof, proxy: proxy, rest: rest)
        case .cancel(let reason): try cancel(reason: reason)
        case .extend(let until): try extend(until: until, on: ground)
        case .expire: try expire()
        case .returnToShelf: try returnToShelf()
        case .ship(let from): try ship(from: from)
        case .arrive: try arrive()
        case .drop(let line): try drop(line: line)
        case .substitute(let line, let item): try substitute(line: line, by: item)
        case .wait(let line, let from): try wait(line: line, from: from)
        case .reroute(let place): try reroute(to: place)
        case .come(let arrival): try come(arrival)
        case .nameProxy(let name): try nameProxy(name)
        case .wish(let wishes): wish(wishes)
        case .readdress(let recipient): readdress(recipient)
        case .contact(let state): contact(state)
        }
    }
}

extension Decision {
    /// Refuses unless the hold stands; the loser of a race learns what became of it.
    package func mustStand() throws(Refusal) {
        switch after.hold {
        case .consumed: throw .alreadyCollected
        case .released: throw .alreadyReleased
        case .expired: throw .expired
        case .active: if !after.stands(at: at) { throw .expired }
        }
    }

    /// Refuses unless the store's work stands at one of these points.
    func mustBe(_ steps: Fulfilment..., for step: String) throws(Refusal) {
        guard steps.contains(after.fulfilment) else {
            throw .wrongStep(step: step, fulfilment: after.fulfilment.rawValue)
        }
    }

    func index(ofLine number: Int) throws(Refusal) -> Int {
        guard let i = after.lines.firstIndex(where: { $0.number == number }) else {
            throw .doesNotFit("line \(number)")
        }
        return i
    }
}
