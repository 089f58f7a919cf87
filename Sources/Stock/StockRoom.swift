// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Answers what lies where, and keeps the ledger of it.
package struct StockRoom: Sendable {
    package let database: Database
    package let effects: Effects
    package let places: Places
    private let asking: Coalescer<LevelQuestion, [ReadLevels.Level?]>
    let recording: Coalescer<Recording, [LevelAfter]>

    package init(database: Database, effects: Effects, places: Places) {
        self.database = database
        self.effects = effects
        self.places = places
        asking = Coalescer(lanes: Limits.readLanes, setLimit: Limits.readSet, waitingLimit: Limits.readWaiting) {
            await LevelQuestion.answer($0, database)
        }
        recording = Coalescer(
            lanes: Limits.intakeWritingLanes, setLimit: Limits.readSet, waitingLimit: Limits.readWaiting
        ) { await Recording.write($0, effects, database) }
    }

    /// Tells what the locations have of the SKUs: one answer for each pair, zeros where there is no level, in the
    /// order that was asked.
    ///
    /// Throws `Refusal.doesNotFit` for more than `Limits.availabilityKeys` SKUs or locations.
    package func availability(skus: [SKU], locations: [LocationID]) async throws -> [Availability] {
        guard skus.count <= Limits.availabilityKeys, locations.count <= Limits.availabilityKeys else {
            throw Refusal.doesNotFit("at most \(Limits.availabilityKeys) SKUs and locations in one question")
        }
        let question = LevelQuestion(locations: locations, skus: skus)
        // A long question goes alone: beside it, short ones would wait for it.
        let levels =
            question.count > Limits.levelsTogether
            ? try await LevelQuestion.answer([question], database)[0].get() : try await asking.submit(question)
        let now = effects.now()
        var answers: [Availability] = []
        answers.reserveCapacity(levels.count)
        for location in locations {
            for sku in skus {
                let key = StockKey(location, sku)
                guard let level = levels[answers.count] else {
                    answers.append(Availability(key: key, now: now))
                    continue
                }
                answers.append(
                    Availability(
                        key: key, onHand: level.onHand, reserved: level.reserved, safety: level.safety,
                        seenAt: level.seenAt, missedAt: level.missedAt, now: now))
            }
        }
        return answers
    }

    /// Tells what the stores nearest to a point and the warehouses have of the SKUs, nearest first, warehouses last.
    package func availability(
        skus: [SKU], near point: Coordinates, stores: Int
    ) async throws -> [(location: Location, metres: Double?, levels: [Availability])] {
        let directory = try await places.current()
        let nearest = directory.nearest(to: point, limit: min(stores, Limits.availabilityKeys))
        let warehouses = directory.warehouses.prefix(Limits.availabilityKeys - nearest.count)
        let asked: [(location: Location, metres: Double?)] =
            nearest.map { ($0.location, $0.metres) }
            + warehouses.map { ($0, $0.coordinates.map { point.metres(to: $0) }) }
        let levels = try await availability(skus: skus, locations: asked.map(\.location.id))
        let byLocation = Dictionary(grouping: levels, by: \.key.location)
        return asked.map { ($0.location, $0.metres, byLocation[$0.location.id] ?? []) }
    }

    /// Lists the open shortages of locations, the oldest first, at most a page of them.
    package func shortages(locations: [LocationID]) async throws(DatabaseError) -> [Shortage] {
        try await database.run(ReadShortages(locations: locations))
    }

    /// Writes how a shortage came right.
    ///
    /// A shortage closes when the figures do: by a count, a receipt, a cancelled or rerouted reservation. As long as
    /// customers are promised units that are not there it cannot be talked away: throws `Refusal.doesNotFit`, or
    /// `Refusal.notFound` when there is no such shortage.
    package func closeShortage(_ id: ShortageID, resolution: String, author: Author) async throws {
        try await database.transaction { transaction in
            let statement = ResolveShortage(id: id, resolution: resolution)
            guard let found = try await transaction.first(statement) else { throw Refusal.notFound(.shortage) }
            guard found.short == 0 else { throw Refusal.doesNotFit("\(found.short) units are still short") }
            var batch = Batch(name: "CloseShortage")
            batch.add(
                AppendEvents([
                    Event(
                        location: id.location, subject: id.unique, number: found.lastEvent + 1,
                        .shortageResolved(.init(resolution: resolution)), author: author.description,
                        at: effects.now())
                ]))
            _ = try await transaction.finish(batch)
        }
    }

    /// Reads the ledger of one level, the newest movement first; `before` is where the last page ended.
    package func ledger(
        _ location: LocationID, _ sku: SKU, before: UniqueID? = nil, limit: Int = Limits.defaultPageRows
    ) async throws(DatabaseError) -> [Movement] {
        try await database.run(ReadLedger(key: StockKey(location, sku), before: before, limit: limit))
    }

    /// Sets how many units of a SKU are kept back from promises at a location; the level is made if there is none.
    ///
    /// Throws `Refusal.unknownSKU` when catalogue or location do not exist, `.doesNotFit` for a negative number.
    package func setSafety(_ safety: Int, of sku: SKU, at location: LocationID) async throws {
        guard (0...Limits.unitsPerMovement).contains(safety) else {
            throw Refusal.doesNotFit("safety stock is 0–\(Limits.unitsPerMovement)")
        }
        var batch = Batch(name: SetSafety.name)
        let key = StockKey(location, sku)
        batch.add(EnsureLevels([key]))
        let written = batch.add(SetSafety(key: key, safety: safety))
        guard try await database.run(batch).count(written) == 1 else { throw Refusal.unknownSKU(sku) }
    }

    /// Finds SKUs that are sold by a part of their code or name, or by their GTIN.
    package func search(_ text: String, limit: Int = Limits.defaultPageRows) async throws(DatabaseError)
        -> [CatalogueItem]
    {
        try await database.run(SearchCatalogue(text: text, limit: limit))
    }
}
