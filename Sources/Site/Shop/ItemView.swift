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
                let url = Paths.item(sibling.sku).url(("near", model.near?.code ?? ""), ("lang", visitor.lang))
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
        <h2 id="shelves">\(words.availabilityTitle)</h2>
        <form class="near" method="get" action="\(Paths.item(item.sku).url)">
        <label for="near">\(words.nearWhich)</label>
        <select id="near" name="near">
        <option value="">\(words.nearAny)</option>
        \(StoreOptions(stores: model.shelves.map(\.store), chosen: model.near?.code ?? "", visitor: visitor).html)</select>
        \(visitor.lang.isEmpty ? HTML.none : "<input type=\"hidden\" name=\"lang\" value=\"\(visitor.lang)\">")
        <button class="button button--plain">\(words.show)</button>
        </form>
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
        let kilometres = (shelf.isHere ? nil : shelf.metres).map { metres -> String in
            let tenths = Int((metres / 100).rounded())
            return metres < 10_000 ? "\(tenths / 10).\(tenths % 10)" : "\(Int((metres / 1000).rounded()))"
        }
        return """
            <li class="\(shelf.available > 0 ? "has" : "hasnot")"><span>\
            \(typed: visitor.pick(ja: shelf.store.name, en: shelf.store.nameEN))\
            \(kilometres.map { " <small>\(words.kilometres($0))</small>" as HTML })</span>\
            <strong>\(words.stock(shelf.level))</strong></li>

            """
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
