// SPDX-License-Identifier: Apache-2.0
import API
import Customers
import Kit
import PQ
import TestSupport
import Testing

@testable import Access
@testable import Reservations
@testable import Site

@Suite("Head office: whom a reservation is for")
struct OfficeRecipientTests {
    private static let right = [
        ("name", "髙橋 華子"), ("kana", "たかはし"), ("phone", "03-1234-5678"), ("mail", "HANA@example.jp"),
    ]

    private func hidden(_ page: HTTPAnswer, _ name: String) throws -> (String, String) {
        let form = try #require(page.text.split(separator: "/recipient\"").dropFirst().first)
        let fields = form.matches(of: /type="hidden" name="([^"]+)" value="([^"]*)"/)
        return (name, String(try #require(fields.first { $0.1 == name }).2))
    }

    @Test("The card tells the customer's page, the wishes, and which address is proved")
    func card() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let reservation = try await house.reservation(try await house.reserve())
            let path = "/hq/reservations/\(reservation.id)"
            var page = try await desk.get(path)
            #expect(page.text.contains("href=\"/hq/customers/\(reservation.customer)\""))
            #expect(page.read.contains("090-0000-1234 未確認") && !page.read.contains("停止中の連絡手段"))
            let wishes = ContactWishes(
                language: .en, stopped: [.sms, .phone], quiet: QuietHours(from: 22 * 60, until: 8 * 60))
            _ = try await house.reservations.perform(.wish(wishes), on: reservation.id, by: .customer)
            let phone = try #require(PhoneNumber("090-0000-1234"))
            try await house.customers.prove(ContactAddress(phone), of: reservation.customer, by: "link")
            page = try await desk.get(path)
            #expect(page.read.contains("090-0000-1234 確認済み"))
            #expect(page.read.contains("停止中の連絡手段") && page.read.contains("電話、SMS"))
            #expect(page.read.contains("22:00–8:00"))
            let english = try await desk.get(path, language: "en")
            #expect(english.read.contains("090-0000-1234 Proved") && english.read.contains("Phone, SMS"))
        }
    }

    @Test("Whom it is for is corrected once for the form's key, under the person's name; the record follows")
    func corrected() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let reservation = try await house.reservation(try await house.reserve())
            let path = "/hq/reservations/\(reservation.id)"
            let page = try await desk.get(path)
            let form = Self.right + [try hidden(page, "key"), try hidden(page, "seen")]
            for _ in 0..<2 {
                let answer = try await desk.post("\(path)/recipient", form)
                #expect(answer.status == 303 && answer.header("Location") == "\(path)?done=readdressed")
            }
            let after = try #require(try await house.reservations.find(reservation.id))
            #expect(after.version == reservation.version + 1)
            #expect(after.recipient.name == "髙橋 華子" && after.recipient.kana == "タカハシ")
            #expect(after.recipient.phone?.e164 == "+81312345678" && after.recipient.mail?.text == "hana@example.jp")
            #expect(after.recipient.wishes == reservation.recipient.wishes)
            // The record bore the name that was wrong.
            #expect(try await house.customers.find(reservation.customer)?.name == "髙橋 華子")
            let event = try await house.reservations.events(of: reservation.id).last
            #expect(event?.kind == .corrected && event?.author.description == "staff:\(desk.staff)")
            let told = try await desk.get("\(path)?done=readdressed")
            #expect(told.read.contains("訂正前の連絡先に送ったリンクは、もう開けません"))
            let english = try await desk.get("\(path)?done=readdressed", language: "en")
            #expect(english.read.contains("links sent to the address of before no longer open"))
            // The same key for something else.
            let other = form.map { $0.0 == "name" ? ("name", "別人") : $0 }
            #expect(try await desk.post("\(path)/recipient", other).status == 409)
            #expect(try await house.reservations.find(reservation.id)?.recipient == after.recipient)
        }
    }

    @Test("What cannot be read is told beside its field, and who saw an older state is told what it is now")
    func refused() async throws {
        try await withHouse { house in
            let desk = try await house.signedIn(.supervisor)
            let reservation = try await house.reservation(try await house.reserve())
            let path = "/hq/reservations/\(reservation.id)"
            let page = try await desk.get(path)
            let (key, seen) = (try hidden(page, "key"), try hidden(page, "seen"))
            for (field, value) in [("name", ""), ("kana", "\u{202E}"), ("phone", "12"), ("mail", "<b>@\"")] {
                let form = Self.right.map { $0.0 == field ? (field, value) : $0 } + [key, seen]
                let answer = try await desk.post("\(path)/recipient", form)
                #expect(answer.status == 422 && answer.text.contains("id=\"\(field)-fault\""), "\(field)")
                #expect(answer.text.matches(of: /class="fault"/).count == 1 && !answer.text.contains("<b>"))
                #expect(answer.text.contains("<details class=\"asking\" open>"))
            }
            #expect(try await desk.post("\(path)/recipient", Self.right).status == 400)
            #expect(try await house.reservations.find(reservation.id)?.recipient == reservation.recipient)
            // What else happens to the reservation meanwhile does not matter.
            _ = try await house.reservations.perform(.accept, on: reservation.id, by: .duty("test"))
            #expect(try await desk.post("\(path)/recipient", Self.right + [key, seen]).status == 303)
            let second = Self.right.map { $0.0 == "name" ? ("name", "髙橋 はな") : $0 }
            let late = try await desk.post("\(path)/recipient", second + [("key", "another"), seen])
            #expect(late.status == 412 && late.read.contains("今の値：髙橋 華子"))
            #expect(late.text.contains("value=\"髙橋 はな\""))
            #expect(try await house.reservations.find(reservation.id)?.recipient.name == "髙橋 華子")
        }
    }

    @Test("A clerk and an agent correct nothing here; a reservation that is not there is not found")
    func rights() async throws {
        try await withHouse { house in
            let reservation = try await house.reservation(try await house.reserve())
            for (role, login) in [(Role.clerk, "c"), (.agent, "a")] {
                let desk = try await house.signedIn(role, login: login)
                let answer = try await desk.post(
                    "/hq/reservations/\(reservation.id)/recipient", Self.right + [("key", "k")])
                #expect(answer.status == 403)
            }
            #expect(try await house.reservations.find(reservation.id)?.recipient == reservation.recipient)
            let desk = try await house.signedIn(.admin)
            let path = "/hq/reservations/rsv_S001_00000000000000000000000000/recipient"
            #expect(try await desk.post(path, Self.right + [("key", "k")]).status == 404)
        }
    }
}
