// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Lists all locations, and the public holidays that they share.
struct PlacesView: Sendable {
    let office: Office
    let holidays: [PublicHoliday]

    private var words: any Wording { office.words }

    var html: HTML {
        """
        <h1 class="office-title">\(office.say(.locations))</h1>
        \(Table(
            title: office.say(.locations),
            columns: [
                .init(office.say(.code)), .init(office.say(.name)), .init(office.say(.locationKind)),
                .init(office.say(.hoursToday)), .init(office.say(.address)), .init(office.say(.phone)),
                .init(office.say(.state)),
            ], rows: office.directory.all.map(row), empty: office.say(.noLocations)
        ).html)
        <section class="card" aria-labelledby="holidays">
        <h2 id="holidays">\(office.say(.holidays))</h2>
        <p class="fine">\(office.say(.holidaysHint))</p>
        \(Table(
            title: office.say(.holidays), columns: [.init(office.say(.day)), .init(office.say(.name))],
            rows: coming.map { ["\(words.day($0.day, today: today))", "\(typed: office.visitor.pick(ja: $0.name, en: $0.nameEN))"] },
            empty: office.say(.noHolidays)
        ).html)
        </section>
        """
    }

    private var today: Day { Zone.tokyo.local(office.now).day }

    private var coming: [PublicHoliday] { holidays.filter { $0.day >= today } }

    private func row(_ location: Location) -> [HTML] {
        let calendar = office.directory.calendar(of: location.id)
        let hours = calendar.map { $0.hours(on: $0.businessDay(at: office.now)) } ?? []
        let shown = hours.map { "\(words.clock($0.lowerBound))–\(words.clock($0.upperBound))" }
        return [
            "<a href=\"\(office.link(.location(location.id)))\">\(location.id.code)</a>",
            "\(typed: office.visitor.pick(ja: location.name, en: location.nameEN))", "\(words.office(location.kind))",
            "\(shown.isEmpty ? words.closedToday : shown.joined(separator: ", "))",
            "\(typed: office.visitor.pick(ja: location.address, en: location.addressEN))", "\(typed: location.phone)",
            location.isActive
                ? Piece.tag(office.say(.active), .done)
                : Piece.tag(office.say(.inactive)),
        ]
    }
}

/// Shows one location with the forms that change it.
struct PlaceView: Sendable {
    let office: Office
    let location: Location
    let input: PlaceInput
    let hours: HoursInput
    let closures: [Closure]
    /// What was typed of a new closure.
    let closure: FormFields
    let faults: [String: OfficeFault]
    let note: HTML?
    /// The hours as they are kept.
    let written: Facts
    let history: HistoryView

    private var words: any Wording { office.words }

    var title: String { "\(location.id.code) \(office.visitor.pick(ja: location.name, en: location.nameEN))" }

    var html: HTML {
        """
        <p class="crumbs"><a href="\(office.link(.locations))">\(office.say(.locations))</a></p>
        <h1 class="office-title">\(typed: title)</h1>
        \(note)
        <div class="columns columns--office">
        <div>\(place)\(history.html)</div>
        <div>\(week)\(shut)</div>
        </div>
        """
    }

    private func field(
        _ name: String, _ label: OfficeWord, _ value: String, _ kind: OfficeField.Kind = .text, hint: OfficeWord? = nil
    ) -> HTML {
        OfficeField(
            name: name, label: office.say(label), value: value, kind: kind, hint: hint.map(office.say),
            fault: faults[name].map(words.office)
        ).html
    }

    private var place: HTML {
        """
        <section class="card" aria-labelledby="place">
        <h2 id="place">\(office.say(.placeDetails))</h2>
        <form class="form" method="post" action="\(office.link(.location(location.id)))" novalidate>
        \(office.seen(location.facts))
        <div class="form-columns">
        \(field("name", .name, input.name))\(field("name_en", .nameEN, input.nameEN))\(field("kana", .kana, input.kana))
        \(field("phone", .phone, input.phone))\(field("postal_code", .postalCode, input.postalCode))
        \(field("address", .address, input.address))\(field("address_en", .addressEN, input.addressEN))
        \(field("latitude", .latitude, input.latitude, hint: .coordinatesHint))\(field("longitude", .longitude, input.longitude))
        </div>
        \(field("active", .isActive, input.isActive ? "on" : "", .check, hint: .isActiveHint))
        <div class="form-act"><button class="button button--main">\(office.say(.save))</button></div>
        </form>
        </section>
        """
    }

    private var week: HTML {
        """
        <section class="card" aria-labelledby="week">
        <h2 id="week">\(office.say(.hours))</h2>
        <form class="form" method="post" action="\(office.link(.hours(location.id)))" novalidate>
        \(office.seen(written))
        <p class="fine">\(office.say(.hoursHint))</p>
        <div class="form-columns">
        \((1...8).map { day in
            OfficeField(
                name: "day\(day)", label: words.officeDay(day), value: hours.days[day] ?? "",
                hint: day == OpeningPeriod.publicHoliday ? office.say(.holidayHoursHint) : nil,
                fault: faults["day\(day)"].map(words.office)
            ).html
        })
        </div>
        <div class="form-act"><button class="button button--main">\(office.say(.saveHours))</button></div>
        </form>
        </section>
        """
    }

    private func days(_ closure: Closure, _ today: Day) -> String {
        let (first, last) = (closure.days.lowerBound, closure.days.upperBound)
        return words.day(first, today: today) + (first == last ? "" : "–\(words.day(last, today: today))")
    }

    private var shut: HTML {
        let today = Zone.tokyo.local(office.now).day
        let rows = closures.filter { $0.days.upperBound >= today }.map { closure -> [HTML] in
            [
                """
                \(days(closure, today))\(closure.reason.isEmpty
                    ? HTML.none : "<small class=\"signature\">\(typed: closure.reason)</small>" as HTML)
                """,
                """
                <form method="post" action="\(office.link(.closures(location.id)))">\
                <button class="button button--plain" name="remove" value="\(closure.days.lowerBound.description)">\
                \(office.say(.remove))</button></form>
                """,
            ]
        }
        return """
            <section class="card" aria-labelledby="shut">
            <h2 id="shut">\(office.say(.closures))</h2>
            \(Table(
                title: office.say(.closures),
                columns: [.init(office.say(.day)), .init(office.say(.change))], rows: rows, empty: office.say(.noClosures)
            ).html)
            <form class="form" method="post" action="\(office.link(.closures(location.id)))" novalidate>
            <div class="form-columns">
            \(field("first", .firstDay, closure["first"], .date))\(field("last", .lastDay, closure["last"], .date))
            \(field("reason", .reason, closure["reason"]))
            </div>
            <div class="form-act"><button class="button button--plain">\(office.say(.addClosure))</button></div>
            </form>
            </section>
            """
    }
}
