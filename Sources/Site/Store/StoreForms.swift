// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Contact
import Crypto
import Kit
import PQ
import Reservations
import Stock

/// What the console's forms do with reservations.
extension Site {
    /// Does a step once for its key, and says where to go on.
    func take(_ step: StoreStep, _ at: AtStore) async throws -> Taken {
        Taken(url: try await address(after: step, at), said: at.console.done(step))
    }

    private func address(after step: StoreStep, _ at: AtStore) async throws -> String {
        let form = at.asked.form
        let id = try reservationID(at)
        let after = after(step, id, at)
        guard let keyed: Keyed<Reservation> = keyed(at, "\(step.rawValue) \(id)", after: after) else {
            throw Unreadable()
        }
        guard let reservation = try await reservations.find(id) else { throw Refusal.notFound(.reservation) }
        if let before = try await keyed.before(in: reservations.database) { return before.body }
        let proof = step == .collect ? try await proof(form, id) : nil
        guard let commands = step.commands(form, on: reservation, proof: proof) else { throw Unreadable() }
        // A code of any article of the catalogue is no place; those of this reservation are refused at every door.
        if step == .ready || step == .pick, let sku = SKU(Folding.plain(form.trimmed("staging"))),
            try await stock.item(sku) != nil
        {
            throw Refusal.doesNotFit("staging: \(sku.code) is an article and no place")
        }
        switch try await again({
            try await reservations.perform(commands, on: id, by: at.person.author, keyed: keyed)
        }) {
        case .now: return after
        case .before(let answered): return answered.body
        }
    }

    /// Writes to the customer under the person's family name, once for the form's key.
    func sayToCustomer(_ at: AtStore) async throws -> Taken {
        let id = try reservationID(at)
        let after = StorePaths.reservation(id).url(("lang", at.visitor.lang)) + "#talk"
        guard let keyed: Keyed<Message> = keyed(at, "say \(id)", after: after) else { throw Unreadable() }
        _ = try await again {
            try await desk.say(
                at.asked.form["text"], on: id, by: at.person.author, name: at.person.spokenName, keyed: keyed)
        }
        return Taken(url: after, said: at.console.messageSent)
    }

    /// Does something that is safe to do twice once more, when nobody knows whether it was done.
    func again<Result>(_ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch let error as DatabaseError where error.kind == .unknownOutcome {
            failed(error)
            return try await work()
        }
    }

    /// Names the person's command under the form's key; nil for a form without one.
    func keyed<Result>(_ at: AtStore, _ what: String, after: String) -> Keyed<Result>? {
        keyed(at.asked, at.person, what, after: after)
    }

    func keyed<Result>(_ asked: Asked, _ person: Principal, _ what: String, after: String) -> Keyed<Result>? {
        let key = asked.form["key"]
        guard (1...Limits.keyCharacters).contains(key.utf8.count) else { return nil }
        let text = "\(what)\n\(asked.form.canonical(without: ["key", "from"]))"
        return Keyed(
            client: person.client, key: key, fingerprint: Array(SHA256.hash(data: Array(text.utf8))),
            answer: { _ in Kit.Answered(status: 303, body: after) })
    }

    /// Reads which reservation of the store is meant. Throws `notFound(reservation)` for that of another.
    func reservationID(_ at: AtStore) throws(Refusal) -> ReservationID {
        guard let id = ReservationID(at.asked.parameter(.reservation)), id.location == at.store.id else {
            throw .notFound(.reservation)
        }
        return id
    }

    /// Where the browser goes afterwards: back to the list from where a card was worked on, or to the reservation.
    private func after(_ step: StoreStep, _ id: ReservationID, _ at: AtStore) -> String {
        let lang = ("lang", at.visitor.lang)
        return at.asked.form["from"] == "list"
            ? StorePaths.work(id.location).url(("done", step.rawValue), lang)
            : StorePaths.reservation(id).url(("done", step.rawValue), lang)
    }

    /// Reads how the counter knew who came: by the customer's link or code, or by a look that a person vouches for.
    /// Throws `wrongCode` for a link that opens another reservation, and for no proof at all.
    private func proof(_ form: FormFields, _ id: ReservationID) async throws -> Command.Proof {
        switch Scanned(form["proof"]) {
        case .link(let token):
            return try await link.proof(token, of: id, in: reservations, now: effects.now())
        case .tag(let text), .text(let text): return .code(text)
        case .id: throw Refusal.wrongCode
        case nil:
            guard form.isOn("identity") else { throw Refusal.wrongCode }
            return .identity
        }
    }
}
