// SPDX-License-Identifier: Apache-2.0
import Foundation

/// An address of the Internet protocol. One of version 4 is kept as IPv6 maps it (RFC 4291 section 2.5.5.2), so that both
/// ways to write it are one address.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    package let high: UInt64
    package let low: UInt64

    private static let mapped: UInt64 = 0xFFFF_0000_0000

    /// Reads `203.0.113.7`, `2001:db8::1` or `::ffff:203.0.113.7`; a zone (`%eth0`) does not count. Nil for anything else.
    package init?(_ text: some StringProtocol) {
        let text = text.prefix { $0 != "%" }
        guard (2...45).contains(text.utf8.count) else { return nil }
        if text.contains(":") {
            var address = in6_addr()
            guard inet_pton(AF_INET6, String(text), &address) == 1 else { return nil }
            let bytes = withUnsafeBytes(of: address) { Array($0) }
            self.init(
                high: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) },
                low: bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) })
        } else {
            var address = in_addr()
            guard inet_pton(AF_INET, String(text), &address) == 1 else { return nil }
            self.init(version4: UInt32(bigEndian: address.s_addr))
        }
    }

    /// The address of version 6 of these bits.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The address of version 4 of these bits.
    package init(version4 bits: UInt32) { self.init(high: 0, low: IPAddress.mapped | UInt64(bits)) }

    package var isVersion4: Bool { high == 0 && low & ~0xFFFF_FFFF == IPAddress.mapped }

    /// Keeps the first bits of the 128, the rest being zero.
    func prefix(_ bits: Int) -> IPAddress {
        func mask(_ bits: Int) -> UInt64 { bits <= 0 ? 0 : bits >= 64 ? .max : ~(.max >> UInt64(bits)) }
        return IPAddress(high: high & mask(bits), low: low & mask(bits - 64))
    }

    package var description: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        if isVersion4 {
            var address = in_addr(s_addr: UInt32(truncatingIfNeeded: low).bigEndian)
            inet_ntop(AF_INET, &address, &buffer, socklen_t(buffer.count))
        } else {
            var address = in6_addr()
            withUnsafeMutableBytes(of: &address) { bytes in
                bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
                bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            }
            inet_ntop(AF_INET6, &address, &buffer, socklen_t(buffer.count))
        }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// A range of addresses (RFC 4632): `10.0.0.0/8`, `2001:db8::/32`, or one address.
package struct IPNetwork: Hashable, Sendable, CustomStringConvertible {
    package let address: IPAddress
    /// Bits of the 128 that all addresses of it share.
    private let bits: Int

    /// Reads a range; nil for one that is none, or whose address has bits beyond its prefix: most likely a slip of the pen.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard !text.contains("%"), let address = parts.first.flatMap({ IPAddress($0) }) else { return nil }
        // A mapped address is written with the prefix of version 6.
        let offset = address.isVersion4 && !parts[0].contains(":") ? 96 : 0
        var bits = 128
        if parts.count == 2 {
            guard let length = UInt8(parts[1]), String(length) == parts[1], Int(length) + offset <= 128 else {
                return nil
            }
            bits = Int(length) + offset
        }
        guard address.prefix(bits) == address else { return nil }
        self.address = address
        self.bits = bits
    }

    package func contains(_ other: IPAddress) -> Bool { other.prefix(bits) == address }

    /// Whether it has every address of its version.
    package var isEverything: Bool { bits == 0 || bits == 96 && address.isVersion4 }

    package var description: String {
        let length = address.isVersion4 ? bits - 96 : bits
        return bits == 128 ? "\(address)" : "\(address)/\(length)"
    }
}
