// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

extension StockRoom {
    /// Writes lines of a till or a clerk into the ledger of one location: all of them or none. Tills that write at the
    /// same time go together, and none pays for a neighbour that is refused.
    ///
    /// `keep` is the answer to be kept for an Idempotency-Key, in the same transaction. Gives the levels afterwards, in
    /// the order of their SKUs. A sale that takes on-hand below what is promised is written, and opens a shortage.
    ///
    /// Throws `Refusal.unknownSKU`, `.notFound(.location)` or `.doesNotFit`, and nothing is written then; `Overloaded`;
    /// `DatabaseError` (by `idempotency_pkey` when the key is taken).
    package func record(
        _ entries: [StockEntry], at location: LocationID, author: Author, keep: KeepAnswered? = nil
    ) async throws -> [LevelAfter] {
        guard (1...Limits.movementsPerRequest).contains(entries.count) else {
            throw Refusal.doesNotFit("1–\(Limits.movementsPerRequest) movements in one request")
        }
        let dated = Set(entries.filter { $0.asOf != nil }.map(\.sku))
        guard dated.allSatisfy({ sku in entries.count { $0.sku == sku } == 1 }) else {
            throw Refusal.doesNotFit("as_of: one line of a SKU in one request")
        }
        var changes: [StockChange] = []
        for entry in entries { changes.append(try entry.change(at: location)) }
        do {
            return try await recording.submit(Recording(changes: changes, author: author, keep: keep))
        } catch let error as DatabaseError where error.constraint == "stock_level_promise" {
            throw try await whyRefused(entries, at: location)
        }
    }

    /// Finds what a refused set lacked.
    private func whyRefused(_ entries: [StockEntry], at location: LocationID) async throws(DatabaseError) -> Refusal {
        guard try await places.reload()[location] != nil else { return .notFound(.location) }
        let known = Set(try await database.run(FindSKUs(entries.map(\.sku))).map(\.sku))
        if let unknown = entries.first(where: { !known.contains($0.sku) }) { return .unknownSKU(unknown.sku) }
        return .doesNotFit("stock of more than 1,000,000,000 units")
    }
}

/// Is what one till writes in one request.
struct Recording: Sendable {
    let changes: [StockChange]
    let author: Author
    let keep: KeepAnswered?

    /// Whether it holds a figure of another moment than now, which stands alone for its level.
    private var isDated: Bool { changes.contains { $0.asOf != nil } }

    /// Writes for a set of tills. Those of one author are one statement and one transaction; where the database refuses
    /// it for one till's sake, nothing of it stays, and its halves are written for themselves. Whoever sends a figure of a
    /// moment goes alone.
    static func write(
        _ recordings: [Recording], _ effects: Effects, _ database: Database
    ) async -> [Result<[LevelAfter], any Error>] {
        let places = Dictionary(grouping: recordings.indices) { recordings[$0].isDated }
        let byAuthor = Dictionary(grouping: places[false] ?? []) { recordings[$0].author.description }
        let groups = byAuthor.sorted { $0.key < $1.key }.map(\.value) + (places[true] ?? []).map { [$0] }
        guard groups.count > 1 else { return await together(recordings[...], effects, database) }
        var outcomes = [Result<[LevelAfter], any Error>?](repeating: nil, count: recordings.count)
        for places in groups {
            let written = await together(places.map { recordings[$0] }[...], effects, database)
            for (place, outcome) in zip(places, written) { outcomes[place] = outcome }
        }
        return outcomes.map { $0 ?? .failure(CancellationError()) }
    }

    private static func together(
        _ recordings: ArraySlice<Recording>, _ effects: Effects, _ database: Database
    ) async -> [Result<[LevelAfter], any Error>] {
        guard let author = recordings.first?.author else { return [] }
        let changes = StockChanges(
            recordings.flatMap(\.changes), author: author, at: effects.now(), effects: effects, onRefusal: .fail)
        var batch = Batch(name: "RecordStock")
        let levels = changes.add(to: &batch)
        let kept = recordings.compactMap(\.keep)
        if !kept.isEmpty { batch.add(KeepAnsweredSet(kept)) }
        do {
            let after = Dictionary(
                try await database.run(batch, isShielded: true)[levels].map { ($0.key, $0) },
                uniquingKeysWith: { first, _ in first })
            return recordings.map { recording in
                .success(Set(recording.changes.map(\.key)).sorted().compactMap { after[$0] })
            }
        } catch {
            guard error.kind == .server, recordings.count > 1 else { return recordings.map { _ in .failure(error) } }
            let middle = recordings.startIndex + recordings.count / 2
            let first = await together(recordings[..<middle], effects, database)
            return first + (await together(recordings[middle...], effects, database))
        }
    }
}
