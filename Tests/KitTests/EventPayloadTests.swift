// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit
import PQ
import Testing

@Suite("Events and their payloads")
struct EventPayloadTests {
    private static let rsv = "rsv_S001_01JDA0000000000000000000Z0"
    private static let noMembers = ["{}"]

    /// Payloads as they stand in rows, each kind with all members that it may have: those of the first writers, who knew no
    /// types, and those of today.
    private static let written: [Event.Kind: [String]] = [
        .created: [
            """
            {"kind":"reserve","lines":[{"sku":"A","quantity":2,"unit_price":1000}],
             "pick_up_by":"2026-11-26T20:00:00+09:00","contact":"pending","arm":"human"}
            """,
            """
            {"kind":"buy","lines":[],"pick_up_by":"2026-11-26T11:00:00Z","contact":"not_needed","arm":"",
             "policy":{"id":"standard","edition":1234567890123456},"contact_policy":{"id":"first","edition":7}}
            """,
            #"{"rerouted_from":"\#(rsv)","contact":"pending","confirm":true}"#,
            #"{"rerouted_from":"\#(rsv)","policy":{"id":"standard","edition":0},"contact":"unreachable","confirm":false}"#,
        ],
        .accepted: noMembers + [#"{"sources":["S002","W001"]}"#],
        .rejected: [#"{"reason":"damaged","note":"箱が濡れていました"}"#, #"{"reason":"not_in_stock","note":""}"#],
        .extended: [#"{"pick_up_by":"2026-11-28T20:00:00+09:00","extensions":1}"#],
        .calendarMoved: [
            #"{"calendar_of":1795309200000000,"from":"2026-11-26T20:00:00+09:00","pick_up_by":"2026-11-27T20:00:00+09:00"}"#,
            #"{"calendar_of":1795309200000000,"ready_by_from":"2026-11-26T12:00:00+09:00","ready_by":"2026-11-26T13:00:00+09:00"}"#,
        ],
        .cancelled: [#"{"reason":"customer"}"#, #"{"reason":"nothing_left"}"#, #"{"reason":"お客様より"}"#],
        .expired: [#"{"was_ready":true}"#, #"{"was_ready":false}"#],
        .collected: [
            #"{"lines":[{"line":1,"sku":"A","quantity":2}],"proof":"code","proxy":false}"#,
            #"{"lines":[],"proof":"identity","proxy":true,"sources":["W001"]}"#,
        ],
        .refundDue: [#"{"amount":4950,"reason":"left_at_counter"}"#],
        .rerouted: [#"{"to":"\#(rsv)"}"#],
        .lineDropped: [#"{"line":2,"units":1}"#],
        .lineSubstituted: [#"{"line":1,"sku":"TEE-WHITE-M","units":3}"#],
        .awaitingTransfer: [#"{"line":1,"from":"W001","units":3,"sources":["W001"]}"#],
        .pickingStarted: noMembers,
        .picked: [
            #"{"lines":[{"line":1,"sku":"A","picked":1,"quantity":2},{"line":2,"sku":"B","picked":0,"quantity":1}],"staging":"B-3"}"#,
            #"{"lines":[],"staging":""}"#,
        ],
        .lineShortPicked: [#"{"line":1,"sku":"A","missing":2,"reason":"worn_display"}"#],
        .ready: [
            #"{"staging":"B-3","pick_up_by":"2026-11-26T20:00:00+09:00"}"#,
            #"{"staging":"B-3","pick_up_by":"2026-11-26T20:00:00+09:00","counted":true}"#,
            #"{"staging":"B-3","pick_up_by":"2026-11-26T20:00:00+09:00","open_minutes":95}"#,
        ],
        .readyRevoked: [#"{"reason":"箱に傷"}"#],
        .shipped: [#"{"units":4,"sources":["S004"]}"#],
        .arrived: noMembers,
        .partiallyCollected: [#"{"lines":[{"line":1,"sku":"A","quantity":1}],"proof":"link","proxy":false}"#],
        .restReleased: [#"{"units":1}"#],
        .returnedToShelf: noMembers,
        .onMyWay: noMembers,
        .here: noMembers,
        .proxyNamed: [#"{"named":true}"#, #"{"named":false}"#],
        .confirmed: noMembers,
        .wishesChanged: [#"{"stopped":["phone","sms"]}"#, #"{"stopped":[]}"#],
        .corrected: [#"{"fields":["name","phone","mail"]}"#],
        .contactNotNeeded: noMembers,
        .contactAsked: noMembers,
        .contactScheduled: noMembers,
        .contactAttempted: noMembers,
        .reachedConfirmed: noMembers,
        .reachedChanged: noMembers,
        .reachedDeclined: noMembers,
        .unreachable: noMembers,
        .contactDropped: [#"{"purposes":["confirm","callback"],"because":"no_callable_moment"}"#],
        .messageWritten: [
            #"{"by":"customer","follow_up":false}"#, #"{"by":"staff","follow_up":true}"#,
            #"{"by":"customer","moved":true}"#,
        ],
        .shortageOpened: [#"{"sku":"A","short":2,"cause":"counted"}"#],
        .shortageCovered: [#"{"sku":"A","short":2,"cause":"\#(rsv)"}"#],
        .shortageResolved: [#"{"resolution":"behind the counter"}"#],
    ]

    private func object(_ text: String) throws -> JSON.Object {
        try #require(JSON(parsing: Array(text.utf8)).object)
    }

    @Test("Every kind reads what was written and writes it again as it was", arguments: Event.Kind.allCases)
    func roundTrip(kind: Event.Kind) throws {
        let rows = Self.written[kind] ?? []
        #expect(!rows.isEmpty, "\(kind.rawValue) has no sample of a payload in this test")
        var seen: Set<String> = []
        for row in rows {
            let data = try object(row)
            seen.formUnion(data.keys)
            let payload = try Event.Payload(kind, data)
            #expect(payload.kind == kind)
            // Who has goods to send is the event's own word, not the payload's.
            let sources = data[Event.sources].flatMap([LocationID].init(member:)) ?? []
            let event = event(payload, sources: sources)
            #expect(event.data == .object(data), "\(kind.rawValue): \(event.data)")
            #expect(event.name == kind.rawValue && event.kind == kind && event.payload == payload)
            #expect(event.sources == sources)
        }
        let unseen = kind.members.map(\.name).filter { !seen.contains($0) }
        #expect(unseen.isEmpty, "\(kind.rawValue): no sample has \(unseen)")
    }

    @Test("A row without a member that its kind has always had is not read; what came later may be absent")
    func absent() throws {
        for kind in Event.Kind.allCases {
            for member in kind.members where !member.isOptional {
                for row in Self.written[kind] ?? [] {
                    var data = try object(row)
                    data[member.name] = nil
                    #expect(throws: UnreadablePayload(member: member.name)) { try Event.Payload(kind, data) }
                    data[member.name] = .null
                    #expect(throws: UnreadablePayload(member: member.name)) { try Event.Payload(kind, data) }
                }
            }
        }
        guard case .created(let created) = try Event.Payload(.created, try object(Self.written[.created]?[0] ?? "")),
            case .ready(let ready) = try Event.Payload(.ready, try object(Self.written[.ready]?[0] ?? ""))
        else { throw Failed() }
        #expect(created.policy == nil && created.contactPolicy == nil && created.reroutedFrom == nil)
        #expect(created.lines?.map(\.quantity) == [2] && created.contact == "pending")
        #expect(created.pickUpBy?.instant == Instant(rfc3339: "2026-11-26T11:00:00Z"))
        #expect(ready.openMinutes == nil && ready.counted == nil)
    }

    @Test("Names of kinds differ, have the form noun.verb, and are found again")
    func names() {
        let names = Event.Kind.allCases.map(\.rawValue)
        #expect(Set(names).count == names.count)
        for kind in Event.Kind.allCases {
            #expect(Event.Kind.named(kind.rawValue) == kind)
            #expect(kind.rawValue.wholeMatch(of: /[a-z]+\.[a-z_]+/) != nil, "\(kind.rawValue)")
            #expect(kind.rawValue.hasPrefix("shortage.") == (kind.subject == .shortage), "\(kind.rawValue)")
            #expect(Set(kind.members.map(\.name)).count == kind.members.count, "\(kind.rawValue)")
        }
        #expect(Event.Kind.named("customer.blinked") == nil)
    }

    @Test("No payload tells of a person but in own words, and those are named in PersonalData")
    func persons() {
        var words: Set<String> = []
        for kind in Event.Kind.allCases {
            for member in kind.members {
                if member.type.hasOwnWords { words.insert("\(kind.rawValue).\(member.name)") }
                // Types keep addresses out; a name of this kind would be a mistake all the same.
                let suspicious = [
                    "name", "kana", "phone", "mail", "address", "recipient", "collector", "text", "code", "customer",
                    "token", "endpoint", "login",
                ]
                #expect(!suspicious.contains(member.name), "\(kind.rawValue).\(member.name)")
            }
        }
        #expect(words == PersonalData.eventWords, "decide in Kit/PersonalData.swift what tells of a person")
    }

    @Test("docs/events.md lists kinds and payloads as they are")
    func document() throws {
        let file = Self.root.appending(path: "docs/events.md")
        if ProcessInfo.processInfo.environment["TORIOKI_WRITE_DOCS"] != nil {
            try Event.document.write(to: file, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == Event.document, "run this test with TORIOKI_WRITE_DOCS=1 to print the page anew")
        for kind in Event.Kind.allCases {
            #expect(written.contains("| `\(kind.rawValue)` |"), "\(kind.rawValue) is not in docs/events.md")
        }
    }

    @Test("Who writes a kind is named with it, and nobody writes or matches one as a text")
    func writers() throws {
        let sources = Self.root.appending(path: "Sources")
        let writes = /(?:happened|carry)\(\s*\.([a-zA-Z]+)/
        let files = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        var found: [String: String] = [:]
        // The schema's own files are never edited; they stand in `SchemaFiles`.
        for file in files where file.hasSuffix(".swift") && !file.hasSuffix("/SchemaFiles.swift") {
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            let name = String(file.dropLast(".swift".count))
            found[name] = text
            for match in text.matches(of: writes) {
                guard let kind = Event.Kind.allCases.first(where: { "\($0)" == match.1 }) else { continue }
                #expect(
                    kind.entry.writers.contains(name), "\(name) writes \(kind.rawValue), and its entry does not say so")
            }
            for kind in Event.Kind.allCases where name != "Kit/Events/EventKind" {
                let quoted = ["\"\(kind.rawValue)\"", "'\(kind.rawValue)'"].contains { text.contains($0) }
                #expect(!quoted, "\(name) has \(kind.rawValue) as a text: say \(kind)")
            }
        }
        for kind in Event.Kind.allCases {
            #expect(!kind.entry.writers.isEmpty, "nobody writes \(kind.rawValue)")
            for writer in kind.entry.writers {
                #expect(found[writer]?.contains(".\(kind)") == true, "\(writer) does not write \(kind.rawValue)")
            }
        }
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private struct Failed: Error {}

    private func event(_ payload: Event.Payload, sources: [LocationID]) -> Event {
        Event(
            location: LocationID(stored: "S001"), subject: UniqueID(high: 1, low: 2), number: 3, payload,
            author: "customer", at: Instant(seconds: 1_795_309_200), sources: sources)
    }
}
