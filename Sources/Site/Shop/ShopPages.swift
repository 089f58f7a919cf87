// SPDX-License-Identifier: Apache-2.0
import API
import Customers
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// The demo shop: choose, see where it is, reserve.
extension Site {
    @Sendable func showShop(_ asked: Asked) async throws -> Answered {
        let text = String(asked.query.trimmed("q").prefix(Limits.searchCharacters))
        let model = try await query().list(aisle: Aisle(rawValue: asked.query["aisle"]), text: text)
        let view = ShopView(model: model, visitor: asked.visitor)
        return .page(title: view.title, body: view.html)
    }

    @Sendable func showItem(_ asked: Asked) async throws -> Answered {
        let model = try await query().item(try sku(asked), near: Near(asked.query["near"]))
        let chosen = LocationID(asked.query["store"])
        let here = model.shelves.first { ($0.store.id == chosen || chosen == nil && $0.isHere) && $0.available > 0 }
        let input = ReserveInput(key: Crockford.text(of: effects.uniqueID()), store: here?.store.id.code ?? "")
        return page(model, input, asked)
    }

    /// Reserves what the form asks for, once for each key, and leads to the status page; or shows the form again with
    /// everything that was typed, and says what is wrong.
    @Sendable func reserve(_ asked: Asked) async throws -> Answered {
        let sku = try sku(asked)
        let input = ReserveInput(asked.form)
        guard (1...Limits.keyCharacters).contains(input.key.utf8.count) else { throw Unreadable() }
        switch input.read(asked.visitor.language) {
        case .faults(let faults):
            let model = try await query().item(sku, near: Near(input.store))
            return page(model, input, asked, faults: faults, status: .unprocessableContent)
        case .read(let read):
            if let seconds = openReservations.wait(asked.source, at: effects.now()) {
                let model = try await query().item(sku, near: Near(input.store))
                return page(
                    model, input, asked, refusal: asked.visitor.words.tooManyReservations, status: .tooManyRequests,
                    retryAfter: seconds)
            }
            do {
                return .seeOther(try await reserve(sku, read, input, asked.visitor))
            } catch let refusal as Refusal {
                return try await refused(refusal, sku, input, asked)
            } catch let error as DatabaseError where error.kind == .unknownOutcome {
                failed(error)
                let model = try await query().item(sku, near: Near(input.store))
                return page(
                    model, input, asked, refusal: asked.visitor.words.unknownOutcome, status: .serviceUnavailable)
            }
        }
    }

    private func reserve(
        _ sku: SKU, _ read: ReserveInput.Read, _ input: ReserveInput, _ visitor: Visitor
    ) async throws -> String {
        let link = link
        let page: @Sendable (Reservation) -> String = { visitor.link(.status(token: link.token(for: $0))) }
        let done = try await reservations.reserveOpenly(
            ReservationRequest(
                location: read.store, kind: .reserve, customer: .given(read.customer),
                lines: [(sku: sku, quantity: read.quantity)], note: input.note, wantsContact: input.wantsCall),
            keyed: Keyed(
                client: input.client(of: "shop", read.customer), key: input.key, fingerprint: input.fingerprint(sku),
                answer: { Kit.Answered(status: 303, body: page($0)) }))
        switch done {
        case .now(let reservation, _): return page(reservation)
        case .before(let answered): return answered.body
        }
    }

    private func refused(
        _ refusal: Refusal, _ sku: SKU, _ input: ReserveInput, _ asked: Asked
    ) async throws -> Answered {
        let model = try await query().item(sku, near: Near(input.store))
        let words = asked.visitor.words
        var text = words.refusal(refusal)
        if case .soldOut(_, let location, let available) = refusal,
            let store = model.shelves.first(where: { $0.store.id == location })?.store
        {
            text = words.soldOut(
                available: available, store: asked.visitor.pick(ja: store.name, en: store.nameEN))
        }
        return page(model, input, asked, refusal: text, status: .conflict)
    }

    private func page(
        _ model: ItemModel, _ input: ReserveInput, _ asked: Asked, faults: [ReserveFault] = [],
        refusal: String? = nil, status: HTTPResponse.Status = .ok, retryAfter: Int? = nil
    ) -> Answered {
        let form = ReserveForm(
            sku: model.item.sku, shelves: model.shelves, input: input, faults: faults, refusal: refusal,
            visitor: asked.visitor)
        let view = ItemView(model: model, form: form, visitor: asked.visitor)
        let shop = Fittings.Way(title: asked.visitor.words.shop, url: asked.visitor.link(.shop))
        return .page(
            title: view.title, body: view.html, status: status,
            fittings: Fittings(face: .shop, scripts: ["near.js"], ways: [shop]), retryAfter: retryAfter)
    }

    func query() async throws -> ShopQuery {
        ShopQuery(
            database: reservations.database, stock: stock,
            directory: try await reservations.rules.current().directory, now: effects.now())
    }

    private func sku(_ asked: Asked) throws(Refusal) -> SKU {
        guard let sku = SKU(asked.parameter(.sku)) else { throw .notFound(.sku) }
        return sku
    }
}
