// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock
import Testing

@testable import API

@Suite("The answer about availability")
struct AvailabilityTests {
    @Test("Written by hand it says the same as built member by member, and what its schema asks")
    func written() throws {
        let now = Instant(seconds: 1_795_489_200)
        let key = StockKey(LocationID(stored: "S001"), SKU(stored: #"髙﨑 "16" \ 綿"#))
        let items: [(level: Availability, metres: Double?)] = [
            (Availability(key: key, now: now), nil),
            (
                Availability(
                    key: key, onHand: -3, reserved: 2_000_000, safety: 1, seenAt: now - .seconds(86_400),
                    missedAt: now, now: now), 1_234.9
            ),
        ]
        guard case .written(let bytes) = Availability.answer(items).content else {
            Issue.record("it is written by hand")
            return
        }
        let read = try JSON(parsing: bytes)
        let built: JSON = ["items": .array(items.map { $0.level.json(metres: $0.metres) })]
        #expect(read == built)
        let failures = items.flatMap { Availability.schema.failures(of: $0.level.json(metres: $0.metres)) }
        #expect(failures.isEmpty)
        let none = Availability.answer([])
        guard case .written(let empty) = none.content else { return }
        #expect(String(decoding: empty, as: UTF8.self) == #"{"items":[]}"#)
    }
}
