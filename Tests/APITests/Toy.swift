// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Kit
import Logging
import NIOPosix
import PQ
import Synchronization
import TestSupport

/// Is a small API that uses everything the framework offers, without a database.
final class Toy: Sendable {
    private let notes = Mutex<[(text: String, version: Int)]>([])
    private let handled = Mutex<[String?]>([])
    let isReady = Mutex(true)
    let isShut = Mutex(true)
    let served = Mutex<[Front.Served]>([])

    /// The places of those who upload, and what they wait for there.
    let slots = Slots(1)
    let gate: Gate?

    init(gate: Gate? = nil) { self.gate = gate }

    private static let place = Schema.object([
        .required("on_loop", .boolean), .required("has_deadline", .boolean), .required("bytes", .integer(0...Int.max)),
    ])

    private static func here(_ call: Call) -> Answer {
        .ok([
            "on_loop": .bool(MultiThreadedEventLoopGroup.currentEventLoop != nil),
            "has_deadline": .bool(RequestDeadline.current != nil), "bytes": .int(call.bytes.count),
        ])
    }

    /// Keys of the requests whose handler ran, in order.
    var keys: [String?] { handled.withLock { $0 } }

    static let note = Schema.named(
        "Note",
        .object([
            .required("text", .text(1...20)), .optional("count", .integer(1...9)),
            .optional("tags", .array(.text(1...5), 0...3)), .optional("kind", .choice(["a", "b"])),
            .optional("at", .text(.dateTime)), .optional("share", .number(0...1)),
            .optional("extra", .boolean.nullable),
            .optional("place", .object([.required("location", .text(.location))])),
        ]))

    private static let shown = Schema.named(
        "ShownNote", .object([.required("text", .text(0...100)), .required("version", .integer(1...Int.max))]))

    func endpoints() -> [Endpoint] {
        [
            Endpoint(
                .post, "/v1/notes", id: "write", tag: "Notes", summary: "Writes", door: .scope(.writeStock),
                body: .json(Toy.note), key: .required, answers: [.json(201, "Written.", Toy.shown, tagged: true)]
            ) { [self] call in
                handled.withLock { $0.append(call.key) }
                let text = call.body["text"]?.string ?? ""
                let number = notes.withLock { notes in
                    notes.append((text, 1))
                    return notes.count - 1
                }
                return .created(
                    ["text": .string(text), "version": 1], at: Path("/v1/notes/{number}").url(number), version: 1)
            },
            Endpoint(
                .get, "/v1/notes/{number}", id: "read", tag: "Notes", summary: "Reads", door: .scope(.readStock),
                parameters: [.path("number", .integer(0...99))],
                answers: [.json(200, "The note.", Toy.shown, tagged: true)]
            ) { [self] call in
                let number = try call.path("number", .route) { Int($0) }
                let note = notes.withLock { $0.indices.contains(number) ? $0[number] : nil }
                guard let note else { throw Refusal.notFound(.route) }
                return .ok(["text": .string(note.text), "version": .int(note.version)], version: note.version)
            },
            Endpoint(
                .put, "/v1/notes/{number}", id: "change", tag: "Notes", summary: "Changes", door: .staff,
                parameters: [.path("number", .integer(0...99))], body: .json(Toy.note), precondition: .required,
                answers: [.json(200, "Changed.", Toy.shown, tagged: true)]
            ) { [self] call in
                let number = try call.path("number", .route) { Int($0) }
                let text = call.body["text"]?.string ?? ""
                let version = try notes.withLock { notes throws(Refusal) in
                    guard notes.indices.contains(number) else { throw .notFound(.route) }
                    if let expected = call.expectedVersions, !expected.contains(notes[number].version) {
                        throw .stale(current: notes[number].version)
                    }
                    notes[number] = (text, notes[number].version + 1)
                    return notes[number].version
                }
                return .ok(["text": .string(text), "version": .int(version)], version: version)
            },
            Endpoint(
                .get, "/v1/notes", id: "list", tag: "Notes", summary: "Lists", door: .open,
                parameters: [
                    .query("word", .array(.text(1...5), 0...3)), .query("from", .integer(0...50)),
                    .query("flag", .boolean), .header("Last-Event-ID", .text(1...10)),
                ], isPaged: true,
                answers: [.json(200, "A page.", Page.schema("NotePage", of: .integer(0...1_000)))]
            ) { call in
                let start = call.page.after?["next"]?.int ?? call.query["from"]?.int ?? 0
                let end = min(start + call.page.limit, 60)
                return call.page((start..<end).map(JSON.int), next: end < 60 ? ["next": .int(end)] : nil)
            },
            Endpoint(
                .post, "/v1/files", id: "send", tag: "Notes", summary: "Takes bytes", door: .open,
                body: .raw(["text/csv"], limit: 200_000),
                answers: [.json(200, "Taken.", .object([.required("bytes", .integer(0...Int.max))]))]
            ) { call in .ok(["bytes": .int(call.bytes.count)]) },
            Endpoint(
                .post, "/v1/uploads", id: "upload", tag: "Notes", summary: "Takes a file", door: .scope(.writeStock),
                body: .raw(["text/csv"], limit: 1_000_000),
                answers: [.json(200, "Where it was read.", Toy.place)], slots: slots
            ) { [self] call in
                await gate?.enter()
                return Toy.here(call)
            },
            Endpoint(
                .post, "/v1/places", id: "where", tag: "Notes", summary: "Tells where it runs", door: .open,
                body: .json(.object([.optional("text", .text(0...100_000))])),
                answers: [.json(200, "Where it was read.", Toy.place)]
            ) { Toy.here($0) },
            Endpoint(
                .get, "/v1/shut", id: "shut", tag: "Notes", summary: "Is shut", door: .staff,
                answers: [.empty(204, "Never.")], isShut: { true }
            ) { _ in .noContent },
            Endpoint(
                .post, "/v1/shut/{what}", id: "shutPost", tag: "Notes", summary: "Is shut at times", door: .open,
                parameters: [.path("what", .text(1...20))],
                body: .json(.object([.optional("text", .text(0...100_000))])),
                answers: [.json(200, "Taken.", Toy.place)], isShut: { [self] in isShut.withLock { $0 } }
            ) { Toy.here($0) },
            Endpoint(
                .get, "/v1/ticks", id: "tick", tag: "Notes", summary: "Counts", door: .open,
                parameters: [.query("to", .integer(0...100))],
                answers: [.media(200, "Ticks.", "text/event-stream")]
            ) { call in
                .events(
                    EventStream(heartbeat: .milliseconds(20)) { outlet in
                        for number in 0..<(call.query["to"]?.int ?? 3) {
                            await outlet.send(.init(id: "\(number)", event: "tick", data: ["n": .int(number)]))
                        }
                        // A stream of the shop goes on until the client goes.
                        try await Task.sleep(for: .seconds(3_600))
                    })
            },
            Endpoint(
                .post, "/v1/refuse/{what}", id: "refuse", tag: "Notes", summary: "Refuses", door: .open,
                parameters: [.path("what", .text(1...20))], answers: [.empty(204, "Never.")], refuses: [429]
            ) { call in throw Toy.refusals[call.path["what"] ?? ""] ?? Refusal.notFound(.route) },
        ]
    }

    static let refusals: [String: any Error] = [
        "sold-out": Refusal.soldOut(
            sku: SKU(stored: "TEE"), location: LocationID(stored: "S001"), available: 2),
        "away": DatabaseError(kind: .unavailable),
        "unknown": DatabaseError(kind: .unknownOutcome),
        "taken": DatabaseError(kind: .server, sqlState: .uniqueViolation, constraint: "event_pkey"),
        "full": DatabaseError(kind: .server, sqlState: .diskFull),
        "bug": DatabaseError(kind: .server, sqlState: .undefinedTable),
        "busy": Problem(.tooManyRequests).retry(after: 7),
    ]

    func api() -> API {
        API(
            endpoints: endpoints(),
            health: Health(
                isReady: { [self] in isReady.withLock { $0 } }, metrics: { "# TYPE toy_total counter\ntoy_total 1\n" }),
            version: "0.0.0", seal: CursorSeal(key: Array(repeating: 7, count: 32)), checksAnswers: true,
            authenticate: { token in
                let staff = StaffID(unique: UniqueID(high: 0, low: 1))
                return switch token {
                case "staff": Principal(staff: staff, name: "花子", role: .supervisor, locations: [])
                case "reader":
                    Principal(
                        author: .program("r"), staff: nil, name: "reader", role: nil, scopes: [.readStock],
                        locations: .all, client: "key:r")
                default: nil
                }
            },
            observe: { [self] served in self.served.withLock { $0.append(served) } })
    }

    /// Serves the toy to a test.
    func serve<Result: Sendable>(
        _ settings: ServerSettings = ServerSettings(), _ test: (HTTPClient) async throws -> Result
    ) async throws -> Result {
        try await withServer(
            { started in
                let api = api()
                return api.application(
                    api.router(), host: "127.0.0.1", port: 0, settings: settings,
                    logger: Logger(label: "toy") { _ in SwiftLogNoOpLogHandler() }, started: started)
            }, test)
    }
}

/// Headers of the toy's callers.
let staff = [("Authorization", "Bearer staff")]
let keyed = staff + [("Idempotency-Key", "\"k-1\"")]
