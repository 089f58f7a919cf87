// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import Stock

/// Sends queued notices, and keeps how far each has come. A notice without a channel, or one that failed too often, stays
/// visible as failed.
package struct Dispatcher: Sendable {
    /// Minutes from one attempt to the next.
    private static let retryMinutes = [1, 5, 30, 120, 600]

    private let reservations: Reservations
    private let places: Places
    private let channels: [String: any Channel]
    private let link: @Sendable (Reservation) -> String
    private let observer: Observer

    /// - Parameter link: signs the customer's link to a reservation.
    package init(
        reservations: Reservations, places: Places, channels: [any Channel], observer: Observer = .none,
        link: @escaping @Sendable (Reservation) -> String
    ) {
        self.reservations = reservations
        self.places = places
        self.channels = Dictionary(channels.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
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
            var settled: [SettleNotices.Element] = []
            for notice in set {
                let failure = await send(notice, about: known[notice.reservation], directory, now)
                settled.append(settling(notice, failure, now))
            }
            _ = try await reservations.database.count(SettleNotices(settled))
            for one in settled { tell(one) }
        }
        return count
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
                Letter(notice, about: reservation, at: store, link: link(reservation), now: now))
            return nil
        } catch {
            return error
        }
    }

    private func settling(_ notice: Notice, _ failure: ChannelFailure?, _ now: Instant) -> SettleNotices.Element {
        var next = now
        var state = Notice.State.accepted
        if let failure {
            let again = Self.retryMinutes.indices.contains(notice.attempts - 1) && !failure.isFinal
            state = again ? .queued : .failed
            if again { next = now + .seconds(Self.retryMinutes[notice.attempts - 1] * 60) }
        }
        return SettleNotices.Element(
            notice: notice, state: state, failure: failure?.reason, nextAttemptAt: next, at: now)
    }

    private func tell(_ settled: SettleNotices.Element) {
        if let reason = settled.failure {
            observer(
                .noticeFailed(channel: settled.notice.channel, reason: reason, lastTry: settled.state == .failed))
        } else {
            observer(.noticeAccepted(channel: settled.notice.channel))
        }
    }
}
