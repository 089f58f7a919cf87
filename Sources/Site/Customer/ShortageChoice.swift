// SPDX-License-Identifier: Apache-2.0
import Contact
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// Asks the customer about units that were not found: do without them, or wait until they come from elsewhere. Another
/// store and a word with somebody are a tap away.
struct ShortageChoice: Sendable {
    let status: PickupStatus
    /// From where the missing units of a line could come.
    let sources: [Int: LocationID]
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
        \(option("drop", isAll ? words.shortageEnd : words.shortageDrop, isFirst: sources[item.line] == nil))</fieldset>
        <button class="button button--main">\(words.shortageConfirm)</button>
        </form>

        """
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
        let status = try await view.status(of: try opened(asked))
        if let ended = status.ended { return try await refused(ended, status, asked) }
        guard status.isUndecided else { return .seeOther(asked.visitor.link(.status(token: asked.parameter(.token)))) }
        return try await shortagePage(status, asked)
    }

    @Sendable func chooseShortage(_ asked: Asked) async throws -> Answered {
        let status = try await view.status(of: try opened(asked))
        let (key, choice) = (try key(asked), asked.form["choice"])
        guard let line = Int(asked.form["line"]) else { throw Unreadable() }
        let command: Command
        if choice == "drop" {
            command = .drop(line: line)
        } else if choice.hasPrefix("wait:"), let from = LocationID(choice.dropFirst("wait:".count)) {
            command = .wait(line: line, from: from)
        } else {
            throw Unreadable()
        }
        let after = after(.shortage, asked)
        let keyed = Keyed<Reservation>(
            client: "link:\(status.reservation)", key: key, fingerprint: fingerprint("shortage", "\(line) \(choice)"),
            answer: { _ in Kit.Answered(status: 303, body: after) })
        do {
            _ = try await desk.choose(command, line: line, on: status.reservation, by: .customer, keyed: keyed)
            return .seeOther(after)
        } catch let refusal as Refusal {
            let now = try await view.status(of: status.reservation)
            guard now.ended == nil, now.isUndecided else { return try await refused(refusal, now, asked) }
            return try await shortagePage(now, asked, refusal: refusal)
        } catch let error as DatabaseError where error.kind == .unknownOutcome {
            failed(error)
            return try await page(status, asked, .unknown, .serviceUnavailable)
        }
    }

    private func shortagePage(_ status: PickupStatus, _ asked: Asked, refusal: Refusal? = nil) async throws -> Answered
    {
        let view = ShortageChoice(
            status: status, sources: try await sources(for: status), visitor: asked.visitor,
            token: asked.parameter(.token), key: newKey(), refusal: refusal)
        return .page(
            title: asked.visitor.words.shortageQuestion, body: view.html, status: refusal == nil ? .ok : .conflict)
    }

    /// Finds for each line the location that can send what is missing: a warehouse first, then the nearest store.
    private func sources(for status: PickupStatus) async throws -> [Int: LocationID] {
        let directory = try await reservations.rules.current().directory
        let missing = status.items.filter { $0.undecided > 0 }
        let near = status.store.coordinates.map { directory.nearest(to: $0, limit: 20).map(\.location) } ?? []
        let places = (directory.warehouses + near).map(\.id).filter { $0 != status.store.id }
        guard !places.isEmpty, !missing.isEmpty else { return [:] }
        let levels = try await stock.availability(
            skus: Array(Set(missing.map(\.sku))), locations: Array(places.prefix(Limits.availabilityKeys)))
        var sources: [Int: LocationID] = [:]
        for item in missing {
            sources[item.line] = levels.first { $0.key.sku == item.sku && $0.available >= item.undecided }?.key.location
        }
        return sources
    }
}

extension PickupStatus {
    /// Units are missing, and the customer has yet to say what becomes of them.
    var isUndecided: Bool { ended == nil && items.contains { $0.undecided > 0 } }
}
