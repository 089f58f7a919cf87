// SPDX-License-Identifier: Apache-2.0

/// Names from where requests come, as every limiter tells sources apart: an address of version 4, or the /64 of one of
/// version 6, since a host may have any address of that (RFC 4291 section 2.5.4, RFC 6177).
package struct Source: Hashable, Sendable, CustomStringConvertible {
    private let address: IPAddress?

    /// Whoever has no address, as over a socket of this machine.
    package static let local = Source(address: nil)

    private init(address: IPAddress?) { self.address = address }

    package init(_ address: IPAddress) { self.address = address.isVersion4 ? address : address.prefix(64) }

    package var description: String {
        guard let address else { return "local" }
        return address.isVersion4 ? "\(address)" : "\(address)/64"
    }
}

/// Knows the proxies before the service, and by that from where a request comes: from the peer, or, where that is one of
/// them, from whom it says it has the request.
///
/// Each proxy appends its own peer to one header. Read from its end, that header is true as far as our proxies wrote it:
/// the first address that is none of theirs is the source, and what stands before it is the client's own claim.
package struct TrustedProxies: Hashable, Sendable {
    /// The header to which the proxies append. The other one, which they may pass on as a client wrote it, is not read.
    package enum Header: String, Sendable, CaseIterable {
        case xForwardedFor = "X-Forwarded-For"
        /// RFC 7239.
        case forwarded = "Forwarded"
    }

    package var networks: [IPNetwork] = []
    package var header = Header.xForwardedFor

    package init() {}

    /// No proxy: the peer is the source.
    package static let none = TrustedProxies()

    package func contains(_ address: IPAddress) -> Bool { networks.contains { $0.contains(address) } }

    /// Names the source of a connection by its peer; nil for a proxy, which stands for many, and where there is no address.
    package func source(ofConnection peer: IPAddress?) -> Source? {
        guard let peer, !contains(peer) else { return nil }
        return Source(peer)
    }

    /// Names the source of a request.
    ///
    /// What cannot be read (RFC 7239 knows `unknown` and `_hidden`) is taken for the proxy that wrote it.
    ///
    /// - Parameters:
    ///   - peer: the address at the other end of the connection; nil where it has none.
    ///   - forwarded: the values of `header`, several of them joined by commas.
    package func source(peer: IPAddress?, forwarded: String?) -> Source {
        guard var address = peer else { return .local }
        var hops = contains(address) ? forwarded.map(hops) ?? [] : []
        while contains(address), let hop = hops.popLast().flatMap({ $0 }) { address = hop }
        return Source(address)
    }

    private func hops(_ value: String) -> [IPAddress?] {
        switch header {
        case .xForwardedFor:
            value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
                TrustedProxies.node(Substring($0))
            }
        case .forwarded:
            TrustedProxies.parts(value[...], ",").map { element in
                for pair in TrustedProxies.parts(element, ";") {
                    let sides = pair.split(separator: "=", maxSplits: 1)
                    guard sides.count == 2, TrustedProxies.trimmed(sides[0]).lowercased() == "for" else { continue }
                    var node = TrustedProxies.trimmed(sides[1])
                    if node.utf8.count > 1, node.hasPrefix("\""), node.hasSuffix("\"") {
                        node = node.dropFirst().dropLast()
                    }
                    return TrustedProxies.node(node)
                }
                return nil
            }
        }
    }

    /// Reads `192.0.2.43`, `192.0.2.43:4711`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:4711`.
    private static func node(_ text: Substring) -> IPAddress? {
        let text = trimmed(text)
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            return IPAddress(text[text.index(after: text.startIndex)..<end])
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return IPAddress(parts.count == 2 ? parts[0] : text)
    }

    /// Cuts at a separator that stands outside of quotes.
    private static func parts(_ text: Substring, _ separator: Unicode.Scalar) -> [Substring] {
        var (parts, start, isQuoted, isEscaped) = ([Substring](), text.startIndex, false, false)
        for index in text.unicodeScalars.indices {
            let scalar = text.unicodeScalars[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted, scalar == "\\" {
                isEscaped = true
            } else if scalar == "\"" {
                isQuoted.toggle()
            } else if scalar == separator, !isQuoted {
                parts.append(text[start..<index])
                start = text.unicodeScalars.index(after: index)
            }
        }
        return parts + [text[start...]]
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = text.drop(while: blank)
        while let last = text.last, blank(last) { text.removeLast() }
        return text
    }
}
