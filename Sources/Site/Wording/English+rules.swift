// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import Reservations

extension English: RuleWording {
    package func office(_ kind: Change.Kind) -> String {
        switch kind {
        case .location: "Location"
        case .hours: "Opening hours"
        case .closure: "Closure"
        case .goods: "Goods"
        case .holiday: "Public holiday"
        case .reservationPolicy: "Reservation policy"
        case .contactPolicy: "Contact policy"
        case .callableWindows: "Callable windows"
        case .experiment: "Experiment"
        case .staff: "Staff"
        case .importing: "Import"
        case .customer: "Customer"
        }
    }

    package func office(_ act: Change.Act) -> String {
        switch act {
        case .added: "Added"
        case .changed: "Changed"
        case .removed: "Removed"
        case .passwordSet: "Password reset"
        case .sessionsEnded: "Sessions ended"
        case .closed: "Closed"
        case .imported: "Imported"
        case .stopped: "Stopped"
        case .joined: "Joined as one person"
        case .parted: "Parted"
        case .undone: "Taken back"
        }
    }

    package func office(_ number: ContactPolicy.Number) -> String {
        switch number {
        case .priority: "Priority (lowest first)"
        case .minTotal: "Total (yen or more)"
        case .minLines: "Lines (or more)"
        case .stockUnseenDays: "Stock unseen (days or more)"
        case .withinMinutes: "Within (minutes)"
        }
    }

    package func office(_ channel: ContactChannel) -> String {
        switch channel {
        case .phone: "Phone"
        case .sms: "SMS"
        case .mail: "Mail"
        case .line: "LINE"
        case .chat: "Chat"
        case .push: "Push"
        }
    }

    package func office(_ when: ContactTask.WhenUnreachable) -> String {
        switch when {
        case .keep: "Keep the hold"
        case .release: "Release the hold"
        }
    }

    package func officeHolds(from clock: String) -> String {
        "It holds on every page and in the API from \(clock) at the latest."
    }
    package func officeDifferences(_ count: Int) -> String { "\(count) values" }
    package func officeArm(_ number: Int) -> String { "Arm \(number)" }

    package func rule(_ word: RuleWord) -> String {
        switch word {
        case .changes: "Changes"
        case .changesHint:
            """
            Who changed what of places, goods, policies, holidays, people and customers’ records, and what was imported; \
            the newest first.
            """
        case .history: "History"
        case .noHistory: "Nothing has been changed yet."
        case .noChanges: "No such change. Loosen the conditions, or clear them."
        case .whenAndWho: "When, by whom"
        case .person: "Who"
        case .whatChanged: "Change"
        case .kind: "Kind"
        case .fromDay: "From"
        case .untilDay: "Until"
        case .edit: "Change"
        case .newReservationPolicy: "Add a reservation policy"
        case .newContactPolicy: "Add a contact policy"
        case .policyID: "Id of the policy"
        case .policyIDHint: "a–z, 0–9, - and _. It cannot be changed later."
        case .why: "Reason"
        case .whyHint: "The name that the task shows; a–z, 0–9, - and _, such as high_value."
        case .enabled: "Use this policy"
        case .enabledHint: "Without it, no new task is born."
        case .conditions: "Conditions"
        case .conditionsHint: "An empty condition does not matter. They count for the purpose “confirm” only."
        case .work: "How it is worked"
        case .firstTime: "First-time customers"
        case .whenAsked: "Contact wished"
        case .whenUnreachable: "When nobody is reached"
        case .retryHint: "Minutes until the next attempt, with spaces or commas (30 120 1080). Empty: one attempt."
        case .doesNotMatter: "Does not matter"
        case .yes: "Yes"
        case .no: "No"
        case .removePolicy: "Remove this policy"
        case .removePolicyHint: "New reservations follow the other policies, or the built-in values."
        case .removeContactHint: "Tasks that it has borne stay."
        case .removeForGood: "Remove"
        case .week: "The week"
        case .windowsForm: "One line a day, such as 10:00-12:00, 13:00-20:00. Empty on days without calls."
        case .windowsHoliday: "Empty: as on its weekday. “-”: no calls on public holidays."
        case .windowsBuiltIn: "The built-in windows serve now (10:00–20:00 every day)."
        case .arms: "Arms and shares"
        case .armsHint:
            "Shares in %, 100 in all. The arm “none” gets no contact by policy; whoever asks for contact always gets it."
        case .experimentNew:
            "A change begins a new experiment: customers are drawn anew. The shares and draws so far stay as they were recorded."
        case .experimentBegin: "Begin with these shares"
        case .salt: "Number of the experiment"
        case .sharePercent: "Share (%)"
        case .addHoliday: "Add a public holiday"
        case .pastHolidays: "Past public holidays"
        case .stale:
            "Somebody else has changed this while you had it open. Please look at the differences below, and save again."
        case .gone: "Somebody else has changed this while you had it open. This is how it is now."
        case .command: "Command line (torioki)"
        case .coordinates: "Latitude, longitude"
        case .format: "Format"
        case .chain: "The whole chain"
        }
    }
}
