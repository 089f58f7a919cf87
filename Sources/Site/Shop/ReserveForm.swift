// SPDX-License-Identifier: Apache-2.0
import Kit
import Stock

/// Shows the form that reserves one SKU, with what was typed and what is wrong with it.
struct ReserveForm: Sendable {
    let sku: SKU
    let shelves: [ItemModel.Shelf]
    let input: ReserveInput
    var faults: [ReserveFault] = []
    /// What the shop says no to, in words.
    var refusal: String?
    let visitor: Visitor

    private var words: any Wording { visitor.words }

    /// Stands at the top of the page, so that nobody overlooks what went wrong further down.
    var problem: HTML? {
        guard !faults.isEmpty || refusal != nil else { return nil }
        let lines = faults.map { ($0.field, words.fault($0)) } + (refusal.map { [("reserve", $0)] } ?? [])
        return """
            <div class="notice notice--bad" role="alert">\(Icons.cross)<div><strong>\(words.pleaseCorrect)</strong>
            <ul>\(lines.map { "<li><a href=\"#\($0.0)\">\($0.1)</a></li>" as HTML })</ul></div></div>
            """
    }

    var html: HTML {
        guard shelves.contains(where: { $0.available > 0 }) || refusal != nil else {
            return """
                <section class="card card--form"><h2>\(words.reserveTitle)</h2><p>\(words.soldOutEverywhere)</p></section>
                """
        }
        return """
            <section class="card card--form" aria-labelledby="reserve">
            <h2 id="reserve" tabindex="-1">\(words.shop(.stepContact))</h2>
            <p class="fine">\(words.reserveLead)</p>
            <form method="post" action="\(visitor.link(.item(sku)))" novalidate>
            <input type="hidden" name="key" value="\(input.key)">
            \(store)
            \(field("quantity", words.quantityField, input.quantity, [.quantityOff],
                "type=\"text\" inputmode=\"numeric\" maxlength=\"4\" required", isRequired: true))
            \(field("name", words.name, input.name, [.nameMissing, .nameUnreadable],
                "type=\"text\" autocomplete=\"name\" maxlength=\"200\" required", hint: words.nameHint, isRequired: true))
            <p class="fine">\(words.oneContact)</p>
            \(field("phone", words.phoneField, input.phone, [.phoneUnreadable, .contactMissing, .phoneForCall],
                "type=\"tel\" autocomplete=\"tel\" maxlength=\"40\"", hint: words.phoneHint))
            \(field("mail", words.mailField, input.mail, [.mailUnreadable],
                "type=\"email\" autocomplete=\"email\" maxlength=\"254\""))
            <label class="check"><input type="checkbox" name="call"\(flag: "checked", input.wantsCall)>\
            <span>\(words.callMe)<small>\(words.callMeHint)</small></span></label>
            \(note)
            <button class="button button--main">\(words.reserve)</button>
            </form>
            </section>
            """
    }

    private var store: HTML {
        let having = shelves.filter { $0.available > 0 || $0.store.id.code == input.store }
        return """
            <div class="field"><label for="store">\(words.store) \(mark(true))</label>
            <select id="store" name="store" required\(describing("store", [.storeMissing]))>
            <option value="">\(words.chooseStore)</option>
            \(StoreOptions(stores: having.map(\.store), chosen: input.store, visitor: visitor).html)</select>
            \(fault("store", [.storeMissing]))</div>
            """
    }

    private var note: HTML {
        """
        <div class="field"><label for="note">\(words.note) \(mark(false))</label>
        <textarea id="note" name="note" rows="3" maxlength="\(Limits.noteCharacters)"\(describing("note", [.noteTooLong]))>
        \(input.note)</textarea>
        \(fault("note", [.noteTooLong]))</div>
        """
    }

    private func field(
        _ name: StaticString, _ label: String, _ value: String, _ possible: [ReserveFault], _ attributes: StaticString,
        hint: String? = nil, isRequired: Bool = false
    ) -> HTML {
        let id = name.description
        return """
            <div class="field"><label for="\(id)">\(label) \(isRequired ? mark(true) : HTML.none)</label>
            <input id="\(id)" name="\(id)" value="\(value)" \(HTML(trusted: attributes.description))\
            \(describing(id, possible))>
            \(fault(id, possible))\(hint.map { "<small class=\"hint\">\($0)</small>" as HTML })</div>
            """
    }

    private func mark(_ isRequired: Bool) -> HTML {
        isRequired
            ? "<span class=\"mark mark--needed\">\(words.required)</span>"
            : "<span class=\"mark\">\(words.optional)</span>"
    }

    private func describing(_ id: String, _ possible: [ReserveFault]) -> HTML {
        faults.contains(where: possible.contains)
            ? " aria-invalid=\"true\" aria-describedby=\"\(id)-fault\"" : HTML.none
    }

    private func fault(_ id: String, _ possible: [ReserveFault]) -> HTML? {
        faults.first(where: possible.contains).map { fault in
            "<p class=\"fault\" id=\"\(id)-fault\">\(words.fault(fault))</p>"
        }
    }
}

extension ReserveFault {
    /// Names the field where it is to be mended.
    var field: String {
        switch self {
        case .storeMissing: "store"
        case .nameMissing, .nameUnreadable: "name"
        case .contactMissing, .phoneUnreadable, .phoneForCall: "phone"
        case .mailUnreadable: "mail"
        case .quantityOff: "quantity"
        case .noteTooLong: "note"
        }
    }
}
