// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import Stock

/// Asks before an edit of a calendar moves the dates of holds: how many, and how many customers are told of it. The form
/// goes out again with the number that was agreed to.
struct CalendarQuestion: Sendable {
    let office: Office
    let touch: CalendarTouch
    /// Where the form was sent, and what it said.
    let action: OfficePaths
    let form: FormFields
    let fields: [String]
    /// Where nothing is changed.
    let back: OfficePaths

    static let agreed = "agreed"

    var html: HTML {
        """
        <section class="card" aria-labelledby="touched" role="alert">
        <h2 id="touched">\(office.words.officeTouchTitle)</h2>
        <p>\(office.words.officeTouch(touch))</p>
        <p class="fine">\(office.words.officeTouchHint)</p>
        <form class="form" method="post" action="\(office.link(action))">
        \(fields.filter(form.isOn).map { name in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(form[name])\">\n" as HTML
        })
        <div class="form-act"><button class="button button--main" name="\(Self.agreed)" value="\(touch.holds)">\
        \(office.words.officeTouchAgree)</button>
        <a class="button button--quiet" href="\(office.link(back))">\(office.words.officeTouchLeave)</a></div>
        </form>
        </section>
        """
    }
}

extension Site {
    /// Counts what an edit of calendars would move; nil when it moves nothing, or no more than the form has agreed to.
    ///
    /// - Parameter change: makes of a location's rules the new ones.
    func unagreed(
        _ asked: Asked, _ locations: [LocationID], _ change: (LocationID, inout OpeningRules) -> Void
    ) async throws -> CalendarTouch? {
        let edits = try await stock.openingRules(of: locations).map { location, before in
            var after = before
            change(location, &after)
            return CalendarEdit(location: location, before: before, after: after)
        }.filter { !$0.before.isSame(as: $0.after) }
        let touch = try await reservations.touched(by: edits)
        return touch.holds > Int(asked.form[CalendarQuestion.agreed]) ?? 0 ? touch : nil
    }
}

extension OpeningRules {
    /// Adds a public holiday, or takes one away, where it means anything: a location without hours of its own for public
    /// holidays keeps the weekday's.
    mutating func change(holiday day: Day, isAdded: Bool) {
        guard hours.contains(where: { $0.day == OpeningPeriod.publicHoliday }) else { return }
        if isAdded { holidays.insert(day) } else { holidays.remove(day) }
    }
}
