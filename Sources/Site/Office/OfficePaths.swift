// SPDX-License-Identifier: Apache-2.0
import API
import Hummingbird
import Kit

/// Names every page of head office: the one place from which they are registered and printed.
enum OfficePaths: Sendable, Equatable {
    case reservations
    case reservation(ReservationID)
    case recipient(ReservationID)
    case customers
    case customer(CustomerID)
    case joinCustomer(CustomerID)
    case partCustomer(CustomerID)
    case undoCustomer(CustomerID)
    case locations
    case location(LocationID)
    case hours(LocationID)
    case closures(LocationID)
    case catalogue
    case item(SKU)
    case ledger(SKU, LocationID)
    case shortages
    case imports
    case report(String)
    case importEvents(String)
    case policies
    case reservationPolicy(String)
    case removeReservationPolicy(String)
    case newReservationPolicy
    case contactPolicy(String)
    case removeContactPolicy(String)
    case newContactPolicy
    case windows
    case experiment
    case holidays
    case changes
    case staff
    case member(StaffID)
    case act(StaffID, StaffAction)

    /// Prints the path as it is linked to.
    var url: String {
        func part(_ text: String) -> String { PercentCoding.encode(text) }
        return switch self {
        case .reservations: "/hq"
        case .reservation(let id): "/hq/reservations/\(id)"
        case .recipient(let id): "/hq/reservations/\(id)/recipient"
        case .customers: "/hq/customers"
        case .customer(let id): "/hq/customers/\(id)"
        case .joinCustomer(let id): "/hq/customers/\(id)/join"
        case .partCustomer(let id): "/hq/customers/\(id)/part"
        case .undoCustomer(let id): "/hq/customers/\(id)/undo"
        case .locations: "/hq/locations"
        case .location(let id): "/hq/locations/\(id)"
        case .hours(let id): "/hq/locations/\(id)/hours"
        case .closures(let id): "/hq/locations/\(id)/closures"
        case .catalogue: "/hq/catalogue"
        case .item(let sku): "/hq/catalogue/\(part(sku.code))"
        case .ledger(let sku, let location): "/hq/catalogue/\(part(sku.code))/ledger/\(location)"
        case .shortages: "/hq/shortages"
        case .imports: "/hq/imports"
        case .report(let key): "/hq/imports/\(part(key))"
        case .importEvents(let key): "/hq/imports/\(part(key))/events"
        case .policies: "/hq/policies"
        case .reservationPolicy(let id): "/hq/policies/\(part(id))"
        case .removeReservationPolicy(let id): "/hq/policies/\(part(id))/remove"
        case .newReservationPolicy: "/hq/reservation-policies"
        case .contactPolicy(let id): "/hq/contact-policies/\(part(id))"
        case .removeContactPolicy(let id): "/hq/contact-policies/\(part(id))/remove"
        case .newContactPolicy: "/hq/contact-policies"
        case .windows: "/hq/callable-windows"
        case .experiment: "/hq/experiment"
        case .holidays: "/hq/holidays"
        case .changes: "/hq/changes"
        case .staff: "/hq/staff"
        case .member(let id): "/hq/staff/\(id)"
        case .act(let id, let action): "/hq/staff/\(id)/\(action.rawValue)"
        }
    }

    /// Prints the path with a query; fields that are empty are left out.
    func url(_ query: [(name: String, value: String)]) -> String {
        url.asking(query)
    }

    /// The forms under which the router registers the paths; parameters are those of `Paths.Parameter`.
    enum Route {
        static let reservations: RouterPath = "/hq"
        static let reservation: RouterPath = "/hq/reservations/{id}"
        static let recipient: RouterPath = "/hq/reservations/{id}/recipient"
        static let customers: RouterPath = "/hq/customers"
        static let customer: RouterPath = "/hq/customers/{id}"
        static let joinCustomer: RouterPath = "/hq/customers/{id}/join"
        static let partCustomer: RouterPath = "/hq/customers/{id}/part"
        static let undoCustomer: RouterPath = "/hq/customers/{id}/undo"
        static let locations: RouterPath = "/hq/locations"
        static let location: RouterPath = "/hq/locations/{location}"
        static let hours: RouterPath = "/hq/locations/{location}/hours"
        static let closures: RouterPath = "/hq/locations/{location}/closures"
        static let catalogue: RouterPath = "/hq/catalogue"
        static let item: RouterPath = "/hq/catalogue/{sku}"
        static let ledger: RouterPath = "/hq/catalogue/{sku}/ledger/{location}"
        static let shortages: RouterPath = "/hq/shortages"
        static let imports: RouterPath = "/hq/imports"
        static let report: RouterPath = "/hq/imports/{id}"
        static let importEvents: RouterPath = "/hq/imports/{id}/events"
        static let policies: RouterPath = "/hq/policies"
        static let reservationPolicy: RouterPath = "/hq/policies/{id}"
        static let removeReservationPolicy: RouterPath = "/hq/policies/{id}/remove"
        static let newReservationPolicy: RouterPath = "/hq/reservation-policies"
        static let contactPolicy: RouterPath = "/hq/contact-policies/{id}"
        static let removeContactPolicy: RouterPath = "/hq/contact-policies/{id}/remove"
        static let newContactPolicy: RouterPath = "/hq/contact-policies"
        static let windows: RouterPath = "/hq/callable-windows"
        static let experiment: RouterPath = "/hq/experiment"
        static let holidays: RouterPath = "/hq/holidays"
        static let changes: RouterPath = "/hq/changes"
        static let staff: RouterPath = "/hq/staff"
        static let member: RouterPath = "/hq/staff/{id}"

        static func act(_ action: StaffAction) -> RouterPath { RouterPath("/hq/staff/{id}/\(action.rawValue)") }
    }
}

extension Visitor {
    /// Prints a link into head office that keeps the chosen language.
    func link(_ path: OfficePaths, _ query: [(name: String, value: String)] = []) -> String {
        path.url(query + [("lang", lang)])
    }
}
