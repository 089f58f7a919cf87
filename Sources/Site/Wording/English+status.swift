// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Reservations

extension English: StatusWording {
    package var statusTitle: String { "Your reservation" }

    package func word(_ status: CustomerStatus) -> String {
        switch status {
        case .checking: "Checking"
        case .preparing: "Preparing"
        case .onItsWay: "On its way to the store"
        case .ready: "Ready"
        case .collected: "Collected"
        case .cancelled: "Cancelled"
        case .expired: "Expired"
        }
    }

    package func headline(_ status: CustomerStatus) -> String {
        switch status {
        case .checking: "The store is checking your items"
        case .preparing: "Your items are being prepared"
        case .onItsWay: "Your items are on their way to the store"
        case .ready: "Ready for you to collect"
        case .collected: "Collected"
        case .cancelled: "This reservation has ended"
        case .expired: "The pick-up-by has passed"
        }
    }

    package var notYet: String { "Not ready to collect yet" }

    package func next(_ next: PickupStatus.Next, late: Bool, moment: (Instant) -> String) -> String {
        switch next {
        case .storeConfirms, .storePrepares:
            if late { return "It is taking longer than we promised, and we are sorry. Please wait until it is ready." }
            if case .storeConfirms(let by) = next {
                return "The store is making sure that it has everything. It should be ready by \(moment(by))."
            }
            if case .storePrepares(let by) = next {
                return "The store is getting your items together. They should be ready by \(moment(by))."
            }
            return ""
        case .youDecide: return "Something was not found. We will get in touch to ask how you would like to go on."
        case .goodsTravel:
            return "We are bringing your items to the store. Please wait until they have arrived and are ready."
        case .collect(let by): return "Please show your pickup code at the store by \(moment(by))."
        case .nothing: return "Thank you for coming. We hope to see you again."
        case .over(.cancelledByYou): return "It was cancelled as you asked."
        case .over(.notAvailable): return "We are sorry: the store was not able to provide your items."
        case .over(.cancelled): return "It was cancelled. If this surprises you, please call the store."
        case .over(.lapsed): return "It was not collected in time, so it has ended. You are welcome to reserve again."
        }
    }

    package func call(_ call: PickupStatus.Call) -> String? {
        switch call {
        case .none: nil
        case .expected: "We will call you to confirm the details."
        case .missed: "We called you and could not reach you. We will try again."
        case .spoken: "We spoke and confirmed the details."
        case .settledByYou: "We have your answer, thank you."
        }
    }

    package func kind(_ kind: Reservation.Kind, ready: Bool) -> String? {
        switch kind {
        case .reserve: ready ? "You pay at the store." : nil
        case .buy: ready ? "It is paid for." : nil
        }
    }

    package func step(_ step: StatusStep) -> String {
        switch step {
        case .received: "Received"
        case .preparing: "Preparing"
        case .ready: "Ready"
        case .collected: "Collected"
        }
    }

    package var progress: String { "Progress" }
    package var stepDone: String { "done" }
    package var stepNow: String { "now" }
    package var codeTitle: String { "Pickup code" }
    package var codeShow: String { "Show this code at the store" }
    package var codeLater: String { "Show it at the store once everything is ready" }
    package var readyFrom: String { "Ready since" }
    package var pickUpBy: String { "Pick up by" }
    package var reservedAt: String { "Reserved" }
    package var closedAt: String { "Ended" }
    package var reference: String { "Order number" }

    package var storeTitle: String { "Your store" }
    package var map: String { "Open map" }
    package var phone: String { "Call the store" }
    package var hours: String { "Opening hours until your pick-up-by" }
    package var openNow: String { "Open now" }
    package var closedNow: String { "Closed now" }
    package var closedDay: String { "Closed" }
    package var today: String { "Today" }
    package var tomorrow: String { "Tomorrow" }

    package var itemsTitle: String { "Your items" }
    package func quantity(_ units: Int) -> String { units == 1 ? "1 item" : "\(units) items" }
    package func undecided(_ units: Int) -> String { "\(units) of them to be discussed with you" }
    package func handedOver(_ units: Int) -> String { "\(units) of them handed over" }
    package var leftOut: String { "Not included" }
    package var total: String { "Total (tax included)" }

    package func payment(_ kind: Reservation.Kind) -> String {
        switch kind {
        case .reserve: "Pay at the store"
        case .buy: "Paid"
        }
    }

    package var timelineTitle: String { "What has happened" }

    package func moment(_ kind: PickupStatus.Moment.Kind, until: String?) -> String {
        switch kind {
        case .received: "We received your reservation"
        case .movedHere: "Moved to this store"
        case .accepted: "The store took it on"
        case .preparing: "The store began to prepare it"
        case .searching: "Something was not found; we are looking into it"
        case .shipped: "Sent to the store"
        case .arrived: "Arrived at the store"
        case .ready: "Ready to collect"
        case .readyTakenBack: "Not ready after all; being prepared again"
        case .extended: until.map { "Extended until \($0)" } ?? "Extended"
        case .changed: "Changed as we agreed"
        case .callAsked: "You asked us to call"
        case .callPlanned: "We planned to call you"
        case .calendarMoved:
            until.map { "The store's opening days have changed: you can collect until \($0)" }
                ?? "The store's opening days have changed: you have longer to collect"
        case .callDropped: "There is no hour left to call you before the pick-up-by. Please write to us instead"
        case .callMissed: "We called and could not reach you"
        case .spoken: "We spoke and confirmed the details"
        case .partlyCollected: "Some items were handed over"
        case .collected: "Handed over"
        case .cancelled: "Cancelled"
        case .notAvailable: "The store was not able to provide it"
        case .expired: "The pick-up-by passed"
        case .moved: "Moved to another store"
        case .onMyWay: "You told us that you are on your way"
        case .here: "You told us that you are at the store"
        case .proxyNamed: "You told us who collects"
        case .confirmedByYou: "You told us that you will come"
        case .changedByYou: "Changed as you chose"
        }
    }

    package func asOf(_ moment: String) -> String { "As of \(moment)" }
}

extension English: ActionWording {
    package var actionsTitle: String { "What you can do" }

    package func button(_ action: CustomerAction) -> String {
        switch action {
        case .confirm: "I will come"
        case .onMyWay: "I am on my way"
        case .here: "I am at the store"
        case .extend: "Keep it longer"
        case .callMe: "Please call me"
        case .cancel: "Cancel this reservation"
        }
    }

    package func buttonNote(_ action: CustomerAction, until: String?) -> String? {
        switch action {
        case .confirm: "so that we need not call you"
        case .extend: until.map { "until \($0)" }
        case .callMe: "we will get in touch"
        case .onMyWay, .here, .cancel: nil
        }
    }

    package func question(_ action: CustomerAction) -> String {
        switch action {
        case .confirm: "Will you come and collect?"
        case .onMyWay: "Are you on your way?"
        case .here: "Are you at the store?"
        case .extend: "Keep it longer?"
        case .callMe: "Shall we call you?"
        case .cancel: "Cancel this reservation?"
        }
    }

    package func consequence(_ action: CustomerAction, until: String?) -> String {
        switch action {
        case .confirm: "We will keep your items as they are, and will not call you to confirm."
        case .onMyWay: "We will tell the store that you are coming."
        case .here: "We will tell the store that you are there."
        case .extend: until.map { "We will keep your items until \($0)." } ?? "We will keep your items longer."
        case .callMe:
            "We will get in touch by the number or address you gave us. Ask us anything about the items or collecting them."
        case .cancel: "We will stop keeping all of your items. This cannot be undone, but you can always reserve again."
        }
    }

    package func confirm(_ action: CustomerAction) -> String {
        switch action {
        case .confirm: "Yes, I will come"
        case .onMyWay: "Tell the store"
        case .here: "Tell the store"
        case .extend: "Keep it longer"
        case .callMe: "Yes, please call"
        case .cancel: "Cancel it"
        }
    }

    package var goBack: String { "Back" }

    package func done(_ action: CustomerAction) -> String {
        switch action {
        case .confirm: "Thank you. We look forward to seeing you."
        case .onMyWay: "The store knows. See you soon."
        case .here: "The store knows. Please come to the counter."
        case .extend: "We will keep your items longer."
        case .callMe: "We will call you."
        case .cancel: "Your reservation is cancelled."
        }
    }

    package var refusedTitle: String { "That was not possible" }
    package var tooManyReservations: String {
        "There were many reservations in a short time. Please try again in a minute."
    }

    package var unknownOutcome: String {
        "We could not make sure that this went through. Please press the button again: it will not be done twice."
    }
}
