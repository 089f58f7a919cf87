// SPDX-License-Identifier: Apache-2.0
import API
import Access
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// The console's pages: the stores of a person, the worklist, a reservation, the counter.
extension Site {
    /// Lets a person choose a store; who has one is led there. Who has only a warehouse is led to what it sends.
    @Sendable func showStores(_ asked: Asked, _ person: Principal) async throws -> Answered {
        let directory = try await reservations.rules.current().directory
        let stores = directory.all.filter { $0.isActive && person.locations.contains($0.id) }
        if case .some = person.locations, let only = stores.first, stores.count == 1 {
            return .seeOther(asked.visitor.link(only.kind == .store ? .work(only.id) : .shipments(only.id)))
        }
        let view = StoresView(stores: stores, visitor: asked.visitor)
        return .page(
            title: asked.visitor.console.whichStore, body: view.html,
            fittings: Fittings(face: .store, manifest: asked.visitor.link(.manifest), person: person))
    }

    @Sendable func showWork(_ asked: Asked, _ person: Principal) async throws -> Answered {
        let at = try await atStore(asked, person)
        let view = WorklistView(
            list: Worklist(try await storeQuery.work(at: at.store.id), by: \.reservation),
            asked: try await storeQuery.asked(at: at.store.id),
            shortages: try await stock.shortages(locations: [at.store.id]), at: at, now: effects.now(),
            done: StoreStep(rawValue: asked.query["done"]))
        return .page(
            title: at.console.worklist, body: view.html,
            fittings: try await fittings(
                at, here: .work(at.store.id),
                live: at.visitor.link(.work(at.store.id))))
    }

    @Sendable func showStoreReservation(_ asked: Asked, _ person: Principal) async throws -> Answered {
        let at = try await atStore(asked, person)
        return try await page(at, done: StoreStep(rawValue: asked.query["done"]), proof: asked.query["proof"])
    }

    /// Shows a reservation with what was refused on top; what was typed is in the browser's history still.
    func showAgain(_ at: AtStore, refusal: Refusal) async throws -> Answered {
        try await page(at, refusal: refusal, status: .conflict)
    }

    private func page(
        _ at: AtStore, done: StoreStep? = nil, refusal: Refusal? = nil, proof: String = "",
        status: HTTPResponse.Status = .ok
    ) async throws -> Answered {
        let id = try reservationID(at)
        let file = try await storeQuery.file(id)
        let now = effects.now()
        let ground = try await reservations.rules.current().ground(
            for: file.reservation, author: at.person.author, now: now)
        let extended = try? file.reservation.deciding(.extend(until: nil), on: ground)  // Refused: it is not offered.
        let view = StoreFileView(
            file: file, at: at, now: now, extendsTo: extended?.after.pickUpBy, done: done, refusal: refusal,
            proof: proof)
        return .page(
            title: view.title, body: view.html, status: status,
            fittings: try await fittings(
                at, here: .reservation(id),
                live: StorePaths.reservation(id).url(("proof", proof), ("lang", at.visitor.lang))))
    }

    /// Leads from what was scanned or typed to the reservation that is meant, or shows those that may be.
    @Sendable func showCounter(_ asked: Asked, _ person: Principal) async throws -> Answered {
        let at = try await atStore(asked, person)
        let text = String(asked.query["q"].prefix(Limits.scannedCharacters))
        var found: [Work] = []
        if let scanned = Scanned(text) {
            if let id = try await meant(scanned, at) {
                let proof: String
                switch scanned {
                case .link(let token): proof = token
                case .text(let code): proof = code
                case .tag, .id: proof = ""
                }
                return .seeOther(StorePaths.reservation(id).url(("proof", proof), ("lang", asked.visitor.lang)))
            }
            if case .text(let text) = scanned {
                found = try await storeQuery.work(at: at.store.id).filter { $0.isMeant(by: text) }
                    .sorted { Reservation.isMorePressing($0.reservation, $1.reservation) }
            }
        }
        let view = CounterView(text: text, found: found, at: at, now: effects.now())
        return .page(
            title: at.console.counter, body: view.html,
            fittings: try await fittings(
                at, here: .counter(at.store.id), live: at.visitor.link(StorePaths.counter(at.store.id))))
    }

    /// Finds the one reservation of the store that a code means.
    private func meant(_ scanned: Scanned, _ at: AtStore) async throws -> ReservationID? {
        let here = at.store.id
        switch scanned {
        case .link(let token):
            // A forged link or one that is over means nothing here; the page says that nothing was found.
            do {
                let current = try await link.visit(token, in: reservations, now: effects.now()).reservation.id
                return current.location == here ? current : nil
            } catch Refusal.notFound {
                return nil
            }
        case .id(let id):
            guard id.location == here, try await reservations.find(id) != nil else { return nil }
            return id
        case .tag(let tag): return try await storeQuery.open(at: here).first { $0.tag == tag }?.id
        case .text(let text): return try await reservations.find(code: text, at: here)?.id
        }
    }
}
