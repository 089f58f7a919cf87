// SPDX-License-Identifier: Apache-2.0
import Access

/// Names for whom a page is made; it sets the masthead and the sheets.
package enum Face: Sendable {
    /// Customers, on their phones.
    case customer
    /// The demo shop, and what leads to it.
    case shop
    /// The people of a store, at the counter and between the shelves.
    case store
    /// Head office.
    case office

    var name: String {
        switch self {
        case .customer: "customer"
        case .shop: "shop"
        case .store: "store"
        case .office: "office"
        }
    }

    var sheets: [String] {
        switch self {
        case .customer: ["style.css"]
        case .shop: ["style.css", "shop.css"]
        case .store, .office: ["style.css", "work.css"]
        }
    }

    /// The drawing that stands for it among the apps of a device: its icons are of this name.
    var icon: String { self == .store ? "store-icon" : "icon" }
}

/// Holds what a page has beside its title and body.
package struct Fittings: Sendable {
    var face = Face.customer
    /// The modules it loads: names of files in `Assets/`.
    var scripts: [String] = []
    /// Says where it hears of changes, and under which address it is then read anew (`live.js`).
    var live: (stream: String, page: String)?
    /// The address of its web app manifest.
    var manifest: String?
    /// Links in the masthead, in their order; the one the page belongs to is marked.
    var ways: [Way] = []
    /// Who is signed in.
    var person: Principal?

    struct Way: Sendable {
        let title: String
        let url: String
        var isHere = false
        /// What waits behind the link; it is kept as new as the page.
        var count: Count?
    }

    struct Count: Sendable {
        /// Tells it from the other counts of the masthead.
        let name: String
        let number: Int
        /// The newest of what is counted; empty where nobody needs to know.
        var newest = ""
    }
}
