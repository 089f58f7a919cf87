// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Contact
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
        let (id, fields) = (try reservationID(at), at.asked.form)
        let form: Form<Reservation> = try form(at, "\(step.rawValue) \(id)", after: after(step, id, at))
        return try await form.done { keyed in
            guard let reservation = try await reservations.find(id) else { throw Refusal.notFound(.reservation) }
            let proof = step == .collect ? try await proof(fields, id) : nil
            guard let commands = step.commands(fields, on: reservation, proof: proof) else { throw Unreadable() }
            // A code of any article of the catalogue is no place; those of this reservation are refused at every door.
            if step == .ready || step == .pick, let sku = SKU(Folding.plain(fields.trimmed("staging"))),
                try await stock.item(sku) != nil
            {
                throw Refusal.doesNotFit("staging: \(sku.code) is an article and no place")
            }
            return try await reservations.perform(commands, on: id, by: at.person.author, keyed: keyed)
        }
    }

    /// Writes to the customer under the person's family name, once for the form's key.
    func sayToCustomer(_ at: AtStore) async throws -> Taken {
        let id = try reservationID(at)
        let after = StorePaths.reservation(id).url(("lang", at.visitor.lang)) + "#talk"
        let form: Form<Message> = try form(at, "say \(id)", after: after)
        let url = try await form.done { keyed in
            try await desk.say(
                at.asked.form["text"], on: id, by: at.person.author, name: at.person.spokenName, keyed: keyed)
        }
        return Taken(url: url, said: at.console.messageSent)
    }

    /// Names what a person asks for by a form, under its key.
    func form<Result>(_ at: AtStore, _ what: String, after: String) throws -> Form<Result> {
        try form(at.asked, at.person, what, after: after)
    }

    func form<Result>(_ asked: Asked, _ person: Principal, _ what: String, after: String) throws -> Form<Result> {
        try form(
            asked.form["key"], of: person.client,
            asking: fingerprint("\(what)\n\(asked.form.canonical(without: ["key", "from"]))"), after: { _ in after })
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
