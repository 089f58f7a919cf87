// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Kit
import PQ
import Stock

/// Goods: the catalogue, what lies where, and the ledger behind each figure.
extension Site {
    @Sendable func listCatalogue(_ asked: Asked, _ office: Office) async throws -> Answered {
        let text = String(asked.query.trimmed("q").prefix(Limits.searchCharacters))
        let found = try await stock.browse(text, after: asked.query["after"], limit: Limits.defaultPageRows + 1)
        let view = CatalogueView(
            office: office, text: text, isFirst: asked.query["after"].isEmpty,
            items: Array(found.prefix(Limits.defaultPageRows)), hasMore: found.count > Limits.defaultPageRows)
        return office.page(office.say(.catalogue), view.html)
    }

    @Sendable func showGoods(_ asked: Asked, _ office: Office) async throws -> Answered {
        let item = try await goods(asked)
        return try await goodsPage(asked, office, item, GoodsInput(item))
    }

    @Sendable func changeGoods(_ asked: Asked, _ office: Office) async throws -> Answered {
        let item = try await goods(asked)
        let input = GoodsInput(asked.form)
        let (read, faults) = input.read(onto: item)
        guard faults.isEmpty else { return try await goodsPage(asked, office, item, input, faults) }
        let edit = office.edit(asked)
        guard try await takes({ try await stock.edit(item.sku, edit) { input.read(onto: $0).item } }) else {
            let now = try await goods(asked)
            var faults = office.meanwhile(now.facts, typed: read.facts)
            faults["active"] = faults["on_sale"]
            return try await goodsPage(asked, office, now, input, faults, isStale: true)
        }
        return .seeOther(office.link(.item(item.sku), [("done", OfficeDone.saved.rawValue)]))
    }

    @Sendable func showLedger(_ asked: Asked, _ office: Office) async throws -> Answered {
        let item = try await goods(asked)
        guard let id = LocationID(asked.parameter(.location)), office.directory[id] != nil else {
            throw Refusal.notFound(.location)
        }
        let found = try await stock.balancedLedger(
            id, item.sku, before: Crockford.uniqueID(asked.query["after"]), limit: Limits.defaultPageRows + 1)
        let view = LedgerView(
            office: office, item: item, location: id, isFirst: asked.query["after"].isEmpty,
            rows: Array(found.prefix(Limits.defaultPageRows)), hasMore: found.count > Limits.defaultPageRows,
            people: try await names())
        return office.page("\(office.say(.ledger)) \(item.sku.code)", view.html)
    }

    @Sendable func listShortages(_ asked: Asked, _ office: Office) async throws -> Answered {
        let open = try await stock.shortages(locations: office.directory.all.map(\.id))
        return office.page(office.say(.shortages), ShortagesView(office: office, shortages: open).html)
    }

    /// Names of staff, by public id.
    func names() async throws -> [String: String] {
        Dictionary(
            try await access.staff().map { ($0.id.description, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    private func goods(_ asked: Asked) async throws -> CatalogueItem {
        guard let sku = SKU(asked.parameter(.sku)), let item = try await stock.item(sku) else {
            throw Refusal.notFound(.sku)
        }
        return item
    }

    private func goodsPage(
        _ asked: Asked, _ office: Office, _ item: CatalogueItem, _ input: GoodsInput,
        _ faults: [String: OfficeFault] = [:], isStale: Bool = false
    ) async throws -> Answered {
        let history = try await history(of: item.sku.code, [.goods])
        let view = GoodsView(
            office: office, item: item, input: input, levels: try await stock.levels(of: item.sku), faults: faults,
            note: isStale ? office.stale(faults) : office.done(asked),
            history: HistoryView(office: office, changes: history, people: try await names()))
        return office.page(view.title, status: Office.status(faults, isStale: isStale), view.html)
    }
}

/// Holds what was typed about an item of the catalogue, as it was typed.
struct GoodsInput: Sendable, Equatable {
    var name = ""
    var nameEN = ""
    var price = ""
    var isActive = false

    init(_ item: CatalogueItem) {
        name = item.name
        nameEN = item.nameEN
        price = String(item.price)
        isActive = item.isActive
    }

    init(_ form: FormFields) {
        name = form.trimmed("name")
        nameEN = form.trimmed("name_en")
        price = form.trimmed("price")
        isActive = form.isOn("active")
    }

    /// Reads the form onto an item; gives what is wrong with it, by field.
    func read(onto item: CatalogueItem) -> (item: CatalogueItem, faults: [String: OfficeFault]) {
        var (read, faults) = (item, [String: OfficeFault]())
        if name.isEmpty { faults["name"] = .needed }
        for (field, text) in [("name", name), ("name_en", nameEN)] where text.unicodeScalars.count > 500 {
            faults[field] = .tooLong(500)
        }
        if let yen = Int(price.filter { $0 != "," }), (0...Int(Int32.max)).contains(yen) {
            read.price = yen
        } else {
            faults["price"] = .number(0, Int(Int32.max))
        }
        (read.name, read.nameEN, read.isActive) = (name, nameEN, isActive)
        return (read, faults)
    }
}
