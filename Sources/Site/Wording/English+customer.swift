// SPDX-License-Identifier: Apache-2.0
import Customers
import Reservations

extension English: CustomerPageWording {
    package var qrLabel: String { "QR code to be scanned at the store" }
    package var moreTitle: String { "More" }

    package func link(_ page: LinkPage) -> String {
        switch page {
        case .store: "Choose another store"
        case .shortage: "Decide about missing items"
        case .proxy: "Somebody else collects"
        case .wishes: "Language and how we reach you"
        case .calendar: "Add to calendar"
        case .messages: "Write to us"
        case .events, .manifest: ""
        }
    }

    package func settled(_ page: LinkPage) -> String? {
        switch page {
        case .store: "Your store has changed. The new store is checking your items."
        case .shortage: "Thank you, we go on as you chose."
        case .proxy: "We know who will collect."
        case .wishes: "We will reach you as you wish."
        case .messages, .events, .calendar, .manifest: nil
        }
    }

    package func told(_ arrival: Arrival) -> String {
        switch arrival {
        case .onMyWay: "The store knows that you are on your way."
        case .here: "The store knows that you are here. Please come to the counter."
        }
    }

    package var storeQuestion: String { "Where would you like to collect?" }
    package var storeLead: String { "These stores have all of your items. The new store will prepare them anew." }
    package var storeNone: String { "No other store has all of your items at the moment." }
    package var storeConfirm: String { "Collect at this store" }

    package var shortageQuestion: String { "What about the missing items?" }
    package func shortageLead(hasOthers: Bool) -> String {
        hasOthers
            ? "We are sorry: the store did not find everything. We keep the rest of your items."
            : "We are sorry: the store did not find what you reserved."
    }
    package var shortageEnd: (title: String, note: String) { ("Cancel this reservation", "Nothing else is reserved") }
    package var shortageDrop: (title: String, note: String) { ("Do without", "You collect what was found") }
    package var shortageWait: (title: String, note: String) {
        ("Wait for them", "Another store or the warehouse sends them to your store")
    }
    package func shortageTake(_ name: String) -> String { "Take “\(name)” instead" }
    package func shortageTakeNote(_ price: String) -> String { "Your store has it: \(price) each" }
    package var shortageConfirm: String { "Go on like this" }

    package var proxyFact: String { "Collected by" }
    package var proxyQuestion: String { "Who will collect?" }
    package var proxyLead: String { "Tell us the name of whoever comes in your place." }
    package var proxyField: String { "Name" }
    package var proxyHint: String { "Leave it empty if you come yourself." }
    package var proxyConfirm: String { "Tell the store" }

    package var wishesTitle: String { "Language and how we reach you" }
    package var wishesLead: String {
        "This is how we tell you about your reservations. This page tells you at any time."
    }
    package var wishesLanguage: String { "Language" }
    package var wishesWays: String { "How we reach you" }
    package var wishesQuiet: String { "Hours without messages" }
    package var wishesNoQuiet: String { "Any time is fine" }
    package var wishesConfirm: String { "Save" }

    package func way(_ channel: ContactChannel) -> String {
        switch channel {
        case .mail: "By mail"
        case .sms: "By SMS"
        case .phone: "By telephone"
        case .line: "By LINE"
        case .chat: "By message"
        case .push: "By push notice"
        }
    }

    package var talkTitle: String { "Messages" }
    package var talkLead: String { "Ask us about your items or about collecting them. We answer here." }
    package var talkField: String { "Your message" }
    package var talkSend: String { "Send" }
    package var talkLost: String { "It could not be sent. Please check your connection and send it again." }
    package var you: String { "You" }
    package var house: String { "The store" }
    package func person(_ name: String) -> String { name }

    package func calendarTitle(store: String) -> String { "Last hour to collect at \(store)" }
    package func calendarText(link: String) -> String { "See how it stands, or change something:\n\(link)" }
}
