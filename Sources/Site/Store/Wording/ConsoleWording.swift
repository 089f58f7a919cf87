// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import Reservations
import Stock

/// Says what the store console says, to the people of the store. A text that a language lacks does not build.
protocol ConsoleWording: ConsoleWorkWording, ConsoleFileWording, ConsoleStockWording, ConsoleScriptWording,
    ConsoleSendWording, ConsoleAskWording, ConsoleToastWording
{}

/// Says what stands on the worklist and at the counter.
protocol ConsoleWorkWording: Sendable {
    var name: String { get }
    /// Stands above the way to the console on the first page.
    var forStaff: String { get }
    var worklist: String { get }
    var counter: String { get }
    var whichStore: String { get }
    var noStore: String { get }
    var groups: String { get }
    func group(_ group: WorkGroup) -> String
    /// The customers of reservations that are over, who have written.
    var askedAfterwards: String { get }
    var shortages: String { get }
    var nothingToDo: String { get }
    func moreCards(_ count: Int) -> String
    var belowZero: String { get }
    func shortBy(_ units: Int, onHand: Int, reserved: Int) -> String
    var countAnew: String { get }
    /// What is due, and when.
    func due(_ fulfilment: Fulfilment, at moment: String) -> String
    func dueTitle(_ fulfilment: Fulfilment) -> String
    var late: String { get }
    func next(_ step: NextStep) -> String
    /// Stands behind a customer's name.
    var honorific: String { get }
    var nameErased: String { get }
    var missingUndecided: String { get }
    /// What a clerk should know of the contact; nil when there is nothing.
    func contactRemark(_ state: ContactState) -> String?
    func collector(_ name: String) -> String
    /// The customer has written and waits for an answer.
    var asked: String { get }
    /// How near the customer has told to be, and when.
    func arrival(_ arrival: Arrival, at moment: String) -> String
    var stagedAt: String { get }
    var customersWish: String { get }
    func spokenBy(_ name: String, _ disposition: Disposition) -> String
    var scanField: String { get }
    var scanGo: String { get }
    var counterHint: String { get }
    var nothingMeant: String { get }
    func meant(_ count: Int) -> String
    var compareIdentity: String { get }
    /// The point at which the store's work stands.
    func work(_ fulfilment: Fulfilment) -> String
}

/// Says what stands on the page of one reservation.
protocol ConsoleFileWording: Sendable {
    func button(_ step: StoreStep) -> String
    func explains(_ step: StoreStep) -> String
    func done(_ step: StoreStep) -> String
    /// Tells a clerk why something is not possible, and what is.
    func refusal(_ refusal: Refusal) -> String
    var pickList: String { get }
    var shelfLabel: String { get }
    func phoneEnds(_ digits: String) -> String
    var noPhone: String { get }
    var aboutCustomer: String { get }
    var said: String { get }
    var saidNothing: String { get }
    func openTask(_ purpose: ContactTask.Purpose, attempts: Int, next: String) -> String
    var talkTitle: String { get }
    func wrote(_ speaker: Message.Speaker, _ name: String) -> String
    var sayField: String { get }
    var sayHint: String { get }
    var sayIt: String { get }
    var need: String { get }
    var advice: String { get }
    var noteTitle: String { get }
    /// Tells an event by its kind; kinds of a later version stand as they are.
    func happened(_ kind: Event.Kind) -> String
    var moreTitle: String { get }
    func extendsTo(_ moment: String) -> String
    var why: String { get }
    var shortReasonTitle: String { get }
    var chooseReason: String { get }
    var stillLooking: String { get }
    func reason(_ reason: ShortReason) -> String
    var pickTitle: String { get }
    var pickHint: String { get }
    var typeCode: String { get }
    var allInHand: String { get }
    var stagingField: String { get }
    func missing(_ units: Int, _ reason: String) -> String
    var inHand: String { get }
    var less: String { get }
    var more: String { get }
    var handOverTitle: String { get }
    func payHere(_ sum: String) -> String
    var proofField: String { get }
    var proofHint: String { get }
    var identityChecked: String { get }
    var proxyField: String { get }
    var partTitle: String { get }
    func rest(_ rest: Command.Rest) -> String
    var paymentTitle: String { get }
    var units: String { get }
    func printedAt(_ moment: String) -> String
    var printIt: String { get }
}

/// Says what stands on the pages of the stock.
protocol ConsoleStockWording: Sendable {
    var stock: String { get }
    var goods: String { get }
    var onHand: String { get }
    var reservedUnits: String { get }
    var safety: String { get }
    var available: String { get }
    var noShortage: String { get }
    func booked(_ deed: StockDeed) -> String
    func seen(_ moment: String) -> String
    var neverSeen: String { get }
    var ledgerTitle: String { get }
    var promisedTo: String { get }
    func movement(_ kind: Movement.Kind) -> String
    /// Says the reason of a movement: one of ours in words, anything else as it was written.
    func movementReason(_ text: String) -> String
    var countedField: String { get }
    var countedHint: String { get }
    var adjustField: String { get }
    var adjustHint: String { get }
    func deed(_ deed: StockDeed) -> String
    var book: String { get }
    var cycleCount: String { get }
    func countDone(_ count: Int) -> String
    var countHint: String { get }
    var countUnknown: String { get }
    var countField: String { get }
    var countLook: String { get }
    var counted: String { get }
    var difference: String { get }
    var countPost: String { get }
    var countAgain: String { get }
}

/// Says what the modules of the console say; `{…}` is what they put in.
protocol ConsoleScriptWording: Sendable {
    var live: String { get }
    var offline: String { get }
    var soundOn: String { get }
    var soundOff: String { get }
    var camera: String { get }
    var cameraFailed: String { get }
    /// `{what}` waits to be sent.
    var queueWaits: String { get }
    var queueNeedsSignIn: String { get }
    var queueOtherPerson: String { get }
    /// `{what}` could not be done: `{why}`.
    var queueRefused: String { get }
    var queueOpen: String { get }
    var queueDismiss: String { get }
    /// `{code}` belongs to no line.
    var scanStranger: String { get }
    /// Of `{name}` all are in hand.
    var scanEnough: String { get }
    /// Of `{name}`, `{found}` of `{need}`.
    var scanCounted: String { get }
    /// `{code}` was read.
    var scanRead: String { get }
}

extension Visitor {
    /// What the console says in the visitor's language.
    var console: any ConsoleWording { language == .ja ? JapaneseConsole() : EnglishConsole() }
}
