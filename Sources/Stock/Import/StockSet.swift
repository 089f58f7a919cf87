// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Gathers stock figures and writes those that are new or differ, a set at a time.
struct StockSet {
    struct Figure {
        let line: Int
        let key: StockKey
        let onHand: Int
        /// nil: stays as it is.
        let safety: Int?
    }

    private var figures: [Figure] = []

    var isFull: Bool { figures.count >= Limits.importSetRows }

    mutating func add(_ figure: Figure) { figures.append(figure) }

    mutating func flush(_ run: ImportRun) async throws(DatabaseError) {
        guard !figures.isEmpty else { return }
        let taken = figures
        figures = []
        var new: [Figure] = []
        var recounted: [Figure] = []
        var resafed: [Figure] = []
        var counts = ImportReport.Counts()
        for row in try await run.read(CompareLevels(taken.map(\.key))) {
            let figure = taken[row.index]
            if !row.hasSKU, !run.wouldExist(figure.key.sku) {
                run.fault(line: figure.line, ColumnFault("sku", .unknownSKU))
            } else if let onHand = row.onHand, let safety = row.safety {
                let (countDiffers, safetyDiffers) = (onHand != figure.onHand, safety != figure.safety ?? safety)
                if countDiffers { recounted.append(figure) }
                if safetyDiffers { resafed.append(figure) }
                if countDiffers || safetyDiffers { counts.updated += 1 } else { counts.unchanged += 1 }
            } else {
                new.append(figure)
                counts.created += 1
            }
        }
        run.count(.stock) {
            $0.created += counts.created
            $0.updated += counts.updated
            $0.unchanged += counts.unchanged
        }
        try await write(run, new: new, recounted: recounted, resafed: resafed)
    }

    private func write(
        _ run: ImportRun, new: [Figure], recounted: [Figure], resafed: [Figure]
    ) async throws(DatabaseError) {
        guard !(new.isEmpty && recounted.isEmpty && resafed.isEmpty), !run.isDry else { return }
        var batch = Batch(name: "ImportStock")
        let cause = "import:\(run.report.file)"
        let created = batch.add(
            CreateLevels(new, ids: new.map { _ in run.effects.uniqueID(at: run.at) }, cause: cause, run: run))
        if !resafed.isEmpty { batch.add(SetSafety(resafed.map { ($0.key, $0.safety ?? 0) })) }
        if !recounted.isEmpty { counts(recounted, cause, run).add(to: &batch) }
        guard let results = try await run.write(batch) else { return }
        let made = Set(try results[created])
        let raced = new.filter { !made.contains($0.key) }
        guard !raced.isEmpty else { return }
        // Somebody made these levels since they were compared: now they are counted like the others.
        var second = Batch(name: "ImportStock")
        counts(raced, cause, run).add(to: &second)
        second.add(SetSafety(raced.map { ($0.key, $0.safety ?? 0) }))
        _ = try await run.write(second)
    }

    private func counts(_ figures: [Figure], _ cause: String, _ run: ImportRun) -> StockChanges {
        let changes = figures.map { figure in
            StockChange(
                figure.key.location, figure.key.sku, counted: figure.onHand, movement: .counted, reason: "import",
                cause: cause)
        }
        return StockChanges(changes, author: run.options.author, at: run.at, effects: run.effects)
    }
}

/// Tells for each key, by its index, whether its SKU exists and what its level says; NULLs where there is none.
struct CompareLevels: Statement {
    static let sql = """
        SELECT k.number - 1, s.sku IS NOT NULL, l.on_hand, l.safety
        FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS k(location_id, sku, number)
        LEFT JOIN sku s ON s.sku = k.sku
        LEFT JOIN stock_level l ON l.location_id = k.location_id AND l.sku = k.sku
        ORDER BY k.number
        """
    static let isReadOnly = true

    let keys: [StockKey]

    init(_ keys: [StockKey]) { self.keys = keys }

    func bind(_ parameters: inout Parameters) {
        parameters.add(keys.map(\.location.code))
        parameters.add(keys.map(\.sku.code))
    }

    static func decode(
        _ row: inout RowReader
    ) throws(DatabaseError) -> (index: Int, hasSKU: Bool, onHand: Int?, safety: Int?) {
        (try row(), try row(), try row(), try row())
    }
}

/// Creates levels with their first figure and its movement, and gives the keys of those that did not exist yet.
struct CreateLevels: Statement {
    static let sql = """
        WITH asked AS MATERIALIZED (
            SELECT location_id COLLATE "C" AS location_id, sku COLLATE "C" AS sku, on_hand, safety, movement_id
            FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::uuid[])
                AS n(location_id, sku, on_hand, safety, movement_id)
        ),
        created AS (
            INSERT INTO stock_level (location_id, sku, on_hand, safety)
            SELECT location_id, sku, on_hand, safety
            FROM asked
            -- By key, as everywhere: see ApplyStock.
            ORDER BY location_id, sku
            ON CONFLICT (location_id, sku) DO NOTHING
            RETURNING location_id, sku
        ),
        moved AS (
            INSERT INTO stock_movement (location_id, sku, movement_id, kind, quantity, reason, cause, author, at)
            SELECT a.location_id, a.sku, a.movement_id, 'counted', a.on_hand, 'import', $6, $7, $8
            FROM created c
            JOIN asked a ON a.location_id = c.location_id AND a.sku = c.sku
            WHERE a.on_hand <> 0
        )
        SELECT location_id, sku
        FROM created
        """

    private let figures: [StockSet.Figure]
    private let ids: [UniqueID]
    private let cause: String
    private let author: Author
    private let at: Instant

    init(_ figures: [StockSet.Figure], ids: [UniqueID], cause: String, run: ImportRun) {
        self.figures = figures
        self.ids = ids
        self.cause = cause
        author = run.options.author
        at = run.at
    }

    func bind(_ parameters: inout Parameters) {
        parameters.add(figures.map(\.key.location.code))
        parameters.add(figures.map(\.key.sku.code))
        parameters.add(figures.map { Int32(clamping: $0.onHand) })
        parameters.add(figures.map { Int32(clamping: $0.safety ?? 0) })
        parameters.add(ids)
        parameters.add(cause)
        parameters.add(author.description)
        parameters.add(at)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> StockKey {
        StockKey(LocationID(stored: try row()), SKU(stored: try row()))
    }
}
