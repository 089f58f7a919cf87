// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit
import PQ
import TestSupport
import Testing

@testable import Stock

private let a = SKU(stored: "A")

extension Shop {
    /// Imports as a client does that names a moment.
    fileprivate func load(_ text: String, asOf moment: Instant) async throws -> ImportReport {
        try await load(text, ImportOptions(asOf: try FigureMoment.judged(moment, now: effects.now())))
    }

    fileprivate func sell(_ units: Int, _ sku: String = "A") async throws {
        try await apply([StockChange(Shop.s1, SKU(stored: sku), onHand: -units, movement: .sold)])
    }
}

/// Absolute figures are of a moment: sent again, or late, they undo nothing that came since.
@Suite("Figures of a moment")
struct FigureMomentTests {
    private static let five = "location,sku,on_hand\nS001,A,5\n"

    @Test("A figure that is sent again adds what has moved since its moment, in every layout and by a till's count")
    func sentAgain() async throws {
        let files = [
            Self.five, "Handle,SKU,Location,On hand\na,A,本店,5\n",
            "{\"location\":\"S001\",\"sku\":\"A\",\"on_hand\":5}\n",
        ]
        for file in files {
            try await withShop { shop in
                let moment = shop.effects.now()
                #expect(try await shop.load(file, asOf: moment).counts[.stock]?.created == 1)
                shop.clock.advance(by: .seconds(60))
                try await shop.sell(2)
                let again = try await shop.load(file, asOf: moment)
                #expect(again.counts[.stock]?.unchanged == 1 && again.figuresAsOf == moment)
                #expect(try await shop.level("A").onHand == 3)
                let counted = StockEntry(sku: a, .counted(5), asOf: try FigureMoment.judged(moment, now: moment))
                _ = try await shop.room.record([counted], at: Shop.s1, author: .program("till"))
                #expect(try await shop.level("A").onHand == 3)
                #expect(try await shop.violations() == 0)
            }
        }
    }

    @Test("A moment of its own stands in each row; one to come, too old or unreadable is told")
    func column() async throws {
        try await withShop { shop in
            try await shop.receive(9, "A")
            let moment = shop.effects.now().rfc3339()
            shop.clock.advance(by: .seconds(60))
            try await shop.sell(2)
            let later = (shop.effects.now() + .seconds(3600)).rfc3339()
            let report = try await shop.load(
                """
                location,sku,on_hand,as_of
                S001,A,5,\(moment)
                S001,B,5,
                S001,C,5,yesterday
                S001,D,5,\(later)
                S001,E,5,2020-01-01T00:00:00Z
                """)
            #expect(
                report.faults.map { "\($0.line) \($0.column) \($0.reason.code)" } == [
                    "4 as_of bad_moment", "5 as_of old_moment", "6 as_of old_moment",
                ])
            #expect(try await shop.level("A").onHand == 3)
            #expect(try await shop.level("B").onHand == 5)
        }
    }

    @Test("The clock of others may go a minute ahead, and counts as now then")
    func bounds() throws {
        let now = try #require(Instant(rfc3339: "2026-11-22T10:00:00+09:00"))
        #expect(try FigureMoment.judged(now + .seconds(60), now: now).at == now)
        #expect(try FigureMoment.judged(now - .seconds(31 * 86_400), now: now).at == now - .seconds(31 * 86_400))
        for wrong in [now + .seconds(61), now - .seconds(31 * 86_400 + 1)] {
            #expect(throws: Refusal.self) { try FigureMoment.judged(wrong, now: now) }
        }
    }

    @Test(
        "A count or a figure of a later moment stands against one that comes late, also where it found nothing to change"
    )
    func overtaken() async throws {
        try await withShop { shop in
            let old = shop.effects.now()
            shop.clock.advance(by: .seconds(60))
            try await shop.receive(4, "A")
            shop.clock.advance(by: .seconds(60))
            let file = "location,sku,on_hand\nS001,A,4\n"
            #expect(try await shop.load(file, asOf: shop.effects.now()).counts[.stock]?.unchanged == 1)
            let late = try await shop.load("location,sku,on_hand\nS001,A,9\n", asOf: old)
            #expect(late.faults.map(\.reason) == [.overtaken] && late.failed == 0)
            #expect(try await shop.level("A").onHand == 4)
            shop.clock.advance(by: .seconds(60))
            try await shop.apply([StockChange(Shop.s1, a, counted: 4, movement: .counted, isSeen: true)])
            let entry = StockEntry(sku: a, .counted(1), asOf: try FigureMoment.judged(old, now: shop.effects.now()))
            _ = try await shop.room.record([entry], at: Shop.s1, author: .program("till"))
            #expect(try await shop.level("A").onHand == 4)
        }
    }

    @Test("Only a count has a moment, and only one line of its SKU in a request")
    func lines() async throws {
        try await withShop { shop in
            let moment = try FigureMoment.judged(shop.effects.now(), now: shop.effects.now())
            let sold = StockEntry(sku: a, .sold(1), asOf: moment)
            let counted = StockEntry(sku: a, .counted(1), asOf: moment)
            for entries in [[sold], [counted, StockEntry(sku: a, .sold(1))], [counted, counted]] {
                await #expect(throws: Refusal.self) {
                    _ = try await shop.room.record(entries, at: Shop.s1, author: .program("till"))
                }
            }
        }
    }

    @Test("Sales beside a figure of before are all added to it, whoever waits for whom")
    func race() async throws {
        try await withShop { shop in
            try await shop.receive(500, "A")
            let moment = shop.effects.now()
            shop.clock.advance(by: .seconds(1))
            let file = "location,sku,on_hand\nS001,A,400\n"
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 {
                    group.addTask { for _ in 0..<5 { try await shop.sell(1) } }
                    group.addTask { _ = try await shop.load(file, asOf: moment) }
                    group.addTask {
                        let entry = StockEntry(
                            sku: a, .counted(400), asOf: try FigureMoment.judged(moment, now: shop.effects.now()))
                        _ = try await shop.room.record([entry], at: Shop.s1, author: .program("till"))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await shop.level("A").onHand == 200)
            #expect(try await shop.violations() == 0)
        }
    }

    /// Is what a level must stand at: the last figure by its moment, and the movements since.
    private struct Model {
        var figure: (at: Instant, units: Int)?
        var moved: [(at: Instant, units: Int)] = []

        var onHand: Int {
            guard let figure else { return moved.reduce(0) { $0 + $1.units } }
            return moved.reduce(figure.units) { $1.at > figure.at ? $0 + $1.units : $0 }
        }

        mutating func state(_ units: Int, at moment: Instant) {
            if let figure, figure.at > moment { return }
            figure = (moment, units)
        }
    }

    @Test(
        "Movements, counts and figures that come late and again, in any order, end at the last figure and what moved since"
    )
    func interleavings() async throws {
        let seed =
            ProcessInfo.processInfo.environment["TORIOKI_SEED"].flatMap { UInt64($0) } ?? .random(in: 1...1 << 40)
        print("Figures of moments: TORIOKI_SEED=\(seed)")
        var dice = SeededRandom(seed: seed)
        try await withShop { shop in
            for sku in "ABCDEFGH" {
                var model = Model()
                var sent: [(at: Instant, units: Int)] = []
                var story: [String] = []
                let begin = shop.effects.now()
                for _ in 0..<40 {
                    shop.clock.advance(by: .seconds(Int64.random(in: 1...100, using: &dice)))
                    let now = shop.effects.now()
                    switch Int.random(in: 0...9, using: &dice) {
                    case 0...3:
                        let units = Int.random(in: -3...3, using: &dice)
                        guard units != 0 else { continue }
                        let kind = units < 0 ? Movement.Kind.sold : .received
                        try await shop.apply([
                            StockChange(Shop.s1, SKU(stored: "\(sku)"), onHand: units, movement: kind)
                        ])
                        model.moved.append((now, units))
                        story.append("moved \(units)")
                    case 4:
                        let units = Int.random(in: -2...9, using: &dice)
                        try await shop.apply([
                            StockChange(Shop.s1, SKU(stored: "\(sku)"), counted: units, movement: .counted)
                        ])
                        model.state(units, at: now)
                        story.append("counted \(units)")
                    default:
                        // New, of some time ago, or one that was sent before.
                        let span = (now - begin).microseconds
                        let new = (
                            at: now - .microseconds(Int64.random(in: 0...span, using: &dice)),
                            units: Int.random(in: -2...9, using: &dice)
                        )
                        let figure = Bool.random(using: &dice) ? sent.randomElement(using: &dice) ?? new : new
                        sent.append(figure)
                        _ = try await shop.load(
                            "location,sku,on_hand\nS001,\(sku),\(figure.units)\n", asOf: figure.at)
                        model.state(figure.units, at: figure.at)
                        story.append("figure \(figure.units) of \(figure.at.rfc3339())")
                    }
                    let words = Comment(rawValue: "seed \(seed), \(sku): \(story.joined(separator: "; "))")
                    guard let level = try? await shop.level("\(sku)") else {
                        #expect(model.onHand == 0, words)
                        continue
                    }
                    try #require(level.onHand == model.onHand, words)
                }
            }
            #expect(try await shop.violations() == 0)
        }
    }
}
