// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import Stock

/// Shows what the store has: what was searched for, else what is short.
struct StoreStockView: Sendable {
    let text: String
    let rows: [(item: CatalogueItem, level: Availability?)]
    let shortages: [Shortage]
    let at: Site.AtStore
    let now: Instant

    private var words: any Wording { at.words }
    private var console: any ConsoleWording { at.console }

    var html: HTML {
        """
        \(ConsoleHead(at: at, title: console.stock).html)
        <section class="card">\(search)
        \(text.isEmpty || !rows.isEmpty ? HTML.none : "<p class=\"notice notice--bad\" role=\"alert\">\(words.nothingFound)</p>")\
        \(rows.isEmpty ? HTML.none : table)</section>
        \(text.isEmpty ? short : HTML.none)
        """
    }

    private var search: HTML {
        """
        <form class="scanbar" method="get" action="\(StorePaths.stock(at.store.id).url)" role="search">
        \(at.visitor.isChosen ? "<input type=\"hidden\" name=\"lang\" value=\"\(at.visitor.lang)\">" : HTML.none)
        <label for="scan">\(words.searchField)</label>
        <input id="scan" name="q" type="text" value="\(text)" autocomplete="off" maxlength="\(Limits.searchCharacters)" \
        data-scan-here data-scan-into="submit">
        <button class="button button--main">\(words.search)</button>
        <button type="button" class="button button--plain" data-camera hidden>\(console.camera)</button></form>
        """
    }

    private var table: HTML {
        """
        <div class="wide"><table class="levels"><thead><tr><th scope="col">\(console.goods)</th>\
        <th scope="col">\(console.onHand)</th><th scope="col">\(console.reservedUnits)</th>\
        <th scope="col">\(console.safety)</th><th scope="col">\(console.available)</th></tr></thead><tbody>
        \(rows.map { item, level in
            """
            <tr><th scope="row"><a href="\(at.visitor.link(StorePaths.item(at.store.id, item.sku)))">\
            \(typed: at.visitor.pick(ja: item.name, en: item.nameEN))</a> <small>\(item.sku.code)</small></th>\
            <td>\(level?.onHand ?? 0)</td><td>\(level?.reserved ?? 0)</td><td>\(level?.safety ?? 0)</td>\
            <td><b>\(level?.available ?? 0)</b></td></tr>

            """ as HTML
        })</tbody></table></div>
        """
    }

    private var short: HTML {
        """
        <section aria-labelledby="shortages-title"><h2 id="shortages-title" class="jobs-title">\(console.shortages) \
        <b>\(shortages.count)</b></h2>
        \(shortages.isEmpty ? "<p class=\"card calm\">\(console.noShortage)</p>" : HTML.none)
        <ul class="jobs">
        \(shortages.map { ShortageCard(shortage: $0, at: at).html })</ul></section>
        """
    }
}

/// Shows one SKU of the store: its figures, what is promised of it, its ledger, and what may be written into it.
struct StoreItemView: Sendable {
    let item: CatalogueItem
    let level: Availability
    let shortage: Shortage?
    /// The reservations to which units are promised.
    let promised: [Work]
    let ledger: [Movement]
    let at: Site.AtStore
    let now: Instant
    var done: StockDeed?
    var refusal: Refusal?
    let newKey: @Sendable () -> String

    private var words: any Wording { at.words }
    private var console: any ConsoleWording { at.console }
    var title: String { at.visitor.pick(ja: item.name, en: item.nameEN) }
    private func moment(_ moment: Instant) -> String { words.moment(moment, in: at.store.zone, asOf: now) }

    var html: HTML {
        """
        \(ConsoleHead(at: at, title: console.stock).html)
        \(done.map { Piece.notice(good: true, "\(console.booked($0))") })
        \(refusal.map { Piece.notice(good: false, "\(console.refusal($0))") })
        <div class="columns"><div>
        <section class="card"><div class="item">\(Picture(url: item.imageURL).html)<div class="item-text">
        <h2 class="item-title">\(typed: title)</h2>
        <p class="item-count">\(item.sku.code)\(item.gtin.map { " · \(words.janCode) \($0.description)" as HTML })</p></div></div>
        <dl class="figures">\(figure(console.onHand, level.onHand))\(figure(console.reservedUnits, level.reserved))\
        \(figure(console.safety, level.safety))\(figure(console.available, level.available))</dl>
        <p class="fine">\(level.seenAt.map { console.seen(moment($0)) } ?? console.neverSeen)</p>
        \(level.onHand < 0 ? "<p class=\"remark\">\(console.belowZero)</p>" : HTML.none)\
        \(shortage.map { "<p class=\"remark\">\(console.shortBy($0.short, onHand: $0.onHand, reserved: $0.reserved))</p>" as HTML })
        </section>
        \(promises)
        <section class="card" aria-labelledby="ledger"><h2 id="ledger">\(console.ledgerTitle)</h2>
        <div class="wide"><table class="levels"><tbody>
        \(ledger.map(row))</tbody></table></div></section>
        </div><div>
        \(form(.count, console.countedField, hint: console.countedHint, value: "", isReasonNeeded: false))
        \(form(.adjust, console.adjustField, hint: console.adjustHint, value: "", isReasonNeeded: true))
        </div></div>
        """
    }

    private func figure(_ title: String, _ number: Int) -> HTML {
        "<div><dt>\(title)</dt><dd>\(number)</dd></div>"
    }

    private var promises: HTML? {
        guard !promised.isEmpty else { return nil }
        return """
            <section class="card" aria-labelledby="promised"><h2 id="promised">\(console.promisedTo)</h2><ul class="rows">
            \(promised.prefix(Limits.workCards).map { work in
                """
                <li><a href="\(at.visitor.link(StorePaths.reservation(work.reservation.id)))"><span>\
                \(CustomerName(work: work, console: console).html) <small>\(work.reservation.tag) · \
                \(console.work(work.reservation.fulfilment))</small></span>\(Icons.arrow)</a></li>

                """ as HTML
            })</ul></section>
            """
    }

    private func row(_ movement: Movement) -> HTML {
        """
        <tr><th scope="row">\(console.movement(movement.kind))<br><small>\(moment(movement.at))\
        \(movement.reason.isEmpty ? HTML.none : " · \(typed: console.movementReason(movement.reason))")</small></th>\
        <td>\(movement.quantity > 0 ? "+" : "")\(movement.quantity)</td></tr>

        """
    }

    private func form(
        _ deed: StockDeed, _ label: String, hint: String, value: String, isReasonNeeded: Bool
    ) -> HTML {
        """
        <form class="card act" method="post" action="\(at.visitor.link(StorePaths.record(at.store.id, item.sku, deed)))">
        <h2>\(console.deed(deed))</h2><p class="fine">\(hint)</p>
        <div class="field"><label for="\(deed.rawValue)-number">\(label)</label>
        <input id="\(deed.rawValue)-number" name="number" type="text" inputmode="\(deed == .adjust ? "text" : "numeric")" \
        pattern="\(deed == .adjust ? "[+\\-]?" : "")[0-9]{1,6}" value="\(value)" required autocomplete="off"></div>
        <div class="field"><label for="\(deed.rawValue)-reason">\(console.why)</label>
        <input id="\(deed.rawValue)-reason" name="reason" type="text" maxlength="\(Limits.nameCharacters)" \
        autocomplete="off"\(flag: "required", isReasonNeeded)></div>
        <button class="button button--main" name="key" value="\(newKey())">\(console.book)</button></form>

        """
    }
}

/// Takes the count of a shelf, and shows it beside the figures before it is written.
struct CountView: Sendable {
    enum Step: Sendable {
        /// Lines are being scanned or typed; faults are those that mean nothing.
        case counting(text: String, faults: [String])
        case looking(text: String, rows: [Row], key: String)
    }

    struct Row: Sendable {
        let item: CatalogueItem
        let units: Int
        let level: Availability?
    }

    let at: Site.AtStore
    let step: Step
    /// How many SKUs were just written.
    var done: Int?

    private var console: any ConsoleWording { at.console }
    private var action: String { at.visitor.link(StorePaths.count(at.store.id)) }

    var html: HTML {
        """
        \(ConsoleHead(at: at, title: console.cycleCount).html)
        \(done.map { Piece.notice(good: true, "\(console.countDone($0))") })
        \(body)
        """
    }

    private var body: HTML {
        switch step {
        case .counting(let text, let faults):
            """
            <section class="card card--form"><p class="fine">\(console.countHint)</p>
            \(faults.isEmpty ? HTML.none : unknown(faults))
            <form method="post" action="\(action)">
            <p class="scan-word" role="status" aria-live="polite" data-scan-word></p>
            <div class="field"><label for="counts">\(console.countField)</label>
            <textarea id="counts" name="counts" rows="12" required spellcheck="false" autocomplete="off" \
            placeholder="4901234567894 3" data-scan-count>\(text)</textarea></div>
            <p class="act-row"><button class="button button--main">\(console.countLook)</button>
            <button type="button" class="button button--plain" data-camera hidden>\(console.camera)</button></p>
            </form></section>
            """
        case .looking(let text, let rows, let key):
            """
            <section class="card card--form"><h2>\(console.countLook)</h2>
            <div class="wide"><table class="levels"><thead><tr><th scope="col">\(console.goods)</th>\
            <th scope="col">\(console.onHand)</th><th scope="col">\(console.counted)</th>\
            <th scope="col">\(console.difference)</th></tr></thead><tbody>
            \(rows.map(row))</tbody></table></div>
            <form method="post" action="\(action)"><textarea name="counts" hidden>\(text)</textarea>
            <p class="act-row"><button class="button button--main" name="key" value="\(key)">\(console.countPost)</button>
            <a class="button button--plain" href="\(action)">\(console.countAgain)</a></p></form></section>
            """
        }
    }

    private func unknown(_ faults: [String]) -> HTML {
        """
        <div class="notice notice--bad" role="alert">\(Icons.cross)<div><p>\(console.countUnknown)</p>\
        <ul>\(faults.prefix(20).map { "<li>\(typed: $0)</li>" as HTML })</ul></div></div>
        """
    }

    private func row(_ row: Row) -> HTML {
        let onHand = row.level?.onHand ?? 0
        let difference = row.units - onHand
        return """
            <tr\(flag: "class=\"differs\"", difference != 0)><th scope="row">\
            \(typed: at.visitor.pick(ja: row.item.name, en: row.item.nameEN)) <small>\(row.item.sku.code)</small></th>\
            <td>\(onHand)</td><td><b>\(row.units)</b></td><td>\(difference > 0 ? "+" : "")\(difference)</td></tr>

            """
    }
}
