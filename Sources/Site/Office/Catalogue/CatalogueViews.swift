// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Lists the catalogue, or what a search finds in it.
struct CatalogueView: Sendable {
    let office: Office
    let text: String
    let isFirst: Bool
    let items: [CatalogueItem]
    let hasMore: Bool

    private var words: any Wording { office.words }

    var html: HTML {
        """
        <h1 class="office-title">\(office.say(.catalogue))</h1>
        <form class="filters" method="get" action="\(OfficePaths.catalogue.url)" role="search">
        \(office.visitor.lang.isEmpty ? HTML.none : "<input type=\"hidden\" name=\"lang\" value=\"\(office.visitor.lang)\">")
        <div class="field filters-wide"><label for="q">\(office.say(.searchGoods))</label>
        <input id="q" name="q" type="search" value="\(text)" maxlength="\(Limits.searchCharacters)"></div>
        <div class="filters-act"><button class="button button--main">\(words.search)</button></div>
        </form>
        \(Table(
            title: office.say(.catalogue),
            columns: [
                .init(office.say(.sku)), .init(office.say(.name)), .init(words.janCode),
                .init(office.say(.price), isNumber: true), .init(office.say(.state)),
            ], rows: items.map(row), empty: office.say(.noGoods)
        ).html)
        \(OfficePages(
            office: office, first: isFirst ? nil : office.link(.catalogue, [("q", text)]),
            next: hasMore ? items.last.map { office.link(.catalogue, [("q", text), ("after", $0.sku.code)]) } : nil
        ).html)
        """
    }

    private func row(_ item: CatalogueItem) -> [HTML] {
        [
            "<a href=\"\(office.link(.item(item.sku)))\">\(item.sku.code)</a>",
            "\(typed: office.visitor.pick(ja: item.name, en: item.nameEN))", "\(item.gtin?.description ?? "–")",
            "\(words.yen(item.price))",
            item.isActive
                ? Piece.tag(office.say(.onSale), .done)
                : Piece.tag(office.say(.offSale)),
        ]
    }
}

/// Shows one item: what it is, the form that changes it, and what lies of it where.
struct GoodsView: Sendable {
    let office: Office
    let item: CatalogueItem
    let input: GoodsInput
    let levels: [Availability]
    let faults: [String: OfficeFault]
    let note: HTML?
    let history: HistoryView

    private var words: any Wording { office.words }

    var title: String { "\(item.sku.code) \(office.visitor.pick(ja: item.name, en: item.nameEN))" }

    var html: HTML {
        """
        <p class="crumbs"><a href="\(office.link(.catalogue))">\(office.say(.catalogue))</a></p>
        <h1 class="office-title">\(typed: title)</h1>
        \(note)
        <div class="columns columns--office">
        <div><section class="card" aria-labelledby="levels">
        <h2 id="levels">\(office.say(.stockLevels))</h2>
        \(Table(
            title: office.say(.stockLevels),
            columns: [
                .init(office.say(.location)), .init(office.say(.onHand), isNumber: true),
                .init(office.say(.reserved), isNumber: true), .init(office.say(.safety), isNumber: true),
                .init(office.say(.available), isNumber: true), .init(office.say(.seenAt)), .init(office.say(.ledger)),
            ], rows: levels.map(row), empty: office.say(.noLocations)
        ).html)
        </section>
        \(history.html)</div>
        <div>\(form)</div>
        </div>
        """
    }

    private func row(_ level: Availability) -> [HTML] {
        let ledger = office.link(.ledger(item.sku, level.key.location))
        return [
            office.place(level.key.location), "\(level.onHand)", "\(level.reserved)", "\(level.safety)",
            "\(level.available)", office.time(level.seenAt),
            "<a href=\"\(ledger)\">\(office.say(.ledger))<span class=\"unseen\"> \(level.key.location.code)</span></a>",
        ]
    }

    private var form: HTML {
        func field(_ name: String, _ label: OfficeWord, _ value: String, _ kind: OfficeField.Kind = .text) -> HTML {
            OfficeField(
                name: name, label: office.say(label), value: value, kind: kind,
                hint: name == "active" ? office.say(.onSaleHint) : nil, fault: faults[name].map(words.office), most: 500
            ).html
        }
        return """
            <section class="card" aria-labelledby="goods">
            <h2 id="goods">\(office.say(.goods))</h2>
            <dl class="facts"><div><dt>\(words.janCode)</dt><dd>\(item.gtin?.description ?? "–")</dd></div></dl>
            <form class="form" method="post" action="\(office.link(.item(item.sku)))" novalidate>
            \(office.seen(item.facts))
            \(field("name", .name, input.name))\(field("name_en", .nameEN, input.nameEN))
            \(field("price", .price, input.price, .number))\(field("active", .onSale, input.isActive ? "on" : "", .check))
            <div class="form-act"><button class="button button--main">\(office.say(.save))</button></div>
            </form>
            </section>
            """
    }
}

/// Leads from page to page of a list.
struct OfficePages: Sendable {
    let office: Office
    /// The address of the first page; nil on it.
    let first: String?
    /// The address of the next page; nil on the last.
    let next: String?

    var html: HTML? {
        guard first != nil || next != nil else { return nil }
        return """
            <nav class="pages" aria-label="\(office.say(.pages))">\
            \(first.map { "<a class=\"button button--plain\" href=\"\($0)\">\(office.say(.firstPage))</a>" as HTML })\
            \(next.map { "<a class=\"button button--plain\" rel=\"next\" href=\"\($0)\">\(office.say(.older))</a>" as HTML })\
            </nav>
            """
    }
}
