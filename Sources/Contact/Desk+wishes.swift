// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations
import Stock

/// How customers want to be told, and whose word it is. A wish holds for its reservation; a word about an address holds for the
/// address, and only its owner gives it: by a link that was sent to it, on the telephone, or through somebody of the chain.
extension Desk {
    /// Bears a task because the customer asks to be called; asking twice is one task. It lifts an earlier wish not to be
    /// called where the one who asks may: the wish of this reservation always, the word of the number's owner only with a
    /// link that was sent to that number, or where the number is proved to be this customer's, or for somebody of the chain.
    ///
    /// - Parameter address: the address to which the link was sent by which the customer asks; nil for none.
    /// - Throws: the hold's end; `doesNotFit` where no number was given; `contactStopped` where its owner does not want
    ///   to be called; `outsideCallableWindow` when no callable moment comes before it.
    package func askCallback(
        _ id: ReservationID, by author: Author, sentTo address: ContactAddress? = nil,
        keyed: Keyed<Reservation>? = nil
    ) async throws -> Done<Reservation> {
        let rules = try await rules.current()
        let lifting = try await mayLift(.phone, of: id, by: author, sentTo: address)
        return try await reservations.change(id, by: author, keyed: keyed) { change in
            let (reservation, now) = (change.reservation, effects.now())
            var wishes = reservation.recipient.wishes
            wishes.stopped.remove(.phone)
            var decision = try await change.decide([.wish(wishes)])
            try decision.mustStand()
            guard reservation.recipient.phone != nil else { throw Refusal.doesNotFit("phone") }
            guard lifting != .forbidden else { throw Refusal.contactStopped }
            guard
                let task = Schedule.task(
                    ContactTaskID(location: id.location, unique: effects.uniqueID(at: now)), for: decision.after,
                    [rules.policy(.callback)], purpose: .callback, callable: rules.callable(id.location), now: now)
            else { throw Refusal.outsideCallableWindow(opensAt: rules.callable(id.location).nextOpening(after: now)) }
            decision.happened(.contactAsked)
            decision.schedule()
            change.statements.add(BearTasks([task]))
            if lifting == .owners {
                let words = reservation.recipient.words([.phone], granted: true)
                change.statements.add(KeepContactWords(words, by: author, at: now))
            }
            return (decision, decision.after)
        }
    }

    /// Says what becomes of an earlier word against a channel.
    private enum Lifting { case unneeded, owners, forbidden }

    /// Tells whether somebody may lift the word of the owner of the address on which a channel leads to a reservation's
    /// customer.
    private func mayLift(
        _ channel: ContactChannel, of id: ReservationID, by author: Author, sentTo address: ContactAddress?
    ) async throws -> Lifting {
        guard let reservation = try await reservations.find(id),
            let own = reservation.recipient.address(on: channel),
            try await customers.stopped([own]).contains(channel)
        else { return .unneeded }
        if author != .customer || address == own { return .owners }
        return try await customers.areProved([(reservation.customer, own)])[0] ? .owners : .forbidden
    }

    /// Keeps how the customer of a reservation wants to be told of it. Tasks on a channel that is stopped are settled: nobody
    /// would do them. With a link that was sent to an address, what is said about that address is its owner's word: it holds
    /// for the address, for the owner's other open reservations and for those to come.
    ///
    /// - Parameter address: the address to which the link was sent; nil for one that was shown, or given by a program.
    /// - Throws: `notFound(link)` when there is no such reservation.
    package func keep(
        _ wishes: ContactWishes, on id: ReservationID, sentTo address: ContactAddress?, by author: Author
    ) async throws {
        let done = try await reservations.change(
            id, by: author, keyed: Keyed<[ContactWord]>?.none, orNotFound: .link
        ) { change in
            let reservation = change.reservation
            let known = reservation.recipient.wishes
            let stopped = wishes.stopped.subtracting(known.stopped)
            let tasks = try await change.transaction.run(ReadTasksOfReservation(id: id))
            let open = tasks.filter { $0.state == .open }
            let isWaiting = reservation.contact == .pending || reservation.contact == .attempted
            let rest = open.filter { !wishes.stopped.contains($0.channel) }
            var commands: [Command] = [.wish(wishes)]
            if isWaiting, rest.count < open.count, rest.isEmpty { commands.append(.contact(.notNeeded)) }
            let decision = try await change.decide(commands)
            add(wishes.stopped, of: reservation, to: &change.statements, at: decision.at)
            var words: [ContactWord] = []
            if let address, reservation.recipient.addresses.contains(address) {
                let lifted = known.stopped.subtracting(wishes.stopped)
                words =
                    reservation.recipient.words(stopped, granted: false).filter { $0.address == address }
                    + reservation.recipient.words(lifted, granted: true).filter { $0.address == address }
                if !words.isEmpty { change.statements.add(KeepContactWords(words, by: author, at: decision.at)) }
                if wishes.language != known.language || wishes.quiet != known.quiet {
                    change.statements.add(SetManner(reservation.customer, wishes))
                }
            }
            return (decision, words)
        }
        if case .now(let words, _) = done { try await spread(words, from: id) }
    }

    /// Settles the tasks of a reservation on channels that are stopped.
    func add(_ stopped: Set<ContactChannel>, of reservation: Reservation, to batch: inout Batch, at: Instant) {
        guard !stopped.isEmpty else { return }
        batch.add(
            SettleStoppedTasks(
                stopped.map { SettleStoppedTasks.Element(reservation: reservation.id, channel: $0, at: at) }))
    }

    /// Carries an owner's words to the other open reservations on the same address.
    func spread(_ words: [ContactWord], from id: ReservationID) async throws {
        for word in words {
            let owners = try await customers.records(of: word.address)
            for other in try await reservations.open(of: owners)
            where other.id != id && other.recipient.addresses.contains(word.address) {
                var wishes = other.recipient.wishes
                if word.isGranted { wishes.stopped.remove(word.channel) } else { wishes.stopped.insert(word.channel) }
                guard wishes != other.recipient.wishes else { continue }
                try await keep(wishes, on: other.id, sentTo: nil, by: .duty("wishes"))
            }
        }
    }
}

extension Recipient {
    /// Says yes or no to channels, each about the address that it leads to; a channel without one has no word.
    func words(_ channels: Set<ContactChannel>, granted: Bool) -> [ContactWord] {
        channels.sorted { $0.rawValue < $1.rawValue }.compactMap { channel in
            address(on: channel).map { ContactWord($0, channel, granted: granted, for: .reservation) }
        }
    }
}
