// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Shows the ledger of one SKU at one location with its running sum, the newest movement first.
struct LedgerView: Sendable {
    let office: Office
    let item: CatalogueItem
    let location: LocationID
    let isFirst: Bool
    let rows: [(movement: Movement, sum: Int)]
    let hasMore: Bool
    /// Names of staff, by public id.
    let people: [String: String]

    private var words: any Wording { office.words }

    var html: HTML {
        let path = OfficePaths.ledger(item.sku, location)
        return """
            <p class="crumbs"><a href="\(office.link(.catalogue))">\(office.say(.catalogue))</a>\(Icons.arrow)\
            <a href="\(office.link(.item(item.sku)))">\(item.sku.code)</a></p>
            <h1 class="office-title">\(office.say(.ledger))</h1>
            <p>\(typed: office.visitor.pick(ja: item.name, en: item.nameEN)) · \(office.place(location))</p>
            \(Table(
                title: office.say(.ledger),
                columns: [
                    .init(office.say(.at)), .init(office.say(.movement)), .init(office.say(.quantity), isNumber: true),
                    .init(office.say(.balance), isNumber: true), .init(office.say(.reason)), .init(office.say(.cause)),
                    .init(office.say(.author)),
                ], rows: rows.map { row($0.movement, $0.sum) }, empty: office.say(.noMovements)
            ).html)
            \(OfficePages(
                office: office, first: isFirst ? nil : office.link(path),
                next: hasMore
                    ? rows.last.map { office.link(path, [("after", Crockford.text(of: $0.movement.id))]) } : nil
            ).html)
            """
    }

    private func row(_ movement: Movement, _ sum: Int) -> [HTML] {
        let cause: HTML =
            ReservationID(movement.cause).map {
                "<a href=\"\(office.link(.reservation($0)))\">\(office.say(.reservation))</a>"
            }
            ?? "\(typed: movement.cause)"
        return [
            office.time(movement.at), "\(words.office(movement.kind))",
            "\(movement.quantity > 0 ? "+" : "")\(movement.quantity)", "\(sum)", "\(typed: movement.reason)", cause,
            office.author(movement.author, people),
        ]
    }
}

/// Lists what is promised and not there.
struct ShortagesView: Sendable {
    let office: Office
    let shortages: [Shortage]

    var html: HTML {
        """
        <h1 class="office-title">\(office.say(.shortages))</h1>
        <p class="fine">\(office.say(.shortagesHint))</p>
        \(Table(
            title: office.say(.shortages),
            columns: [
                .init(office.say(.goods)), .init(office.say(.location)), .init(office.say(.short), isNumber: true),
                .init(office.say(.onHand), isNumber: true), .init(office.say(.reserved), isNumber: true),
                .init(office.say(.openedAt)), .init(office.say(.ledger)),
            ], rows: shortages.map(row), empty: office.say(.noShortages)
        ).html)
        """
    }

    private func row(_ shortage: Shortage) -> [HTML] {
        let place = shortage.id.location
        return [
            """
            <a href="\(office.link(.item(shortage.sku)))">\(typed: office.visitor.pick(ja: shortage.name, en: shortage.nameEN))</a>\
            <small>\(shortage.sku.code)</small>
            """,
            office.place(place), "\(shortage.short)", "\(shortage.onHand)", "\(shortage.reserved)",
            office.time(shortage.openedAt),
            "<a href=\"\(office.link(.ledger(shortage.sku, place)))\">\(office.say(.ledger))</a>",
        ]
    }
}

extension Office {
    /// Names who caused a change, from what events and movements keep of it.
    func author(_ author: String, _ people: [String: String]) -> HTML {
        let parts = author.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("staff", 2): return "\(typed: people[parts[1]] ?? parts[1])"
        case ("program", 2): return "\(say(.program)) \(parts[1])"
        case ("duty", 2): return "\(say(.duty)) \(parts[1])"
        case ("customer", _): return "\(say(.customer))"
        default: return "\(author)"
        }
    }
}
