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
        _ = try checked(key: input.key)
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
            let form: Form<Reservation> = try reservationForm(sku, read, input, asked.visitor)
            return try await form.once {
                try await reservations.reserveOpenly(input.request(sku, read), keyed: $0)
            } refused: {
                try await refused($0, sku, input, asked)
            } unknown: {
                let model = try await query().item(sku, near: Near(input.store))
                return page(
                    model, input, asked, refusal: asked.visitor.words.unknownOutcome, status: .serviceUnavailable)
            }
        }
    }

    private func reservationForm(
        _ sku: SKU, _ read: ReserveInput.Read, _ input: ReserveInput, _ visitor: Visitor
    ) throws -> Form<Reservation> {
        let link = link
        return try form(
            input.key, of: input.client(of: "shop", read.customer), asking: input.fingerprint(sku),
            after: { visitor.link(.status(token: link.token(for: $0))) })
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
