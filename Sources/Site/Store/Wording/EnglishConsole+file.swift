// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import Reservations

extension EnglishConsole {
    func button(_ step: StoreStep) -> String {
        switch step {
        case .accept: "Accept"
        case .reject: "Cannot serve it"
        case .pick: "Save progress"
        case .ready: "Make ready"
        case .unready: "Take ready back"
        case .collect: "Hand over"
        case .extend: "Extend the pick-up-by"
        case .cancel: "Cancel the reservation"
        case .arrive: "Goods have arrived"
        case .returnToShelf: "Back on the shelf"
        }
    }

    func explains(_ step: StoreStep) -> String {
        switch step {
        case .accept: "The store takes this reservation."
        case .reject: "Ends the reservation and tells the customer. The reason corrects the stock figure."
        case .pick: "Keeps how many are in hand."
        case .ready: "The parcel stands at its place; the customer is told."
        case .unready: "The customer is told that it is not ready after all."
        case .collect: "The customer gets the goods."
        case .extend: "Moves the pick-up-by as the customer asks."
        case .cancel: "Ends the reservation and frees the goods. This cannot be undone."
        case .arrive: "The goods from another location are here."
        case .returnToShelf: "The goods are back where they are sold from."
        }
    }

    func done(_ step: StoreStep) -> String {
        switch step {
        case .accept: "Accepted. Next: pick the goods."
        case .reject: "Recorded that the store cannot serve it."
        case .pick: "Recorded what is in hand."
        case .ready: "Ready. The customer is told."
        case .unready: "Ready is taken back."
        case .collect: "Handed over."
        case .extend: "Extended."
        case .cancel: "Cancelled."
        case .arrive: "Arrived. Next: pick the goods."
        case .returnToShelf: "Returned to the shelf."
        }
    }

    func refusal(_ refusal: Refusal) -> String {
        switch refusal {
        case .notFound: "It cannot be found: it belongs to another store, or is gone."
        case .soldOut(let sku, _, let available): "\(available) of \(sku) are left."
        case .locationCannotServe: "This location cannot serve it."
        case .unknownSKU(let sku): "\(sku) is not in the catalogue."
        case .doesNotFit(let why) where why.hasPrefix("staging"):
            "The staging place holds an article's code. Please name the shelf, such as B-3."
        case .doesNotFit: "A quantity or a choice does not fit. Please check the numbers."
        case .alreadyCollected: "It has been handed over already."
        case .alreadyReleased: "It has been cancelled already."
        case .expired: "The pick-up-by has passed, and it has ended."
        case .wrongStep(_, "shipped"): nothingLeftToSend
        case .wrongStep(_, "not_shipped"): notSentYet
        case .wrongStep(_, let fulfilment):
            "It stands at “\(Fulfilment(rawValue: fulfilment).map(work) ?? fulfilment)”, so this is not possible now."
        case .undecidedShortage: "The customer has yet to decide about missing units."
        case .notAllPicked:
            "Not everything is in hand. Scan every item, or choose why it is missing and press “Save progress”."
        case .extensionLimit: "It cannot be extended any further. A supervisor can."
        case .tooManyOpen(let limit): "A customer may hold \(limit) at a time."
        case .wrongCode:
            """
            The code or link does not open this reservation. Without one, compare the name and the last four digits of \
            the phone, and tick that you did.
            """
        case .stale: "Somebody else was faster. Please open the page again."
        case .keyReused: "Something else was sent from this page before. Please open the page again."
        case .outsideCallableWindow: "Nobody may be called at this time."
        case .contactStopped: "The customer does not want to be contacted."
        case .notOffered, .taskClosed: "Somebody else has this contact task."
        case .tooManyUnproved:
            "As many are held for customers who are not known yet as may be."
        case .tooOften: "This was done many times in a short time. Please wait a little."
        case .tooManyMessages: "Too many messages in a short time. Please wait a little."
        case .neverOpen: "There is no open day."
        }
    }

    var pickList: String { "Pick list" }
    var shelfLabel: String { "Shelf label" }
    func phoneEnds(_ digits: String) -> String { "Phone ends in \(digits)" }
    var noPhone: String { "No phone on record" }
    var aboutCustomer: String { "About the customer:" }
    var said: String { "Said to the customer" }
    var saidNothing: String { "Nobody has contacted the customer." }

    func openTask(_ purpose: ContactTask.Purpose, attempts: Int, next: String) -> String {
        let what =
            switch purpose {
            case .confirm: "Call to confirm"
            case .shortPick: "Call about missing units"
            case .callback: "Callback"
            }
        return attempts == 0
            ? "\(what) planned, from \(next)" : "\(what): tried \(attempts) times, next \(next)"
    }

    var talkTitle: String { "Messages" }
    func wrote(_ speaker: Message.Speaker, _ name: String) -> String {
        switch speaker {
        case .customer: "Customer"
        case .staff: name.isEmpty ? "Staff" : "Staff, \(name)"
        case .house: name.isEmpty ? "The house" : name
        }
    }
    var sayField: String { "Message to the customer" }
    var sayHint: String { "It stands on the customer's page; agents read it too." }
    var sayIt: String { "Send" }
    var need: String { "Need" }
    var advice: String { "Advice" }
    var noteTitle: String { "Note" }

    func happened(_ kind: String) -> String {
        switch kind {
        case "reservation.created": "Reserved"
        case "reservation.accepted": "Accepted by the store"
        case "reservation.rejected": "Rejected by the store"
        case "reservation.extended": "Pick-up-by extended"
        case "reservation.calendar_moved": "Pick-up-by moved: the opening days changed"
        case "reservation.cancelled": "Cancelled"
        case "reservation.expired": "Pick-up-by passed"
        case "reservation.collected": "Handed over"
        case "reservation.refund_due": "A refund is due"
        case "reservation.rerouted": "Goes on at another store"
        case "reservation.line_dropped": "Missing units left out"
        case "reservation.line_substituted": "Another item instead"
        case "reservation.awaiting_transfer": "Waits for another location"
        case "fulfilment.picking_started": "Picking started"
        case "fulfilment.picked": "Recorded what is in hand"
        case "fulfilment.line_short_picked": "Units were missing"
        case "fulfilment.ready": "Made ready"
        case "fulfilment.ready_revoked": "Ready taken back"
        case "fulfilment.shipped": "Goods sent"
        case "fulfilment.arrived": "Goods arrived"
        case "fulfilment.partially_collected": "Partly handed over"
        case "fulfilment.rest_released": "The rest is free again"
        case "fulfilment.returned_to_shelf": "Returned to the shelf"
        case "customer.on_my_way": "The customer is on the way"
        case "customer.here": "The customer is at the store"
        case "customer.proxy_named": "The customer named who collects"
        case "customer.confirmed": "The customer confirmed"
        case "conversation.message": "A message was written"
        case "customer.wishes_changed": "The customer changed how to be told"
        case "customer.corrected": "Who it is for was corrected"
        case "contact.asked": "The customer asks to be called"
        case "contact.scheduled": "Contact planned"
        case "contact.attempted": "Tried, not reached"
        case "contact.reached_confirmed": "Confirmed with the customer"
        case "contact.reached_changed": "Changed as the customer wished"
        case "contact.reached_declined": "The customer declined"
        case "contact.dropped": "No call: no hour left before the pick-up-by"
        case "contact.unreachable": "Could not be reached"
        default: kind
        }
    }

    var moreTitle: String { "More" }
    func extendsTo(_ moment: String) -> String { "It can be kept until \(moment)." }
    var why: String { "Reason" }
    var shortReasonTitle: String { "Why it is missing" }
    var chooseReason: String { "Please choose" }
    var stillLooking: String { "(still looking)" }

    func reason(_ reason: ShortReason) -> String {
        switch reason {
        case .notInStock: "Shelf is empty"
        case .mismatch: "Fewer than the figure says"
        case .damaged: "Damaged"
        case .wornDisplay: "Only a worn display item"
        case .noVariance: "It is there (figure is right)"
        }
    }

    var pickTitle: String { "Pick" }
    var pickHint: String { "Scan an item and its line counts up. You may also type." }
    var typeCode: String { "Type a JAN and press Enter" }
    var allInHand: String { "All in hand" }
    var stagingField: String { "Staging place" }
    func missing(_ units: Int, _ reason: String) -> String {
        "\(units) missing (\(ShortReason(rawValue: reason).map(self.reason) ?? reason))"
    }
    var inHand: String { "In hand" }
    var less: String { "One less" }
    var more: String { "One more" }
    var handOverTitle: String { "Hand-over" }
    func payHere(_ sum: String) -> String { "\(sum) is to be paid here" }
    var proofField: String { "Pickup code or QR" }
    var proofHint: String { "Scan it, or type the eight characters." }
    var identityChecked: String { "I have compared the name and the last four digits of the phone" }
    var proxyField: String { "Proxy's name" }
    var partTitle: String { "Hand over a part" }

    func rest(_ rest: Command.Rest) -> String {
        switch rest {
        case .keep: "Keep the rest for the customer"
        case .release: "Leave out the rest; it may be sold"
        }
    }

    var paymentTitle: String { "Payment" }
    var units: String { "Units" }
    func printedAt(_ moment: String) -> String { "Printed \(moment)" }
    var printIt: String { "Print" }
}
