// SPDX-License-Identifier: Apache-2.0

/// Says what stands where goods are sent to another store.
protocol ConsoleSendWording: Sendable {
    /// The way there, in the masthead.
    var toSend: String { get }
    var toSendTitle: String { get }
    var toSendHint: String { get }
    var nothingToSend: (title: String, text: String) { get }
    var destination: String { get }
    var sendList: String { get }
    var sendIt: String { get }
    var sent: String { get }
    /// The goods have left the other location.
    func underWay(since moment: String) -> String
    /// The goods are still to be sent by these locations.
    func comesFrom(_ names: [String]) -> String
    /// So many more are to be sent than the page shows.
    func moreToSend(_ count: Int) -> String
    var nothingLeftToSend: String { get }
    var notSentYet: String { get }
}

/// Names what cannot be taken back by a tap, so that the console asks once more.
enum Asking: Sendable, CaseIterable {
    case reject, cancel, returnToShelf, send
    /// The customer is known by a look, and not by a code.
    case collect
    /// Units are not there, which corrects the stock and goes to the customer.
    case short
}

/// Asks before something is done that cannot be taken back.
protocol ConsoleAskWording: Sendable {
    func question(_ asking: Asking) -> (title: String, text: String, yes: String)
    var askBack: String { get }
}

/// Says what the short words at the foot of the screen say.
protocol ConsoleToastWording: Sendable {
    /// `{what}` is kept on this device.
    var queueKept: String { get }
    var messageSent: String { get }
}
