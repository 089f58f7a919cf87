// SPDX-License-Identifier: Apache-2.0
import Access
import Contact
import Customers
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// The agents' desk: taking the next customer to reach, and saying what came of it.
extension Rooms {
    var contactEndpoints: [Endpoint] { [claim, listTasks, decline, logAttempt, searchAdvice] }

    private var claim: Endpoint {
        Endpoint(
            .post, "/v1/contact-tasks/claim", id: "claimContactTask", tag: "Contact",
            summary: "Offers the asking person the task with the least slack, with all that a call needs",
            description: "An offer that still lives is given again. 204: nobody is to be reached now.",
            door: .scope(.writeContact),
            body: .json(
                .object([.optional("locations", .array(.text(.location), 0...Limits.availabilityKeys))]),
                required: false),
            answers: [.json(200, "The task.", Self.workSchema), .empty(204, "No work now.")]
        ) { call in
            let person = try call.person
            let asked = (call.body["locations"]?.array ?? []).compactMap { $0.string.flatMap { LocationID($0) } }
            let scope = try call.principal.locations
            let seen = try await seenLocations(scope, asked)
            // To the desk no locations mean all of them, which is not what somebody means who may see none of them.
            if seen.isEmpty, !asked.isEmpty || scope != .all { return .noContent }
            guard let task = try await desk.claim(by: person.id, locations: seen) else { return .noContent }
            return .ok(try await work(task, seenFrom: scope))
        }
    }

    /// Narrows the locations a person asks for to those it may see; empty for all.
    private func seenLocations(_ scope: LocationScope, _ asked: [LocationID]) async throws -> [LocationID] {
        if asked.isEmpty, case .all = scope { return [] }
        let all = try await stock.places.current().all.map(\.id)
        return (asked.isEmpty ? all : asked).filter { scope.contains($0) }
    }

    /// Gathers what a person needs before dialling: the reservation, who it is, what was said, where else the goods are.
    private func work(_ task: ContactTask, seenFrom seen: LocationScope) async throws -> JSON {
        guard let reservation = try await reservations.find(task.reservation) else {
            throw Refusal.notFound(.reservation)
        }
        let records = try await customers.person(of: reservation.customer)
        let history = try await desk.history(of: reservation.id)
        // Of the person, never of somebody who merely gave the same number.
        let earlier = try await reservations.list(of: records.map(\.id), limit: 20)
        let now = effects.now()
        let skus = reservation.lines.map(\.sku)
        let places = try await stock.places.current()
        let here = places[reservation.location]
        var nearby: [JSON] = []
        if let point = here?.coordinates {
            for place in try await stock.availability(skus: skus, near: point, stores: 6) {
                nearby += place.levels.map { $0.json(metres: place.metres) }
            }
        } else {
            nearby = try await stock.availability(skus: skus, locations: [reservation.location]).map {
                $0.json(metres: nil)
            }
        }
        return [
            "task": task.json,
            "reservation": reservation.json(at: now, in: places),
            "recipient": reservation.recipient.json,
            "customer": records.first { $0.id == reservation.customer }?.json ?? .null,
            "matches": .array(try await customers.matches(of: records).map(\.json)),
            "stock": .array(nearby),
            "attempts": .array(history.attempts.map(\.json)),
            "earlier": .array(
                earlier.filter { $0.id != reservation.id && seen.contains($0.location) }.map {
                    $0.json(at: now, in: places)
                }),
        ]
    }

    private static let workSchema = Schema.named(
        "ContactWork",
        .object([
            .required("task", ContactTask.schema),
            .required("reservation", Reservation.schema),
            .required("recipient", Recipient.schema),
            .required("customer", Customer.schema.nullable),
            .required(
                "matches",
                .array(Customer.schema).described(
                    "Records of others who gave the same phone number or mail address: nobody has proved that it is they."
                )),
            .required("stock", .array(Availability.schema)),
            .required("attempts", .array(LoggedAttempt.schema)),
            .required("earlier", .array(Reservation.schema)),
        ]))

    private var listTasks: Endpoint {
        Endpoint(
            .get, "/v1/contact-tasks", id: "listContactTasks", tag: "Contact",
            summary: "Lists the open tasks, least slack first", door: .scope(.readContact),
            parameters: [.query("location", .array(.text(.location), 0...Limits.availabilityKeys))], isPaged: true,
            answers: [.json(200, "A page.", Page.schema("ContactTasks", of: ContactTask.schema))]
        ) { call in
            let locations = try call.locations(try await stock.places.current())
            let after = call.page.after.flatMap { key -> (dueAt: Instant, id: ContactTaskID)? in
                guard let due = key["due"]?.int, let id = key["id"]?.string.flatMap({ ContactTaskID($0) }) else {
                    return nil
                }
                return (Instant(microseconds: Int64(due)), id)
            }
            guard !locations.isEmpty else { return call.page([], next: nil) }
            let page = try await desk.open(locations: locations, after: after, limit: call.page.limit)
            let next: JSON? =
                page.count == call.page.limit
                ? page.last.map { ["due": .int(Int($0.dueAt.microseconds)), "id": .string($0.id.description)] } : nil
            return call.page(page.map(\.json), next: next)
        }
    }

    private var decline: Endpoint {
        Endpoint(
            .post, "/v1/contact-tasks/{id}/decline", id: "declineContactTask", tag: "Contact",
            summary: "Gives an offered task back", door: .scope(.writeContact),
            parameters: [.path("id", .text(.contactTaskID))],
            answers: [.empty(204, "It waits for another.")]
        ) { call in
            let id: ContactTaskID = try call.located("id", .contactTask)
            try await desk.decline(id, by: call.person.id)
            return .noContent
        }
    }

    private var logAttempt: Endpoint {
        Endpoint(
            .post, "/v1/contact-tasks/{id}/attempts", id: "logAttempt", tag: "Contact",
            summary: "Logs an attempt; the disposition decides task, contact and hold in one transaction",
            door: .scope(.writeContact), parameters: [.path("id", .text(.contactTaskID))],
            body: .json(Self.attemptSchema),
            key: .required,
            answers: [
                .json(
                    201, "Logged.",
                    .named(
                        "Logged",
                        .object([
                            .required("task", ContactTask.schema), .required("reservation", Reservation.schema),
                            .required("rerouted_to", Reservation.schema.nullable),
                        ])))
            ]
        ) { call in
            let id: ContactTaskID = try call.located("id", .contactTask)
            let person = try call.person
            let (now, places) = (effects.now(), try await stock.places.current())
            let answer: @Sendable (Desk.Logged) -> Answered = { logged in
                let body: JSON = [
                    "task": logged.task.json, "reservation": logged.reservation.json(at: now, in: places),
                    "rerouted_to": logged.born.map { $0.json(at: now, in: places) } ?? .null,
                ]
                return Answered(status: 201, body: body.text)
            }
            let keyed = call.keyed(answer)
            let done = try await settled(keyed) {
                let task = try await desk.task(id)
                return try await desk.log(
                    try await attempt(call.body, on: task), on: task, by: person.id, role: person.role, keyed: keyed)
            }
            return Answer(done, answer)
        }
    }

    private static let attemptSchema = Schema.named(
        "Attempt",
        .object([
            .required("channel", .choice(ContactChannel.self)),
            .required(
                "started_at", .text(.dateTime).described("Not before the task was offered; a minute is forgiven.")),
            .required(
                "ended_at",
                .text(.dateTime).described(
                    "Not after now, and at most \(Limits.attemptSeconds / 3_600) hours later. Pauses are counted from now."
                )),
            .required("disposition", .choice(Disposition.self)),
            .optional("note", note),
            .optional("need", note.described("What the customer needs.")),
            .optional("advice", note.described("What was advised; the store sees it before the hand-over.")),
            .optional("suggested", .array(.text(.sku), 0...20)),
            .optional(
                "callback_at",
                .text(.dateTime).described("Not before the attempt, at most \(Limits.callbackDays) days ahead.")),
            .optional(
                "changes",
                .array(
                    .object([
                        .required("do", .choice(["extend", "drop-line", "substitute", "wait", "reroute"])),
                        .optional("line", line), .optional("sku", .text(.sku)), .optional("from", .text(.location)),
                        .optional("location", .text(.location)), .optional("until", .text(.date)),
                    ]), 0...20
                ).described("What the customer chose; needed when the disposition is changed.")),
        ]))

    private func attempt(_ body: JSON, on task: ContactTask) async throws -> Attempt {
        guard let started = body["started_at"]?.string.flatMap({ Instant(rfc3339: $0) }),
            let ended = body["ended_at"]?.string.flatMap({ Instant(rfc3339: $0) }),
            let channel: ContactChannel = body.word("channel"), let disposition: Disposition = body.word("disposition")
        else { throw Refusal.doesNotFit("attempt") }
        var changes: [Command] = []
        for change in body["changes"]?.array ?? [] {
            changes.append(try await choice(change["do"]?.string ?? "", change, on: task.reservation))
        }
        return Attempt(
            channel: channel, startedAt: started, endedAt: ended, disposition: disposition,
            note: body["note"]?.string ?? "", need: body["need"]?.string ?? "", advice: body["advice"]?.string ?? "",
            suggested: (body["suggested"]?.array ?? []).compactMap { $0.string.flatMap { SKU($0) } },
            callbackAt: body["callback_at"]?.string.flatMap { Instant(rfc3339: $0) }, changes: changes)
    }

    private var searchAdvice: Endpoint {
        Endpoint(
            .get, "/v1/advice", id: "searchAdvice", tag: "Contact",
            summary: "Finds what customers needed and were advised, by words, the newest first",
            door: .scope(.readContact),
            parameters: [
                .query("q", .text(1...Limits.nameCharacters), required: true),
                .query("location", .array(.text(.location), 0...Limits.availabilityKeys)),
            ],
            answers: [.json(200, "At most 50.", .object([.required("items", .array(LoggedAttempt.schema))]))]
        ) { call in
            let locations = try call.locations(try await stock.places.current())
            guard !locations.isEmpty else { return .ok(["items": []]) }
            let found = try await desk.advice(
                containing: call.query["q"]?.string ?? "", locations: locations, limit: Limits.defaultPageRows)
            return .ok(["items": .array(found.map(\.json))])
        }
    }
}
