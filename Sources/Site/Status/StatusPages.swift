// SPDX-License-Identifier: Apache-2.0
import API
import Contact
import Crypto
import HTTPTypes
import Kit
import PQ
import Reservations

/// The customer's link: GET shows, POST acts.
extension Site {
    @Sendable func showStatus(_ asked: Asked) async throws -> Answered {
        let status = try await view.status(of: try opened(asked))
        let done = StatusAction(rawValue: asked.query["done"])
        return page(status, asked, done.map { .done($0) })
    }

    /// Asks before an action, and says what it will do. What is no longer possible is told on the status page.
    func ask(_ action: StatusAction, _ asked: Asked) async throws -> Answered {
        let status = try await view.status(of: try opened(asked))
        if let refusal = status.refusal(of: action) { return refused(refusal, status, asked) }
        return confirm(action, status, asked, key: Crockford.text(of: effects.uniqueID()))
    }

    /// Acts, once for each key however often the button was pressed, and leads back to the status page.
    func act(_ action: StatusAction, _ asked: Asked) async throws -> Answered {
        let status = try await view.status(of: try opened(asked))
        let key = asked.form["key"]
        guard (1...Limits.keyCharacters).contains(key.utf8.count) else { throw Unreadable() }
        let token = asked.parameter(.token)
        let after = Paths.status(token: token).url(("done", action.rawValue), ("lang", asked.visitor.lang))
        let keyed = Keyed<Reservation>(
            client: "link:\(status.reservation)", key: key,
            fingerprint: Array(SHA256.hash(data: Array(action.rawValue.utf8))),
            answer: { _ in Kit.Answered(status: 303, body: after) })
        do {
            _ = try await perform(action, on: status.reservation, keyed)
            return .seeOther(after)
        } catch let refusal as Refusal {
            return refused(refusal, try await view.status(of: status.reservation), asked)
        } catch let error as DatabaseError where error.kind == .unknownOutcome {
            failed(error)
            return confirm(action, status, asked, key: key, isRepeated: true)
        }
    }

    private func perform(
        _ action: StatusAction, on id: ReservationID, _ keyed: Keyed<Reservation>
    ) async throws -> Done<Reservation> {
        switch action {
        case .extend: try await reservations.perform(.extend(until: nil), on: id, by: .customer, keyed: keyed)
        case .cancel: try await reservations.perform(.cancel(reason: "customer"), on: id, by: .customer, keyed: keyed)
        case .callMe: try await desk.askCallback(id, by: .customer, keyed: keyed)
        }
    }

    private func opened(_ asked: Asked) throws(Refusal) -> ReservationID {
        try link.open(asked.parameter(.token), now: effects.now())
    }

    private func page(
        _ status: PickupStatus, _ asked: Asked, _ notice: StatusView.Notice?, _ code: HTTPResponse.Status = .ok
    ) -> Answered {
        let view = StatusView(
            status: status, visitor: asked.visitor, token: asked.parameter(.token), notice: notice)
        return .page(title: view.title, body: view.html, status: code)
    }

    private func refused(_ refusal: Refusal, _ status: PickupStatus, _ asked: Asked) -> Answered {
        page(status, asked, .refused(refusal), .conflict)
    }

    private func confirm(
        _ action: StatusAction, _ status: PickupStatus, _ asked: Asked, key: String, isRepeated: Bool = false
    ) -> Answered {
        let view = ConfirmView(
            status: status, action: action, visitor: asked.visitor, token: asked.parameter(.token), key: key,
            isRepeated: isRepeated)
        return .page(
            title: asked.visitor.words.question(action), body: view.html, status: isRepeated ? .serviceUnavailable : .ok
        )
    }
}

extension PickupStatus {
    /// Says why an action is not to be had now; nil when it is.
    func refusal(of action: StatusAction) -> Refusal? {
        switch status {
        case .collected: return .alreadyCollected
        case .cancelled: return .alreadyReleased
        case .expired: return .expired
        case .checking, .preparing, .onItsWay, .ready: return action == .extend ? actions.extensionRefusal : nil
        }
    }
}
