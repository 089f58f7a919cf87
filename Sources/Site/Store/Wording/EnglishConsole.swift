// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import Reservations

/// Speaks English to the people of a store: short and plain.
struct EnglishConsole: ConsoleWording {
    let name = "Store console"
    let forStaff = "For the people of the stores"
    let worklist = "Worklist"
    let counter = "Counter"
    let whichStore = "Choose a store"
    let noStore = "No store is yours to work in. Whoever manages your store's accounts can help."
    let groups = "Kinds of work"

    func group(_ group: WorkGroup) -> String {
        switch group {
        case .new: "New"
        case .toPick: "To pick"
        case .ready: "Ready, waiting"
        case .toReturn: "Back to the shelf"
        case .coming: "Goods on their way"
        }
    }

    let askedAfterwards = "To answer"
    let shortages = "Shortages"
    let nothingToDo = "There is nothing to do right now. A new reservation appears here by itself."
    func moreCards(_ count: Int) -> String { "\(count) more. Find them by pickup code or name." }
    func shortBy(_ units: Int, onHand: Int, reserved: Int) -> String {
        "\(units) short (on-hand \(onHand), reserved \(reserved))"
    }
    let countAnew = "Count again"

    func due(_ fulfilment: Fulfilment, at moment: String) -> String {
        switch fulfilment {
        case .requested, .accepted, .picking: "Ready by \(moment)"
        case .awaitingStock: "Promised for \(moment)"
        case .ready: "Pick-up-by \(moment)"
        case .toReturn, .collected, .rejected, .cancelled, .returnedToShelf: "Ended \(moment)"
        }
    }

    func dueTitle(_ fulfilment: Fulfilment) -> String {
        switch fulfilment {
        case .requested, .accepted, .picking, .awaitingStock: "Promised"
        case .ready: "Hand over by"
        case .toReturn, .collected, .rejected, .cancelled, .returnedToShelf: "Ended"
        }
    }

    let late = "overdue"

    func next(_ step: NextStep) -> String {
        switch step {
        case .accept: "Accept"
        case .pick: "Pick"
        case .makeReady: "Make ready"
        case .handOver: "Hand over"
        case .returnToShelf: "Return to shelf"
        case .receive: "Waiting for the goods"
        case .awaitDecision: "Waiting for the customer's decision"
        case .lapsed: "The pick-up-by has passed: do not hand over"
        case .nothing: "This reservation has ended"
        }
    }

    let honorific = ""
    let nameErased = "(name erased)"
    let missingUndecided = "Units are missing; the customer has yet to decide"

    func contactRemark(_ state: ContactState) -> String? {
        switch state {
        case .notNeeded, .reachedConfirmed: nil
        case .pending: "Customer is yet to be contacted"
        case .attempted: "Customer has not been reached yet"
        case .reachedChanged: "Changed as the customer wished"
        case .reachedDeclined: "The customer declined"
        case .unreachable: "The customer could not be reached"
        }
    }

    func collector(_ name: String) -> String { "Collector: \(name)" }
    let asked = "The customer has written"

    func arrival(_ arrival: Arrival, at moment: String) -> String {
        switch arrival {
        case .onMyWay: "On the way (\(moment))"
        case .here: "At the store since \(moment)"
        }
    }

    let stagedAt = "Staged at"
    let customersWish = "Customer's wish:"

    func spokenBy(_ name: String, _ disposition: Disposition) -> String {
        let what =
            switch disposition {
            case .confirmed: "Confirmed"
            case .changed: "Changed"
            case .declined: "Declined"
            case .noAnswer: "No answer"
            case .busy: "Busy"
            case .voicemail: "Voicemail"
            case .wrongNumber: "Wrong number"
            case .callbackAsked: "Asked to be called back"
            case .optedOut: "Wants no calls"
            }
        return name.isEmpty ? what : "\(what) (\(name))"
    }

    let scanField = "Pickup code, QR, label, name, last four digits of the phone"
    let scanGo = "Find"
    let counterHint = """
        The scanner works anywhere on the page. It reads the customer's QR code and the label on the parcel; you may \
        also type the pickup code (8 characters), a name, or the last four digits of the phone.
        """
    let nothingMeant = "Nothing at this store fits."
    func meant(_ count: Int) -> String { "\(count) found" }
    let compareIdentity = "Ask for the name and the last four digits of the phone, and choose what matches."

    func work(_ fulfilment: Fulfilment) -> String {
        switch fulfilment {
        case .requested: "New"
        case .accepted: "Accepted"
        case .awaitingStock: "Goods on their way"
        case .picking: "Picking"
        case .ready: "Ready"
        case .collected: "Collected"
        case .rejected: "Rejected"
        case .cancelled: "Cancelled"
        case .toReturn: "To be returned to the shelf"
        case .returnedToShelf: "Returned to the shelf"
        }
    }

    let live = "Up to date"
    let offline = "Offline. What you do is kept and sent as soon as there is a network"
    let soundOn = "Turn sound on"
    let soundOff = "Turn sound off"
    let camera = "Use the camera"
    let cameraFailed = "The camera cannot be used. Please scan or type."
    let queueWaits = "Waits to be sent: {what}"
    let queueNeedsSignIn = "Some of your work waits to be sent. Please sign in to send it."
    let queueOtherPerson = "Somebody else's work waits to be sent. It goes out when they sign in."
    let queueRefused = "“{what}” could not be done: {why}"
    let queueOpen = "Open the reservation"
    let queueDismiss = "I have seen it"
    let scanStranger = "{code} belongs to no line of this reservation"
    let scanEnough = "{name}: all are in hand already"
    let scanCounted = "{name}: {found} of {need}"
    let scanRead = "Read"
}
