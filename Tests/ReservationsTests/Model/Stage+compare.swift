// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import ShopSupport
import Stock

@testable import Contact
@testable import Reservations

extension Stage {
    /// Compares every stock figure, and the orders that an act may have touched, with the model; learns the ids of new
    /// tasks.
    mutating func compare(since before: World) async throws {
        let touched = world.order.filter { id in
            world.orders[id] != before.orders[id] || tasks(of: id, in: world) != tasks(of: id, in: before)
        }
        try await compare(touched)
    }

    /// Compares everything, as at the end of a sequence.
    mutating func compareAll() async throws { try await compare(world.order) }

    private func tasks(of id: ReservationID, in world: World) -> [World.Task] { world.tasks.filter { $0.order == id } }

    private mutating func compare(_ ids: [ReservationID]) async throws {
        var batch = Batch()
        let levels = batch.add(ReadAllFigures())
        let lines = batch.add(ReadLines(ids: ids))
        let rows = ids.map { batch.add(ReadReservation(id: $0)) }
        let tasks = ids.map { batch.add(ReadTasksOfReservation(id: $0)) }
        let results = try await shop.database.run(batch)
        try compare(try results[levels])
        let read = try rows.flatMap { try results[$0] }.holding(try results[lines])
        for (i, id) in ids.enumerated() {
            guard let real = read.first(where: { $0.id == id }), let order = world.orders[id] else {
                throw Parted("\(id) is not there")
            }
            try compare(real, order)
            try compare(try results[tasks[i]], of: id)
        }
    }

    private func compare(_ rows: [(key: StockKey, figures: Figures)]) throws(Parted) {
        let real = Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0.figures) })
        for key in Set(real.keys).union(world.levels.keys) {
            let level = world.levels[key] ?? World.Level()
            let expected = Figures(level.onHand, level.reserved, level.short)
            let got = real[key] ?? Figures(0, 0, 0)
            guard got == expected else {
                throw Parted("level \(key.location) \(key.sku): \(got), expected: \(expected)")
            }
        }
    }

    private func compare(_ real: Reservation, _ order: World.Order) throws(Parted) {
        func same<T: Equatable>(_ what: String, _ got: T, _ expected: T) throws(Parted) {
            guard got == expected else { throw Parted("\(real.id) \(what): \(got), expected: \(expected)") }
        }
        try same("hold", real.hold, order.hold)
        try same("work", real.fulfilment, order.work)
        try same("contact", real.contact, order.contact)
        try same("until", real.pickUpBy, order.until)
        try same("extensions", real.extensions, order.extensions)
        let items = real.lines.map {
            World.Item(
                sku: $0.sku.code, price: $0.unitPrice, quantity: $0.quantity, missing: $0.missing, picked: $0.picked,
                collected: $0.collected, held: $0.heldAt, travels: $0.shippedAt != nil)
        }
        try same("items", items, order.items)
        try same("numbers", real.lines.map(\.number), Array(1..<order.items.count + 1))
    }

    private mutating func compare(_ real: [ContactTask], of id: ReservationID) throws(Parted) {
        let mine = world.tasks.indices.filter { world.tasks[$0].order == id }
        guard real.count == mine.count else { throw Parted("\(id): \(real.count) tasks, expected: \(mine.count)") }
        let known = Set(mine.compactMap { world.tasks[$0].id })
        for i in mine {
            if world.tasks[i].id == nil {
                world.tasks[i].id = real.first { !known.contains($0.id) && $0.purpose == world.tasks[i].purpose }?.id
            }
            let expected = world.tasks[i]
            guard let task = real.first(where: { $0.id == expected.id }) else { throw Parted("\(id): task not found") }
            let got = World.Task(
                id: task.id, order: id, purpose: task.purpose, isCall: task.channel == .phone, state: task.state,
                attempts: task.attempts,
                due: task.dueAt, next: task.nextAttemptAt, pauses: task.retryMinutes,
                earlier: task.earlierAttempts, releases: task.whenUnreachable == .release, agent: task.offeredTo,
                offerEnds: task.offerEndsAt)
            guard got == expected else { throw Parted("\(id) task: \(got), expected: \(expected)") }
        }
    }
}

private struct ReadAllFigures: Statement {
    static let sql = "SELECT location_id, sku, on_hand, reserved, short FROM stock_level"
    static let isReadOnly = true

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (key: StockKey, figures: Figures) {
        let key = StockKey(LocationID(stored: try row()), SKU(stored: try row()))
        return (key, Figures(try row(), try row(), try row()))
    }
}
