// SPDX-License-Identifier: Apache-2.0
import API
import Hummingbird
import Kit
import Reservations

/// Names every page of the site: the one place from which paths are registered and printed.
package enum Paths: Sendable, Equatable {
    case home
    case asset(String)
    case styleguide
    case signIn
    case signOut
    case account
    case setPassword
    case endSessions
    case document
    case status(token: String)
    case act(token: String, CustomerAction)
    case shop
    case item(SKU)
    case image(String)

    /// Prints the path as it is linked to.
    package var url: String {
        switch self {
        case .home: "/"
        case .asset(let name): "/assets/\(Asset.edition)/\(PercentCoding.encode(name))"
        case .styleguide: "/styleguide"
        case .signIn: "/sign-in"
        case .signOut: "/sign-out"
        case .account: "/account"
        case .setPassword: "/account/password"
        case .endSessions: "/account/sessions"
        case .document: "/openapi.json"
        case .status(let token): "/r/\(PercentCoding.encode(token))"
        case .act(let token, let action): "/r/\(PercentCoding.encode(token))/\(action.rawValue)"
        case .shop: "/shop"
        case .item(let sku): "/shop/\(PercentCoding.encode(sku.code))"
        case .image(let name): "/images/\(PercentCoding.encode(name))"
        }
    }

    /// Prints the path with a query; fields that are empty are left out.
    package func url(_ query: (name: String, value: String)...) -> String {
        url.asking(query)
    }

    /// The forms under which the router registers the paths; parameters are those of `Parameter`.
    enum Route {
        static let home: RouterPath = "/"
        static let asset: RouterPath = "/assets/{edition}/{name}"
        static let styleguide: RouterPath = "/styleguide"
        static let signIn: RouterPath = "/sign-in"
        static let signOut: RouterPath = "/sign-out"
        static let account: RouterPath = "/account"
        static let setPassword: RouterPath = "/account/password"
        static let endSessions: RouterPath = "/account/sessions"
        static let status: RouterPath = "/r/{token}"
        static let shop: RouterPath = "/shop"
        static let item: RouterPath = "/shop/{sku}"
        static let image: RouterPath = "/images/{name}"

        static func act(_ action: CustomerAction) -> RouterPath { RouterPath("/r/{token}/\(action.rawValue)") }
    }

    enum Parameter: String, CaseIterable {
        case token, sku, name, edition, location, reservation, id
    }
}

extension String {
    /// Adds a query to a path; fields that are empty are left out.
    func asking(_ query: [(name: String, value: String)]) -> String {
        let pairs = query.filter { !$0.value.isEmpty }.map { "\($0.name)=\(PercentCoding.encode($0.value))" }
        return pairs.isEmpty ? self : "\(self)?\(pairs.joined(separator: "&"))"
    }
}
