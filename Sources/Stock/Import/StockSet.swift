// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Gathers stock figures and writes those that are new or differ, a set at a time.
struct StockSet {
    struct Figure: Sendable {
        let line: Int
        /// The column that gives it.
        let column: String
        let key: StockKey
        /// Below zero where others have sold more than they believed in.
        let onHand: Int
        /// nil: stays as it is.
        let safety: Int?
        /// The moment that the row itself names; nil: that of the file.
        var asOf: FigureMoment?
    }

    /// What a figure may be.
    static let bounds = -Limits.unitsPerMovement...Limits.unitsPerMovement

    private var figures: [Figure] = []

    var isFull: Bool { figures.count >= Limits.importSetRows }

    mutating func add(_ figure: Figure) { figures.append(figure) }

    /// Writes what was gathered, a few parts at once. Where one fails, what the others wrote stays, as earlier sets do.
    mutating func flush(_ run: ImportRun) async throws(DatabaseError) {
        guard !figures.isEmpty else { return }
        let taken = figures
        figures = []
        let size = (taken.count + run.session.lanes - 1) / run.session.lanes
        let parts = stride(from: 0, to: taken.count, by: size).map { start in
            StockPart(figures: Array(taken[start..<min(start + size, taken.count)]), run: run)
        }
        let outcomes = await withTaskGroup(of: Result<StockPart.Outcome, DatabaseError>.self) { group in
            for part in parts { group.addTask { await part.write() } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for outcome in outcomes { tell(try outcome.get(), run) }
    }

    private func tell(_ outcome: StockPart.Outcome, _ run: ImportRun) {
        var created = outcome.created
        for figure in outcome.unknown {
            if run.wouldExist(figure.key.sku) {
                created += 1
            } else {
                run.fault(line: figure.line, ColumnFault("sku", .unknownSKU))
            }
        }
        run.report.figuresAsOf = run.moment.at
        for figure in outcome.overtaken {
            run.report.add(ImportFault(.warning, line: figure.line, column: figure.column, .overtaken))
        }
        for figure in outcome.known where figure.onHand < 0 {
            run.report.add(
                ImportFault(.warning, line: figure.line, column: figure.column, .belowZero(figure.onHand)))
        }
        run.count(.stock) {
            $0.created += created
            $0.updated += outcome.updated
            $0.unchanged += outcome.unchanged
        }
    }
}

/// Is a part of a set, written by itself: one read to compare, one transaction for what is new or differs.
struct StockPart: Sendable {
    let figures: [StockSet.Figure]
    private let session: ImportSession
    private let effects: Effects
    private let author: Author
    private let at: Instant
    private let cause: String
    private let moment: FigureMoment
    /// Whether somebody has said of which moment the file is: levels that are right already note it then, too, so that an
    /// older file that comes late does not touch them.
    private let isStated: Bool

    init(figures: [StockSet.Figure], run: ImportRun) {
        self.figures = figures
        session = run.session
        effects = run.effects
        author = run.options.author
        at = run.at
        cause = "import:\(run.report.file)"
        moment = run.moment
        isStated = run.options.asOf != nil
    }

    private func moment(of figure: StockSet.Figure) -> FigureMoment { figure.asOf ?? moment }

    struct Outcome: Sendable {
        var created = 0
        var updated = 0
        var unchanged = 0
        /// Of SKUs that are there, and of those that are not.
        var known: [StockSet.Figure] = []
        var unknown: [StockSet.Figure] = []
        /// Against which a later figure stands.
        var overtaken: [StockSet.Figure] = []
    }

    func write() async -> Result<Outcome, DatabaseError> {
        var outcome = Outcome()
        var new: [StockSet.Figure] = []
        var recounted: [StockSet.Figure] = []
        var resafed: [StockSet.Figure] = []
        var confirmed: [StockSet.Figure] = []
        do {
            let asked = figures.map { (key: $0.key, asOf: moment(of: $0)) }
            for row in try await session.read(CompareLevels(asked)) {
                let figure = figures[row.index]
                guard row.hasSKU else {
                    outcome.unknown.append(figure)
                    continue
                }
                outcome.known.append(figure)
                if let onHand = row.onHand, let safety = row.safety {
                    let isOvertaken = row.figureAt.map { $0 > moment(of: figure).at } ?? false
                    let isRight = onHand == figure.onHand + row.since
                    if isOvertaken, !isRight { outcome.overtaken.append(figure) }
                    let (countDiffers, safetyDiffers) = (!isOvertaken && !isRight, safety != figure.safety ?? safety)
                    if countDiffers { recounted.append(figure) }
                    if isRight, !isOvertaken, isStated || figure.asOf != nil { confirmed.append(figure) }
                    if safetyDiffers { resafed.append(figure) }
                    if countDiffers || safetyDiffers { outcome.updated += 1 } else { outcome.unchanged += 1 }
                } else {
                    new.append(figure)
                    outcome.created += 1
                }
            }
            try await write(new: new, recounted: recounted, resafed: resafed, confirmed: confirmed)
            return .success(outcome)
        } catch {
            return .failure(error)
        }
    }

    private func write(
        new: [StockSet.Figure], recounted: [StockSet.Figure], resafed: [StockSet.Figure],
        confirmed: [StockSet.Figure]
    ) async throws(DatabaseError) {
        guard !(new.isEmpty && recounted.isEmpty && resafed.isEmpty && confirmed.isEmpty) else { return }
        var batch = Batch(name: "ImportStock")
        let created = batch.add(
            CreateLevels(
                new.map { ($0, moment(of: $0)) }, ids: new.map { _ in effects.uniqueID(at: at) }, cause: cause,
                author: author, at: at))
        if !resafed.isEmpty { batch.add(SetSafety(resafed.map { ($0.key, $0.safety ?? 0) })) }
        if !confirmed.isEmpty { batch.add(ConfirmFigures(confirmed.map { ($0.key, moment(of: $0)) })) }
        if !recounted.isEmpty { counts(recounted).add(to: &batch) }
        guard let results = try await session.write(batch) else { return }
        let made = Set(try results[created])
        let raced = new.filter { !made.contains($0.key) }
        guard !raced.isEmpty else { return }
        // Somebody made these levels since they were compared: now they are counted like the others.
        var second = Batch(name: "ImportStock")
        counts(raced).add(to: &second)
        second.add(SetSafety(raced.map { ($0.key, $0.safety ?? 0) }))
        _ = try await session.write(second)
    }

    private func counts(_ figures: [StockSet.Figure]) -> StockChanges {
        let changes = figures.map { figure in
            StockChange(
                figure.key.location, figure.key.sku, counted: figure.onHand, asOf: moment(of: figure),
                movement: .counted, reason: "import", cause: cause)
        }
        return StockChanges(changes, author: author, at: at, effects: effects)
    }
}

/// Tells for each key, by its index, whether its SKU exists, what its level says, and what has moved since a moment;
/// NULLs where there is no level.
struct CompareLevels: Statement {
    static let sql = """
        SELECT a.number - 1, s.sku IS NOT NULL, l.on_hand, l.safety, l.figure_at,
            CASE WHEN l.sku IS NULL THEN 0 ELSE \(FigureSince.sql) END
        FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::uuid[]) WITH ORDINALITY
            AS a(location_id, sku, as_of, since_id, number)
        LEFT JOIN sku s ON s.sku = a.sku
        LEFT JOIN stock_level l ON l.location_id = a.location_id AND l.sku = a.sku
        ORDER BY a.number
        """
    static let isReadOnly = true

    let asked: [(key: StockKey, asOf: FigureMoment)]

    init(_ asked: [(key: StockKey, asOf: FigureMoment)]) { self.asked = asked }

    func bind(_ parameters: inout Parameters) {
        parameters.add(asked.map(\.key.location.code))
        parameters.add(asked.map(\.key.sku.code))
        parameters.add(asked.map(\.asOf.at))
        parameters.add(asked.map(\.asOf.firstMovement))
    }

    static func decode(
        _ row: inout RowReader
    ) throws(DatabaseError) -> (
        index: Int, hasSKU: Bool, onHand: Int?, safety: Int?, figureAt: Instant?, since: Int
    ) {
        (try row(), try row(), try row(), try row(), try row(), try row())
    }
}

/// Creates levels with their first figure and its movement, and gives the keys of those that did not exist yet.
struct CreateLevels: Statement {
    static let sql = """
        WITH asked AS MATERIALIZED (
            SELECT location_id COLLATE "C" AS location_id, sku COLLATE "C" AS sku, on_hand, safety, movement_id,
                figure_at
            FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::uuid[], $9::timestamptz[])
                AS n(location_id, sku, on_hand, safety, movement_id, figure_at)
        ),
        created AS (
            INSERT INTO stock_level (location_id, sku, on_hand, safety, figure_at)
            SELECT location_id, sku, on_hand, safety, figure_at
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

    private let figures: [(figure: StockSet.Figure, asOf: FigureMoment)]
    private let ids: [UniqueID]
    private let cause: String
    private let author: Author
    private let at: Instant

    init(
        _ figures: [(figure: StockSet.Figure, asOf: FigureMoment)], ids: [UniqueID], cause: String, author: Author,
        at: Instant
    ) {
        self.figures = figures
        self.ids = ids
        self.cause = cause
        self.author = author
        self.at = at
    }

    func bind(_ parameters: inout Parameters) {
        parameters.add(figures.map(\.figure.key.location.code))
        parameters.add(figures.map(\.figure.key.sku.code))
        parameters.add(figures.map { Int32(clamping: $0.figure.onHand) })
        parameters.add(figures.map { Int32(clamping: $0.figure.safety ?? 0) })
        parameters.add(ids)
        parameters.add(cause)
        parameters.add(author.description)
        parameters.add(at)
        parameters.add(figures.map(\.asOf.at))
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> StockKey {
        StockKey(LocationID(stored: try row()), SKU(stored: try row()))
    }
}

/// Notes of levels that a figure found right of which moment it told.
struct ConfirmFigures: Statement {
    static let sql = """
        WITH locked AS MATERIALIZED (
            -- By key, as everywhere: see ApplyStock.
            SELECT l.location_id, l.sku, n.at
            FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS n(location_id, sku, at)
            JOIN stock_level l ON l.location_id = n.location_id AND l.sku = n.sku
            ORDER BY l.location_id, l.sku
            FOR NO KEY UPDATE OF l
        )
        UPDATE stock_level l
        SET figure_at = n.at
        FROM locked n
        WHERE l.location_id = n.location_id AND l.sku = n.sku AND n.at > coalesce(l.figure_at, '-infinity')
        """

    let figures: [(key: StockKey, asOf: FigureMoment)]

    init(_ figures: [(key: StockKey, asOf: FigureMoment)]) { self.figures = figures }

    func bind(_ parameters: inout Parameters) {
        parameters.add(figures.map(\.key.location.code))
        parameters.add(figures.map(\.key.sku.code))
        parameters.add(figures.map(\.asOf.at))
    }
}
