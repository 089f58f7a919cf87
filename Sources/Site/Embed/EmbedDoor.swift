// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Kit
import PQ
import Synchronization

/// Knows which web shops may show and reserve on their own pages, and how often one address may ask.
package struct EmbedDoor: Sendable {
    /// Origins as browsers send them: `https://shop.example.jp`.
    let origins: Set<String>
    let looks: AddressLimiter
    let reservations: AddressLimiter

    /// - Parameter origins: none keeps the door shut.
    package init(origins: Set<String> = []) {
        self.origins = origins
        looks = AddressLimiter(perMinute: Limits.embedLooksPerMinute)
        reservations = AddressLimiter(perMinute: Limits.embedReservationsPerMinute)
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

/// Counts how often each address has asked in the current minute. What it keeps is bounded: beyond
/// `Limits.embedAddresses` newcomers of a minute share one count.
final class AddressLimiter: Sendable {
    private let perMinute: Int
    private let state = Mutex<(minute: Int64, counts: [String: Int])>((0, [:]))

    init(perMinute: Int) { self.perMinute = perMinute }

    /// Counts one request; gives the seconds to wait when the address has asked too often.
    func wait(_ address: String, at now: Instant) -> Int? {
        let second = now.microseconds / 1_000_000
        let minute = second / 60
        return state.withLock { state in
            if state.minute != minute { state = (minute, [:]) }
            let isFull = state.counts.count >= Limits.embedAddresses && state.counts[address] == nil
            let name = isFull ? "" : address
            let count = state.counts[name, default: 0] + 1
            state.counts[name] = count
            return count > perMinute ? Int(60 - second % 60) : nil
        }
    }

    /// Names who asks: the connection's other end, or, where that is a proxy of ours (an address of this machine or of a
    /// private network), the one it names last in X-Forwarded-For: the only entry that a client cannot write.
    static func address(peer: String?, forwarded: String?) -> String {
        guard let peer else { return "" }
        guard isPrivate(peer), let last = forwarded?.split(separator: ",").last?.trimmingPrefix(while: { $0 == " " }),
            !last.isEmpty, last.utf8.count <= 64
        else { return peer }
        return String(last)
    }

    private static func isPrivate(_ address: String) -> Bool {
        let parts = address.split(separator: ".").compactMap { UInt8($0) }
        if parts.count == 4 {
            return parts[0] == 127 || parts[0] == 10 || (parts[0] == 192 && parts[1] == 168)
                || (parts[0] == 172 && (16...31).contains(parts[1]))
        }
        let lower = address.lowercased()
        return lower == "::1" || lower.hasPrefix("fc") || lower.hasPrefix("fd")
    }
}
