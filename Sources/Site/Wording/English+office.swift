// SPDX-License-Identifier: Apache-2.0
import Channels
import Contact
import Customers
import Kit
import Reservations
import Stock

extension English: OfficeWording {
    package func office(_ area: OfficeArea) -> String {
        switch area {
        case .reservations: office(OfficeWord.reservations)
        case .customers: office(OfficeWord.customers)
        case .locations: office(OfficeWord.locations)
        case .catalogue: office(OfficeWord.catalogue)
        case .shortages: office(OfficeWord.shortages)
        case .imports: office(OfficeWord.imports)
        case .policies: office(OfficeWord.policies)
        case .staff: office(OfficeWord.staff)
        case .changes: rule(.changes)
        }
    }

    package func office(_ done: OfficeDone) -> String {
        switch done {
        case .saved: "Saved."
        case .added: "Added."
        case .removed: "Removed."
        case .hoursSaved: "The opening hours are saved."
        case .closuresSaved: "The closures are up to date."
        case .deactivated: "The account is closed."
        case .joined: "They are one person now. The history below takes it back."
        case .parted: "It is a person of its own now. The history below takes it back."
        case .undone: "Taken back: the records are as they were before."
        case .readdressed:
            """
            Corrected. Letters go to the corrected address from now on; links sent to the address of before no longer \
            open.
            """
        case .sessionsEnded: "All sessions have been ended."
        }
    }

    package func office(_ fault: OfficeFault) -> String {
        switch fault {
        case .needed: "Please fill this in."
        case .tooLong(let limit): "At most \(limit) characters."
        case .number(let low, let high): "A number of \(grouped(low))–\(grouped(high)), please."
        case .coordinates: "Latitude −90 to 90 and longitude −180 to 180, both of them."
        case .hours: "Please write it as 10:00-20:00; past midnight 26:00; closed: -"
        case .overlap: "These periods overlap."
        case .day: "Please choose a day."
        case .dayOrder: "The last day comes before the first."
        case .login: "a–z, 0–9 and . _ - @, at most 64 characters."
        case .loginTaken: "This login is taken."
        case .storeNeeded: "A clerk works in one store at least."
        case .unknownStore: "There is no location of one of these codes."
        case .ownRole: "You cannot change your own role."
        case .nowIs(let value): "Somebody else has changed it. It is now: \(value)"
        case .id: "a–z, 0–9, - and _, at most 64 characters."
        case .idTaken: "This id is taken."
        case .numbers(let low, let high, let most): "Up to \(most) numbers of \(grouped(low))–\(grouped(high)), please."
        case .share: "A number of 0–100, with one decimal at most."
        case .shareSum: "The shares must add up to 100 %."
        case .armName: "The name of an arm has a–z, 0–9, - and _."
        case .armTwice: "Two arms have the same name."
        case .windowNever: "One weekday at least needs a window."
        case .pastMidnight: "No window may go past 24:00."
        case .importsWaiting: "Other files are being imported. Please send it again in a while."
        case .takenBefore(let moment): "This file was imported before, on \(moment). Nothing has been done."
        case .oldMoment(let days): "A moment of the last \(days) days, please."
        case .fileNeeded: "Please choose a file that is not empty."
        case .personName: "The name has characters that no name has."
        case .phone: "Please write the number as 090-1234-5678, or with + and the country code."
        case .mail: "Please write the address as name@example.jp."
        case .fileTooLarge(let limit): "A file has at most \(limit) MB here; for larger ones use torioki import."
        }
    }

    package func office(_ hold: Hold) -> String {
        switch hold {
        case .active: "Active"
        case .consumed: "Consumed"
        case .released: "Released"
        case .expired: "Expired"
        }
    }

    package func office(_ fulfilment: Fulfilment) -> String {
        switch fulfilment {
        case .requested: "Requested"
        case .accepted: "Accepted"
        case .awaitingStock: "Awaiting stock"
        case .picking: "Picking"
        case .ready: "Ready"
        case .collected: "Collected"
        case .rejected: "Rejected"
        case .cancelled: "Cancelled"
        case .toReturn: "To return"
        case .returnedToShelf: "Returned to shelf"
        }
    }

    package func office(_ contact: ContactState) -> String {
        switch contact {
        case .notNeeded: "Not needed"
        case .pending: "Pending"
        case .attempted: "Attempted"
        case .reachedConfirmed: "Confirmed"
        case .reachedChanged: "Changed"
        case .reachedDeclined: "Declined"
        case .unreachable: "Unreachable"
        }
    }

    package func office(_ kind: Reservation.Kind) -> String { kind == .buy ? "Paid" : "Pays in store" }

    package func office(_ identity: CustomerIdentity.Kind) -> String {
        switch identity {
        case .external: "Account"
        case .phone: "Phone"
        case .mail: "Mail"
        case .line: "LINE"
        }
    }

    package func office(_ purpose: ContactTask.Purpose) -> String {
        switch purpose {
        case .confirm: "Confirm"
        case .shortPick: "Short pick"
        case .callback: "Callback"
        }
    }

    package func office(_ state: ContactTask.State) -> String {
        switch state {
        case .open: "Open"
        case .done: "Done"
        case .cancelled: "Cancelled"
        }
    }

    package func office(_ disposition: Disposition) -> String {
        switch disposition {
        case .confirmed: "Confirmed"
        case .changed: "Changed"
        case .declined: "Declined"
        case .noAnswer: "No answer"
        case .busy: "Busy"
        case .voicemail: "Voicemail"
        case .wrongNumber: "Wrong number"
        case .callbackAsked: "Callback asked"
        case .optedOut: "Opted out"
        }
    }

    package func office(_ notice: Notice.Kind) -> String {
        switch notice {
        case .received: "Reservation received"
        case .accepted: "Accepted by the store"
        case .ready: "Ready"
        case .rejected: "Rejected"
        case .cancelled: "Cancelled"
        case .expired: "Expired"
        case .extended: "Extended"
        case .rerouted: "Rerouted"
        case .readyRevoked: "Correction: not ready"
        case .short: "Short pick"
        case .awaitingTransfer: "Awaiting a transfer"
        case .collected: "Collected"
        case .message: "Message"
        case .calendarMoved: "Opening days changed"
        }
    }

    package var officeTouchTitle: String { "What it does to pick-up dates" }

    package func officeTouch(_ touch: CalendarTouch) -> String {
        touch.holds == 0
            ? "No reservation's dates change."
            : "Reservations whose dates move later: \(grouped(touch.holds)). Customers who are told: \(grouped(touch.notices))."
    }

    package func officeTouched(_ touch: CalendarTouch) -> String {
        touch.holds == 0
            ? "No reservation's dates changed."
            : "Reservations whose dates are being moved later: \(grouped(touch.holds)). Customers who are told: \(grouped(touch.notices))."
    }

    package var officeTouchHint: String {
        "No pick-up date becomes earlier. Customers are told outside the hours in which they want quiet."
    }
    package var officeTouchAgree: String { "Change it and tell them" }
    package var officeTouchLeave: String { "Change nothing" }

    package func office(_ state: Notice.State) -> String {
        switch state {
        case .queued: "Queued"
        case .accepted: "Accepted by the provider (not yet delivered)"
        case .delivered: "Delivered"
        case .failed: "Failed"
        case .unknown: "Unknown"
        case .overtaken: "Not sent: overtaken by what happened since"
        }
    }

    package func office(_ kind: Location.Kind) -> String { kind == .store ? "Store" : "Warehouse" }

    package func office(_ kind: Movement.Kind) -> String {
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

    package func officeDay(_ day: Int) -> String {
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Public holiday"][
            max(1, min(day, 8)) - 1]
    }

    package func office(_ role: Role) -> String {
        switch role {
        case .clerk: "Clerk"
        case .agent: "Agent"
        case .supervisor: "Supervisor"
        case .admin: "Admin"
        }
    }

    package func office(_ action: StaffAction) -> String {
        switch action {
        case .resetPassword: "Reset the password"
        case .endSessions: "End all sessions"
        case .deactivate: "Close the account"
        }
    }

    package func officeHint(_ action: StaffAction) -> String {
        switch action {
        case .resetPassword: "Shows a new password once, and ends the sessions there are."
        case .endSessions: "Signs every device out, for example when one was lost."
        case .deactivate: "Nobody can sign in to it any more; what it did stays on record."
        }
    }
}
