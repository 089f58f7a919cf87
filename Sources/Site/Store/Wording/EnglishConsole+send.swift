// SPDX-License-Identifier: Apache-2.0

extension EnglishConsole {
    var toSend: String { "To send" }
    var toSendTitle: String { "Goods to send" }
    var toSendHint: String {
        "What this place sends for reservations of other stores. When the goods have left, press “Mark as sent”."
    }
    var nothingToSend: (title: String, text: String) {
        ("Nothing is to be sent", "What another store needs from here appears by itself.")
    }
    var destination: String { "To" }
    var sendList: String { "Packing list" }
    var sendIt: String { "Mark as sent" }
    var sent: String { "Recorded as sent. The store that waits for it sees it." }
    func underWay(since moment: String) -> String { "Sent \(moment)" }
    func comesFrom(_ names: [String]) -> String { "To be sent by \(names.joined(separator: ", "))" }
    func moreToSend(_ count: Int) -> String { "\(count) more. The most pressing are shown first." }
    var nothingLeftToSend: String { "Nothing is left here to send for it: it was sent before, or called off." }
    var notSentYet: String { "The goods have not been sent yet." }

    func question(_ asking: Asking) -> (title: String, text: String, yes: String) {
        switch asking {
        case .reject:
            (
                "Tell the customer that you cannot serve it?",
                "The reservation ends, and the reason corrects the stock figure. This cannot be undone.",
                "Tell and end it"
            )
        case .cancel:
            ("Cancel this reservation?", "The goods are free to be sold again. This cannot be undone.", "Cancel it")
        case .returnToShelf:
            (
                "Are the goods back on the shelf?",
                "With that the work on this reservation is done. This cannot be undone.", "Back on the shelf"
            )
        case .send:
            (
                "Have the goods left?",
                "They leave the stock here, and the other store sees them as sent. This cannot be undone.",
                "Mark as sent"
            )
        case .collect:
            (
                "Hand over without a code?",
                "Please make sure once more that name and last four digits match. This cannot be undone.", "Hand over"
            )
        case .short:
            (
                "Record units as missing?",
                "The reason corrects the stock figure, and the customer is asked what to do. This cannot be undone.",
                "Record as missing"
            )
        }
    }
    var askBack: String { "Back" }

    var queueKept: String { "Kept on this device, and sent as soon as there is a network: {what}" }
    var messageSent: String { "Your message is sent." }
}
