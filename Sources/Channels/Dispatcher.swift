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

    /// Sends what is due; counts the notices that were tried.
    package func round() async throws -> Int {
        let now = reservations.effects.now()
        let due = try await reservations.database.run(
            LeaseNotices(now: now, until: now + .seconds(120), limit: Limits.sweepRows))
        let directory = try await places.current()
        for notice in due { try await settle(notice, try await send(notice, directory, now), now) }
        return due.count
    }

    private func send(_ notice: Notice, _ directory: Directory, _ now: Instant) async throws -> ChannelFailure? {
        guard let channel = channels[notice.channel] else {
            return ChannelFailure("no provider for this channel", isFinal: true)
        }
        guard let reservation = try await reservations.find(notice.reservation),
            let store = directory[notice.location]
        else { return ChannelFailure("the reservation is gone", isFinal: true) }
        do {
            try await channel.send(
                Letter(notice, about: reservation, at: store, link: link(reservation), now: now))
            return nil
        } catch {
            return error
        }
    }

    private func settle(_ notice: Notice, _ failure: ChannelFailure?, _ now: Instant) async throws {
        var next = now
        var state = Notice.State.accepted
        if let failure {
            let again = Self.retryMinutes.indices.contains(notice.attempts - 1) && !failure.isFinal
            state = again ? .queued : .failed
            if again { next = now + .seconds(Self.retryMinutes[notice.attempts - 1] * 60) }
        }
        _ = try await reservations.database.count(
            SettleNotice(
                notice: notice, state: state, failure: failure?.reason ?? "", nextAttemptAt: next, at: now))
        if let failure {
            observer(
                .noticeFailed(channel: notice.channel, reason: failure.reason, lastTry: state == .failed))
        } else {
            observer(.noticeAccepted(channel: notice.channel))
        }
    }
}
