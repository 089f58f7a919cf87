// SPDX-License-Identifier: Apache-2.0
import Access
import Kit
import PQ
import Reservations
import Stock

/// What is printed: the pick list on A5, the label for the shelf on 80 mm.
extension Site {
    @Sendable func showPickList(_ asked: Asked, _ person: Principal) async throws -> Answered {
        let at = try await atStore(asked, person)
        let file = try await storeQuery.file(try reservationID(at))
        let view = PickListView(file: file, at: at, now: effects.now())
        return try await printed(at, "\(at.console.pickList) \(file.reservation.tag)", view.html)
    }

    @Sendable func showLabel(_ asked: Asked, _ person: Principal) async throws -> Answered {
        let at = try await atStore(asked, person)
        let file = try await storeQuery.file(try reservationID(at))
        let view = LabelView(file: file, at: at, now: effects.now())
        return try await printed(at, "\(at.console.shelfLabel) \(file.reservation.tag)", view.html)
    }

    func printed(
        _ at: AtStore, _ title: String, _ sheet: HTML, here: StorePaths? = nil
    ) async throws -> Answered {
        .page(
            title: title,
            body: """
                <p class="print-tools"><button type="button" class="button button--main" data-print hidden>\
                \(at.console.printIt)</button></p>
                \(sheet)
                """,
            fittings: try await fittings(at, here: here ?? .work(at.store.id)))
    }
}

/// Prints what is to be fetched, with bars to scan on the way: A5.
struct PickListView: Sendable {
    let file: StoreFile
    let at: Site.AtStore
    let now: Instant

    private var r: Reservation { file.reservation }
    private var words: any Wording { at.words }
    private var console: any ConsoleWording { at.console }
    private func moment(_ moment: Instant) -> String { words.moment(moment, in: at.store.zone, asOf: now) }

    var html: HTML {
        """
        <article class="paper paper--a5">
        <header class="paper-head"><div><p>\(console.pickList) · \(typed: at.visitor.pick(ja: at.store.name, en: at.store.nameEN))</p>
        <h1>\(CustomerName(work: file.work, console: console).html)</h1></div>\(TagBars(tag: r.tag).html)</header>
        <dl class="paper-facts"><div><dt>\(console.dueTitle(.requested))</dt><dd>\(moment(r.readyBy))</dd></div>
        <div><dt>\(words.pickUpBy)</dt><dd>\(moment(r.pickUpBy))</dd></div>
        <div><dt>\(console.paymentTitle)</dt><dd>\(words.payment(r.kind))</dd></div></dl>
        \(PaperLines(lines: r.lines.filter { $0.quantity > 0 }.map { ($0, $0.quantity) }, items: file.items, at: at).html)
        \(r.note.isEmpty ? HTML.none : "<p class=\"paper-note\">\(console.customersWish) \(typed: r.note)</p>")
        <p class="fine">\(console.printedAt(moment(now)))</p>
        </article>
        """
    }
}

/// Prints lines as rows with bars to scan and a box to tick.
struct PaperLines: Sendable {
    let lines: [(line: Line, units: Int)]
    let items: [SKU: CatalogueItem]
    let at: Site.AtStore

    private var console: any ConsoleWording { at.console }

    var html: HTML {
        """
        <table class="paper-lines"><thead><tr><th scope="col">\(console.goods)</th><th scope="col">\(console.units)</th>\
        <th scope="col">\(console.inHand)</th></tr></thead><tbody>
        \(lines.map(row))</tbody></table>
        """
    }

    private func row(_ line: Line, _ units: Int) -> HTML {
        let gtin = items[line.sku]?.gtin
        let bars = gtin.flatMap { Barcode(ean13: $0) } ?? Barcode(code128: line.sku.code)
        return """
            <tr><th scope="row">\(typed: at.visitor.pick(ja: line.name, en: line.nameEN))<br><small>\(line.sku.code)</small>\
            \(bars.map { "<span class=\"paper-bars\">\($0.svg(height: 40))<small>\(gtin?.description ?? line.sku.code)</small></span>" as HTML })\
            </th><td><b>\(units)</b></td><td class="paper-box"></td></tr>

            """
    }
}

/// Prints the label that stands with the parcel: 80 mm wide.
struct LabelView: Sendable {
    let file: StoreFile
    let at: Site.AtStore
    let now: Instant

    private var r: Reservation { file.reservation }
    private var words: any Wording { at.words }
    private var console: any ConsoleWording { at.console }

    var html: HTML {
        """
        <article class="paper paper--label">
        <h1 class="label-who">\(CustomerName(work: file.work, console: console).html)</h1>
        <p class="label-place">\(typed: r.staging.isEmpty ? "—" : r.staging)</p>
        <dl class="paper-facts"><div><dt>\(words.pickUpBy)</dt><dd>\
        \(words.moment(r.pickUpBy, in: at.store.zone, asOf: now))</dd></div>
        <div><dt>\(console.units)</dt><dd>\(words.quantity(r.lines.reduce(0) { $0 + $1.open }))</dd></div>
        <div><dt>\(console.paymentTitle)</dt><dd>\(words.payment(r.kind))</dd></div></dl>
        \(TagBars(tag: r.tag).html)
        </article>
        """
    }
}

/// Draws the tag of a reservation as bars, with its letters below.
struct TagBars: Sendable {
    let tag: String

    var html: HTML {
        """
        <p class="tag-bars">\(Barcode(code128: tag)?.svg(height: 40))<b>\(tag)</b></p>
        """
    }
}
