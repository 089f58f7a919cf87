// SPDX-License-Identifier: Apache-2.0
import API
import Contact
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// Asks to which store the reservation should go: those that have all of it, the nearest first.
struct StoreChange: Sendable {
    struct Choice: Sendable {
        let store: Location
        let metres: Double?
    }

    let status: PickupStatus
    let choices: [Choice]
    let visitor: Visitor
    let token: String
    let key: String
    var refusal: Refusal?

    private var words: any Wording { visitor.words }

    var html: HTML {
        """
        <section class="ask ask--form">
        \(refusal.map { Piece.refused($0, words) })
        <h1>\(words.storeQuestion)</h1>
        <p class="next">\(choices.isEmpty ? words.storeNone : words.storeLead)</p>
        \(choices.isEmpty ? HTML.none : form)
        <a class="button button--quiet" href="\(visitor.link(.status(token: token)))">\(words.goBack)</a>
        </section>
        """
    }

    private var form: HTML {
        """
        <form method="post" action="\(visitor.link(.store, of: token))">
        <input type="hidden" name="key" value="\(key)">
        <fieldset class="choices"><legend class="unseen">\(words.storeQuestion)</legend>
        \(choices.enumerated().map { row($0, $1) })</fieldset>
        <button class="button button--main">\(words.storeConfirm)</button>
        </form>
        """
    }

    private func row(_ place: Int, _ choice: Choice) -> HTML {
        let store = choice.store
        let away = choice.metres.map { words.kilometres("\(Int(($0 / 1_000).rounded(.up)))") }
        return """
            <label class="check"><input type="radio" name="store" value="\(store.id.code)" required\
            \(flag: "checked", place == 0)><span>\(typed: visitor.pick(ja: store.name, en: store.nameEN))\
            <small>\(away ?? "") \(typed: visitor.pick(ja: store.address, en: store.addressEN))</small></span></label>

            """
    }
}

extension Site {
    /// How many stores are offered.
    private static let storesOffered = 8

    @Sendable func askStore(_ asked: Asked) async throws -> Answered {
        let status = try await status(asked)
        if let refusal = status.refusalOfChange { return try await refused(refusal, status, asked) }
        return try await storePage(status, asked, key: newKey())
    }

    /// Moves the wish to another store, once: whoever asks again is there already.
    @Sendable func changeStore(_ asked: Asked) async throws -> Answered {
        let status = try await status(asked)
        guard let store = LocationID(asked.form["store"]) else { throw Unreadable() }
        let after = after(.store, asked)
        if status.store.id == store { return .seeOther(after) }
        if let refusal = status.refusalOfChange { return try await refused(refusal, status, asked) }
        let keyed: Keyed<Reservation> = try await keyed(asked, fingerprint("store", store.code), after: after)
        do {
            let place = try await reservations.newPlace(at: store, for: status.reservation)
            let units: (Reservation) -> [StockKey: Int] = { reservation in
                Dictionary(
                    reservation.lines.map { (StockKey(store, $0.sku), $0.open) }, uniquingKeysWith: +)
            }
            _ = try await reservations.takingOpenly(status.reservation, keyed: keyed, units) {
                try await reservations.perform(
                    .reroute(to: place), on: status.reservation, by: .customer, keyed: keyed)
            }
            return .seeOther(after)
        } catch let refusal as Refusal {
            let now = try await view.status(of: status.reservation)
            if let ended = now.refusalOfChange { return try await refused(ended, now, asked) }
            return try await storePage(now, asked, key: newKey(), refusal: refusal)
        } catch let error as DatabaseError where error.kind == .unknownOutcome {
            failed(error)
            return try await page(status, asked, .unknown, .serviceUnavailable)
        }
    }

    private func storePage(
        _ status: PickupStatus, _ asked: Asked, key: String, refusal: Refusal? = nil
    ) async throws -> Answered {
        let view = StoreChange(
            status: status, choices: try await choices(for: status), visitor: asked.visitor,
            token: asked.parameter(.token), key: key, refusal: refusal)
        return .page(
            title: asked.visitor.words.storeQuestion, body: view.html, status: refusal == nil ? .ok : .conflict)
    }

    /// Finds the other stores that can promise all that is still wanted.
    private func choices(for status: PickupStatus) async throws -> [StoreChange.Choice] {
        let directory = try await reservations.rules.current().directory
        var wanted: [SKU: Int] = [:]
        for item in status.items { wanted[item.sku, default: 0] += item.quantity - item.collected }
        wanted = wanted.filter { $0.value > 0 }
        let near = status.store.coordinates.map { directory.nearest(to: $0, limit: Limits.availabilityKeys) } ?? []
        let known = Set(near.map(\.location.id))
        let rest = directory.all.filter { $0.kind == .store && $0.isActive && !known.contains($0.id) }
        var candidates = near.map { StoreChange.Choice(store: $0.location, metres: $0.metres) }
        candidates += rest.map { StoreChange.Choice(store: $0, metres: nil) }
        candidates = Array(
            candidates.filter { $0.store.id != status.store.id }.prefix(Limits.availabilityKeys))
        guard !wanted.isEmpty, !candidates.isEmpty else { return [] }
        let levels = try await stock.availability(skus: Array(wanted.keys), locations: candidates.map(\.store.id))
        let lacking = Set(levels.filter { $0.available < wanted[$0.key.sku] ?? 0 }.map(\.key.location))
        return Array(candidates.filter { !lacking.contains($0.store.id) }.prefix(Self.storesOffered))
    }
}

extension PickupStatus {
    /// Says why the store cannot be changed now; nil when it can.
    var refusalOfChange: Refusal? {
        if let ended { return ended }
        return actions.mayChangeStore ? nil : .wrongStep(step: "reroute", fulfilment: status.rawValue)
    }

    /// Says what became of a hold that stands no more; nil while it stands.
    var ended: Refusal? {
        switch status {
        case .collected: .alreadyCollected
        case .cancelled: .alreadyReleased
        case .expired: .expired
        case .checking, .preparing, .onItsWay, .ready: nil
        }
    }
}
