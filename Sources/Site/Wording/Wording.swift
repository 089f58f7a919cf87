// SPDX-License-Identifier: Apache-2.0
import Access
import Contact
import Kit
import PQ
import Reservations

/// Is every text of the pages in one language. A text that a language lacks does not build.
package typealias Wording = CommonWording & StatusWording & ActionWording & CustomerPageWording & ShopWording
    & FormatWording & GuideWording & ReserveWording & OfficeWording & RuleWording & PersonWording & PushWording
    & AccountWording

/// Says what stands on every page, and on those that say no.
package protocol CommonWording: Sendable {
    /// The language's own name: it stands on the link that leads to it.
    var ownName: String { get }
    var skipToContent: String { get }
    var navigation: String { get }
    var home: String { get }
    /// Puts away what lies over the page.
    var close: String { get }
    var shop: String { get }
    func footer(_ brand: String) -> String

    var signIn: String { get }
    var signOut: String { get }
    var login: String { get }
    var password: String { get }
    func signInFault(_ fault: SignInFault) -> String
    var forbiddenTitle: String { get }
    var forbiddenText: String { get }

    var notFoundTitle: String { get }
    var notFoundText: String { get }
    var linkGoneTitle: String { get }
    var linkGoneText: String { get }
    var linkGoneHelp: String { get }
    var unreadableTitle: String { get }
    var unreadableText: String { get }
    var tooOftenTitle: String { get }
    var tooOftenText: String { get }
    var unavailableTitle: String { get }
    var unavailableText: String { get }
    var wrongTitle: String { get }
    var wrongText: String { get }
    /// Tells a customer why something is not possible.
    func refusal(_ refusal: Refusal) -> String

    var homeTitle: String { get }
    var homeLead: String { get }
    var homeShop: String { get }
    var homeShopText: String { get }
    var homeLinks: String { get }
    var homeLinksText: String { get }
    var homeAPI: String { get }
    var homeAPIText: String { get }
    var homeHow: String { get }
    var homeSteps: [(title: String, text: String)] { get }
}

/// Says what the status page says.
package protocol StatusWording: Sendable {
    var statusTitle: String { get }
    /// The seven plain words.
    func word(_ status: CustomerStatus) -> String
    func headline(_ status: CustomerStatus) -> String
    /// Stands large where nothing is to be collected yet.
    var notYet: String { get }
    /// What happens next, in a sentence or two; moments come formatted.
    func next(_ next: PickupStatus.Next, late: Bool, moment: (Instant) -> String) -> String
    func call(_ call: PickupStatus.Call) -> String?
    func kind(_ kind: Reservation.Kind, ready: Bool) -> String?
    func step(_ step: StatusStep) -> String
    var progress: String { get }
    var stepDone: String { get }
    var stepNow: String { get }

    var codeTitle: String { get }
    var codeShow: String { get }
    var codeLater: String { get }
    var readyFrom: String { get }
    var pickUpBy: String { get }
    var reservedAt: String { get }
    var closedAt: String { get }
    var reference: String { get }

    var storeTitle: String { get }
    var map: String { get }
    var phone: String { get }
    var hours: String { get }
    var openNow: String { get }
    var closedNow: String { get }
    var closedDay: String { get }
    var today: String { get }
    var tomorrow: String { get }

    var itemsTitle: String { get }
    func quantity(_ units: Int) -> String
    func undecided(_ units: Int) -> String
    func handedOver(_ units: Int) -> String
    var leftOut: String { get }
    var total: String { get }
    func payment(_ kind: Reservation.Kind) -> String

    var timelineTitle: String { get }
    func moment(_ kind: PickupStatus.Moment.Kind, until: String?) -> String
    func asOf(_ moment: String) -> String
}

/// Says what stands on the buttons of the status page, on the pages that ask, and on the notices afterwards.
package protocol ActionWording: Sendable {
    var actionsTitle: String { get }
    func button(_ action: CustomerAction) -> String
    func buttonNote(_ action: CustomerAction, until: String?) -> String?
    func question(_ action: CustomerAction) -> String
    func consequence(_ action: CustomerAction, until: String?) -> String
    func confirm(_ action: CustomerAction) -> String
    var goBack: String { get }
    func done(_ action: CustomerAction) -> String
    var refusedTitle: String { get }
    var unknownOutcome: String { get }
    var tooManyReservations: String { get }
}

/// Writes dates, times and money.
package protocol FormatWording: Sendable {
    /// A day with its weekday; the year only where it is another than that of `today`.
    func day(_ day: Day, today: Day) -> String
    /// A clock time of minutes since midnight; past 1440 it says that it is the next day.
    func clock(_ minutes: Int) -> String
    func yen(_ amount: Int) -> String
}

extension FormatWording {
    /// Writes a day and a time as the wall clock of a zone shows them.
    package func moment(_ moment: Instant, in zone: Zone, asOf now: Instant) -> String {
        let local = zone.local(moment)
        return "\(day(local.day, today: zone.local(now).day)) \(clock(local.minute))"
    }

    /// Groups the digits of a number by threes.
    func grouped(_ number: Int) -> String {
        var text = ""
        let digits = String(number.magnitude)
        for (i, digit) in digits.enumerated() {
            if i > 0, (digits.utf8.count - i) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return number < 0 ? "-\(text)" : text
    }
}

/// Names the four steps that the progress line shows.
package enum StatusStep: Int, Sendable, CaseIterable, Comparable {
    case received, preparing, ready, collected

    package static func < (a: StatusStep, b: StatusStep) -> Bool { a.rawValue < b.rawValue }
}
