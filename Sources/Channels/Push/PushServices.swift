// SPDX-License-Identifier: Apache-2.0

/// Knows the push services that may be called. A customer's browser names the address, so nothing is called that is not
/// on this list: nobody makes the service knock at doors of the inner network.
package struct PushServices: Sendable, Equatable {
    private var hosts: Set<String> = []
    /// `.push.apple.com` of `*.push.apple.com`.
    private var endings: Set<String> = []
    /// Whole origins: for a push service on a port of its own, or one of a test.
    private var origins: Set<String> = []

    /// The push services of the browsers there are.
    package static let known: PushServices = {
        let words = [
            "fcm.googleapis.com", "*.push.services.mozilla.com", "*.notify.windows.com", "*.push.apple.com",
        ]
        var services = PushServices()
        for word in words where !services.add(word) { preconditionFailure("\(word) is no host") }
        return services
    }()

    /// Calls nobody: no push is offered.
    package static let none = PushServices()

    package init() {}

    /// Takes one more: a host, all hosts under a name (`*.push.example`), or an origin. False for anything else.
    package mutating func add(_ word: some StringProtocol) -> Bool {
        let word = String(word)
        if let origin = Self.origin(word) {
            origins.insert(origin)
            return true
        }
        let isEnding = word.hasPrefix("*.")
        let host = isEnding ? String(word.dropFirst(2)) : word
        guard Self.isHost(host), host.contains(".") else { return false }
        if isEnding { endings.insert(".\(host)") } else { hosts.insert(host) }
        return true
    }

    package var isEmpty: Bool { hosts.isEmpty && endings.isEmpty && origins.isEmpty }

    /// Tells whether an address may be called: https at a known host and no port, or a known origin; then a path of
    /// visible ASCII, so that it cannot be read in two ways.
    package func admits(_ endpoint: String) -> Bool {
        guard
            endpoint.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "#") }),
            let origin = Self.originPart(of: endpoint), endpoint.dropFirst(origin.utf8.count).hasPrefix("/")
        else { return false }
        if origins.contains(origin) { return true }
        guard origin.hasPrefix("https://") else { return false }
        let host = String(origin.dropFirst("https://".count))
        guard Self.isHost(host) else { return false }
        return hosts.contains(host) || endings.contains { host.hasSuffix($0) && host.utf8.count > $0.utf8.count }
    }

    /// Cuts what stands before the path: scheme and authority, as they are written.
    package static func originPart(of url: String) -> String? {
        guard let start = url.firstRange(of: "://")?.upperBound else { return nil }
        let authority = url[start...].prefix { $0 != "/" && $0 != "?" }
        return authority.isEmpty ? nil : String(url[..<authority.endIndex])
    }

    /// Reads an origin that is nothing else: `https://push.example:8443`, `http://127.0.0.1:9090`.
    private static func origin(_ text: String) -> String? {
        guard text.hasPrefix("https://") || text.hasPrefix("http://"), originPart(of: text) == text,
            let start = text.firstRange(of: "://")?.upperBound
        else { return nil }
        let parts = text[start...].split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, isHost(String(parts[0])), parts.count == 1 || UInt16(parts[1]) != nil else {
            return nil
        }
        return text
    }

    /// Tells whether a text is a host's name in the form in which browsers write it.
    private static func isHost(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return (1...253).contains(text.utf8.count)
            && labels.allSatisfy { label in
                !label.isEmpty && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { byte in
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
                    }
            }
    }
}
