// SPDX-License-Identifier: Apache-2.0
import API
import Contact
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
            CustomerAction(rawValue: done).map { .done($0) } ?? LinkPage(rawValue: done).map { .settled($0) }
        return try await page(status, asked, notice)
    }

    /// Asks before an action, and says what it will do. What is no longer possible is told on the status page.
    func ask(_ action: CustomerAction, _ asked: Asked) async throws -> Answered {
        let status = try await status(asked)
        if let refusal = status.refusal(of: action) { return try await refused(refusal, status, asked) }
        return confirm(action, status, asked, key: newKey())
    }

    /// Acts, once for each key however often the button was pressed, and leads back to the status page.
    func act(_ action: CustomerAction, _ asked: Asked, _ visit: CustomerLink.Visit) async throws -> Answered {
        let form: Form<Reservation> = try await form(action.rawValue, asked, visit, done: action.rawValue)
        return try await form.once {
            try await desk.perform(action, on: visit.reservation.id, sentTo: visit.sentTo, keyed: $0)
        } refused: {
            try await refused($0, try await status(asked), asked)
        } unknown: {
            confirm(action, try await status(asked), asked, key: form.keyed.key, isRepeated: true)
        }
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
        _ action: CustomerAction, _ status: PickupStatus, _ asked: Asked, key: String, isRepeated: Bool = false
    ) -> Answered {
        let view = ConfirmView(
            status: status, action: action, visitor: asked.visitor, token: asked.parameter(.token), key: key,
            isRepeated: isRepeated)
        return .page(
            title: asked.visitor.words.question(action), body: view.html, status: isRepeated ? .serviceUnavailable : .ok
        )
    }
}
