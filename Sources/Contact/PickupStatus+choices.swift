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
    package var refusalOfChange: Refusal? { status.refusalOfChange(isOpen: actions.mayChangeStore) }

    /// What became of a hold that stands no more; nil while it stands.
    package var ended: Refusal? { status.ended }

    /// Why an action is not to be had now; nil when it is.
    package func refusal(of action: CustomerAction) -> Refusal? {
        if let ended { return ended }
        let step = Refusal.wrongStep(step: action.rawValue, fulfilment: status.rawValue)
        return switch action {
        case .extend: actions.extensionRefusal
        case .confirm: actions.mayConfirm ? nil : .taskClosed
        case .onMyWay: actions.mayTell.contains(.onMyWay) ? nil : step
        case .here: actions.mayTell.contains(.here) ? nil : step
        case .callMe, .cancel: nil
        }
    }
}
