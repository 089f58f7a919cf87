// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Stock

/// Lets reservations that arrive together go together: what is known is read for all of them in one round trip, and they
/// are asked for in one statement with one commit. A set refuses nobody for a neighbour's sake.
struct IntakeSets: Sendable {
    let looking: Coalescer<Look, Known>
    let asking: Coalescer<ReservationDraft, ReserveSet.Row>

    init(database: Database) {
        looking = Coalescer(
            lanes: Limits.intakeLookingLanes, setLimit: Limits.intakeSet, waitingLimit: Limits.intakeWaiting,
            oldest: .seconds(Limits.intakeQueueSeconds)
        ) { looks in await Look.perform(looks, database) }
        asking = Coalescer(
            lanes: Limits.intakeWritingLanes, setLimit: Limits.intakeSet, waitingLimit: Limits.intakeWaiting,
            oldest: .seconds(Limits.intakeQueueSeconds)
        ) { drafts in await ReservationDraft.ask(drafts, database) }
    }

    /// Whether either queue is so old that nobody else may join it.
    var isShut: Bool { looking.isShut || asking.isShut }
}

/// Asks for all that a new reservation depends on.
struct Look: Sendable {
    let heldAt: LocationID
    let skus: [SKU]
    let customer: Claimant
    let now: Instant
    let key: FindAnswered?

    init(_ request: ReservationRequest, now: Instant, _ key: FindAnswered?) {
        heldAt = request.heldAt
        skus = request.summed.map(\.sku)
        customer = request.customer
        self.now = now
        self.key = key
    }

    /// The record that is named; nil where somebody gives of themselves.
    private var record: CustomerID? {
        if case .record(let id) = customer { id } else { nil }
    }

    /// The identities that are given; none where a record is named.
    private var identities: [CustomerIdentity] {
        if case .given(let draft) = customer { draft.identities(at: now) } else { [] }
    }

    /// Reads for a set of askers in one round trip.
    static func perform(_ looks: [Look], _ database: Database) async -> [Result<Known, any Error>] {
        var batch = Batch(name: "Look")
        let quotes = batch.add(
            Quote(
                asked: looks.enumerated().flatMap { ord, look in
                    look.skus.map { (ord: ord, location: look.heldAt, sku: $0) }
                }))
        let records = looks.enumerated().compactMap { ord, look in look.record.map { (ord: ord, id: $0) } }
        let standings = records.isEmpty ? nil : batch.add(StandingOfRecords(records: records.map(\.id)))
        let addresses = records.isEmpty ? nil : batch.add(AddressesOfRecords(records: records.map(\.id)))
        let given = looks.enumerated().flatMap { ord, look in look.identities.map { (ord: ord, identity: $0) } }
        let matches = given.isEmpty ? nil : batch.add(MatchIdentities(asked: given))
        let answers = batch.add(
            FindAnsweredSet(looks.enumerated().compactMap { ord, look in look.key.map { (ord: ord, find: $0) } }))
        do {
            let results = try await database.run(batch, isShielded: true)
            let quoted = Dictionary(grouping: try results[quotes], by: \.ord)
            let answered = Dictionary(
                try results[answers].map { ($0.ord, $0.row) }, uniquingKeysWith: { first, _ in first })
            let stands = try standings.map { handle throws(DatabaseError) in try results[handle] } ?? []
            let byOrd = Dictionary(uniqueKeysWithValues: zip(records.map(\.ord), stands))
            let led = Dictionary(
                grouping: try addresses.map { handle throws(DatabaseError) in try results[handle] } ?? [],
                by: \.customer)
            let addressed = Dictionary(uniqueKeysWithValues: records.map { ($0.ord, led[$0.id] ?? []) })
            let matched = Dictionary(
                grouping: try matches.map { handle throws(DatabaseError) in try results[handle] } ?? [], by: \.ord)
            return looks.indices.map { ord in
                .success(
                    Known(
                        quotes: quoted[ord] ?? [], record: byOrd[ord],
                        addresses: addressed[ord] ?? [], matches: matched[ord] ?? [],
                        answered: answered[ord]))
            }
        } catch {
            return looks.map { _ in .failure(error) }
        }
    }
}

extension ReservationDraft {
    /// Asks for a set of drafts in one statement: first as if all of it fits, which is the rule; where it does not, each
    /// is decided. Where the database refuses the set for one draft's sake (a key or a code that is taken), nothing of
    /// it stays, and its halves are asked for themselves: the one is found, and its neighbours are served.
    static func ask(
        _ drafts: [ReservationDraft], _ database: Database
    ) async -> [Result<ReserveSet.Row, any Error>] {
        do {
            do {
                _ = try await run(ReserveAll(drafts: drafts), for: drafts, database)
                return drafts.map { _ in .success(.reserved) }
            } catch  where error.sqlState == .divisionByZero {
                return try await run(ReserveSet(drafts: drafts), for: drafts, database).map { .success($0) }
            }
        } catch {
            guard error.kind == .server else { return drafts.map { _ in .failure(error) } }
            if drafts.count > 1 {
                let middle = drafts.count / 2
                let first = await ask(Array(drafts[..<middle]), database)
                return first + (await ask(Array(drafts[middle...]), database))
            }
            // Another reservation has the code, the key, or the shop's own id of its customer: look again.
            let isTaken = [
                KeepAnswered.constraint, "reservation_pickup_code", "customer_identity_external",
            ].contains(error.constraint)
            return [isTaken ? .success(.again) : .failure(error)]
        }
    }

    /// Runs a statement that writes a set, and behind it what the drafts bring along, as one transaction.
    private static func run<S: Statement>(
        _ statement: S, for drafts: [ReservationDraft], _ database: Database
    ) async throws(DatabaseError) -> [S.Row] {
        var batch = Batch(name: "Reserve")
        let rows = batch.add(statement)
        var alongside = Gathering()
        for draft in drafts { alongside.append(draft.alongside) }
        alongside.add(to: &batch)
        return try await database.run(batch, isShielded: true)[rows]
    }
}

/// Holds what was known about the goods and the customer when a reservation was asked for.
struct Known: Sendable {
    let quotes: [Quote.Row]
    /// The record that was named; nil where somebody gave of themselves.
    let record: StandingOfRecords.Row?
    /// The record's addresses.
    let addresses: [AddressesOfRecords.Row]
    /// What is known of the identities that were given.
    let matches: [MatchIdentities.Row]
    /// What the client's key did before.
    let answered: FindAnswered.Row?

    /// Makes the lines that can be promised.
    func lines(for request: ReservationRequest) throws(Refusal) -> [Line] {
        let bySKU = Dictionary(uniqueKeysWithValues: quotes.map { ($0.sku, $0) })
        var lines: [Line] = []
        for (sku, asked) in request.summed {
            guard let quote = bySKU[sku] else { throw .unknownSKU(sku) }
            guard quote.available >= asked || request.partial else {
                throw .soldOut(sku: sku, location: request.heldAt, available: quote.available)
            }
            let quantity = min(asked, quote.available)
            guard quantity > 0 else { continue }
            lines.append(
                Line(
                    number: lines.count + 1, sku: sku, name: quote.name, nameEN: quote.nameEN, unitPrice: quote.price,
                    requested: asked, quantity: quantity, missing: 0, picked: 0, collected: 0, missingReason: "",
                    heldAt: request.heldAt, shippedAt: nil))
        }
        if lines.isEmpty, let first = request.summed.first {
            throw .soldOut(sku: first.sku, location: request.heldAt, available: 0)
        }
        return lines
    }
}
