// SPDX-License-Identifier: Apache-2.0
import Access
import Kit
import PQ
import Testing

@Suite("The customer's link")
struct PickupLinkTests {
    private let old = [UInt8](repeating: 1, count: 32)
    private let new = [UInt8](repeating: 2, count: 48)
    private let now = Instant(seconds: 1_800_000_000)
    private let id = ReservationID(
        location: LocationID(stored: "S001"), unique: UniqueID(high: 0x0123_4567_89AB_7DEF, low: .max))

    @Test("A link opens its reservation until it expires", arguments: ["A", "S001", "ABCDEFGHIJKLMNOP"])
    func opens(_ code: String) throws {
        let link = try PickupLink(keys: [old])
        let id = ReservationID(location: LocationID(stored: code), unique: id.unique)
        let token = link.sign(reservation: id, expires: now + .seconds(60))
        #expect(token.utf8.allSatisfy { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") })
        #expect(try link.open(token, now: now).reservation == id)
        #expect(try link.open(token, now: now + .seconds(59)).reservation == id)
        #expect(throws: Refusal.notFound(.link)) { try link.open(token, now: now + .seconds(60)) }
    }

    @Test("A link with any one character changed, cut or added opens nothing")
    func forged() throws {
        let link = try PickupLink(keys: [old])
        let token = link.sign(reservation: id, expires: now + .seconds(60))
        for index in token.indices {
            for other in "AB-_z09=+/é" where other != token[index] {
                var forged = token
                forged.replaceSubrange(index...index, with: String(other))
                #expect(throws: Refusal.notFound(.link)) { try link.open(forged, now: now) }
            }
            #expect(throws: Refusal.notFound(.link)) { try link.open(token[..<index], now: now) }
        }
        for more in ["A", "=", " ", "\u{0}", String(repeating: "A", count: 100_000)] {
            #expect(throws: Refusal.notFound(.link)) { try link.open(token + more, now: now) }
        }
    }

    @Test("Links of the old key open while both keys are known, and no longer")
    func rotation() throws {
        let token = try PickupLink(keys: [old]).sign(reservation: id, expires: now + .seconds(60))
        #expect(try PickupLink(keys: [new, old]).open(token, now: now).reservation == id)
        #expect(throws: Refusal.notFound(.link)) { try PickupLink(keys: [new]).open(token, now: now) }
        let signedByNew = try PickupLink(keys: [new, old]).sign(reservation: id, expires: now + .seconds(60))
        #expect(try PickupLink(keys: [new]).open(signedByNew, now: now).reservation == id)
    }

    @Test("A link that was sent says to which address, to whoever knows the address and to nobody else")
    func sent() throws {
        let link = try PickupLink(keys: [old])
        let shown = link.sign(reservation: id, expires: now + .seconds(60))
        let token = link.sign(reservation: id, expires: now + .seconds(60), to: "mail:hanako@example.jp")
        let opened = try link.open(token, now: now)
        #expect(opened.reservation == id && opened.mark != nil)
        #expect(link.wasSent(opened, to: "mail:hanako@example.jp"))
        #expect(
            !link.wasSent(opened, to: "mail:hanako@example.com") && !link.wasSent(opened, to: "phone:hanako@example.jp")
        )
        let plain = try link.open(shown, now: now)
        #expect(plain.mark == nil && !link.wasSent(plain, to: "mail:hanako@example.jp"))
        #expect(!token.contains("hanako"))
        for index in token.indices {
            var forged = token
            forged.replaceSubrange(index...index, with: token[index] == "A" ? "B" : "A")
            #expect(throws: Refusal.notFound(.link)) { try link.open(forged, now: now) }
        }
        #expect(try PickupLink(keys: [new, old]).wasSent(opened, to: "mail:hanako@example.jp"))
    }

    @Test("Short and missing keys are refused")
    func keys() {
        #expect(throws: PickupLink.KeyFault.noKey) { try PickupLink(keys: []) }
        #expect(throws: PickupLink.KeyFault.tooShort(leastBytes: 32)) {
            try PickupLink(keys: [old, [UInt8](repeating: 1, count: 31)])
        }
    }
}
