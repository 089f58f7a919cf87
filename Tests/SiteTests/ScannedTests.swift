// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Testing

@testable import Customers
@testable import Reservations
@testable import Site

@Suite("What a counter types")
struct ScannedTests {
    @Test("A counter understands codes, links, tags, ids and names")
    func scanned() {
        let token = "AQRTMDAxAZLwAAAAcACAAAAAAAAAAQAAanWTgHmIuJ3kQ7-_1kXn4wq8VQ"
        #expect(Scanned("  ") == nil)
        #expect(Scanned(token) == .link(token: token))
        #expect(Scanned("https://shop.example/r/\(token)?lang=en") == .link(token: token))
        // A scanner in the American layout, read by a Japanese keyboard.
        #expect(Scanned("/r/\(token.replacing("_", with: "="))") == .link(token: token))
        #expect(Scanned("ｒ０１２３４５６７") == .tag("R01234567"))
        #expect(Scanned("7k3m-q9zt") == .text("7k3m-q9zt"))
        let id = Fixture.reservation().id
        #expect(Scanned(id.description) == .id(id))
        #expect(Scanned("髙橋") == .text("髙橋"))
        #expect(Scanned("１２３４") == .text("1234"))
        #expect(Scanned("<script>alert(1)</script>") == .text("<script>alert(1)</script>"))
        #expect(Fixture.reservation().tag == "R00000001")
    }

    @Test("A name is found by its parts, with or without spaces, in either kana; a phone by its end")
    func meant() {
        var reservation = Fixture.reservation()
        reservation.recipient = Recipient(
            name: "髙橋 花子", kana: "タカハシ ハナコ", phone: PhoneNumber(stored: "+819000001234"))
        let work = Work(reservation)
        for text in ["髙橋", "髙橋花子", "花子", "たかはし", "タカハシハナコ", "はなこ", "1234", "高橋", "ﾀｶﾊｼ", "１２３４", "髙\u{E0100}橋"] {
            let isMeant = work.isMeant(by: text)
            #expect(isMeant, "\(text)")
        }
        for text in ["高島", "123", "0001", "", " ", "花男"] {
            let isMeant = work.isMeant(by: text)
            #expect(!isMeant, "\(text)")
        }
    }
}
