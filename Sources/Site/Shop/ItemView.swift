// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Stock

/// Shows one SKU: what it is, where it is to be had, and the form that reserves it.
struct ItemView: Sendable {
    let model: ItemModel
    let form: ReserveForm
    let visitor: Visitor

    private var words: any Wording { visitor.words }
    private var item: CatalogueItem { model.item }

    var title: String { visitor.pick(ja: item.name, en: item.nameEN) }

    var html: HTML {
        """
        <p class="crumbs"><a href="\(visitor.link(.shop))">\(words.allGoods)</a>\(aisle)</p>
        \(form.problem)
        <div class="columns columns--item">
        <div>
        <section class="goods">
        \(Picture(url: item.imageURL, isLarge: true).html)
        <div>
        <h1>\(typed: title)</h1>
        <p class="price">\(words.yen(item.price)) <small>\(words.taxIncluded)</small></p>
        \(model.isSoldOut ? HTML.none : "<p class=\"jump\"><a class=\"button button--main\" href=\"#reserve\">\(words.reserveTitle)</a></p>")
        \(variants)
        \(facts)
        </div>
        </section>
        \(shelves)
        </div>
        <div>
        \(form.html)
        </div>
        </div>
        <p class="fine">\(words.demoNote)</p>
        """
    }

    private var aisle: HTML? {
        Aisle(imageURL: item.imageURL).map { aisle in
            """
            \(Icons.arrow)<a href="\(Paths.shop.url(("aisle", aisle.rawValue), ("lang", visitor.lang)))">\
            \(words.aisle(aisle))</a>
            """
        }
    }

    private var variants: HTML? {
        guard model.product.items.count > 1 else { return nil }
        return """
            <h2 class="small-title">\(words.otherVariants)</h2>
            <ul class="chips">
            \(model.product.items.map { sibling in
                let url = Paths.item(sibling.sku).url(("near", model.near?.text ?? ""), ("lang", visitor.lang))
                return """
                    <li><a class="chip" href="\(url)"\(flag: "aria-current=\"true\"", sibling.sku == item.sku)>\
                    \(typed: Product.distinction(sibling, visitor))</a></li>

                    """ as HTML
            })</ul>
            """
    }

    private var facts: HTML {
        // Attributes are told in the language in which the catalogue holds them.
        let attributes = visitor.language == .ja ? item.attributes.compactMap(ItemView.fact) : []
        let rows = attributes + (item.gtin.map { [(words.janCode, $0.description)] } ?? [])
        return """
            <dl class="facts">
            \(rows.map { "<div><dt>\($0.0)</dt><dd>\(typed: $0.1)</dd></div>\n" as HTML })</dl>
            """
    }

    private static func fact(_ attribute: (key: String, value: JSON)) -> (String, String)? {
        attribute.value.string.map { (attribute.key, $0) }
    }

    private var shelves: HTML {
        """
        <section class="card" aria-labelledby="shelves">
        <h2 id="shelves">\(words.shop(.stepStore))</h2>
        <form class="near" method="get" action="\(Paths.item(item.sku).url)">
        <label for="near">\(words.nearWhich)</label>
        <select id="near" name="near">
        <option value="">\(words.nearAny)</option>
        \(StoreOptions(stores: model.shelves.map(\.store), chosen: model.near?.store?.code ?? "", visitor: visitor).html)</select>
        \(visitor.lang.isEmpty ? HTML.none : "<input type=\"hidden\" name=\"lang\" value=\"\(visitor.lang)\">")
        <button class="button button--plain">\(words.show)</button>
        </form>
        <p class="near-me"><button class="button button--plain" type="button" data-near hidden>\(Icons.pin)\
        <span>\(words.shop(.nearMe))</span></button>
        <small class="hint" data-near-note="\(words.shop(.nearMeFailed))" role="status" hidden>\(words.shop(.nearMeNote))</small></p>
        <ul class="shelves">
        \(model.shelves.prefix(Limits.nearStores).map(row))</ul>
        \(more)
        <p class="fine">\(words.warehouseNote)</p>
        </section>
        """
    }

    private var more: HTML? {
        let rest = model.shelves.dropFirst(Limits.nearStores)
        guard !rest.isEmpty else { return nil }
        return """
            <details><summary>\(words.moreStores)</summary><ul class="shelves">
            \(rest.map(row))</ul></details>
            """
    }

    private func row(_ shelf: ItemModel.Shelf) -> HTML {
        let text = ShelfText(shelf: shelf, visitor: visitor)
        return """
            <li class="\(shelf.available > 0 ? "has" : "hasnot")"><span>\(typed: text.name)\
            \(text.distance.map { " <small>\($0)</small>" as HTML })</span>\
            <strong>\(words.stock(shelf.level))</strong>
            <small class="shelf-hours">\(text.hours)</small>
            \(shelf.available > 0 ? choose(shelf) : HTML.none)</li>

            """
    }

    /// Leads to the second step with this store chosen.
    private func choose(_ shelf: ItemModel.Shelf) -> HTML {
        let isChosen = shelf.store.id.code == form.input.store
        let url = Paths.item(item.sku).url(
            ("near", model.near?.text ?? ""), ("store", shelf.store.id.code), ("lang", visitor.lang))
        return """
            <a class="button \(isChosen ? "button--main" : "button--plain")" href="\(url)#reserve"\
            \(flag: "aria-current=\"true\"", isChosen)>\(words.shop(isChosen ? .storeChosen : .chooseThisStore))\
            <span class="unseen"> \(typed: visitor.pick(ja: shelf.store.name, en: shelf.store.nameEN))</span></a>
            """
    }
}

/// Says of a store what a customer chooses by: how it is called, how far it is, when it is open.
struct ShelfText {
    let shelf: ItemModel.Shelf
    let visitor: Visitor

    var name: String { visitor.pick(ja: shelf.store.name, en: shelf.store.nameEN) }

    /// The way there; nil for the chosen store itself and where it is not known.
    var distance: String? {
        guard !shelf.isHere, let metres = shelf.metres else { return nil }
        let tenths = Int((metres / 100).rounded())
        return visitor.words.kilometres(
            metres < 10_000 ? "\(tenths / 10).\(tenths % 10)" : "\(Int((metres / 1000).rounded()))")
    }

    var hours: String {
        let words = visitor.words
        guard !shelf.today.isEmpty else { return words.closedToday }
        let periods = shelf.today.map { "\(words.clock($0.lowerBound))–\(words.clock($0.upperBound))" }
        return words.hoursToday(periods.joined(separator: ", "), isOpen: shelf.isOpen)
    }
}

/// Lists stores as options of a selection, in the order of their codes: from north to south in the demo chain.
struct StoreOptions {
    let stores: [Location]
    let chosen: String
    let visitor: Visitor

    var html: HTML {
        HTML.joined(
            stores.sorted { $0.id < $1.id }.map { store in
                """
                <option value="\(store.id.code)"\(flag: "selected", store.id.code == chosen)>\
                \(visitor.pick(ja: store.name, en: store.nameEN))</option>

                """
            }, by: "")
    }
}
