// SPDX-License-Identifier: Apache-2.0
import Access
import Kit
import PQ

/// Speaks English: friendly, plain, to the customer.
package struct English: CommonWording {
    package let ownName = "English"
    package let skipToContent = "Skip to content"
    package let navigation = "Site"
    package let home = "Start page"
    package let close = "Close"
    package let shop = "Shop"
    package func footer(_ brand: String) -> String { "\(brand) click & reserve" }

    package let signIn = "Sign in"
    package let signOut = "Sign out"
    package let login = "Login"
    package let password = "Password"
    package func signInFault(_ fault: SignInFault) -> String {
        switch fault {
        case .wrongCredentials: "Login or password is not right."
        case .tooManyAttempts(let seconds): "Too many tries. Please wait \(seconds) seconds."
        }
    }
    package let forbiddenTitle = "This page is not for you"
    package let forbiddenText = "Your role does not open it. Whoever manages your store's accounts can help."

    package let notFoundTitle = "Page not found"
    package let notFoundText = "The page you are looking for has moved or is gone."
    package let linkGoneTitle = "This link does not work"
    package let linkGoneText = "It has expired, or a part of the address is missing."
    package let linkGoneHelp = """
        Please open the link in our message again, just as it stands there. If it still does not open, please call the \
        store where you want to collect.
        """
    package let unreadableTitle = "We could not read what was sent"
    package let unreadableText = "Please go back and try again."
    package let tooOftenTitle = "One moment, please"
    package let tooOftenText = "This was asked for very often in a short time. Please wait a little, then try again."
    package let unavailableTitle = "We cannot be reached right now"
    package let unavailableText = "Your reservation is safe and unchanged. Please try again in a moment."
    package let wrongTitle = "We could not show this page"
    package let wrongText = "We are sorry. Please try again in a moment, or call the store if it happens again."

    package func refusal(_ refusal: Refusal) -> String {
        switch refusal {
        case .alreadyCollected: "The items have been handed over already."
        case .alreadyReleased: "This reservation has been cancelled already."
        case .expired: "The pick-up-by has passed, so this reservation has ended."
        case .extensionLimit: "It cannot be extended any further here. Please call the store."
        case .tooManyMessages: "You have written a lot in the last hour. Please wait a little, or call the store."
        case .tooManyUnproved:
            "Many of this item are on hold at this store right now. Please choose another store, or call the store."
        case .tooOften: "You have done this many times in the last hour. Please wait a little, or call the store."
        case .neverOpen: "There is no opening day to extend to. Please call the store."
        case .outsideCallableWindow:
            "There is no time left to call you before the pick-up-by. If it is urgent, please call the store."
        case .tooManyOpen(let limit): "You can have up to \(limit) open reservations at a time."
        case .unknownSKU: "We do not sell this item at the moment."
        case .locationCannotServe: "This store takes no reservations at the moment. Please choose another store."
        case .soldOut: "We do not have as many as you asked for."
        case .notFound, .doesNotFit, .wrongStep, .undecidedShortage, .notAllPicked, .wrongCode, .stale, .keyReused,
            .contactStopped, .notOffered, .taskClosed:
            "This is not possible right now. Please open the page again to see how things stand."
        }
    }

    package let homeTitle = "Reserve it, then come and collect"
    package let homeLead = """
        We set items aside at the store and wait for you. A page of your own shows how your reservation stands, at any \
        time.
        """
    package let homeShop = "Browse the shop"
    package let homeShopText = "See what stores near you have, and reserve it on the spot."
    package let homeLinks = "Status pages (samples)"
    package let homeLinksText = "This is what customers see behind the link they are sent."
    package let homeAPI = "API document"
    package let homeAPIText = "For those who connect a web shop or a till (OpenAPI 3.1)."
    package let homeHow = "How it works"
    package let homeSteps: [(title: String, text: String)] = [
        ("Choose", "Pick an item and a store, and tell us your name and how to reach you."),
        ("Wait a little", "The store sets it aside. If there is anything to discuss, we call you."),
        ("Collect", "Once it is ready, show your pickup code at the store."),
    ]
}

extension English: FormatWording {
    package func day(_ day: Day, today: Day) -> String {
        let (year, month, date) = day.civil
        let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(weekday) \(date) \(months[month - 1])\(year == today.civil.year ? "" : " \(year)")"
    }

    package func clock(_ minutes: Int) -> String {
        let isNextDay = minutes >= 1440
        let minutes = isNextDay ? minutes - 1440 : minutes
        return "\(minutes / 60):\(two(minutes % 60))\(isNextDay ? " (next day)" : "")"
    }

    package func yen(_ amount: Int) -> String { "¥\(grouped(amount))" }
}
