// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@Suite("Folding of what people type")
struct FoldingTests {
    @Test(
        "All forms of one text are one",
        arguments: [
            ["髙橋", "高橋", "高\u{E0100}橋", "高\u{200B}橋", "高 橋", "高\u{3000}橋", "\u{202A}髙橋\u{202C}"],
            ["﨑", "崎", "嵜"], ["渡邉", "渡邊", "渡辺"], ["齋藤", "齊藤", "斎藤", "斉藤"], ["濵田", "濱田", "浜田"],
            ["桒原", "桑原"], ["𠮷野", "吉野"], ["\u{FA19}谷", "神谷"], ["\u{FA10}本", "塚本"],
            ["たかはし", "タカハシ", "ﾀｶﾊｼ", "タ カ ハ シ"], ["だいご", "ダイゴ", "ﾀﾞｲｺﾞ", "タ\u{3099}イコ\u{3099}"],
            ["ローブ", "ﾛｰﾌﾞ", "ローフﾞ", "ろーぶ"], ["ローラ", "ロ－ラ", "ロ−ラ", "ロ‐ラ", "ロ-ラ", "ﾛｰﾗ", "ろーら", "ロ—ラ"],
            ["鎌ヶ谷", "鎌ケ谷", "鎌ｹ谷"],
            ["KT-1010", "kt-1010", "ＫＴ－１０１０", "ｋｔー１０１０", "KT‑1010", "KT‐1010", "KT–1010"],
            ["Anne Smith", "ANNESMITH", "ａｎｎｅ　ｓｍｉｔｈ"], ["José", "JOSÉ", "jose\u{301}"],
            ["アン・スミス", "アンスミス", "ｱﾝ･ｽﾐｽ"], ["㈱山田", "(株)山田", "（株）山田"],
        ])
    func forms(_ forms: [String]) {
        #expect(Set(forms.map(Folding.folded)).count == 1, "\(forms.map(Folding.folded))")
        #expect(Folding.folded(Folding.folded(forms[0])) == Folding.folded(forms[0]))
    }

    @Test("A code is read as it was meant, and words stay")
    func plain() {
        #expect(Folding.plain(" ＫＴ－１０ー２０‐ａ\u{202C}\u{3000}") == "KT-10-20-a")
        #expect(Folding.plain("髙橋 ローラ") == "髙橋 ローラ")
    }

    @Test("PostgreSQL folds every character as we do")
    func sameInSQL() async throws {
        try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
            var differing: [String] = []
            let scalars = (Array(1...0x2FFFF as ClosedRange<UInt32>) + Array(0xE0000...0xE01FF as ClosedRange<UInt32>))
                .compactMap(Unicode.Scalar.init)
                // What has come since Unicode 14 is in the tables of one side only.
                .filter { $0.properties.age.map { $0.major <= 14 } ?? false }
            for start in stride(from: 0, to: scalars.count, by: 10_000) {
                // Between letters, so that what joins its neighbour is seen, too.
                let texts = scalars[start..<min(start + 10_000, scalars.count)].map { "ハ\($0)A" }
                let theirs = try await database.run(Fold(texts: texts))
                for (text, other) in zip(texts, theirs)
                where !Folding.folded(text).unicodeScalars.elementsEqual(other.unicodeScalars) {
                    differing.append("\(text.unicodeScalars.map { String($0.value, radix: 16) }): \(other)")
                }
            }
            #expect(differing.isEmpty, "\(differing.count): \(differing.prefix(20))")
        }
    }
}

private struct Fold: Statement {
    static let sql = "SELECT folded(t) FROM unnest($1::text[]) WITH ORDINALITY AS k (t, n) ORDER BY n"
    static let isReadOnly = true
    let texts: [String]

    func bind(_ parameters: inout Parameters) { parameters.add(texts) }
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> String { try row() }
}
