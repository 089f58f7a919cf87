// SPDX-License-Identifier: Apache-2.0
import Customers
import Reservations

/// Says what stands behind the customer's link beside the status and its actions.
package protocol CustomerPageWording: Sendable {
    /// Names the QR code to those who cannot see it.
    var qrLabel: String { get }
    var moreTitle: String { get }
    /// Names the way to a page.
    func link(_ page: LinkPage) -> String
    /// Says that what the page asked for is done; nil for what is no question.
    func settled(_ page: LinkPage) -> String?
    func told(_ arrival: Arrival) -> String

    var storeQuestion: String { get }
    var storeLead: String { get }
    var storeNone: String { get }
    var storeConfirm: String { get }

    var shortageQuestion: String { get }
    func shortageLead(hasOthers: Bool) -> String
    var shortageDrop: (title: String, note: String) { get }
    /// Doing without where nothing else is reserved.
    var shortageEnd: (title: String, note: String) { get }
    var shortageWait: (title: String, note: String) { get }
    /// Taking another size or colour of the same thing.
    func shortageTake(_ name: String) -> String
    func shortageTakeNote(_ price: String) -> String
    var shortageConfirm: String { get }

    var proxyFact: String { get }
    var proxyQuestion: String { get }
    var proxyLead: String { get }
    var proxyField: String { get }
    var proxyHint: String { get }
    var proxyConfirm: String { get }

    var wishesTitle: String { get }
    var wishesLead: String { get }
    var wishesLanguage: String { get }
    var wishesWays: String { get }
    var wishesQuiet: String { get }
    var wishesNoQuiet: String { get }
    var wishesConfirm: String { get }
    func way(_ channel: ContactChannel) -> String

    var talkTitle: String { get }
    var talkLead: String { get }
    var talkField: String { get }
    var talkSend: String { get }
    /// Stands beside what could not be sent.
    var talkLost: String { get }
    var you: String { get }
    /// The house, where nobody speaks in person.
    var house: String { get }
    func person(_ name: String) -> String

    func calendarTitle(store: String) -> String
    func calendarText(link: String) -> String
}
