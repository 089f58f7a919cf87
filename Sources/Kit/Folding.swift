// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Makes one form of all the forms in which people type the same: the only folding of every search.
///
/// `folded` says the same in Swift as the function `folded` of the schema says in SQL (`Schema/0012_folding.sql`), which
/// folds what is stored; a test holds the two against each other, character by character. A change here therefore needs
/// a schema file that makes the function, the columns and the indexes on it anew.
package enum Folding {
    /// Folds a text for comparison: compatibility forms (NFKC: full-width letters, half-width kana, ㈱), ASCII and Latin-1
    /// letters in lower case, hiragana as katakana, variants of kanji as the usual one, the long-vowel mark and all dashes
    /// as `-`; white space, the middle dot and invisible marks are left out.
    package static func folded(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in compatible(text).unicodeScalars {
            if ("A"..."Z").contains(scalar) {
                result.append(Unicode.Scalar(UInt8(scalar.value) + 0x20))
            } else if let other = replaced[scalar] {
                result.append(other)
            } else if !dropped.contains(scalar) {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// Writes a code as it was meant: half-width, with one kind of hyphen, without invisible marks and without white space
    /// at its ends. Case, kana and kanji stay.
    package static func plain(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in compatible(text).unicodeScalars where !invisible.contains(scalar) {
            // Behind kana the mark is a long vowel.
            let isLong = scalar == "\u{30FC}" && result.last.map { (0x3041...0x30FC).contains($0.value) } ?? false
            result.append(dashes.contains(scalar) && scalar != "~" && !isLong ? "-" : scalar)
        }
        return String(result).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Brings a text to NFKC. In two steps, since Foundation's own leaves a half-width voicing mark beside its kana where
    /// that is full-width or a long vowel stands before it (ﾛｰﾌﾞ, ハﾞ).
    package static func compatible(_ text: String) -> String {
        text.decomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
    }

    /// Pairs of a variant and the usual form of a kanji: those of names (髙, 﨑, 邉) and the forms from before 1946.
    /// Compatibility ideographs (神, 塚) are not here, since NFKC folds them. Several may have one usual form: whoever
    /// searches for 斉藤 may mean 齋藤.
    private static let kanji = """
        髙高 﨑崎 嵜崎 邉辺 邊辺 齋斉 齊斉 斎斉 濵浜 濱浜 桒桑 𠮷吉 澤沢 廣広 國国 嶋島 嶌島 德徳 瀨瀬 櫻桜 惠恵 眞真 榮栄 學学 \
        龍竜 瀧滝 關関 藏蔵 豐豊 淸清 增増 曾曽 壽寿 實実 澁渋 兒児 圓円 圡土 條条 槇槙 遙遥 堯尭 舘館 峯峰 嶽岳 穐秋 埜野 冨富 \
        冝宜 淵渕 檜桧 藪薮 籔薮 鷗鴎 莊荘 參参 彌弥 萬万 與与 來来 佛仏 傳伝 會会 兩両 劍剣 劔剣 釼剣 勳勲 區区 圖図 團団 壯壮 \
        聲声 寬寛 專専 將将 尙尚 巖巌 廳庁 彥彦 應応 戀恋 戶戸 拔抜 敎教 晉晋 曉暁 樂楽 樣様 橫横 步歩 每毎 氣気 淨浄 淺浅 溫温 \
        濟済 瑤瑶 產産 畫画 當当 盡尽 禮礼 禪禅 稻稲 穗穂 竝並 經経 綠緑 緖緒 縣県 總総 繩縄 續続 聰聡 肅粛 臺台 舊旧 薰薫 藝芸 \
        藥薬 螢蛍 裝装 覺覚 觀観 觸触 證証 譽誉 讓譲 豫予 賴頼 轉転 鄕郷 醫医 釋釈 鐵鉄 鉃鉄 鑄鋳 閒間 隱隠 靈霊 靜静 靑青 顯顕 \
        驛駅 驗験 靏鶴 靍鶴 鸖鶴 鷄鶏 鹽塩 麥麦 黃黄 黑黒 默黙 點点 齡齢 龜亀 亞亜 兔兎 卷巻 卽即 吳呉 單単 嚴厳 奧奥 姬姫 孃嬢 \
        寶宝 寳宝 對対 巢巣 帶帯 彈弾 從従 愼慎 懷懐 戰戦 攝摂 收収 數数 晝昼 曻昇 杦杉 栁柳 桺柳 權権 檢検 歸帰 歷歴 爲為 狹狭 \
        獨独 硏研 禰祢 稅税 蘆芦 蟬蝉 衞衛 讚讃 豬猪 逹達 邨村 鄰隣 鎭鎮 頰頬 餠餅 驒騨 鯵鰺 麴麹 凜凛 亙亘 籏旗 舩船 辨弁 辯弁 \
        瓣弁 絲糸 燈灯 蠶蚕 蟲虫 假仮 價価 變変 邇迩
        """

    /// What stands for a hyphen or for the long-vowel mark.
    private static let dashes: Set<Unicode.Scalar> = [
        "\u{30FC}", "\u{2010}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2212}", "\u{2500}", "\u{2501}",
        "\u{301C}", "~", "\u{3030}", "\u{2053}", "\u{2796}", "\u{2E3A}", "\u{2E3B}", "\u{2D7}", "\u{2043}",
    ]

    /// Marks that are not seen and come along when a text is copied: direction and joining (U+200B–200F, 202A–202E,
    /// 2060–2069), soft hyphen, byte order mark, and selectors of variants (U+FE00–FE0F, U+E0100–E011F).
    package static let invisible: Set<Unicode.Scalar> = {
        let ranges: [ClosedRange<UInt32>] = [
            0xAD...0xAD, 0x61C...0x61C, 0x180E...0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069,
            0xFEFF...0xFEFF, 0xFE00...0xFE0F, 0xE0100...0xE011F,
        ]
        return Set(ranges.joined().compactMap(Unicode.Scalar.init))
    }()

    /// White space, the middle dot between parts of foreign names, and what is invisible. A NUL is in no stored text.
    private static let dropped: Set<Unicode.Scalar> = invisible.union([
        "\0", " ", "\t", "\n", "\u{B}", "\u{C}", "\r", "\u{85}", "\u{1680}", "\u{2028}", "\u{2029}", "\u{30FB}",
    ])

    private static let replaced: [Unicode.Scalar: Unicode.Scalar] = {
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for pair in kanji.split(separator: " ") {
            let scalars = Array(pair.unicodeScalars)
            table[scalars[0]] = scalars[1]
        }
        for dash in dashes { table[dash] = "-" }
        // Hiragana and its marks of iteration; the small ka and ke of 鎌ヶ谷 are often typed large.
        for value in Array<UInt32>(0x3041...0x3094) + [0x309D, 0x309E] {
            if let hiragana = Unicode.Scalar(value) { table[hiragana] = Unicode.Scalar(value + 0x60) }
        }
        for small in ["\u{3095}", "\u{30F5}"] as [Unicode.Scalar] { table[small] = "カ" }
        for small in ["\u{3096}", "\u{30F6}"] as [Unicode.Scalar] { table[small] = "ケ" }
        // À–Þ but for the multiplication sign.
        for value in UInt8(0xC0)...0xDE where value != 0xD7 {
            table[Unicode.Scalar(value)] = Unicode.Scalar(value + 0x20)
        }
        return table
    }()
}
