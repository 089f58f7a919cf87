// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Testing

@Suite("Names")
struct PersonNameTests {
    @Test(
        "Variants of characters stay as the family writes them",
        arguments: ["髙橋 一郎", "山﨑", "\u{FA1B}田", "\u{FA19}谷", "渡邉", "葛\u{E0100}城"])
    func keepsVariants(_ name: String) {
        #expect(PersonName(name).map { Array($0.text.unicodeScalars) } == Array(name.unicodeScalars))
    }

    @Test("Composed and decomposed spellings become one")
    func composes() {
        let name = PersonName("  か\u{3099}やま\u{3000}Jose\u{301}  ")
        #expect(name.map { Array($0.text.unicodeScalars) } == Array("がやま\u{3000}José".unicodeScalars))
    }

    @Test(
        "Nothing, too much and invisible marks are refused",
        arguments: [
            "", "  ", "\u{3000}", "a\u{0}b", "a\nb", "a\u{7F}", "a\u{202E}b", "a\u{2028}b", "a\u{FEFF}b",
            String(repeating: "長", count: Limits.nameCharacters + 1),
            "e" + String(repeating: "\u{301}", count: 100_000),
        ])
    func refuses(_ name: String) {
        #expect(PersonName(name) == nil)
    }

    @Test("The longest name fits")
    func longest() {
        #expect(PersonName(String(repeating: "長", count: Limits.nameCharacters)) != nil)
    }

    @Test(
        "Kana is kept in full-width katakana",
        arguments: [("やまだ はなこ", "ヤマダ ハナコ"), ("ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ ハナコ"), ("ヴァン・ダイク", "ヴァン・ダイク"), ("ゔぁん", "ヴァン")])
    func kana(_ written: String, _ kept: String) {
        #expect(PersonName.kana(written)?.text == kept)
    }

    @Test("A draft needs one way to know the person again")
    func identities() throws {
        let name = try #require(PersonName("山田花子"))
        #expect(throws: Refusal.self) { try CustomerDraft(name: name) }
        #expect(throws: Refusal.self) { try CustomerDraft(name: name, externalID: "") }
        #expect(throws: Refusal.self) { try CustomerDraft(name: name, externalID: " a") }
        #expect(throws: Refusal.self) { try CustomerDraft(name: name, externalID: "a\u{0}") }
        let draft = try CustomerDraft(
            name: name, phone: PhoneNumber("090-1234-5678"), mail: MailAddress("h@example.jp"), externalID: "web-1")
        #expect(draft.identities(at: Instant(seconds: 0)).map(\.kind) == [.external, .phone, .mail])
    }
}
