// SPDX-License-Identifier: Apache-2.0
import API
import Contact
import Customers
import Kit
import PQ
import Stock

/// Is the pick-up-by as a calendar's entry (RFC 5545): the last hour in which the goods wait, and a reminder before it.
struct PickupCalendar {
    let status: PickupStatus
    let visitor: Visitor
    /// The address of the status page.
    let link: String

    private var words: any Wording { visitor.words }

    /// Hours before the entry at which the calendar reminds.
    private static let reminderHours = 3

    var text: String {
        let store = status.store
        let name = visitor.pick(ja: store.name, en: store.nameEN)
        let isOver = !status.status.isOpen
        let address = visitor.pick(ja: store.address, en: store.addressEN)
        let place = [name, address].filter { !$0.isEmpty }.joined(separator: ", ")
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Torioki//Pickup//\(visitor.language == .ja ? "JA" : "EN")",
            "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "BEGIN:VEVENT",
            // One entry for one link, however often it is fetched: a later one replaces an earlier one.
            "UID:\(Crockford.text(of: status.reservation.unique))@torioki", "SEQUENCE:\(status.version)",
            "DTSTAMP:\(status.asOf.utc)", "DTSTART:\((status.times.pickUpBy - .seconds(3_600)).utc)",
            "DTEND:\(status.times.pickUpBy.utc)", "SUMMARY:\(CalendarText.escaped(words.calendarTitle(store: name)))",
            "DESCRIPTION:\(CalendarText.escaped(words.calendarText(link: link)))",
            "LOCATION:\(CalendarText.escaped(place))",
            "URL:\(link)", "STATUS:\(isOver ? "CANCELLED" : "CONFIRMED")", "TRANSP:TRANSPARENT", "CLASS:PRIVATE",
        ]
        if let point = store.coordinates { lines.append("GEO:\(point.latitude);\(point.longitude)") }
        if !isOver {
            lines += [
                "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT\(Self.reminderHours)H",
                "DESCRIPTION:\(CalendarText.escaped(words.calendarTitle(store: name)))", "END:VALARM",
            ]
        }
        lines += ["END:VEVENT", "END:VCALENDAR"]
        return lines.map(CalendarText.folded).joined()
    }
}

extension Instant {
    /// Writes a moment as RFC 5545 wants it in UTC: `20261122T010000Z`.
    fileprivate var utc: String {
        let seconds = Int(microseconds / 1_000_000)
        let (year, month, day) = Day(sinceEpoch: seconds / 86_400).civil
        let (hour, minute, second) = (seconds % 86_400 / 3_600, seconds % 3_600 / 60, seconds % 60)
        return "\(year)\(two(month))\(two(day))T\(two(hour))\(two(minute))\(two(second))Z"
    }
}

/// Writes texts as RFC 5545 wants them.
enum CalendarText {
    /// Escapes a text value (section 3.3.11); controls that no calendar reads are left out.
    static func escaped(_ plain: String) -> String {
        var text = ""
        for scalar in plain.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": text += "\\\(scalar)"
            case "\n": text += "\\n"
            case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}": continue
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Ends a line, and folds it at 75 bytes, never inside a character's bytes (section 3.1): what goes on begins with a
    /// space.
    static func folded(_ line: String) -> String {
        var (text, length) = ("", 0)
        for scalar in line.unicodeScalars {
            let bytes = UTF8.width(scalar)
            if length + bytes > 75 {
                text += "\r\n "
                length = 1
            }
            text.unicodeScalars.append(scalar)
            length += bytes
        }
        return text + "\r\n"
    }

    /// Writes one property.
    static func line(_ name: String, _ text: String) -> String { folded("\(name):\(escaped(text))") }
}

extension Site {
    @Sendable func showCalendar(_ asked: Asked) async throws -> Answered {
        let status = try await status(asked)
        let calendar = PickupCalendar(
            status: status, visitor: asked.visitor, link: link.url(token: asked.parameter(.token)))
        return .file(
            mediaType: "text/calendar; charset=utf-8; method=PUBLISH", bytes: Array(calendar.text.utf8),
            name: "pickup.ics")
    }

    /// Lets a phone put the page on its home screen: it opens by itself, at this reservation.
    @Sendable func showManifest(_ asked: Asked) async throws -> Answered {
        _ = try opened(asked)
        let (token, visitor) = (asked.parameter(.token), asked.visitor)
        let brand = brand.name[visitor.language]
        let manifest: JSON = [
            "name": .string("\(visitor.words.statusTitle) | \(brand)"), "short_name": .string(brand),
            "lang": .string(visitor.language.rawValue), "id": .string(Paths.status(token: token).url),
            "start_url": .string(visitor.link(.status(token: token))),
            "scope": .string(Paths.status(token: token).url), "display": "standalone",
            "background_color": "#f5efe3", "theme_color": "#f5efe3",
            "icons": StoreApp.icons(Face.customer.icon),
        ]
        return .file(mediaType: "application/manifest+json", bytes: Array(manifest.text.utf8))
    }
}
