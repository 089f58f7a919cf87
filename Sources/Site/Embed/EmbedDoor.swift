// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Kit
import PQ

/// Knows which web shops may show and reserve on their own pages, and how often one source may look there.
package struct EmbedDoor: Sendable {
    /// Origins as browsers send them: `https://shop.example.jp`.
    let origins: Set<String>
    let looks: Limiter<Source>

    /// - Parameter origins: none keeps the door shut.
    package init(origins: Set<String> = []) {
        self.origins = origins
        looks = Limiter(Limits.embedLooksPerMinute, inSeconds: 60)
    }

    var isOpen: Bool { !origins.isEmpty }

    /// Reads an origin as it is configured; nil for a path, a wildcard or another scheme. A default port is left out, as
    /// browsers do it (RFC 6454 section 6.2).
    package static func origin(_ text: some StringProtocol) -> String? {
        guard let url = URL(string: String(text)), let scheme = url.scheme?.lowercased(),
            scheme == "https" || scheme == "http", let host = url.host()?.lowercased(), !host.isEmpty,
            !host.contains("*"), url.path().isEmpty || url.path() == "/", url.query() == nil, url.fragment() == nil,
            url.user() == nil
        else { return nil }
        let port = url.port.flatMap { $0 == (scheme == "https" ? 443 : 80) ? nil : ":\($0)" } ?? ""
        return "\(scheme)://\(host)\(port)"
    }

    /// The headers by which a browser lets the shop's page read an answer. Cookies are never part of it.
    static func sharing(with origin: String) -> HTTPFields {
        [
            .accessControlAllowOrigin: origin, .vary: "Origin", .accessControlExposeHeaders: "Retry-After",
            .cacheControl: "no-store",
        ]
    }

    /// The headers that answer a browser's question before a request.
    static func preflight(_ origin: String) -> HTTPFields {
        [
            .accessControlAllowOrigin: origin, .vary: "Origin", .accessControlAllowMethods: "GET, POST",
            .accessControlAllowHeaders: "Content-Type, Idempotency-Key", .accessControlMaxAge: "600",
        ]
    }
}
