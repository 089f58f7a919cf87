// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Testing

@testable import Access

@Suite("Known devices")
struct KnownDeviceTests {
    private static let now = Instant(seconds: 1_800_000_000)
    private let devices = KnownDevices(secrets: [Array(repeating: 1, count: 32)])
    private let device = KnownDevice(id: UniqueID(high: 7, low: 8))

    private func login(_ text: String) throws -> Login { try #require(Login(text)) }

    @Test("A token is opened by its key until its end, and what was changed in it is not")
    func token() throws {
        let known = devices.noting(try login("sato"), on: device)
        let token = devices.sign(known, until: Self.now + .seconds(10))
        #expect(devices.open(token, now: Self.now) == known)
        #expect(devices.open(token, now: Self.now + .seconds(10)) == nil)
        let bytes = try #require(Base64.url.bytes(token))
        for index in bytes.indices {
            var other = bytes
            other[index] ^= 1
            #expect(devices.open(Base64.url.text(other), now: Self.now) == nil)
        }
        for odd in ["", "a", "日本", Base64.url.text(bytes.dropLast()), String(repeating: "A", count: 5_000)] {
            #expect(devices.open(odd, now: Self.now) == nil)
        }
        let next = KnownDevices(secrets: [Array(repeating: 2, count: 32), Array(repeating: 1, count: 32)])
        let carried = try #require(next.open(token, now: Self.now))
        #expect(try next.knows(carried, login("sato")))
        #expect(KnownDevices(secrets: []).open(token, now: Self.now) == nil)
    }

    @Test("It is known for the logins that were used on it, the latest twenty")
    func logins() throws {
        var known = device
        #expect(try !devices.knows(known, login("sato")))
        for i in 0..<Limits.deviceLogins { known = devices.noting(try login("clerk\(i)"), on: known) }
        known = devices.noting(try login("clerk0"), on: known)
        known = devices.noting(try login("new"), on: known)
        #expect(known.marks.count == Limits.deviceLogins)
        #expect(try devices.knows(known, login("clerk0")) && devices.knows(known, login("new")))
        #expect(try !devices.knows(known, login("clerk1")))
        let token = devices.sign(known, until: Self.now + .seconds(10))
        #expect(token.utf8.count <= Limits.deviceTokenCharacters && devices.open(token, now: Self.now) == known)
        // Marks of one login on two devices have nothing in common.
        let other = devices.noting(try login("new"), on: KnownDevice(id: UniqueID(high: 7, low: 9)))
        #expect(Set(other.marks).isDisjoint(with: known.marks))
    }
}
