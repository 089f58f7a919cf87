// SPDX-License-Identifier: Apache-2.0
import API
import Contact
import Customers
import HTTPTypes
import Kit
import PQ
import Reservations

/// Asks who collects for the customer; the store sees the name at the hand-over.
struct ProxyPage: Sendable {
    let status: PickupStatus
    let visitor: Visitor
    let token: String
    let key: String
    /// What was typed.
    let name: String
    var isUnreadable = false

    private var words: any Wording { visitor.words }

    var html: HTML {
        """
        <section class="ask ask--form">
        <h1>\(words.proxyQuestion)</h1>
        <p class="next">\(words.proxyLead)</p>
        <form method="post" action="\(visitor.link(.proxy, of: token))">
        <input type="hidden" name="key" value="\(key)">
        <div class="field"><label for="name">\(words.proxyField)</label>
        <input id="name" name="name" value="\(name)" maxlength="\(Limits.nameCharacters)" autocomplete="off"\
        \(flag: "aria-invalid=\"true\" aria-describedby=\"name-fault\"", isUnreadable)>
        \(isUnreadable ? "<p class=\"fault\" id=\"name-fault\">\(words.fault(.nameUnreadable))</p>" : HTML.none)\
        <p class="hint fine">\(words.proxyHint)</p></div>
        <button class="button button--main">\(words.proxyConfirm)</button>
        </form>
        <a class="button button--quiet" href="\(visitor.link(.status(token: token)))">\(words.goBack)</a>
        </section>
        """
    }
}

extension Site {
    @Sendable func askProxy(_ asked: Asked) async throws -> Answered {
        let status = try await status(asked)
        if let ended = status.ended { return try await refused(ended, status, asked) }
        return proxyPage(status, asked, name: status.proxy)
    }

    @Sendable func nameProxy(_ asked: Asked, _ visit: CustomerLink.Visit) async throws -> Answered {
        let typed = asked.form.trimmed("name")
        let name = typed.isEmpty ? "" : PersonName(typed)?.text
        guard let name else { return proxyPage(try await status(asked), asked, name: typed, isUnreadable: true) }
        let form: Form<Reservation> = try await form("proxy", wish: name, asked, visit, done: LinkPage.proxy.rawValue)
        return try await form.once {
            try await reservations.perform(.nameProxy(name), on: visit.reservation.id, by: .customer, keyed: $0)
        } refused: {
            try await refused($0, try await status(asked), asked)
        } unknown: {
            try await page(try await status(asked), asked, .unknown, .serviceUnavailable)
        }
    }

    private func proxyPage(
        _ status: PickupStatus, _ asked: Asked, name: String, isUnreadable: Bool = false
    ) -> Answered {
        let view = ProxyPage(
            status: status, visitor: asked.visitor, token: asked.parameter(.token), key: newKey(), name: name,
            isUnreadable: isUnreadable)
        return .page(
            title: asked.visitor.words.proxyQuestion, body: view.html,
            status: isUnreadable ? .unprocessableContent : .ok)
    }
}
