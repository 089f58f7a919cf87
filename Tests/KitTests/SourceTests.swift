// SPDX-License-Identifier: Apache-2.0
import Kit
import Testing

@Suite("Sources")
struct SourceTests {
    private func proxies(_ networks: String..., header: TrustedProxies.Header = .xForwardedFor) -> TrustedProxies {
        var proxies = TrustedProxies()
        proxies.networks = networks.compactMap { IPNetwork($0) }
        proxies.header = header
        #expect(proxies.networks.count == networks.count)
        return proxies
    }

    @Test(
        "An address of version 4 is one source, written either way; one of version 6 is its /64",
        arguments: [
            ("203.0.113.7", "203.0.113.7"), ("::ffff:203.0.113.7", "203.0.113.7"), ("::FFFF:cb00:7107", "203.0.113.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
            ("2001:db8:1:3::1", "2001:db8:1:3::/64"), ("::1", "::/64"), ("fe80::1%eth0", "fe80::/64"),
        ])
    func names(address: String, source: String) {
        #expect(TrustedProxies.none.source(peer: IPAddress(address), forwarded: "198.51.100.1").description == source)
    }

    @Test(
        "What is no address is none",
        arguments: [
            "", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "::g", "1::2::3", "unknown", " 1.2.3.4", "日本",
        ])
    func noAddress(text: String) { #expect(IPAddress(text) == nil) }

    @Test("The peer counts, whatever it claims, unless it is a proxy that was named")
    func claims() {
        let ours = proxies("10.0.0.0/8", "fd00::/8")
        #expect(ours.source(peer: IPAddress("203.0.113.7"), forwarded: "198.51.100.1").description == "203.0.113.7")
        #expect(ours.source(peer: IPAddress("192.168.1.1"), forwarded: "198.51.100.1").description == "192.168.1.1")
        #expect(ours.source(peer: IPAddress("127.0.0.1"), forwarded: "198.51.100.1").description == "127.0.0.1")
        #expect(ours.source(peer: IPAddress("10.1.2.3"), forwarded: "198.51.100.1").description == "198.51.100.1")
        #expect(
            ours.source(peer: IPAddress("::ffff:10.1.2.3"), forwarded: "2001:db8::1").description == "2001:db8::/64")
        #expect(ours.source(peer: IPAddress("fd12::1"), forwarded: "198.51.100.1").description == "198.51.100.1")
    }

    @Test("Of what proxies appended the right-most that is none of them counts, never the client's own word")
    func chains() {
        let ours = proxies("10.0.0.0/8")
        func source(_ forwarded: String?) -> String {
            ours.source(peer: IPAddress("10.0.0.1"), forwarded: forwarded).description
        }
        #expect(source("1.1.1.1, 203.0.113.7") == "203.0.113.7")
        #expect(source("1.1.1.1, 203.0.113.7, 10.0.0.2") == "203.0.113.7")
        #expect(source("10.9.9.9, 203.0.113.7") == "203.0.113.7", "a client may claim to be one of ours")
        #expect(source("10.0.0.5") == "10.0.0.5", "who asks from the inner network is known by the proxy's word")
        #expect(source("203.0.113.7:4711") == "203.0.113.7")
        #expect(source("[2001:db8::1]:4711") == "2001:db8::/64")
        // What a proxy of ours did not write as an address is the proxy's own.
        for odd in [nil, "", "unknown", "1.1.1.1, ", "1.1.1.1, unknown", "1.1.1.1, x\"y"] {
            #expect(source(odd) == "10.0.0.1", "\(odd ?? "-")")
        }
        #expect(source("1.1.1.1, unknown, 10.0.0.2") == "10.0.0.2")
    }

    @Test("Forwarded is read where it is the proxies' header, and only there")
    func forwarded() {
        let ours = proxies("10.0.0.0/8", header: .forwarded)
        func source(_ forwarded: String) -> String {
            ours.source(peer: IPAddress("10.0.0.1"), forwarded: forwarded).description
        }
        #expect(source("for=1.1.1.1, for=203.0.113.7;proto=https;by=10.0.0.1") == "203.0.113.7")
        #expect(source("proto=https; For=\"[2001:db8:cafe::17]:4711\"") == "2001:db8:cafe::/64")
        #expect(source("for=203.0.113.7, for=10.0.0.2") == "203.0.113.7")
        #expect(source("for=\"1.1.1.1, for=2.2.2.2\\\"\", for=203.0.113.7") == "203.0.113.7")
        for odd in ["for=unknown", "for=_hidden", "proto=https", "203.0.113.7", "for=1.1.1.1,", "for=\"1.1.1.1"] {
            #expect(source(odd) == "10.0.0.1", "\(odd)")
        }
        #expect(
            proxies("10.0.0.0/8").source(peer: IPAddress("10.0.0.1"), forwarded: "for=203.0.113.7").description
                == "10.0.0.1")
    }

    @Test("A connection of a proxy stands for many, any other for its source")
    func connections() {
        let ours = proxies("10.0.0.1")
        #expect(ours.source(ofConnection: IPAddress("10.0.0.1")) == nil)
        #expect(ours.source(ofConnection: nil) == nil)
        #expect(ours.source(ofConnection: IPAddress("10.0.0.2"))?.description == "10.0.0.2")
        #expect(ours.source(peer: nil, forwarded: "1.1.1.1") == .local)
    }

    @Test("Ranges are read as they are written, and slips of the pen are not taken")
    func networks() throws {
        for text in ["10.0.0.0/8", "192.0.2.1", "2001:db8::/32", "::1", "0.0.0.0/0", "fd00::/8"] {
            #expect(IPNetwork(text)?.description == text)
        }
        #expect(IPNetwork("::ffff:10.0.0.0/104")?.description == "10.0.0.0/8")
        for odd in [
            "", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/", "/8", "::1/129", "proxy",
            "fe80::1%e",
        ] {
            #expect(IPNetwork(odd) == nil, "\(odd)")
        }
        let eight = try #require(IPNetwork("10.0.0.0/8"))
        let inside = try #require(IPAddress("10.255.1.2"))
        let outside = try #require(IPAddress("11.0.0.0"))
        #expect(eight.contains(inside) && !eight.contains(outside))
        #expect(IPNetwork("0.0.0.0/0")?.isEverything == true && IPNetwork("::/0")?.isEverything == true)
        #expect(!eight.isEverything)
    }
}
