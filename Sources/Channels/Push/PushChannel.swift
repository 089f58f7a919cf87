// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Kit
import PQ
import Reservations

/// Sends letters to devices as push messages: title, what is to be said and the link, encrypted to the browser. A device
/// that its push service no longer knows is forgotten.
package struct PushChannel: Channel {
    package let name = "push"

    private let database: Database
    private let key: PushKey
    private let services: PushServices
    private let post: @Sendable (PushPost) async throws -> PushAnswer

    /// Push services keep a message for four weeks at most.
    private static let longestSeconds = 28 * 86_400

    package init(
        database: Database, key: PushKey, services: PushServices = .known,
        post: @escaping @Sendable (PushPost) async throws -> PushAnswer = PushWire.post
    ) {
        self.database = database
        self.key = key
        self.services = services
        self.post = post
    }

    package func send(_ letter: Letter) async throws(ChannelFailure) {
        guard let device = try await device(letter) else {
            throw ChannelFailure("the device is gone", isFinal: true, isGone: true)
        }
        // The list may have become shorter since the device was kept.
        guard services.admits(device.endpoint) else {
            throw ChannelFailure("the push service is not known", isFinal: true)
        }
        try await heed(try await answer(to: try message(letter, to: device)), letter, device)
    }

    private func device(_ letter: Letter) async throws(ChannelFailure) -> PushSubscription? {
        do {
            return try await database.first(ReadDevice(reservation: letter.reservation, recipient: letter.recipient))
        } catch {
            throw ChannelFailure("the device cannot be read", isFinal: false)
        }
    }

    private func message(_ letter: Letter, to device: PushSubscription) throws(ChannelFailure) -> PushPost {
        let topic = topic(letter)
        let text: JSON = [
            "title": .string(letter.subject), "body": .string(letter.sentence), "link": .string(letter.link),
            "lang": .string(letter.language), "tag": .string(topic),
        ]
        do {
            return PushPost(
                endpoint: device.endpoint,
                authorization: try key.authorization(
                    for: PushServices.originPart(of: device.endpoint) ?? "", at: letter.at),
                ttl: min(Int((letter.goodUntil - letter.at).components.seconds), Self.longestSeconds),
                urgency: letter.kind.isUrgent ? .high : .normal, topic: topic,
                body: try PushEncryption.encrypt(Array(text.text.utf8), to: device))
        } catch {
            throw ChannelFailure("the message cannot be encrypted", isFinal: true)
        }
    }

    /// Names the reservation to a push service, which learns nothing by it: each device has another name for it.
    private func topic(_ letter: Letter) -> String {
        let what = "\(letter.reservation) \(letter.recipient)"
        return Base64.url.text(SHA256.hash(data: Array(what.utf8)).prefix(24))
    }

    private func answer(to message: PushPost) async throws(ChannelFailure) -> PushAnswer {
        do {
            return try await post(message)
        } catch {
            throw ChannelFailure("the push service did not answer", isFinal: false)
        }
    }

    /// Reads what came of it (RFC 8030, sections 5 and 7.3; RFC 9110).
    private func heed(
        _ answer: PushAnswer, _ letter: Letter, _ device: PushSubscription
    ) async throws(ChannelFailure) {
        switch answer.status {
        case 200...299: return
        case 404, 410:
            do {
                _ = try await database.count(ForgetDevice(reservation: letter.reservation, endpoint: device.endpoint))
            } catch {
                throw ChannelFailure("the device cannot be forgotten", isFinal: false)
            }
            throw ChannelFailure("the device is gone", isFinal: true, isGone: true)
        case 429, 500...599:
            let wait = answer.retryAfter.map { Duration.seconds(min(max(0, $0), Limits.retryAfterSeconds)) }
            throw ChannelFailure("the push service answered \(answer.status)", isFinal: false, wait: wait)
        default: throw ChannelFailure("the push service answered \(answer.status)", isFinal: true)
        }
    }
}

extension Notice.Kind {
    /// The customer may want to act on it at once.
    fileprivate var isUrgent: Bool {
        switch self {
        case .ready, .readyRevoked, .short, .rejected, .message: true
        case .received, .accepted, .cancelled, .expired, .extended, .calendarMoved, .rerouted, .awaitingTransfer,
            .collected:
            false
        }
    }
}
