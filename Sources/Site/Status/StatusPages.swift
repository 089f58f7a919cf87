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
        let status = try await status(asked)
        let done = asked.query["done"]
        let notice: StatusView.Notice? =
            StatusAction(rawValue: done).map { .done($0) } ?? LinkPage(rawValue: done).map { .settled($0) }
        return try await page(status, asked, notice)
    }

    /// Asks before an action, and says what it will do. What is no longer possible is told on the status page.
    func ask(_ action: StatusAction, _ asked: Asked) async throws -> Answered {
        let status = try await status(asked)
        if let refusal = status.refusal(of: action) { return try await refused(refusal, status, asked) }
        return confirm(action, status, asked, key: newKey())
    }

    /// Acts, once for each key however often the button was pressed, and leads back to the status page.
    func act(_ action: StatusAction, _ asked: Asked) async throws -> Answered {
        let status = try await status(asked)
        let key = try key(asked)
        let token = asked.parameter(.token)
        let after = Paths.status(token: token).url(("done", action.rawValue), ("lang", asked.visitor.lang))
        let keyed: Keyed<Reservation> = try await keyed(
            asked, Array(SHA256.hash(data: Array(action.rawValue.utf8))), after: after)
        do {
            _ = try await perform(action, on: status.reservation, asked, keyed)
            return .seeOther(after)
        } catch let refusal as Refusal {
            return try await refused(refusal, try await view.status(of: status.reservation), asked)
        } catch let error as DatabaseError where error.kind == .unknownOutcome {
            failed(error)
            return confirm(action, status, asked, key: key, isRepeated: true)
        }
    }

    private func perform(
        _ action: StatusAction, on id: ReservationID, _ asked: Asked, _ keyed: Keyed<Reservation>
    ) async throws -> Done<Reservation> {
        switch action {
        case .confirm: try await desk.confirm(id, by: .customer, keyed: keyed)
        case .onMyWay: try await reservations.perform(.come(.onMyWay), on: id, by: .customer, keyed: keyed)
        case .here: try await reservations.perform(.come(.here), on: id, by: .customer, keyed: keyed)
        case .extend: try await reservations.perform(.extend(until: nil), on: id, by: .customer, keyed: keyed)
        case .cancel: try await reservations.perform(.cancel(reason: "customer"), on: id, by: .customer, keyed: keyed)
        case .callMe:
            try await desk.askCallback(id, by: .customer, sentTo: try await visit(asked).sentTo, keyed: keyed)
        }
    }

    /// Fingerprints what a form asks for, so that a key that comes again with another wish is found out.
    func fingerprint(_ what: String, _ wish: String) -> [UInt8] {
        Array(SHA256.hash(data: Array("\(what)\u{1F}\(wish)".utf8)))
    }

    /// Shows the status page, live where there is JavaScript.
    ///
    /// - Parameters:
    ///   - draft: what the customer has typed and was not taken.
    ///   - key: the key of what was typed; a new one where it is nil.
    func page(
        _ status: PickupStatus, _ asked: Asked, _ notice: StatusView.Notice?, draft: String = "", key: String? = nil,
        _ code: HTTPResponse.Status = .ok, retryAfter: Int? = nil
    ) async throws -> Answered {
        let (token, visitor) = (asked.parameter(.token), asked.visitor)
        let messages = status.isTalkedAbout ? try await desk.messages(of: status.reservation) : []
        let push = try await pushSwitch(status, asked)
        let view = StatusView(
            status: status, visitor: visitor, token: token, notice: notice,
            talk: TalkView(messages: messages, key: key ?? newKey(), draft: draft),
            scan: status.status == .ready ? QRCode(link.url(token: token)) : nil, push: push)
        let fittings = Fittings(
            scripts: ["live.js", "chat.js", "toast.js"] + (push == nil ? [] : ["push.js"]),
            live: (
                "\(LinkPage.events.url(token))?edition=\(LinkPage.edition(status))",
                visitor.link(.status(token: token))
            ),
            manifest: visitor.link(.manifest, of: token),
            ways: shop == nil ? [] : [Fittings.Way(title: visitor.words.shop, url: visitor.link(.shop))])
        return .page(title: view.title, body: view.html, status: code, fittings: fittings, retryAfter: retryAfter)
    }

    func refused(
        _ refusal: Refusal, _ status: PickupStatus, _ asked: Asked, draft: String = ""
    ) async throws -> Answered {
        let problem = Problem(refusal: refusal)
        return try await page(
            status, asked, .refused(refusal), draft: draft,
            problem.status == 429 ? .tooManyRequests : .conflict,
            retryAfter: problem.headers[.retryAfter].flatMap { Int($0) })
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
        if let ended { return ended }
        let step = Refusal.wrongStep(step: action.rawValue, fulfilment: status.rawValue)
        return switch action {
        case .extend: actions.extensionRefusal
        case .confirm: actions.mayConfirm ? nil : .taskClosed
        case .onMyWay: actions.mayTell.contains(.onMyWay) ? nil : step
        case .here: actions.mayTell.contains(.here) ? nil : step
        case .callMe, .cancel: nil
        }
    }
}
