// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import ShopSupport
import Stock
import TestSupport
import Testing

@testable import Channels
@testable import Reservations

@Suite("Snapshots of the letters")
struct LetterSnapshotTests {
    @Test("Every letter says what it said, in both languages")
    func letters() async throws {
        try await withShop { shop in
            let album = Album(.letters)
            let reservation = try await shop.reserve([("A", 1)])
            let directory = try await shop.places.current()
            let store = try #require(directory[Shop.s1])
            for kind in Notice.Kind.allCases {
                for language in ["ja", "en"] {
                    let notice = Notice(
                        location: Shop.s1, id: UniqueID(high: 1, low: 2), reservation: reservation.id, number: 1,
                        kind: kind, channel: "mail", recipient: Shop.mail.value, language: language, state: .queued,
                        attempts: 0, failure: "", createdAt: shop.clock.now, acceptedAt: nil)
                    let letter = Letter(
                        notice, about: reservation, at: store, link: "https://shop.example/r/link", now: shop.clock.now)
                    let until = letter.goodUntil.rfc3339()
                    album.take(
                        "\(kind.rawValue).\(language).txt", "\(letter.subject)\n(good until \(until))\n\n\(letter.text)"
                    )
                }
            }
            try album.close()
        }
    }
}
