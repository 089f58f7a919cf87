// SPDX-License-Identifier: Apache-2.0
import API
import Contact
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// Asks to which store the reservation should go: those that have all of it, the nearest first.
struct StoreChange: Sendable {
    let status: PickupStatus
    let choices: [StockRoom.OtherStore]
    let visitor: Visitor
    let token: String
    let key: String
    var refusal: Refusal?

    private var words: any Wording { visitor.words }

    var html: HTML {
        """
        <section class="ask ask--form">
        \(refusal.map { Piece.refused($0, words) })
        <h1>\(words.storeQuestion)</h1>
        <p class="next">\(choices.isEmpty ? words.storeNone : words.storeLead)</p>
        \(choices.isEmpty ? HTML.none : form)
        <a class="button button--quiet" href="\(visitor.link(.status(token: token)))">\(words.goBack)</a>
        </section>
        """
    }

    private var form: HTML {
        """
        <form method="post" action="\(visitor.link(.store, of: token))">
        <input type="hidden" name="key" value="\(key)">
        <fieldset class="choices"><legend class="unseen">\(words.storeQuestion)</legend>
        \(choices.enumerated().map { row($0, $1) })</fieldset>
        <button class="button button--main">\(words.storeConfirm)</button>
        </form>
        """
    }

    private func row(_ place: Int, _ choice: StockRoom.OtherStore) -> HTML {
        let store = choice.store
        let away = choice.metres.map { words.kilometres("\(Int(($0 / 1_000).rounded(.up)))") }
        return """
            <label class="check"><input type="radio" name="store" value="\(store.id.code)" required\
            \(flag: "checked", place == 0)><span>\(typed: visitor.pick(ja: store.name, en: store.nameEN))\
            <small>\(away ?? "") \(typed: visitor.pick(ja: store.address, en: store.addressEN))</small></span></label>

            """
    }
}

extension Site {
    @Sendable func askStore(_ asked: Asked) async throws -> Answered {
        let status = try await status(asked)
        if let refusal = status.refusalOfChange { return try await refused(refusal, status, asked) }
        return try await storePage(status, asked, key: newKey())
    }

    /// Moves the wish to another store, once: whoever asks again is there already.
    @Sendable func changeStore(_ asked: Asked, _ visit: CustomerLink.Visit) async throws -> Answered {
        guard let store = LocationID(asked.form["store"]) else { throw Unreadable() }
        let id = visit.reservation.id
        let form: Form<Reservation> = try await form(
            "store", wish: store.code, asked, visit, done: LinkPage.store.rawValue)
        return try await form.once { keyed in
            if id.location == store { return .now(visit.reservation, kept: nil) }
            if let refusal = visit.reservation.refusalOfChange(at: effects.now()) { throw refusal }
            let move = Command.reroute(to: try await reservations.newPlace(at: store, for: id))
            return try await reservations.takingOpenly(move, on: id) {
                try await reservations.perform(move, on: id, by: .customer, keyed: keyed)
            }
        } refused: { refusal in
            let now = try await status(asked)
            if let ended = now.refusalOfChange { return try await refused(ended, now, asked) }
            return try await storePage(now, asked, key: newKey(), refusal: refusal)
        } unknown: {
            try await page(try await status(asked), asked, .unknown, .serviceUnavailable)
        }
    }

    private func storePage(
        _ status: PickupStatus, _ asked: Asked, key: String, refusal: Refusal? = nil
    ) async throws -> Answered {
        let view = StoreChange(
            status: status, choices: try await choices.stores(for: status.wanted), visitor: asked.visitor,
            token: asked.parameter(.token), key: key, refusal: refusal)
        return .page(
            title: asked.visitor.words.storeQuestion, body: view.html, status: refusal == nil ? .ok : .conflict)
    }
}
