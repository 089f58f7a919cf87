// SPDX-License-Identifier: Apache-2.0
import API
import Hummingbird
import Kit
import Stock

/// Names every page of the store console: the one place from which its paths are registered and printed.
enum StorePaths: Sendable, Equatable {
    case stores
    case manifest
    case worker
    case work(LocationID)
    case events(LocationID)
    case counter(LocationID)
    case reservation(ReservationID)
    case step(ReservationID, StoreStep)
    case say(ReservationID)
    case pickList(ReservationID)
    case label(ReservationID)
    case stock(LocationID)
    case item(LocationID, SKU)
    case record(LocationID, SKU, StockDeed)
    case count(LocationID)
    case shipments(LocationID)
    case ship(LocationID, ReservationID)
    case sendList(LocationID, ReservationID)

    /// Prints the path as it is linked to.
    var url: String {
        switch self {
        case .stores: "/store"
        case .manifest: "/store/app.webmanifest"
        case .worker: "/store/worker.js"
        case .work(let store): "/store/\(store.code)"
        case .events(let store): "/store/\(store.code)/events"
        case .counter(let store): "/store/\(store.code)/counter"
        case .reservation(let id): "/store/\(id.location.code)/reservations/\(id)"
        case .step(let id, let step): "/store/\(id.location.code)/reservations/\(id)/\(step.rawValue)"
        case .say(let id): "/store/\(id.location.code)/reservations/\(id)/say"
        case .pickList(let id): "/store/\(id.location.code)/reservations/\(id)/pick-list"
        case .label(let id): "/store/\(id.location.code)/reservations/\(id)/label"
        case .stock(let store): "/store/\(store.code)/stock"
        case .item(let store, let sku): "/store/\(store.code)/stock/\(PercentCoding.encode(sku.code))"
        case .record(let store, let sku, let deed):
            "/store/\(store.code)/stock/\(PercentCoding.encode(sku.code))/\(deed.rawValue)"
        case .count(let store): "/store/\(store.code)/count"
        case .shipments(let store): "/store/\(store.code)/shipments"
        case .ship(let store, let id): "/store/\(store.code)/shipments/\(id)/ship"
        case .sendList(let store, let id): "/store/\(store.code)/shipments/\(id)/packing-list"
        }
    }

    /// Prints the path with a query; fields that are empty are left out.
    func url(_ query: (name: String, value: String)...) -> String {
        url.asking(query)
    }

    /// The forms under which the router registers the paths; parameters are those of `Paths.Parameter`.
    enum Route {
        static let stores: RouterPath = "/store"
        static let manifest: RouterPath = "/store/app.webmanifest"
        static let worker: RouterPath = "/store/worker.js"
        static let work: RouterPath = "/store/{location}"
        static let events: RouterPath = "/store/{location}/events"
        static let counter: RouterPath = "/store/{location}/counter"
        static let reservation: RouterPath = "/store/{location}/reservations/{reservation}"
        static let say: RouterPath = "/store/{location}/reservations/{reservation}/say"
        static let pickList: RouterPath = "/store/{location}/reservations/{reservation}/pick-list"
        static let label: RouterPath = "/store/{location}/reservations/{reservation}/label"
        static let stock: RouterPath = "/store/{location}/stock"
        static let item: RouterPath = "/store/{location}/stock/{sku}"
        static let count: RouterPath = "/store/{location}/count"
        static let shipments: RouterPath = "/store/{location}/shipments"
        static let ship: RouterPath = "/store/{location}/shipments/{reservation}/ship"
        static let sendList: RouterPath = "/store/{location}/shipments/{reservation}/packing-list"

        static func step(_ step: StoreStep) -> RouterPath {
            RouterPath("/store/{location}/reservations/{reservation}/\(step.rawValue)")
        }

        static func record(_ deed: StockDeed) -> RouterPath {
            RouterPath("/store/{location}/stock/{sku}/\(deed.rawValue)")
        }
    }
}

extension Visitor {
    /// Prints a link of the console that keeps the chosen language.
    func link(_ path: StorePaths) -> String { path.url(("lang", lang)) }
}

/// Names what a clerk may write into the ledger from the page of a SKU.
enum StockDeed: String, Sendable, CaseIterable {
    case adjust
    case count
}
