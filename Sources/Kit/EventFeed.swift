// SPDX-License-Identifier: Apache-2.0
import PQ
import ServiceLifecycle

/// Hands new events to everyone who listens, from one reader for the whole process; who comes with a cursor is first
/// given what was missed. Nobody sees a gap or an event twice.
package actor EventFeed: Service {
    /// How long the reader rests when nothing is new. A change is seen within this time.
    private static let rest: Duration = .milliseconds(100)
    private static let page = 500
    /// Events kept for a listener who is slower than the stream; one who falls further behind is let go, and comes
    /// back with its cursor.
    private static let waiting = 2_000

    private let database: Database
    private var position: EventCursor?
    private var listeners: [Int: AsyncStream<StreamedEvent>.Continuation] = [:]
    private var nextListener = 0

    package init(database: Database) { self.database = database }

    /// Reads the stream until the service shuts down. A lost database is waited for.
    package func run() async throws {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            // Without a listener nothing needs to be read; the next one starts at the end of the stream of its time.
            if listeners.isEmpty {
                position = nil
            } else {
                await readOn()
            }
            do { try await Task.sleep(for: Self.rest) } catch { break }
        }
        for continuation in listeners.values { continuation.finish() }
        listeners = [:]
    }

    private func readOn() async {
        do {
            while let from = position {
                let events = try await database.run(ReadStream(after: from, limit: Self.page))
                // A listener who came while this page was read starts behind it, from its own cursor.
                guard let last = events.last, position == from else { return }
                position = last.cursor
                for (id, continuation) in listeners {
                    for event in events {
                        if case .enqueued = continuation.yield(event) { continue }
                        continuation.finish()
                        listeners[id] = nil
                        break
                    }
                }
                if events.count < Self.page { return }
            }
        } catch {
            // The database is away: the pool tells it, and the next round tries again from the same place.
            return
        }
    }

    /// How many listen now.
    package var readers: Int { listeners.count }

    /// Gives the events after a cursor, or from now on without one, until the reader goes away.
    package func events(after cursor: EventCursor?) async throws(DatabaseError) -> StreamedEvents {
        if position == nil {
            let end = try await database.first(ReadStreamEnd())
            if position == nil { position = end }
        }
        guard let joined = position else { throw .undecodable("the end of the event stream") }
        let id = nextListener
        nextListener += 1
        let (live, continuation) = AsyncStream.makeStream(
            of: StreamedEvent.self, bufferingPolicy: .bufferingOldest(Self.waiting))
        listeners[id] = continuation
        continuation.onTermination = { [weak self] _ in
            // Leaving needs no answer; the actor's own queue orders it.
            Task { await self?.leave(id) }
        }
        return StreamedEvents(database: database, after: min(cursor ?? joined, joined), joined: joined, live: live)
    }

    private func leave(_ id: Int) { listeners[id] = nil }
}

/// Walks one listener through what it missed and on into the live stream.
package struct StreamedEvents: AsyncSequence, Sendable {
    package typealias Element = StreamedEvent

    let database: Database
    let after: EventCursor
    let joined: EventCursor
    let live: AsyncStream<StreamedEvent>

    package func makeAsyncIterator() -> Iterator {
        Iterator(
            database: database, joined: joined, live: live.makeAsyncIterator(), cursor: after,
            caughtUp: after >= joined)
    }

    package struct Iterator: AsyncIteratorProtocol {
        private static let page = 500

        let database: Database
        let joined: EventCursor
        var live: AsyncStream<StreamedEvent>.Iterator
        var cursor: EventCursor
        var caughtUp: Bool
        /// What was read of the past, the oldest last.
        var page: [StreamedEvent] = []

        /// Gives the next event; throws when the database is away in the middle of the past: the listener then comes
        /// back with the last id it has seen.
        package mutating func next() async throws(DatabaseError) -> StreamedEvent? { try await next(isolation: nil) }

        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(DatabaseError) -> StreamedEvent? {
            while !caughtUp, page.isEmpty {
                let read = try await database.run(ReadStream(after: cursor, limit: Self.page))
                page = read.filter { $0.cursor <= joined }.reversed()
                caughtUp = read.count < Self.page || page.count < read.count
                if let last = read.last { cursor = Swift.min(last.cursor, joined) }
            }
            if let event = page.popLast() { return event }
            return await live.next(isolation: actor)
        }
    }
}
