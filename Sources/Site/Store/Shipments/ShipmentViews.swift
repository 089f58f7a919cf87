// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import Stock

/// Shows what a place is to send, the most pressing first.
struct ShipmentsView: Sendable {
    let shipments: [Shipment]
    /// The goods of their lines.
    let items: [SKU: CatalogueItem]
    let at: Site.AtStore
    let now: Instant
    var isDone = false
    var refusal: Refusal?

    private var words: any Wording { at.words }
    private var console: any ConsoleWording { at.console }

    var html: HTML {
        """
        \(ConsoleHead(at: at, title: console.toSendTitle).html)
        \(isDone ? Piece.notice(good: true, "\(console.sent)") : HTML.none)
        \(refusal.map { Piece.notice(good: false, "<strong>\(words.refusedTitle)</strong><br>\(console.refusal($0))") })
        <p class="fine">\(console.toSendHint)</p>
        <div data-part="work">\(list)</div>
        """
    }

    private var list: HTML {
        guard !shipments.isEmpty else {
            return Piece.empty(console.nothingToSend.title, console.nothingToSend.text)
        }
        let rest = shipments.count - Limits.workCards
        return """
            <ul class="jobs">
            \(shipments.prefix(Limits.workCards).map(card))</ul>
            \(rest > 0 ? "<p class=\"fine\">\(console.moreToSend(rest))</p>" : HTML.none)
            """
    }

    private func card(_ shipment: Shipment) -> HTML {
        let r = shipment.reservation
        let urgency = Urgency(due: r.due, now: now)
        let look = urgency == .late ? "late" : urgency == .soon ? "soon" : "calm"
        let due = console.due(r.fulfilment, at: words.moment(r.due, in: at.store.zone, asOf: now))
        return """
            <li class="job job--\(look)" data-job="\(r.id.description)" data-version="\(r.version)">
            <p class="job-due">\(Icons.clock)<span>\(due)\(urgency == .late ? " <b>\(console.late)</b>" : HTML.none)</span></p>
            <p class="job-who job-to">\(Icons.truck)<span>\(typed: at.name(of: r.location)) <small>\(r.tag)</small></span></p>
            <ul class="job-lines">
            \(shipment.lines.map(line))</ul>
            <div class="job-do">\(r.stands(at: now) ? form(shipment) : "<p class=\"remark\">\(console.next(.lapsed))</p>")\
            <a class="button button--plain" href="\(at.visitor.link(StorePaths.sendList(shipment.from, r.id)))">\
            \(console.sendList)</a></div></li>

            """
    }

    private func line(_ line: Line) -> HTML {
        let gtin = items[line.sku]?.gtin.map { " · \(words.janCode) \($0.description)" as HTML }
        return """
            <li><b>\(line.open)</b> <span>\(typed: at.visitor.pick(ja: line.name, en: line.nameEN)) \
            <small>\(line.sku.code)\(gtin)</small></span></li>

            """
    }

    private func form(_ shipment: Shipment) -> HTML {
        let id = shipment.reservation.id
        return """
            <form method="post" action="\(at.visitor.link(StorePaths.ship(shipment.from, id)))" data-queue \
            data-step="ship" data-label="\(console.sendIt)"\(Asking.send.attributes(console))>\
            <button class="button button--main" id="ship-\(shipment.reservation.tag)" name="key" \
            value="\(shipment.key)">\(console.sendIt)</button></form>
            """
    }
}

/// Prints what goes into the parcel and where it goes: A5, as the pick list.
struct SendListView: Sendable {
    let shipment: Shipment
    let items: [SKU: CatalogueItem]
    let at: Site.AtStore
    let now: Instant

    private var r: Reservation { shipment.reservation }
    private var words: any Wording { at.words }
    private var console: any ConsoleWording { at.console }
    private func moment(_ moment: Instant) -> String { words.moment(moment, in: at.store.zone, asOf: now) }

    var html: HTML {
        """
        <article class="paper paper--a5">
        <header class="paper-head"><div><p>\(console.sendList) · \(typed: at.name(of: shipment.from))</p>
        <h1>\(typed: at.name(of: r.location))</h1></div>\(TagBars(tag: r.tag).html)</header>
        <dl class="paper-facts">\(destination)\
        <div><dt>\(console.dueTitle(r.fulfilment))</dt><dd>\(moment(r.due))</dd></div>
        <div><dt>\(console.units)</dt><dd>\(words.quantity(shipment.lines.reduce(0) { $0 + $1.open }))</dd></div></dl>
        \(PaperLines(lines: shipment.lines.map { ($0, $0.open) }, items: items, at: at).html)
        <p class="fine">\(console.printedAt(moment(now)))</p>
        </article>
        """
    }

    private var destination: HTML? {
        guard let store = at.directory[r.location] else { return nil }
        return """
            <div><dt>\(console.destination)</dt><dd>\(store.postalCode.isEmpty ? HTML.none : "〒\(store.postalCode) ")\
            \(typed: at.visitor.pick(ja: store.address, en: store.addressEN))</dd></div>

            """
    }
}
