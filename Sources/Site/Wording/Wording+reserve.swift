// SPDX-License-Identifier: Apache-2.0

/// Says what the two steps to a reservation say, on the shop's page and in the component that other shops embed.
package protocol ReserveWording: Sendable {
    func shop(_ word: ShopWord) -> String
    var closedToday: String { get }
    func hoursToday(_ hours: String, isOpen: Bool) -> String
}

/// Names the texts of the two steps. The component is given all of them by these names.
package enum ShopWord: String, Sendable, CaseIterable {
    case title, stepStore, stepContact, nearMe, nearMeNote, nearMeFailed, nearAny, nearWhich, show
    case chooseThisStore, storeChosen, chooseStore, changeStore, next, loading, failed, again, soldOutEverywhere
    case name, nameHint, phone, phoneHint, mail, oneContact, quantity, callMe, callMeHint, note, optional, required
    case moreStores, reserve, sending, pleaseCorrect, done, doneText, follow, pickUpBy, taxIncluded
}
