// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// The counter: handing over, and bringing back to the shelf what nobody collected.
extension Decision {
    mutating func collect(
        _ items: [Command.CollectedItem], proof: Command.Proof, proxy: String?, rest: Command.Rest
    ) throws(Refusal) {
        try mustStand()
        if case .code(let code) = proof, !Crockford.same(code, after.pickupCode) { throw .wrongCode }
        try mustBe(.ready, for: "collect")
        guard Set(items.map(\.line)).count == items.count else { throw .doesNotFit("items") }

        let all = after.lines.filter { $0.open > 0 }.map { Command.CollectedItem(line: $0.number, quantity: $0.open) }
        var handed: [JSON] = []
        for item in items.isEmpty ? all : items {
            let i = try index(ofLine: item.line)
            let line = after.lines[i]
            guard (1...max(1, line.open)).contains(item.quantity), line.open > 0 else {
                throw .doesNotFit("items: line \(item.line)")
            }
            move(
                line.sku, at: after.location, onHand: -item.quantity, reserved: -item.quantity, as: .collected)
            after.lines[i].collected += item.quantity
            if after.lines[i].open == 0 { after.lines[i].heldAt = nil }
            handed.append(["line": .int(line.number), "sku": .string(line.sku.code), "quantity": .int(item.quantity)])
        }
        // The counter has the last word; an empty one says that the customer came after all.
        let collector = proxy ?? after.proxy
        if !collector.isEmpty { after.collector = collector }
        let data: JSON = [
            "lines": .array(handed), "proof": .string(proof.word), "proxy": .bool(!collector.isEmpty),
        ]
        let remains = after.lines.reduce(0) { $0 + $1.open }
        if remains > 0, rest == .keep {
            happened("fulfilment.partially_collected", data)
            return
        }
        finish(remains: remains, data)
    }

    /// Ends the hold as collected; units the customer leaves behind are free again.
    private mutating func finish(remains: Int, _ data: JSON) {
        let left = after.lines.reduce(0) { $0 + $1.open * $1.unitPrice }
        for i in after.lines.indices where after.lines[i].open > 0 {
            release(line: i, units: after.lines[i].open)
            after.lines[i].quantity = after.lines[i].collected
            after.lines[i].picked = after.lines[i].collected
        }
        after.hold = .consumed
        after.fulfilment = .collected
        after.closeReason = "collected"
        after.closedAt = at
        stopWaiting()
        happened("reservation.collected", data)
        if remains > 0 {
            happened("fulfilment.rest_released", ["units": .int(remains)])
            refund(left, "left_at_counter")
        }
    }

    mutating func returnToShelf() throws(Refusal) {
        try mustBe(.toReturn, for: "return-to-shelf")
        land(promised: false)
        for i in after.lines.indices { after.lines[i].picked = after.lines[i].collected }
        after.fulfilment = .returnedToShelf
        after.staging = ""
        happened("fulfilment.returned_to_shelf")
    }
}

extension Command.Proof {
    var word: String {
        switch self {
        case .code: "code"
        case .link: "link"
        case .identity: "identity"
        }
    }
}
