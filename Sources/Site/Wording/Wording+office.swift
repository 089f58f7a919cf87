// SPDX-License-Identifier: Apache-2.0
import Channels
import Contact
import Customers
import Kit
import Reservations
import Stock

/// Says what head office reads: the states of everything, in the words of docs/glossary.md.
package protocol OfficeWording: Sendable {
    func office(_ word: OfficeWord) -> String
    func office(_ area: OfficeArea) -> String
    func office(_ done: OfficeDone) -> String
    func office(_ fault: OfficeFault) -> String

    func office(_ hold: Hold) -> String
    func office(_ fulfilment: Fulfilment) -> String
    func office(_ contact: ContactState) -> String
    func office(_ kind: Reservation.Kind) -> String
    func office(_ identity: CustomerIdentity.Kind) -> String
    func office(_ purpose: ContactTask.Purpose) -> String
    func office(_ state: ContactTask.State) -> String
    func office(_ disposition: Disposition) -> String
    func office(_ notice: Notice.Kind) -> String
    func office(_ state: Notice.State) -> String
    /// Asks about, or tells, what an edit of a calendar does to holds.
    var officeTouchTitle: String { get }
    func officeTouch(_ touch: CalendarTouch) -> String
    func officeTouched(_ touch: CalendarTouch) -> String
    var officeTouchHint: String { get }
    var officeTouchAgree: String { get }
    var officeTouchLeave: String { get }
    func office(_ detail: OfficeEventDetail) -> String
    /// Tells what happened, by an event's kind; an event of a kind that is new says its kind.
    func officeEvent(_ kind: Event.Kind) -> String
    /// So many lines more than the one that is shown.
    func officeMore(_ lines: Int) -> String

    func office(_ kind: Location.Kind) -> String
    func office(_ kind: Movement.Kind) -> String
    /// 1 Monday … 7 Sunday, 8 a public holiday.
    func officeDay(_ day: Int) -> String
    func office(_ number: PolicyNumber) -> String
    func office(_ role: Role) -> String
    func office(_ action: StaffAction) -> String
    func officeHint(_ action: StaffAction) -> String

    func office(_ mode: ImportMode) -> String
    func office(_ thing: ImportReport.Thing) -> String
    func office(state report: OfficeReport) -> String
    func officeRows(_ rows: Int, failed: Int) -> String
    func officeUntold(_ faults: Int) -> String
    func office(_ state: ImportUnderWay.State) -> String
    func officeProgress(rows: Int, percent: Int) -> String
    /// Says what is left of a file that ended in the middle.
    func officeLeft(_ mode: ImportMode, rows: Int) -> String
}

/// Names what a form has just done.
package enum OfficeDone: String, Sendable, CaseIterable {
    case saved, added, removed, deactivated, joined, parted, undone, readdressed
    case hoursSaved = "hours"
    case closuresSaved = "closures"
    case sessionsEnded = "sessions"
}

/// Says what is wrong with one field of a form.
package enum OfficeFault: Sendable, Equatable {
    case needed
    case tooLong(Int)
    case number(Int, Int)
    case coordinates
    case hours
    case overlap
    case day
    case dayOrder
    case login
    case loginTaken
    case storeNeeded
    case unknownStore
    case ownRole
    /// Somebody else has changed it meanwhile; what it is now.
    case nowIs(String)
    case id
    case idTaken
    case numbers(Int, Int, most: Int)
    case share
    case shareSum
    case armName
    case armTwice
    case windowNever
    case pastMidnight
    case fileNeeded
    case importsWaiting
    /// When.
    case takenBefore(String)
    case oldMoment(Int)
    case fileTooLarge(Int)
    case personName
    case phone
    case mail
}
