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
        var handed: [Event.HandedOver.Line] = []
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
            handed.append(.init(line: line.number, sku: line.sku, quantity: item.quantity))
        }
        // The counter has the last word; an empty one says that the customer came after all.
        let collector = proxy ?? after.proxy
        if !collector.isEmpty { after.collector = collector }
        let told = Event.HandedOver(lines: handed, proof: proof.word, proxy: !collector.isEmpty)
        let remains = after.lines.reduce(0) { $0 + $1.open }
        if remains > 0, rest == .keep {
            happened(.partiallyCollected(told))
            return
        }
        finish(remains: remains, told)
    }

    /// Ends the hold as collected; units the customer leaves behind are free again.
    private mutating func finish(remains: Int, _ told: Event.HandedOver) {
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
        happened(.collected(told))
        if remains > 0 {
            happened(.restReleased(.init(remains)))
            refund(left, "left_at_counter")
        }
    }

    mutating func returnToShelf() throws(Refusal) {
        try mustBe(.toReturn, for: "return-to-shelf")
        land(promised: false)
        for i in after.lines.indices { after.lines[i].picked = after.lines[i].collected }
        after.fulfilment = .returnedToShelf
        after.staging = ""
        happened(.returnedToShelf)
    }
}

extension Command.Proof {
    var word: Word {
        switch self {
        case .code: "code"
        case .link: "link"
        case .identity: "identity"
        }
    }
}
