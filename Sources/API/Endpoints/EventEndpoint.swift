// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Kit

/// The stream of all that happens, for web shops, tills and screens.
extension Rooms {
    var events: Endpoint {
        Endpoint(
            .get, "/v1/events", id: "streamEvents", tag: "Events",
            summary: "Streams events as they happen; goes on after Last-Event-ID without a gap",
            description: """
                Server-sent events: `id` is the place in the stream, `event` the kind, `data` the event as JSON with \
                its location and reservation. Without Last-Event-ID (or `after`) it starts now.
                """,
            door: .scope(.readEvents),
            parameters: [
                .query("location", .array(.text(.location), 0...Limits.availabilityKeys)),
                .query("after", .text(1...128).described("As Last-Event-ID, for clients that cannot set it.")),
                .header("Last-Event-ID", .text(0...128)),
            ],
            answers: [.media(200, "The stream.", "text/event-stream")]
        ) { call in
            let seen = try call.principal.locations
            let asked = try call.queries("location") { LocationID($0) }
            var cursor: EventCursor?
            if let text = call.headers["Last-Event-ID"]?.string ?? call.query["after"]?.string, !text.isEmpty {
                guard let read = EventCursor(text) else {
                    let isHeader = call.headers["Last-Event-ID"]?.string == text
                    throw Problem.invalid([
                        Failure(
                            part: isHeader ? .header : .query, pointer: isHeader ? "/Last-Event-ID" : "/after",
                            code: .wrongFormat, expected: "id")
                    ])
                }
                cursor = read
            }
            let events = try await feed.events(after: cursor)
            let bearer = call.bearer ?? ""
            return .events(
                EventStream { [access] outlet in
                    var checkedAt = ContinuousClock.now
                    for try await streamed in events {
                        // Who has lost the right to listen hears nothing more: a stream outlives sessions and keys.
                        if ContinuousClock.now - checkedAt > .seconds(Limits.listenerSeconds) {
                            guard try await access.authenticate(bearer: bearer)?.may(.readEvents) == true else {
                                return
                            }
                            checkedAt = .now
                        }
                        let event = streamed.event
                        guard seen.contains(event.location), asked.isEmpty || asked.contains(event.location) else {
                            continue
                        }
                        await outlet.send(
                            EventStream.Message(
                                id: streamed.cursor.description, event: event.name, data: event.streamed))
                    }
                })
        }
    }
}

extension Event {
    /// Writes the event for the stream: itself, with where it happened and to what.
    fileprivate var streamed: JSON {
        var object = json.object ?? [:]
        object["location"] = .string(location.code)
        object["subject"] = .string(subjectID)
        return .object(object)
    }
}
