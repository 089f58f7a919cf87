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

    func happened(_ kind: Event.Kind) -> String {
        switch kind {
        case .created: "Reserved"
        case .accepted: "Accepted by the store"
        case .rejected: "Rejected by the store"
        case .extended: "Pick-up-by extended"
        case .calendarMoved: "Pick-up-by moved: the opening days changed"
        case .cancelled: "Cancelled"
        case .expired: "Pick-up-by passed"
        case .collected: "Handed over"
        case .refundDue: "A refund is due"
        case .rerouted: "Goes on at another store"
        case .lineDropped: "Missing units left out"
        case .lineSubstituted: "Another item instead"
        case .awaitingTransfer: "Waits for another location"
        case .pickingStarted: "Picking started"
        case .picked: "Recorded what is in hand"
        case .lineShortPicked: "Units were missing"
        case .ready: "Made ready"
        case .readyRevoked: "Ready taken back"
        case .shipped: "Goods sent"
        case .arrived: "Goods arrived"
        case .partiallyCollected: "Partly handed over"
        case .restReleased: "The rest is free again"
        case .returnedToShelf: "Returned to the shelf"
        case .onMyWay: "The customer is on the way"
        case .here: "The customer is at the store"
        case .proxyNamed: "The customer named who collects"
        case .confirmed: "The customer confirmed"
        case .messageWritten: "A message was written"
        case .wishesChanged: "The customer changed how to be told"
        case .corrected: "Who it is for was corrected"
        case .contactAsked: "The customer asks to be called"
        case .contactScheduled: "Contact planned"
        case .contactAttempted: "Tried, not reached"
        case .reachedConfirmed: "Confirmed with the customer"
        case .reachedChanged: "Changed as the customer wished"
        case .reachedDeclined: "The customer declined"
        case .contactDropped: "No call: no hour left before the pick-up-by"
        case .unreachable: "Could not be reached"
        case .contactNotNeeded: "Contact is no longer needed"
        case .shortageOpened: "Stock fell short"
        case .shortageCovered: "The shortage is covered"
        case .shortageResolved: "Recorded how the shortage came right"
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
