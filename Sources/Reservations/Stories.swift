// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Holds all that a customer's look at a reservation is made of, but for the time: how it stands, what happened to it,
/// and how its goods look.
package struct Story: Sendable {
    package let reservation: Reservation
    /// In order.
    package let events: [Event]
    /// The addresses of pictures, by SKU.
    package let pictures: [SKU: String]
    /// What the catalogue says of the goods, by SKU.
    package let attributes: [SKU: JSON.Object]
    let readAt: ContinuousClock.Instant
}

/// Reads stories for those who look at the same time, in one round trip. Every change of a reservation counts its version
/// up, so a story that was read before is good as long as the version is the same: then only that is read.
struct Stories: Sendable {
    private let looking: Coalescer<ReservationID, Story?>

    init(database: Database) {
        let recent = Recent<ReservationID, Story>(limit: Limits.storiesKept)
        looking = Coalescer(lanes: Limits.readLanes, setLimit: Limits.readSet, waitingLimit: Limits.readWaiting) {
            ids in
            do {
                return try await Stories.read(ids, recent, database).map { .success($0) }
            } catch {
                return ids.map { _ in .failure(error) }
            }
        }
    }

    /// Reads one story; nil when there is no such reservation.
    func story(of id: ReservationID) async throws -> Story? { try await looking.submit(id) }

    private static func read(
        _ ids: [ReservationID], _ recent: Recent<ReservationID, Story>, _ database: Database
    ) async throws(DatabaseError) -> [Story?] {
        var stories = [Story?](repeating: nil, count: ids.count)
        var changed: [ReservationID: [Int]] = [:]
        let now = ContinuousClock.now
        for row in try await database.run(ReadVersions(ids: ids), isShielded: true) {
            let id = ids[row.ord]
            // How goods look belongs to the catalogue, which has no version here.
            if let kept = recent.value(for: id), kept.reservation.version == row.version,
                now - kept.readAt < .seconds(Limits.picturesFreshSeconds)
            {
                stories[row.ord] = kept
            } else {
                changed[id, default: []].append(row.ord)
            }
        }
        guard !changed.isEmpty else { return stories }
        for story in try await read(Array(changed.keys), at: now, database) {
            recent.keep(story, for: story.reservation.id)
            for ord in changed[story.reservation.id] ?? [] { stories[ord] = story }
        }
        return stories
    }

    private static func read(
        _ ids: [ReservationID], at now: ContinuousClock.Instant, _ database: Database
    ) async throws(DatabaseError) -> [Story] {
        var batch = Batch(name: "ReadStories")
        let rows = batch.add(ReadReservations(ids: ids))
        let lines = batch.add(ReadLines(ids: ids))
        let events = batch.add(ReadEventsOfSet(subjects: ids.map { ($0.location, $0.unique) }))
        let pictured = batch.add(ReadPictures(ids: ids))
        let results = try await database.run(batch, isShielded: true)
        let happened = Dictionary(grouping: try results[events]) {
            ReservationID(location: $0.location, unique: $0.subject)
        }
        let looks = try results[pictured]
        return try results[rows].holding(try results[lines]).map { reservation in
            let skus = Set(reservation.lines.map(\.sku))
            var (pictures, attributes): ([SKU: String], [SKU: JSON.Object]) = ([:], [:])
            for look in looks where skus.contains(look.sku) {
                if !look.picture.isEmpty { pictures[look.sku] = look.picture }
                if !look.attributes.isEmpty { attributes[look.sku] = look.attributes }
            }
            return Story(
                reservation: reservation, events: happened[reservation.id] ?? [], pictures: pictures,
                attributes: attributes, readAt: now)
        }
    }
}

extension Reservations {
    /// Reads the story of a reservation, following it to the store where it goes on; nil when there is none.
    package func story(of id: ReservationID) async throws -> Story? {
        var found = try await stories.story(of: id)
        for _ in 0..<Limits.movesFollowed {
            guard let next = found?.reservation.reroutedTo, let moved = try await stories.story(of: next) else { break }
            found = moved
        }
        return found
    }
}

/// Reads the versions of reservations, each with the place of its id in the list; those that are not there are left out.
struct ReadVersions: Statement {
    static let sql = """
        SELECT k.ord, r.version
        FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS k (location_id, reservation_id, ord)
        JOIN reservation r ON r.location_id = k.location_id AND r.reservation_id = k.reservation_id
        """
    static let isReadOnly = true

    let ids: [ReservationID]

    func bind(_ parameters: inout Parameters) { parameters.add(ids) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (ord: Int, version: Int) {
        (try row(Int.self) - 1, try row())
    }
}

/// Reads how reserved goods look: where their pictures are, and what the catalogue says of them.
struct ReadPictures: Statement {
    static let sql = """
        SELECT DISTINCT s.sku, s.image_url, s.attributes
        FROM unnest($1::text[], $2::uuid[]) AS k (location_id, reservation_id)
        JOIN reservation_line n ON n.location_id = k.location_id AND n.reservation_id = k.reservation_id
        JOIN sku s ON s.sku = n.sku
        """
    static let isReadOnly = true

    let ids: [ReservationID]

    func bind(_ parameters: inout Parameters) { parameters.add(ids) }

    struct Row: Sendable {
        let sku: SKU
        let picture: String
        let attributes: JSON.Object
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        let (sku, picture) = (SKU(stored: try row()), PictureAddress.shown(try row()))
        let attributes: JSONB = try row()
        do throws(JSON.Failure) {
            return Row(sku: sku, picture: picture, attributes: try JSON(parsing: attributes.text).object ?? [:])
        } catch {
            throw .undecodable("sku.attributes")
        }
    }
}
