// SPDX-License-Identifier: Apache-2.0
import Reservations
import Stock

extension EnglishConsole {
    var stock: String { "Stock" }
    var goods: String { "Item" }
    var onHand: String { "On-hand" }
    var reservedUnits: String { "Reserved" }
    var safety: String { "Safety" }
    var available: String { "Available" }
    var belowZero: String { "Below zero: more was sold than the figures knew of. Count the shelf." }
    var noShortage: String { "Nothing is short." }

    func booked(_ deed: StockDeed) -> String {
        switch deed {
        case .adjust: "The figure is corrected."
        case .count: "The count is recorded."
        }
    }

    func seen(_ moment: String) -> String { "The shelf was last seen \(moment)" }
    var neverSeen: String { "Nobody has looked at the shelf yet." }
    var ledgerTitle: String { "Lately" }
    var promisedTo: String { "Reserved for" }

    func movement(_ kind: Movement.Kind) -> String {
        switch kind {
        case .received: "Received"
        case .sold: "Sold"
        case .transferred: "Transferred"
        case .adjusted: "Adjusted"
        case .counted: "Counted"
        case .collected: "Collected"
        case .returned: "Returned"
        }
    }

    func movementReason(_ text: String) -> String {
        switch text {
        case "shipped": "sent"
        case "arrived": "arrived"
        default: ShortReason(rawValue: text).map(reason) ?? text
        }
    }

    var countedField: String { "Units that are there" }
    var countedHint: String { "Count everything in the store, parcels that wait for customers included." }
    var adjustField: String { "More or fewer (such as -1)" }
    var adjustHint: String { "For breakage or loss, without a count. A reason is needed." }

    func deed(_ deed: StockDeed) -> String {
        switch deed {
        case .adjust: "Adjust"
        case .count: "Count again"
        }
    }

    var book: String { "Record" }
    var cycleCount: String { "Shelf count" }
    func countDone(_ count: Int) -> String { "Recorded the count of \(count) SKUs." }
    var countHint: String { "Scan each item on the shelf; the same code adds up. You may also type “JAN units”." }
    var countUnknown: String { "These lines mean nothing in the catalogue. Mend them or take them out." }
    var countField: String { "Counted (one SKU a line)" }
    var countLook: String { "Compare" }
    var counted: String { "Counted" }
    var difference: String { "Difference" }
    var countPost: String { "Record this count" }
    var countAgain: String { "Leave it" }
}
