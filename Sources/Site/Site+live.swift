// SPDX-License-Identifier: Apache-2.0
import API
import Hummingbird
import Kit

/// Streams that tell an open page to read itself anew (`Assets/live.js`). They carry no data: what a page shows is said
/// at one place, by the page.
extension Site {
    /// Says of an event whether the page is concerned; nil ends the stream.
    typealias Concern = @Sendable (Event) async throws -> Bool?

    /// Is what a page listens for.
    struct Watch: Sendable {
        let concern: Concern
        /// Tells whether the page is still what it was when it was read; nil where nobody can say.
        var isCurrent: (@Sendable () async throws -> Bool)?
    }

    /// Registers a stream. A client that comes back names the last event it saw and misses none.
    func addStream<Context: RequestContext>(
        _ router: some RouterMethods<Context>, _ path: RouterPath,
        _ open: @escaping @Sendable (Asked) async throws -> Watch
    ) {
        router.get(path) { request, context in
            do {
                let asked = try await asked(request, context)
                let watch = try await open(asked)
                let last = request.headers[.lastEventID].flatMap { EventCursor($0) }
                let events = try await feed.events(after: last)
                // The page may be older than the stream by what happened in between; now nothing is missed any more.
                let word = try await watch.isCurrent?() == true ? "current" : "here"
                let stream = EventStream { outlet in
                    await outlet.send(EventStream.Message(id: last?.description ?? "", event: word, data: [:]))
                    for try await streamed in events {
                        guard let isConcerned = try await watch.concern(streamed.event) else { return }
                        guard isConcerned else { continue }
                        await outlet.send(
                            EventStream.Message(id: streamed.cursor.description, event: "change", data: [:]))
                    }
                }
                return Response(
                    status: .ok,
                    headers: [
                        .contentType: "text/event-stream", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
                    ],
                    body: stream.body(for: request))
            } catch {
                await note(error, request, context)
                return told(error, Visitor(query: FormFields(), accepting: request.headers[.acceptLanguage]))
            }
        }
    }
}
