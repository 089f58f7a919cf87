// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import Stock

/// Shows the aisles, an aisle, or what a search found.
struct ShopView: Sendable {
    let model: ShopModel
    let visitor: Visitor

    private var words: any Wording { visitor.words }

    var title: String { model.aisle.map { words.aisle($0) } ?? (model.text.isEmpty ? words.shop : model.text) }

    var html: HTML {
        """
        \(model.isEntrance ? entrance : HTML.none)
        \(search)
        \(model.isEntrance ? aisles : list)
        <p class="fine">\(words.demoNote)</p>
        """
    }

    private var entrance: HTML {
        """
        <section class="cover">
        <h1>\(words.shopTitle)</h1>
        <p>\(words.shopLead)</p>
        </section>
        """
    }

    private var search: HTML {
        """
        <form class="search" method="get" action="\(Paths.shop.url)" role="search">
        <label class="unseen" for="q">\(words.searchField)</label>
        <input id="q" name="q" type="search" maxlength="\(Limits.searchCharacters)" value="\(model.text)" \
        placeholder="\(words.searchField)" enterkeyhint="search">
        \(visitor.lang.isEmpty ? HTML.none : "<input type=\"hidden\" name=\"lang\" value=\"\(visitor.lang)\">")
        <button class="button button--main">\(Icons.search)<span>\(words.search)</span></button>
        </form>
        """
    }

    private var aisles: HTML {
        """
        <section aria-labelledby="aisles">
        <h2 id="aisles">\(words.aisles)</h2>
        <ul class="tiles">
        \(Aisle.allCases.map { aisle in
            """
            <li><a class="tile" href="\(Paths.shop.url(("aisle", aisle.rawValue), ("lang", visitor.lang)))">\
            <img class="picture" src="\(aisle.image.url)" alt="" width="320" height="320">\
            <span class="tile-name">\(words.aisle(aisle))</span></a></li>

            """ as HTML
        })</ul>
        </section>
        """
    }

    private var list: HTML {
        """
        <section aria-labelledby="list">
        <p class="crumbs"><a href="\(visitor.link(.shop))">\(words.allGoods)</a></p>
        <h1 id="list" class="list-title">\(typed: title)</h1>
        <p class="fine">\(model.products.isEmpty ? words.nothingFound : words.found(model.products.count))</p>
        <ul class="tiles tiles--list">
        \(model.products.map(tile))</ul>
        </section>
        """
    }

    private func tile(_ product: Product) -> HTML {
        let price = words.yen(product.lowest)
        return """
            <li><a class="tile" href="\(visitor.link(.item(product.first.sku)))">\(Picture(url: product.first.imageURL).html)\
            <span class="tile-text"><span class="tile-name">\(typed: visitor.pick(ja: product.name, en: product.nameEN))</span>\
            <span class="tile-price">\(product.hasPrices ? words.from(price) : price)\
            \(product.items.count > 1 ? " <small>\(words.variants(product.items.count))</small>" : HTML.none)</span></span>\
            </a></li>

            """
    }
}
