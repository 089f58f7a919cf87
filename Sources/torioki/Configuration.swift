// SPDX-License-Identifier: Apache-2.0
import Channels
import Foundation
import Kit
import Logging

/// Holds all settings, read once at the start and then passed on as values.
struct Configuration: Sendable {
    /// nil: a private PostgreSQL in `data`.
    var databaseURL: String?
    /// The folder of the private PostgreSQL and of the link key that was made for it, or of what was seen of a given one.
    var data = ".torioki"
    var host = "127.0.0.1"
    /// 0 takes any free port.
    var port = 8080
    /// Where customers reach the service, without a slash at its end; nil says http://host:port.
    var publicURL: String?
    /// The keys that open customers' links; the first signs. Empty: `LinkKeyFile` makes one in `data`.
    var linkKeys: [[UInt8]] = []
    /// The push services that may be called for customers' devices.
    var pushServices = PushServices.known
    /// The countries to whose numbers SMS go while nobody has proved them.
    var letterGate = LetterGate()
    /// The web shops whose pages may show stock and reserve by `<torioki-reserve>`, as origins.
    var embedOrigins: Set<String> = []
    /// The proxies before the service, and what they write of those who asked them.
    var proxies = TrustedProxies.none
    /// How long requests are still taken after readiness was withdrawn.
    var drain = Duration.zero
    var logLevel = Logger.Level.info
    var logFormat = LogLines.Format.text

    /// Gives the folder of the private PostgreSQL.
    var clusterFolder: String { "\(data)/postgresql" }

    /// Gives the file that keeps which cluster was written to, and its highest timeline, so that an old primary is known.
    var watchFile: String { "\(data)/database.seen" }

    /// Gives the address under which the service is reached, once its port is known.
    func url(port: Int) -> String {
        publicURL ?? "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    /// Whether browsers reach the service by https.
    var isSecure: Bool { publicURL?.hasPrefix("https://") == true }
}

/// Says which settings are wrong and why; all of them, so that one look mends them all.
struct ConfigurationError: Error, CustomStringConvertible {
    struct Problem: Hashable, Sendable {
        let name: String
        let reason: String
    }

    let problems: [Problem]

    var description: String {
        problems.map { "\($0.name) \($0.reason)" }.joined(separator: "\n")
    }
}
