// SPDX-License-Identifier: Apache-2.0
import API
import Contact
import Foundation
import Kit
import PQ
import TestSupport
import Testing

@testable import Reservations
@testable import Site

@Suite("The conversation on the page")
struct TalkTests {
    private func key(_ page: HTTPAnswer) throws -> String {
        let part = page.text.components(separatedBy: "data-chat").last ?? ""
        return String(try #require(part.firstMatch(of: /name="key" value="([^"]+)"/)).1)
    }

    @Test("What is sent stands on the page once, under the names that both sides read, also after the end")
    func says() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            let fields = [("key", try key(await house.get(path))), ("text", "包装できますか\r\nお願いします")]
            for _ in 0..<2 {
                let answer = try await house.post("\(path)/messages", fields)
                #expect(answer.status == 303 && answer.header("Location") == "\(path)#talk")
            }
            let reused = try await house.post("\(path)/messages", [fields[0], ("text", "別の言葉")])
            #expect(reused.status == 409)
            _ = try await house.desk.say("承ります", on: id, by: CustomerPageTests.clerk, name: "菊地")
            _ = try await house.reservations.perform(.cancel(reason: "customer"), on: id, by: .customer)
            let after = try await house.post("\(path)/messages", [("key", "later"), ("text", "また今度")])
            #expect(after.status == 303)
            let page = try await house.get(path)
            #expect(page.text.matches(of: /class="say say--mine"/).count == 2)
            #expect(page.text.matches(of: /class="say say--theirs"/).count == 1)
            #expect(page.read.contains("担当 菊地") && page.read.contains("包装できますか\nお願いします"))
            let messages = try await house.desk.messages(of: id)
            #expect(messages.map(\.name) == ["髙橋 花子", "菊地", "髙橋 花子"])
        }
    }

    @Test("What is not taken is not lost: it stands in the field again, with the reason")
    func refused() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            let long = String(repeating: "長", count: 1_001)
            let refused = try await house.post("\(path)/messages", [("key", "k"), ("text", long)])
            #expect(refused.status == 409 && refused.text.contains(long))
            for i in 0..<Limits.messagesPerHour {
                _ = try await house.desk.say("\(i)", on: id, by: .customer, name: "")
            }
            let tooMany = try await house.post("\(path)/messages", [("key", "k2"), ("text", "まだあります")])
            #expect(tooMany.read.contains("少し時間をおいて") && tooMany.text.contains(">まだあります</textarea>"))
            let keyless = try await house.post("\(path)/messages", [("text", "x")])
            #expect(keyless.status == 400)
        }
    }

    @Test("Hostile words stay words")
    func hostile() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            let texts = HTMLTests.hostile.filter { !$0.contains("\0") && $0.unicodeScalars.count <= 1_000 }
            for text in texts {
                _ = try await house.desk.say(text, on: id, by: CustomerPageTests.clerk, name: String(text.prefix(60)))
            }
            let page = try await house.get(path)
            #expect(page.text.matches(of: /class="say say--theirs"/).count == texts.count)
            for tag in ["<script>", "<img src=x", "<svg onload", "onerror=alert(1)>", "<a href=\"//evil", "<b>"] {
                #expect(!page.text.contains(tag))
            }
        }
    }

    @Test("The stream says change for this reservation alone, follows it to another store, and ends with the link")
    func stream() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let other = try await house.reserve("second")
            let id = try await house.reservation(path).id
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await house.feed.run() }
                let connection = try await HTTPConnection(port: house.client.port)
                let head = try await connection.open("GET", "\(path)/events")
                #expect(head.status == 200 && head.header("Content-Type") == "text/event-stream")
                var text = ""
                /// Reads on until so many changes were told.
                func read(_ changes: Int) async throws {
                    while text.components(separatedBy: "event: change").count - 1 < changes,
                        let part = try await connection.next()
                    {
                        text += String(decoding: part, as: UTF8.self)
                    }
                }
                while !text.contains("event: here"), let part = try await connection.next() {
                    text += String(decoding: part, as: UTF8.self)
                }
                let stranger = try await house.reservation(other).id
                _ = try await house.desk.say("よその話", on: stranger, by: .customer, name: "")
                _ = try await house.desk.say("こちらの話", on: id, by: .customer, name: "")
                try await read(1)
                #expect(!text.contains(Crockford.text(of: stranger.unique)))
                let place = try await house.reservations.newPlace(at: House.tokyo, for: id)
                _ = try await house.reservations.perform(.reroute(to: place), on: id, by: .customer)
                // The end here, and there the beginning and the question that goes along.
                try await read(4)
                _ = try await house.reservations.perform(.accept, on: place.id, by: CustomerPageTests.clerk)
                try await read(5)
                #expect(text.contains(Crockford.text(of: place.id.unique)))
                await connection.close()
                group.cancelAll()
            }
        }
    }

    @Test("A page that is still what was read is not told to read itself anew; one that a message has made old is")
    func edition() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            /// Opens the stream that the page names and gives its first word.
            func firstWord(_ stream: String) async throws -> String {
                let connection = try await HTTPConnection(port: house.client.port)
                _ = try await connection.open("GET", stream)
                var text = ""
                while !text.contains("event: "), let part = try await connection.next() {
                    text += String(decoding: part, as: UTF8.self)
                }
                await connection.close()
                return text
            }
            let page = try await house.get(path).text
            let stream = try #require(page.firstMatch(of: /data-live="([^"]+)"/)).1
            #expect(stream.contains("edition="))
            let before = try await firstWord(String(stream))
            #expect(before.contains("event: current"))
            _ = try await house.desk.say("こんにちは", on: id, by: .customer, name: "")
            let after = try await firstWord(String(stream))
            #expect(after.contains("event: here"))
        }
    }
}
