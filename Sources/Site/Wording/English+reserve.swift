// SPDX-License-Identifier: Apache-2.0

extension English: ReserveWording {
    package func shop(_ word: ShopWord) -> String {
        switch word {
        case .title: "Reserve in a store"
        case .stepStore: "1. Choose a store"
        case .stepContact: "2. Name and contact"
        case .nearMe: "Sort by distance from me"
        case .nearMeNote: "Uses your rough position (about 1 km) and does not keep it."
        case .nearMeFailed: "Your position could not be found. Please choose a store near you."
        case .nearAny: nearAny
        case .nearWhich: nearWhich
        case .show: show
        case .chooseThisStore: "Choose this store"
        case .storeChosen: "Chosen"
        case .chooseStore: chooseStore
        case .changeStore: "Choose another store"
        case .next: "Go on to name and contact"
        case .loading: "Looking at the stores’ stock…"
        case .failed: "The stock cannot be looked up right now. Please try again in a moment."
        case .again: "Try again"
        case .soldOutEverywhere: soldOutEverywhere
        case .name: name
        case .nameHint: nameHint
        case .phone: phoneField
        case .phoneHint: phoneHint
        case .mail: mailField
        case .oneContact: oneContact
        case .quantity: quantityField
        case .callMe: callMe
        case .callMeHint: callMeHint
        case .note: note
        case .optional: optional
        case .required: required
        case .moreStores: moreStores
        case .reserve: reserve
        case .sending: "Sending…"
        case .pleaseCorrect: pleaseCorrect
        case .done: "Your reservation is made"
        case .doneText: "The store looks for the item and tells you when it is ready. Please do not come yet."
        case .follow: "See how it stands"
        case .pickUpBy: "Pick up by"
        case .taxIncluded: taxIncluded
        }
    }

    package var closedToday: String { "Closed today" }
    package func hoursToday(_ hours: String, isOpen: Bool) -> String {
        "\(isOpen ? "Open now" : "Closed now") · today \(hours)"
    }
}
