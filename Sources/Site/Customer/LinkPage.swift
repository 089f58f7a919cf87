// SPDX-License-Identifier: Apache-2.0
import Contact
import Hummingbird
import Kit
import Reservations

/// Names what lies behind a customer's link beside the status page and its actions: the one place from which these
/// paths are registered and printed.
package enum LinkPage: String, Sendable, CaseIterable {
    case store, shortage, proxy, wishes, messages, events
    case calendar = "pickup.ics"
    case manifest = "app.webmanifest"

    var route: RouterPath { RouterPath("/r/{token}/\(rawValue)") }

    func url(_ token: String) -> String { "\(Paths.status(token: token).url)/\(rawValue)" }

    /// Names what a status page shows: every change of a reservation, a message too, makes another of it.
    static func edition(_ status: PickupStatus) -> String {
        "\(Crockford.text(of: status.reservation.unique))-\(status.version)"
    }
}

extension Visitor {
    /// Prints a link that keeps the chosen language.
    func link(_ page: LinkPage, of token: String) -> String {
        lang.isEmpty ? page.url(token) : "\(page.url(token))?lang=\(lang)"
    }
}
