// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import Reservations
import Stock

/// The list by which goods are picked: each line counts up as its code is scanned (`Assets/scan.js`), or is typed.
struct PickSheet: Sendable {
    let view: StoreFileView

    private var r: Reservation { view.r }
    private var words: any Wording { view.words }
    private var console: any ConsoleWording { view.at.console }

    var html: HTML {
        """
        <form class="card pick" method="post" action="\(view.action(.ready))" data-queue data-step="ready" \
        data-label="\(console.button(.ready))" data-pick>
        <h2>\(console.pickTitle)</h2>
        <p class="fine">\(console.pickHint)</p>
        <p class="scan-word" role="status" aria-live="assertive" data-scan-word></p>
        <p class="pick-tools"><button type="button" class="button button--plain" data-fill hidden>\(console.allInHand)</button>
        <button type="button" class="button button--plain" data-camera hidden>\(console.camera)</button>
        <span class="typing" data-typing hidden><label class="unseen" for="typed-code">\(console.typeCode)</label>\
        <input id="typed-code" type="text" autocomplete="off" autocapitalize="none" placeholder="\(console.typeCode)" \
        maxlength="64"></span></p>
        <ul class="items">
        \(r.lines.filter { $0.quantity + $0.missing > 0 }.map(row))</ul>
        <div class="field"><label for="staging">\(console.stagingField)</label>
        <input id="staging" name="staging" type="text" value="\(r.staging)" maxlength="\(StoreStep.stagingCharacters)" \
        autocomplete="off" list="places" placeholder="B-3" required></div>
        <datalist id="places">\(Self.places.map { "<option value=\"\($0)\"></option>" as HTML })</datalist>
        <p class="act-row">
        <button class="button button--main" name="key" value="\(r.key(of: .ready))">\(console.button(.ready))</button>
        <button class="button button--plain" name="key" value="\(r.key(of: .pick))" formnovalidate \
        formaction="\(view.action(.pick))" data-step="pick" data-label="\(console.button(.pick))"\
        \(Asking.short.attributes(console, when: Self.short))>\(console.button(.pick))</button>
        </p>
        </form>
        """
    }

    /// Finds lines of which somebody says why they are not all there.
    private static let short = ".pick-line:not(.pick-line--full) select option:checked:not([value=''])"

    /// A few names of shelves for the field; any other may be typed.
    private static let places = ["A-1", "A-2", "A-3", "B-1", "B-2", "B-3", "C-1", "C-2", "C-3"]

    private func row(_ line: Line) -> HTML {
        let item = view.file.items[line.sku]
        let codes = [line.sku.code, item?.gtin?.padded, item?.gtin?.description].compactMap { $0 }
        return """
            <li class="item pick-line" data-line="\(line.number)" data-codes="\(codes.joined(separator: "\n"))" \
            data-need="\(line.quantity)">\(Picture(url: item?.imageURL ?? "").html)
            <div class="item-text"><p class="item-name">\(typed: view.at.visitor.pick(ja: line.name, en: line.nameEN))</p>
            <p class="item-count">\(line.sku.code)\
            \(item?.gtin.map { " · \(words.janCode) \($0.description)" as HTML })</p>
            \(line.missing > 0 ? "<p class=\"remark\">\(console.missing(line.missing, line.missingReason))</p>" : HTML.none)\
            \(line.quantity > 0 ? counting(line) : HTML.none)</div></li>

            """
    }

    private func counting(_ line: Line) -> HTML {
        let id = "found-\(line.number)"
        return """
            <div class="pick-count"><label for="\(id)">\(console.inHand)</label>
            <span class="stepper"><button type="button" class="button button--plain" data-less \
            aria-label="\(console.less)" hidden>−</button><input id="\(id)" name="\(id)" type="text" inputmode="numeric" \
            pattern="[0-9]{1,4}" value="\(line.picked)" required autocomplete="off">\
            <button type="button" class="button button--plain" data-more-of aria-label="\(console.more)" hidden>＋</button>\
            </span> <b>/ \(line.quantity)</b></div>
            \(ReasonChoice(name: "short-\(line.number)", id: "short-\(line.number)", console: console).html)
            """
    }
}

/// The counter: who came is proven by code, link or a look, and says what is taken.
struct HandOver: Sendable {
    let view: StoreFileView
    /// Keeps the ids of a second form on the page apart.
    var prefix = ""

    private var r: Reservation { view.r }
    private var words: any Wording { view.words }
    private var console: any ConsoleWording { view.at.console }

    var html: HTML {
        """
        <form class="card handover" method="post" action="\(view.action(.collect))" data-queue data-step="collect" \
        data-label="\(console.button(.collect))"\
        \(Asking.collect.attributes(console, when: "[name=identity]:checked"))>
        <h2>\(console.handOverTitle)</h2>
        <p class="file-place">\(console.stagedAt) <b>\(typed: r.staging.isEmpty ? "—" : r.staging)</b></p>
        \(r.kind == .reserve ? "<p class=\"remark\">\(console.payHere(words.yen(r.unsettled)))</p>" : HTML.none)
        <div class="field"><label for="\(prefix)proof">\(console.proofField)</label>
        <input id="\(prefix)proof" name="proof" type="text" value="\(view.proof)" autocomplete="off" \
        autocapitalize="characters" spellcheck="false" maxlength="\(Limits.scannedCharacters)" data-scan-into>
        <small class="hint">\(console.proofHint)</small></div>
        <p class="pick-tools"><button type="button" class="button button--plain" data-camera hidden>\(console.camera)</button></p>
        <label class="check"><input type="checkbox" name="identity" value="on"><span>\(console.identityChecked)\
        <small>\(identity)</small></span></label>
        <div class="field"><label for="\(prefix)proxy">\(console.proxyField) <span class="mark">\(words.optional)</span></label>
        <input id="\(prefix)proxy" name="proxy" type="text" value="\(r.proxy)" maxlength="\(Limits.nameCharacters)" autocomplete="off"></div>
        <details><summary>\(console.partTitle)</summary>
        <ul class="items">\(r.lines.filter { $0.open > 0 }.map(row))</ul>
        <label class="check"><input type="radio" name="rest" value="keep" checked><span>\(console.rest(.keep))</span></label>
        <label class="check"><input type="radio" name="rest" value="release"><span>\(console.rest(.release))</span></label>
        </details>
        <button class="button button--main" name="key" value="\(r.key(of: .collect))">\(console.button(.collect))</button>
        </form>

        """
    }

    private var identity: HTML {
        let phone = view.file.work.recipient?.phone.map { console.phoneEnds($0.lastFour) } ?? console.noPhone
        return "\(CustomerName(work: view.file.work, console: console).html) · \(phone)"
    }

    private func row(_ line: Line) -> HTML {
        let id = "take-\(line.number)"
        return """
            <li class="item"><div class="item-text"><label for="\(prefix)\(id)">\
            \(typed: view.at.visitor.pick(ja: line.name, en: line.nameEN))</label></div>
            <span class="stepper"><input id="\(prefix)\(id)" name="\(id)" type="text" inputmode="numeric" \
            pattern="[0-9]{1,4}" value="\(line.open)" autocomplete="off"></span> <b>/ \(line.open)</b></li>

            """
    }
}
