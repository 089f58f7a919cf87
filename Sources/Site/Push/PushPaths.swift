// SPDX-License-Identifier: Apache-2.0
import API
import Hummingbird

/// Names what the switch for push messages needs: the one place from which these paths are registered and printed.
enum PushPaths: Sendable, Equatable {
    /// The worker of every customer's link on this device: one worker is one subscription, whatever links are opened.
    case worker
    /// Takes a device's wish about one reservation.
    case devices(token: String)

    /// What the worker has in its charge: the pages of customers' links.
    static let scope = "/r/"

    var url: String {
        switch self {
        case .worker: "/push-worker.js"
        case .devices(let token): "\(Paths.status(token: token).url)/devices"
        }
    }

    enum Route {
        static let worker: RouterPath = "/push-worker.js"
        static let devices: RouterPath = "/r/{token}/devices"
    }
}
