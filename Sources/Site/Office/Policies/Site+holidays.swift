// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// Public holidays: every store reckons its hours and its pick-up-by days by them.
extension Site {
    @Sendable func showHolidays(_ asked: Asked, _ office: Office) async throws -> Answered {
        try await holidaysPage(asked, office)
    }

    /// Adds a day, or does to the day that the pressed button names what that says.
    @Sendable func changeHolidays(_ asked: Asked, _ office: Office) async throws -> Answered {
        let edit = office.edit(asked)
        if let day = Day(asked.form["remove"]) {
            if let touch = try await unagreed(asked, [], { $1.change(holiday: day, isAdded: false) }) {
                return try await holidaysQuestion(touch, ["remove", "seen"], asked, office)
            }
            guard try await takes({ try await stock.removeHoliday(day, edit) }) else {
                return try await holidaysPage(asked, office, isStale: true)
            }
            return .seeOther(office.link(.holidays, [("done", OfficeDone.removed.rawValue)]))
        }
        var faults: [String: OfficeFault] = [:]
        let (name, nameEN) = (asked.form.trimmed("name"), asked.form.trimmed("name_en"))
        let day = Day(asked.form["day"])
        if day == nil { faults["day"] = .day }
        if name.isEmpty { faults["name"] = .needed }
        for (field, text) in [("name", name), ("name_en", nameEN)]
        where text.unicodeScalars.count > Limits.nameCharacters {
            faults[field] = .tooLong(Limits.nameCharacters)
        }
        guard faults.isEmpty, let day else { return try await holidaysPage(asked, office, faults: faults) }
        let holiday = PublicHoliday(day: day, name: name, nameEN: nameEN)
        let isKnown = try await stock.holidays().first { $0.day == day }
        if let touch = try await unagreed(asked, [], { $1.change(holiday: day, isAdded: true) }) {
            return try await holidaysQuestion(touch, ["day", "name", "name_en", "seen"], asked, office)
        }
        // A new day's form has seen nothing of the day: what is there already is not given another name unawares.
        let seen = asked.form["seen"].isEmpty ? Edit(by: edit.author, seen: 0) : edit
        guard try await takes({ try await stock.keep(holiday, seen) }) else {
            faults["day"] = .nowIs(isKnown.map { office.visitor.pick(ja: $0.name, en: $0.nameEN) } ?? "–")
            return try await holidaysPage(asked, office, faults: faults, isStale: true)
        }
        return .seeOther(office.link(.holidays, [("done", OfficeDone.saved.rawValue)]))
    }

    private func holidaysQuestion(
        _ touch: CalendarTouch, _ fields: [String], _ asked: Asked, _ office: Office
    ) async throws -> Answered {
        let question = CalendarQuestion(
            office: office, touch: touch, action: .holidays, form: asked.form, fields: fields, back: .holidays)
        return try await holidaysPage(asked, office, question: question.html)
    }

    private func holidaysPage(
        _ asked: Asked, _ office: Office, faults: [String: OfficeFault] = [:], isStale: Bool = false,
        question: HTML? = nil
    ) async throws -> Answered {
        let history = try await reservations.database.run(
            ListChanges(kind: .holiday, limit: Limits.historyRows))
        let note =
            question ?? (isStale ? office.stale([:]) : office.done(asked, holdsAfter: Places.freshness, history))
        let view = HolidaysView(
            office: office, holidays: try await stock.holidays(), typed: asked.form, faults: faults, note: note,
            history: HistoryView(office: office, changes: history, people: try await names()))
        return office.page(office.say(.holidays), status: Office.status(faults, isStale: isStale), view.html)
    }
}

/// Lists the public holidays, each with its names to be changed, and adds one.
struct HolidaysView: Sendable {
    let office: Office
    let holidays: [PublicHoliday]
    /// What was typed of a new one.
    let typed: FormFields
    let faults: [String: OfficeFault]
    let note: HTML?
    let history: HistoryView

    private var words: any Wording { office.words }
    private var today: Day { Zone.tokyo.local(office.now).day }

    var html: HTML {
        let past = holidays.filter { $0.day < today }
        return """
            <p class="crumbs"><a href="\(office.link(.policies))">\(office.say(.policies))</a></p>
            <h1 class="office-title">\(office.say(.holidays))</h1>
            \(note)
            <section class="card" aria-labelledby="add">
            <h2 id="add">\(words.rule(.addHoliday))</h2>
            <form class="form" method="post" action="\(office.link(.holidays))" novalidate>
            \(typed["seen"].isEmpty
                ? HTML.none : "<input type=\"hidden\" name=\"seen\" value=\"\(typed["seen"])\">" as HTML)
            <div class="form-columns">
            \(field("day", office.say(.day), .date))\(field("name", office.say(.name)))\(field("name_en", office.say(.nameEN)))
            </div>
            <div class="form-act"><button class="button button--main">\(words.rule(.addHoliday))</button></div>
            </form>
            </section>
            <section class="card" aria-labelledby="coming">
            <h2 id="coming">\(office.say(.holidays))</h2>
            <p class="fine">\(office.say(.holidaysHint))</p>
            \(table(holidays.filter { $0.day >= today }))
            \(past.isEmpty
                ? HTML.none
                : "<details><summary>\(words.rule(.pastHolidays))</summary>\(table(past))</details>" as HTML)
            </section>
            \(history.html)
            """
    }

    private func field(_ name: String, _ label: String, _ kind: OfficeField.Kind = .text) -> HTML {
        OfficeField(
            name: name, label: label, value: typed[name], kind: kind,
            fault: faults[name].map(words.office)
        ).html
    }

    private func table(_ days: [PublicHoliday]) -> HTML {
        Table(
            title: office.say(.holidays),
            columns: [.init(office.say(.day)), .init(office.say(.name))],
            rows: days.map { holiday in
                [
                    "\(words.day(holiday.day, today: today))",
                    """
                    <form class="form-line" method="post" action="\(office.link(.holidays))">\(office.seen(holiday.facts))\
                    <input type="hidden" name="day" value="\(holiday.day.description)">\
                    <input name="name" value="\(holiday.name)" maxlength="200" \
                    aria-label="\(office.say(.name)) \(holiday.day.description)">\
                    <input name="name_en" value="\(holiday.nameEN)" maxlength="200" \
                    aria-label="\(office.say(.nameEN)) \(holiday.day.description)">\
                    <span class="form-act"><button class="button button--plain">\(office.say(.save))\
                    <span class="unseen"> \(holiday.day.description)</span></button>\
                    <button class="button button--quiet" name="remove" value="\(holiday.day.description)">\
                    \(words.rule(.removeForGood))<span class="unseen"> \(holiday.day.description)</span></button></span>\
                    </form>
                    """,
                ]
            }, empty: office.say(.noHolidays)
        ).html
    }
}
