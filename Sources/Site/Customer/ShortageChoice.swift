// SPDX-License-Identifier: Apache-2.0
import API
import Contact
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// Asks the customer about units that were not found: do without them, wait until they come from elsewhere, or take what
/// the store has of the same thing in another size or colour. Another store and a word with somebody are a tap away.
struct ShortageChoice: Sendable {
    let status: PickupStatus
    /// From where the missing units of a line could come.
    let sources: [Int: LocationID]
    /// What the store can give instead of a line's missing units.
    let instead: [Int: [CatalogueItem]]
    let visitor: Visitor
    let token: String
    let key: String
    var refusal: Refusal?

    private var words: any Wording { visitor.words }

    var html: HTML {
        """
        <section class="ask ask--form">
        \(refusal.map { Piece.refused($0, words) })
        <h1>\(words.shortageQuestion)</h1>
        <p class="next">\(words.shortageLead(hasOthers: hasOthers))</p>
        \(status.items.filter { $0.undecided > 0 }.map(form))
        <ul class="actions">
        \(status.actions.mayChangeStore ? way(visitor.link(.store, of: token), words.link(.store)) : HTML.none)\
        \(status.actions.mayAskForCall ? way(visitor.link(.act(token: token, .callMe)), words.button(.callMe)) : HTML.none)
        </ul>
        <a class="button button--quiet" href="\(visitor.link(.status(token: token)))">\(words.goBack)</a>
        </section>
        """
    }

    /// Something is there for the customer, whatever is missing.
    private var hasOthers: Bool { status.items.contains { $0.quantity > $0.undecided } }

    /// To do without it is to do without everything.
    private var isAll: Bool { !hasOthers && status.items.count { $0.undecided > 0 } == 1 }

    private func way(_ url: String, _ title: String) -> HTML {
        "<li><a class=\"button button--plain\" href=\"\(url)\">\(title)</a></li>\n"
    }

    /// Each line has a form of its own: what is chosen is done at once.
    private func form(_ item: PickupStatus.Item) -> HTML {
        """
        <form method="post" action="\(visitor.link(.shortage, of: token))">
        <input type="hidden" name="key" value="\(key)-\(item.line)">
        <input type="hidden" name="line" value="\(item.line)">
        <fieldset class="choices">
        <legend>\(typed: visitor.pick(ja: item.name, en: item.nameEN)) × \(words.quantity(item.undecided))</legend>
        \(sources[item.line].map { option("wait:\($0.code)", words.shortageWait, isFirst: true) })\
        \((instead[item.line] ?? []).map(option))\
        \(option("drop", isAll ? words.shortageEnd : words.shortageDrop, isFirst: sources[item.line] == nil))</fieldset>
        <button class="button button--main">\(words.shortageConfirm)</button>
        </form>

        """
    }

    private func option(_ item: CatalogueItem) -> HTML {
        let name = visitor.pick(ja: item.name, en: item.nameEN)
        return option(
            "take:\(item.sku.code)", (words.shortageTake(name), words.shortageTakeNote(words.yen(item.price))),
            isFirst: false)
    }

    private func option(_ value: String, _ words: (title: String, note: String), isFirst: Bool) -> HTML {
        """
        <label class="check"><input type="radio" name="choice" value="\(value)" required\(flag: "checked", isFirst)>\
        <span>\(words.title)<small>\(words.note)</small></span></label>

        """
    }
}

extension Site {
    @Sendable func askShortage(_ asked: Asked) async throws -> Answered {
        let status = try await status(asked)
        if let ended = status.ended { return try await refused(ended, status, asked) }
        guard status.isUndecided else { return .seeOther(asked.visitor.link(.status(token: asked.parameter(.token)))) }
        return try await shortagePage(status, asked)
    }

    @Sendable func chooseShortage(_ asked: Asked, _ visit: CustomerLink.Visit) async throws -> Answered {
        let (id, choice) = (visit.reservation.id, asked.form["choice"])
        guard let line = Int(asked.form["line"]) else { throw Unreadable() }
        let form: Form<Reservation> = try await form(
            "shortage", wish: "\(line) \(choice)", asked, visit, done: LinkPage.shortage.rawValue)
        return try await form.once { keyed in
            let command = try await command(choice, line, visit.reservation)
            return try await reservations.takingOpenly(command, on: id) {
                try await desk.choose(command, line: line, on: id, by: .customer, keyed: keyed)
            }
        } refused: { refusal in
            let now = try await status(asked)
            guard now.isUndecided else { return try await refused(refusal, now, asked) }
            return try await shortagePage(now, asked, refusal: refusal)
        } unknown: {
            try await page(try await status(asked), asked, .unknown, .serviceUnavailable)
        }
    }

    /// Reads what was chosen. What the customer may take instead is what the page would offer now.
    private func command(_ choice: String, _ line: Int, _ reservation: Reservation) async throws -> Command {
        if choice == "drop" { return .drop(line: line) }
        if choice.hasPrefix("wait:"), let from = LocationID(choice.dropFirst("wait:".count)) {
            return .wait(line: line, from: from)
        }
        guard choice.hasPrefix("take:"), let sku = SKU(String(choice.dropFirst("take:".count))) else {
            throw Unreadable()
        }
        guard let store = try await stock.places.current()[reservation.location] else {
            throw Refusal.notFound(.location)
        }
        return try await choices.substitute(sku, forLine: line, of: Wanted(reservation, at: store))
    }

    private func shortagePage(_ status: PickupStatus, _ asked: Asked, refusal: Refusal? = nil) async throws -> Answered
    {
        let view = ShortageChoice(
            status: status, sources: try await choices.sources(for: status.wanted),
            instead: try await choices.substitutes(for: status.wanted),
            visitor: asked.visitor, token: asked.parameter(.token), key: newKey(), refusal: refusal)
        return .page(
            title: asked.visitor.words.shortageQuestion, body: view.html, status: refusal == nil ? .ok : .conflict)
    }
}
