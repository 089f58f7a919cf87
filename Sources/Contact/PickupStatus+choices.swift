// SPDX-License-Identifier: Apache-2.0
import Kit
import Reservations

/// What the customer may still choose, and why it can be chosen no more.
extension PickupStatus {
    /// What is still wanted: the question to which substitutes, sources and other stores are the answers.
    package var wanted: Wanted {
        Wanted(
            store: store, kind: kind,
            lines: items.map {
                Wanted.Line(
                    number: $0.line, sku: $0.sku, name: $0.name, unitPrice: $0.unitPrice,
                    open: $0.quantity - $0.collected, missing: $0.undecided)
            })
    }

    /// Units are missing, and the customer has yet to say what becomes of them.
    package var isUndecided: Bool { ended == nil && items.contains { $0.undecided > 0 } }

    /// Why the store cannot be changed now; nil when it can.
    package var refusalOfChange: Refusal? {
        if let ended { return ended }
        return actions.mayChangeStore ? nil : .wrongStep(step: "reroute", fulfilment: status.rawValue)
    }

    /// What became of a hold that stands no more; nil while it stands.
    package var ended: Refusal? {
        switch status {
        case .collected: .alreadyCollected
        case .cancelled: .alreadyReleased
        case .expired: .expired
        case .checking, .preparing, .onItsWay, .ready: nil
        }
    }
}
