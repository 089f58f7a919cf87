// SPDX-License-Identifier: Apache-2.0
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

    @Sendable func chooseShortage(_ asked: Asked) async throws -> Answered {
        let status = try await status(asked)
        let choice = asked.form["choice"]
        guard let line = Int(asked.form["line"]) else { throw Unreadable() }
        let after = after(.shortage, asked)
        let keyed: Keyed<Reservation> = try await keyed(
            asked, fingerprint("shortage", "\(line) \(choice)"), after: after)
        do {
            let command = try await command(choice, line, status)
            _ = try await reservations.takingOpenly(
                status.reservation, keyed: keyed, { Self.units(of: command, in: $0) }
            ) {
                try await desk.choose(command, line: line, on: status.reservation, by: .customer, keyed: keyed)
            }
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

    /// Says what a choice makes be held that is not yet.
    private static func units(of command: Command, in reservation: Reservation) -> [StockKey: Int] {
        func missing(_ line: Int) -> Line? { reservation.lines.first { $0.number == line } }
        switch command {
        case .wait(let line, let from): return missing(line).map { [StockKey(from, $0.sku): $0.missing] } ?? [:]
        case .substitute(let line, let item):
            return missing(line).map { [StockKey(reservation.location, item.sku): $0.missing] } ?? [:]
        default: return [:]
        }
    }

    /// Reads what was chosen. What the customer may take instead is what the page would offer now: nothing dearer than
    /// what was paid for, nothing that is another thing.
    private func command(_ choice: String, _ line: Int, _ status: PickupStatus) async throws -> Command {
        if choice == "drop" { return .drop(line: line) }
        if choice.hasPrefix("wait:"), let from = LocationID(choice.dropFirst("wait:".count)) {
            return .wait(line: line, from: from)
        }
        guard choice.hasPrefix("take:"), let sku = SKU(String(choice.dropFirst("take:".count))) else {
            throw Unreadable()
        }
        guard let item = status.items.first(where: { $0.line == line }) else {
            throw Refusal.doesNotFit("line \(line)")
        }
        guard let taken = try await siblings(of: item, status).first(where: { $0.sku == sku }) else {
            throw Refusal.doesNotFit("sku")
        }
        return .substitute(line: line, by: taken)
    }

    /// Finds the other sizes and colours of an item that are sold; where it was paid for, those that cost no more.
    private func siblings(of item: PickupStatus.Item, _ status: PickupStatus) async throws -> [CatalogueItem] {
        let base = Product.base(item.name, "（")
        guard base != item.name else { return [] }
        return try await stock.search(base, limit: Limits.pageRows).filter { other in
            other.isActive && other.sku != item.sku && other.name != item.name && Product.base(other.name, "（") == base
                && (status.kind == .reserve || other.price <= item.unitPrice)
        }
    }

    /// Finds for each line what the store has enough of to give instead, at most three, the nearest in price first.
    private func instead(for status: PickupStatus) async throws -> [Int: [CatalogueItem]] {
        var instead: [Int: [CatalogueItem]] = [:]
        for item in status.items where item.undecided > 0 {
            let others = try await siblings(of: item, status)
            guard !others.isEmpty else { continue }
            let levels = try await stock.availability(skus: others.map(\.sku), locations: [status.store.id])
            let enough = Set(levels.filter { $0.available >= item.undecided }.map(\.key.sku))
            let near = others.filter { enough.contains($0.sku) }.sorted {
                (abs($0.price - item.unitPrice), $0.sku) < (abs($1.price - item.unitPrice), $1.sku)
            }
            instead[item.line] = Array(near.prefix(Self.insteadOffered))
        }
        return instead
    }

    /// How many other sizes and colours are offered.
    private static let insteadOffered = 3

    private func shortagePage(_ status: PickupStatus, _ asked: Asked, refusal: Refusal? = nil) async throws -> Answered
    {
        let view = ShortageChoice(
            status: status, sources: try await sources(for: status), instead: try await instead(for: status),
            visitor: asked.visitor, token: asked.parameter(.token), key: newKey(), refusal: refusal)
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
