// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Reservations
import TestSupport
import Testing

@testable import Site

@Suite("Words of events")
struct EventWordsTests {
    @Test(
        "Every kind has words of its own in both languages, at head office and in the store",
        arguments: Event.Kind.allCases)
    func words(kind: Event.Kind) {
        let english = [English().officeEvent(kind), EnglishConsole().happened(kind)]
        let japanese = [Japanese().officeEvent(kind), JapaneseConsole().happened(kind)]
        for (words, language) in [(english, "English"), (japanese, "Japanese")] {
            for (text, face) in zip(words, ["head office", "store"]) {
                #expect(!text.isEmpty, "\(kind.rawValue) has no \(language) words at \(face)")
                #expect(!text.contains(kind.rawValue), "\(kind.rawValue) is shown raw in \(language) at \(face)")
                #expect(
                    text.unicodeScalars.contains { $0.value > 0x2FFF } == (language == "Japanese"),
                    "\(kind.rawValue) is not \(language) at \(face): \(text)")
            }
        }
    }

    @Test("An event of a kind that only a newer version knows is shown to staff by its name, and customers read on")
    func future() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            let before = try await house.get(path)
            try await house.database.run(WriteFutureEvent(of: id, at: house.clock.now))
            let event = try #require(try await house.reservations.events(of: id).last)
            #expect(event.kind == nil && event.name == WriteFutureEvent.kind && event.payload == nil)
            let desk = try await house.signedIn(.supervisor)
            let office = try await desk.get("/hq/reservations/\(id)")
            #expect(office.status == 200 && office.read.contains("customer.blinked"))
            let clerk = try await Clerk(house)
            let file = try await clerk.get("/store/S001/reservations/\(id)")
            #expect(file.read.contains("customer.blinked"))
            let after = try await house.get(path)
            #expect(after.status == 200 && !after.read.contains("customer.blinked"))
            #expect(after.read.contains("取り置きを承りました") == before.read.contains("取り置きを承りました"))
        }
    }

    @Test("No two kinds share their words on one time line")
    func distinct() {
        for words in [
            Event.Kind.allCases.map { English().officeEvent($0) },
            Event.Kind.allCases.map { Japanese().officeEvent($0) },
            Event.Kind.allCases.map { EnglishConsole().happened($0) },
            Event.Kind.allCases.map { JapaneseConsole().happened($0) },
        ] { #expect(Set(words).count == words.count) }
    }
}
