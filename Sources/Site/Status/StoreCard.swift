// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Stock

/// Shows where to collect: name, address, telephone, map, and the hours until the pick-up-by.
struct StoreCard {
    let status: PickupStatus
    let visitor: Visitor

    private var words: any Wording { visitor.words }
    private var store: Location { status.store }

    var html: HTML {
        """
        <section class="card" aria-labelledby="store" data-part="store">
        <h2 id="store">\(words.storeTitle)</h2>
        <p class="store-name">\(typed: visitor.pick(ja: store.name, en: store.nameEN))</p>
        <address>\(postalCode)\(typed: visitor.pick(ja: store.address, en: store.addressEN))</address>
        <div class="store-links">
        \(phone)
        \(map)
        </div>
        \(hours)
        </section>
        """
    }

    private var postalCode: HTML? { store.postalCode.isEmpty ? nil : "〒\(store.postalCode)<br>" }

    private var phone: HTML? {
        let digits = store.phone.filter { $0.isASCII && ($0.isNumber || $0 == "+") }
        guard !digits.isEmpty else { return nil }
        return """
            <a class="button button--plain" href="tel:\(digits)">\(Icons.phone)<span>\(words.phone)\
            <small>\(store.phone)</small></span></a>
            """
    }

    /// Leads to the map of another company, and loads nothing from it.
    private var map: HTML? {
        guard let place = store.coordinates else { return nil }
        let query = "\(place.latitude),\(place.longitude)"
        return """
            <a class="button button--plain" rel="noreferrer noopener" \
            href="https://www.google.com/maps/search/?api=1&amp;query=\(query)">\(Icons.pin)<span>\(words.map)</span></a>
            """
    }

    private var hours: HTML? {
        guard !status.hours.isEmpty else { return nil }
        let today = store.zone.local(status.asOf).day
        return """
            <h3>\(Icons.clock)\(words.hours)</h3>
            <p class="open open--\(status.isOpenNow ? "yes" : "no")">\(status.isOpenNow ? words.openNow : words.closedNow)</p>
            <table class="hours">
            \(status.hours.map { open in
                """
                <tr\(flag: "class=\"shut\"", open.periods.isEmpty)><th scope="row">\(name(open.day, today))</th>\
                <td>\(text(open))</td></tr>

                """ as HTML
            })</table>
            """
    }

    private func name(_ day: Day, _ today: Day) -> HTML {
        let date: HTML = "<span>\(words.day(day, today: today))</span>"
        switch day - today {
        case 0: return "\(date) <small>\(words.today)</small>"
        case 1: return "\(date) <small>\(words.tomorrow)</small>"
        default: return date
        }
    }

    private func text(_ open: PickupStatus.OpenDay) -> HTML {
        guard !open.periods.isEmpty else { return "\(words.closedDay)" }
        return HTML.joined(
            open.periods.map { "\(words.clock($0.lowerBound))–\(words.clock($0.upperBound))" }, by: "<br>")
    }
}

extension HTML {
    /// Puts pieces in a row with something between them.
    static func joined(_ pieces: [HTML], by separator: HTML) -> HTML {
        HTML(trusted: pieces.map(\.text).joined(separator: separator.text))
    }
}
