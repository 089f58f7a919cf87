// SPDX-License-Identifier: Apache-2.0
import API
import Access
import HTTPTypes
import Hummingbird
import Kit
import PQ
import Reservations
import Stock

/// What a place sends to other stores: the list, the paper for the parcel, the step.
extension Site {
    /// Registers the pages of it.
    func addShipments<Context: RequestContext>(to router: some RouterMethods<Context>) {
        addStaffPage(router, .get, StorePaths.Route.shipments, for: .readReservations) { asked, person in
            try await shipmentsPage(try await atStore(asked, person), isDone: asked.query["done"] == "ship")
        }
        addStaffPage(router, .get, StorePaths.Route.sendList, for: .readReservations, showSendList)
        addStoreForm(router, StorePaths.Route.ship, for: .writeReservations) {
            try await ship($0)
        } again: {
            try await shipmentsPage($0, refusal: $1, status: .conflict)
        }
    }

    private func shipmentsPage(
        _ at: AtStore, isDone: Bool = false, refusal: Refusal? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Answered {
        let shipments = try await storeQuery.shipments(from: at.store.id)
        let view = ShipmentsView(
            shipments: shipments, items: try await storeQuery.items(shipments.flatMap { $0.lines.map(\.sku) }), at: at,
            now: effects.now(), isDone: isDone, refusal: refusal)
        return .page(
            title: at.console.toSendTitle, body: view.html, status: status,
            fittings: try await fittings(
                at, here: .shipments(at.store.id), live: at.visitor.link(StorePaths.shipments(at.store.id))))
    }

    @Sendable private func showSendList(_ asked: Asked, _ person: Principal) async throws -> Answered {
        let at = try await atStore(asked, person)
        guard let id = ReservationID(asked.parameter(.reservation)), let found = try await reservations.find(id),
            found.sources.contains(at.store.id), found.fulfilment == .awaitingStock
        else { throw Refusal.notFound(.reservation) }
        let shipment = Shipment(reservation: found, from: at.store.id)
        let view = SendListView(
            shipment: shipment, items: try await storeQuery.items(shipment.lines.map(\.sku)), at: at,
            now: effects.now())
        return try await printed(at, "\(at.console.sendList) \(found.tag)", view.html, here: .shipments(at.store.id))
    }

    /// Says, once for the form's key, that what lies here for a reservation has left. What others send for it is theirs
    /// to say.
    private func ship(_ at: AtStore) async throws -> Taken {
        guard let id = ReservationID(at.asked.parameter(.reservation)) else { throw Refusal.notFound(.reservation) }
        let after = StorePaths.shipments(at.store.id).url(("done", "ship"), ("lang", at.visitor.lang))
        let form: Form<Reservation> = try form(at, "ship \(id) \(at.store.id)", after: after)
        let url = try await form.done { keyed in
            // Once the goods have left nothing ties the reservation to this place, so whoever comes after a colleague is
            // told what a stranger is told.
            guard let found = try await reservations.find(id), found.sources.contains(at.store.id) else {
                throw Refusal.wrongStep(step: "ship", fulfilment: "shipped")
            }
            return try await reservations.perform(
                .ship(from: [at.store.id]), on: id, by: at.person.author, keyed: keyed)
        }
        return Taken(url: url, said: at.console.sent)
    }
}
