// SPDX-License-Identifier: Apache-2.0
import Kit
import Reservations

/// Names what the console does with a reservation; each is one POST, and one transaction.
enum StoreStep: String, Sendable, CaseIterable {
    case accept, reject, pick, ready, unready, collect, extend, cancel, arrive
    case returnToShelf = "return-to-shelf"
}

extension Reservation {
    /// Names a step under the version on which it was decided, as the Idempotency-Key of its form: however often a
    /// button is pressed, on whatever page of the same state, the step is taken once. After it the version is another.
    func key(of step: StoreStep) -> String { "\(id)-\(version)-\(step.rawValue)" }
}

extension StoreStep {
    /// Reads from a form what is to be done; nil for one that no page of ours sends.
    ///
    /// - Parameter proof: how the counter knew the collector; only for a hand-over.
    func commands(_ form: FormFields, on reservation: Reservation, proof: Command.Proof?) -> [Command]? {
        let note = String(form.trimmed("note").prefix(Limits.noteCharacters))
        let staging = String(form.trimmed("staging").prefix(StoreStep.stagingCharacters))
        switch self {
        case .accept: return [.accept]
        case .reject: return ShortReason(rawValue: form["reason"]).map { [.reject(reason: $0, note: note)] }
        case .pick:
            guard let items = picked(form, reservation) else { return nil }
            return [.pick(items: items, staging: staging.isEmpty ? nil : staging)]
        case .ready:
            guard let items = picked(form, reservation), !staging.isEmpty else { return nil }
            // What is in hand already needs no second look.
            let isPicked =
                reservation.fulfilment == .picking
                && reservation.lines.allSatisfy { line in
                    line.picked == line.quantity
                        && items.allSatisfy { $0.line != line.number || $0.found == line.picked }
                }
            return isPicked
                ? [.ready(staging: staging)] : [.pick(items: items, staging: staging), .ready(staging: staging)]
        case .unready: return note.isEmpty ? nil : [.unready(reason: note)]
        case .collect:
            guard let proof, let items = handed(form, reservation) else { return nil }
            // The counter has the last word: an emptied field says that the customer came after all.
            let proxy = String(form.trimmed("proxy").unicodeScalars.prefix(Limits.nameCharacters))
            return [
                .collect(
                    items: items, proof: proof, proxy: form.isOn("proxy") ? proxy : nil,
                    rest: Command.Rest(rawValue: form["rest"]) ?? .keep)
            ]
        case .extend: return [.extend(until: nil)]
        case .cancel: return [.cancel(reason: note.isEmpty ? "store" : note)]
        case .arrive: return [.arrive]
        case .returnToShelf: return [.returnToShelf]
        }
    }

    /// Characters of a staging place.
    static let stagingCharacters = 64

    /// Reads the lines that were looked for: `found-1` is how many are in hand, `short-1` why others are not. None
    /// named means that all was found.
    private func picked(_ form: FormFields, _ reservation: Reservation) -> [Command.PickedItem]? {
        var items: [Command.PickedItem] = []
        for line in reservation.lines where form.isOn("found-\(line.number)") {
            guard let found = Int(form.trimmed("found-\(line.number)")) else { return nil }
            let reason = form["short-\(line.number)"]
            let short = ShortReason(rawValue: reason)
            guard reason.isEmpty || short != nil else { return nil }
            items.append(Command.PickedItem(line: line.number, found: found, short: short))
        }
        return items
    }

    /// Reads the lines that are handed over: `take-1`. None named means all of them.
    private func handed(_ form: FormFields, _ reservation: Reservation) -> [Command.CollectedItem]? {
        var items: [Command.CollectedItem] = []
        var isNamed = false
        for line in reservation.lines where form.isOn("take-\(line.number)") {
            guard let quantity = Int(form.trimmed("take-\(line.number)")), quantity >= 0 else { return nil }
            isNamed = true
            if quantity > 0 { items.append(Command.CollectedItem(line: line.number, quantity: quantity)) }
        }
        return isNamed && items.isEmpty ? nil : items
    }
}
