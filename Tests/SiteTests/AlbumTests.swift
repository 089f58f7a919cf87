// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import TestSupport

@Suite("Albums")
struct AlbumTests {
    @Test("Every folder of snapshots is an album, and every album is there")
    func folders() throws {
        #expect(try Album.albums() == Set(Album.Face.allCases.map(\.rawValue)))
    }

    @Test("A difference is told by its line, with what was and what is; a byte is enough")
    func difference() {
        #expect(Album.difference("a\nb\nc\n", "a\nb\nc\n") == nil)
        #expect(Album.difference("a\nb\nc\n", "a\nx\nc\n") == "line 2:\n- b\n+ x")
        #expect(Album.difference("a\nc\n", "a\nb\nc\n") == "line 2:\n+ b")
        #expect(Album.difference("a\nb\nc\n", "a\nc\n") == "line 2:\n- b")
        // The same letter in two ways of writing it (Unicode, canonical equivalence).
        #expect(Album.difference("\u{E9}\n", "e\u{301}\n") != nil)
    }

    @Test("What chance draws has a placeholder; the same thing twice has the same number, another another")
    func placeholders() {
        let one = "rsv_S001_0192F000000070008000000001"
        let two = "rsv_S001_0192F000000070008000000002"
        #expect(Placeholder.apply(to: "/r/\(String(repeating: "a", count: 40))?x") == "/r/{link 1}?x")
        #expect(Placeholder.apply(to: "\(one) \(two) \(one)") == "rsv_S001_{id 1} rsv_S001_{id 2} rsv_S001_{id 1}")
        #expect(Placeholder.apply(to: "7K3M-Q9ZT 090-0000-1234") == "{pickup code} 090-0000-1234")
        #expect(
            Placeholder.apply(to: "http://localhost:8080/assets/abc/style.css").hasPrefix(
                "http://localhost:{port}/assets/{edition}/"))
    }

    @Test("A page is broken between its tags, and what was broken before is told apart")
    func lines() {
        #expect(Album.broken("<p><b>x</b></p>") == "<p>\n<b>x</b>\n</p>")
        #expect(Album.broken("<p>\n<b>") == "<p>⏎\n<b>")
    }
}
