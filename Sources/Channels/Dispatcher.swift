// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Sends queued notices, and keeps how far each has come. A notice without a channel, or one that failed too often, stays
/// visible as failed; one that is no longer true is not sent, and stays visible as overtaken.
package struct Dispatcher: Sendable {
    /// Minutes from one attempt to the next.
    private static let retryMinutes = [1, 5, 30, 120, 600]

    private let reservations: Reservations
    private let places: Places
    private let customers: Customers
    private let channels: [String: any Channel]
    private let gate: LetterGate
    private let link: @Sendable (Reservation, ContactAddress?) -> String
    private let observer: Observer

    /// - Parameters:
    ///   - gate: holds letters to unproved addresses back.
    ///   - link: signs the customer's link to a reservation; it says to which address it is sent.
    package init(
        reservations: Reservations, places: Places, channels: [any Channel], gate: LetterGate = LetterGate(),
        observer: Observer = .none, link: @escaping @Sendable (Reservation, ContactAddress?) -> String
    ) {
        self.reservations = reservations
        self.places = places
        customers = Customers(database: reservations.database, effects: reservations.effects)
        self.channels = Dictionary(channels.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.gate = gate
        self.link = link
        self.observer = observer
    }

    /// Sends what is due; counts the notices that were tried. They are taken in small sets: whoever falls over in the
    /// middle of one leaves it to be sent again, under the same ids.
    package func round() async throws -> Int {
        let now = reservations.effects.now()
        var due = try await reservations.database.run(
            LeaseNotices(now: now, until: now + .seconds(120), limit: Limits.noticesPerRound))[...]
        let (count, directory) = (due.count, try await places.current())
        while !due.isEmpty {
            let set = Array(due.prefix(Limits.noticeSet))
            due = due.dropFirst(set.count)
            let found = try await reservations.find(Array(Set(set.map(\.reservation))))
            let known = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            let overtaken = set.filter { known[$0.reservation].map($0.isOvertaken(by:)) ?? false }
            let left = Set(overtaken.map(\.id))
            let due = set.filter { !left.contains($0.id) }
            let tried = await send(due, about: known, try await held(due, known, now), directory, now)
            let settled =
                settling(tried, known, now)
                + overtaken.map {
                    SettleNotices.Element(notice: $0, state: .overtaken, failure: nil, nextAttemptAt: now, at: now)
                }
            _ = try await reservations.database.count(SettleNotices(settled))
            for one in settled { tell(one) }
        }
        return count
    }

    /// Holds a notice and why it did not go out; nil when it did.
    private typealias Tried = (notice: Notice, failure: ChannelFailure?)

    /// Finds the letters of a set that go to addresses which nobody has proved, and are not to go out now.
    private func held(
        _ set: [Notice], _ known: [ReservationID: Reservation], _ now: Instant
    ) async throws -> [UniqueID: ChannelFailure] {
        let addressed = set.compactMap { notice -> (notice: Notice, customer: CustomerID, address: ContactAddress)? in
            guard let address = notice.contactAddress, let reservation = known[notice.reservation] else { return nil }
            return (notice, reservation.customer, address)
        }
        guard !addressed.isEmpty else { return [:] }
        let proved = try await customers.areProved(addressed.map { ($0.customer, $0.address) })
        let unproved = zip(addressed, proved).filter { !$0.1 }.map(\.0)
        guard !unproved.isEmpty else { return [:] }
        let counted = try await reservations.database.run(
            CountSentLetters(
                recipients: Array(Set(unproved.map(\.address.value))), since: now - .seconds(3_600),
                enough: Limits.lettersToUnproved))
        var lately = Dictionary(counted.map { ($0.recipient, $0.letters) }, uniquingKeysWith: { first, _ in first })
        var held: [UniqueID: ChannelFailure] = [:]
        for one in unproved {
            let letters = lately[one.address.value, default: 0]
            if let refusal = gate.refusal(one.address, lately: letters) {
                held[one.notice.id] = refusal
            } else {
                lately[one.address.value] = letters + 1
            }
        }
        return held
    }

    /// Sends a set: reservations beside each other, so that providers which are slow to answer cost their time once;
    /// what is told of one reservation goes out in the order in which it happened.
    private func send(
        _ set: [Notice], about known: [ReservationID: Reservation], _ held: [UniqueID: ChannelFailure],
        _ directory: Directory, _ now: Instant
    ) async -> [Tried] {
        let ways = Dictionary(grouping: set) { Way(reservation: $0.reservation, channel: $0.channel, to: $0.recipient) }
        return await withTaskGroup(of: [Tried].self) { group in
            for notices in ways.values {
                group.addTask {
                    var tried: [Tried] = []
                    for notice in notices.sorted(by: { $0.number < $1.number }) {
                        if let failure = held[notice.id] {
                            tried.append((notice, failure))
                            continue
                        }
                        tried.append((notice, await send(notice, about: known[notice.reservation], directory, now)))
                    }
                    return tried
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// Names on which way who is told of what.
    private struct Way: Hashable {
        let reservation: ReservationID
        let channel: String
        let to: String
    }

    private func send(
        _ notice: Notice, about reservation: Reservation?, _ directory: Directory, _ now: Instant
    ) async -> ChannelFailure? {
        guard let channel = channels[notice.channel] else {
            return ChannelFailure("no provider for this channel", isFinal: true)
        }
        guard let reservation, let store = directory[notice.location] else {
            return ChannelFailure("the reservation is gone", isFinal: true)
        }
        do {
            try await channel.send(
                Letter(notice, about: reservation, at: store, link: link(reservation, notice.contactAddress), now: now))
            return nil
        } catch {
            return error
        }
    }

    /// Says how far each has come, and when those that failed are tried again: after a while that grows, not before the
    /// provider wants it, and not in the hours in which the customer wants quiet.
    private func settling(
        _ tried: [Tried], _ known: [ReservationID: Reservation], _ now: Instant
    ) -> [SettleNotices.Element] {
        return tried.map { notice, failure in
            guard let failure else {
                return SettleNotices.Element(
                    notice: notice, state: .accepted, failure: nil, nextAttemptAt: now, at: now)
            }
            let again = Self.retryMinutes.indices.contains(notice.attempts - 1) && !failure.isFinal
            var next = now
            if again {
                let pause = Duration.seconds(Self.retryMinutes[notice.attempts - 1] * 60)
                next = now + max(pause, failure.wait ?? .zero)
                if let hours = known[notice.reservation]?.recipient.wishes.quiet { next = hours.over(next) }
            }
            return SettleNotices.Element(
                notice: notice, state: again ? .queued : .failed, failure: failure, nextAttemptAt: next, at: now)
        }
    }

    private func tell(_ settled: SettleNotices.Element) {
        guard settled.state != .overtaken else { return }
        let channel = settled.notice.channel
        guard let failure = settled.failure else { return observer(.noticeAccepted(channel: channel)) }
        guard !failure.isGone else { return observer(.addressGone(channel: channel)) }
        observer(.noticeFailed(channel: channel, reason: failure.reason, lastTry: settled.state == .failed))
    }
}
