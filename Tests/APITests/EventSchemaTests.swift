// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Testing

@testable import API

@Suite("Events in the OpenAPI document")
struct EventSchemaTests {
    private func event(_ kind: String, _ data: JSON) -> JSON {
        ["number": 1, "kind": .string(kind), "author": "customer", "at": "2026-11-22T13:05:00+09:00", "data": data]
    }

    @Test("Every kind has an entry, found by its name, with the members of its payload", arguments: Event.Kind.allCases)
    func entries(kind: Event.Kind) {
        var components: [String: JSON] = [:]
        _ = Event.schema.print(into: &components)
        let name = "Event.\(kind.rawValue)"
        let mapped = components["Event"]?["discriminator"]?["mapping"]?[kind.rawValue]?.string
        #expect(mapped == "#/components/schemas/\(name)", "\(kind.rawValue) has no OpenAPI entry")
        let entry = components[name]?["properties"]
        #expect(entry?["kind"]?["enum"] == [.string(kind.rawValue)], "\(kind.rawValue) has no OpenAPI entry")
        let members = Set(entry?["data"]?["properties"]?.object?.keys ?? [])
        let sources = kind.subject == .reservation ? [Event.sources] : []
        #expect(members == Set(kind.members.map(\.name) + sources), "\(kind.rawValue)")
        let required = entry?["data"]?["required"]?.array?.compactMap(\.string) ?? []
        #expect(required == kind.members.filter { !$0.isOptional }.map(\.name), "\(kind.rawValue)")
        #expect(components[name]?["description"]?.string == kind.entry.says)
    }

    @Test("An answer is held against the payload of its kind; a kind of a newer version passes, another form does not")
    func checked() {
        #expect(Event.schema.failures(of: event("reservation.accepted", [:])).isEmpty)
        #expect(Event.schema.failures(of: event("reservation.accepted", ["sources": ["S002"]])).isEmpty)
        #expect(Event.schema.failures(of: event("reservation.expired", ["was_ready": true])).isEmpty)
        let failures = Event.schema.failures(of: event("reservation.expired", ["was_ready": 1]))
        #expect(failures.map(\.pointer) == ["/data/was_ready"])
        #expect(Event.schema.failures(of: event("reservation.expired", [:])).map(\.code) == [.missing])
        #expect(Event.schema.failures(of: event("customer.blinked", ["eye": "left"])).isEmpty)
        #expect(!Event.schema.failures(of: ["number": 1]).isEmpty)
        #expect(Event.schema.shown(event("customer.blinked", ["eye": "left"]), to: [])["data"] == ["eye": "left"])
        #expect(Event.schema.shown(event("reservation.expired", ["eye": "left"]), to: [])["data"] == [:])
    }
}
