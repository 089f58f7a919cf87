// SPDX-License-Identifier: Apache-2.0

/// Names every reason for which an import does not take a row, or changes what it says.
package enum ImportReason: Sendable, Equatable {
    case unreadableFile
    case unknownLayout
    /// The header would be of a known layout if it were divided by commas.
    case otherDelimiter(Character)
    case missingColumn(String)
    case tooManyRows(Int)
    case undecodable
    case quoteNotClosed
    case strayQuote
    case rowTooLong(Int)
    case fieldCount(expected: Int, found: Int)
    case badJSON(String)
    case otherType(String)
    case empty
    case tooLong(Int)
    case controlCharacter
    case notANumber
    case outOfRange(Int, Int)
    case belowZero(Int)
    case overtaken
    case badMoment
    case oldMoment(Int)
    case fractionOfYen
    case roundedPrice(Int)
    case badLocation
    case unknownLocation
    case badSKU
    case unknownSKU
    case badGTIN
    case sharedGTIN(String)
    case badKind
    case badTime
    case badDate
    case dateOrder
    case badCoordinates
    case badTimeZone
    case badPicture
    case badFlag
    case badAttributes
    case duplicate
    case overlap
    case productWithoutTitle

    /// Gives a stable word for programs, and the sentence in English and in Japanese.
    private var words: (code: String, english: String, japanese: String) {
        switch self {
        case .unreadableFile: ("unreadable_file", "the file cannot be read", "ファイルを読めません")
        case .unknownLayout:
            ("unknown_layout", "the header is of no known layout", "見出し行がどの様式にも合いません")
        case .otherDelimiter(let found):
            (
                "other_delimiter", "fields are divided by \(found.spoken.english) and must be divided by commas",
                "項目が\(found.spoken.japanese)で区切られています。半角のカンマ（,）で区切ってください"
            )
        case .missingColumn(let name):
            ("missing_column", "the column \(name) is missing", "列「\(name)」がありません")
        case .tooManyRows(let limit):
            ("too_many_rows", "such a file has at most \(limit) rows", "この種類のファイルは \(limit) 行までです")
        case .undecodable:
            ("undecodable", "the text is neither UTF-8, UTF-16 nor CP932", "文字コードが UTF-8・UTF-16・CP932 のどれでもありません")
        case .quoteNotClosed: ("quote_not_closed", "a quote is not closed", "引用符が閉じられていません")
        case .strayQuote:
            ("stray_quote", "a quote stands in or behind the text of a field", "項目の途中または後ろに引用符があります")
        case .rowTooLong(let bytes): ("row_too_long", "a row has at most \(bytes) bytes", "1 行は \(bytes) バイトまでです")
        case .fieldCount(let expected, let found):
            (
                "field_count", "the row has \(found) fields and the header \(expected)",
                "項目数が見出しと違います（見出し \(expected)、この行 \(found)）"
            )
        case .badJSON(let why): ("bad_json", "the line is no JSON object: \(why)", "JSON のオブジェクトではありません: \(why)")
        case .otherType(let type):
            ("other_type", "the file began with another type than \(type)", "ファイルの最初の行と type が違います: \(type)")
        case .empty: ("empty", "a value is needed", "値が必要です")
        case .tooLong(let limit): ("too_long", "at most \(limit) characters", "\(limit) 文字までです")
        case .controlCharacter: ("control_character", "the text holds a control character", "制御文字が含まれています")
        case .notANumber: ("not_a_number", "a whole number is needed", "整数を入れてください")
        case .outOfRange(let low, let high):
            ("out_of_range", "a number of \(low)–\(high) is needed", "\(low)〜\(high) の数を入れてください")
        case .belowZero(let units):
            (
                "below_zero", "the figure is below zero: \(units) is kept, and nothing can be promised",
                "在庫数がマイナスです: \(units) のまま取り込み、取り置きは受けません"
            )
        case .overtaken:
            (
                "overtaken", "a later count or figure stands: nothing is changed",
                "より新しい棚卸しまたは在庫数があるため、変更しません"
            )
        case .badMoment:
            (
                "bad_moment", "a moment such as 2026-11-22T18:00:00+09:00 is needed",
                "2026-11-22T18:00:00+09:00 のような日時を入れてください"
            )
        case .oldMoment(let days):
            ("old_moment", "a moment of the last \(days) days is needed", "過去 \(days) 日以内の日時を入れてください")
        case .fractionOfYen: ("fraction_of_yen", "yen has no fractions", "円に小数はありません")
        case .roundedPrice(let yen):
            ("rounded_price", "yen has no fractions: rounded to \(yen)", "円に小数はないため \(yen) 円に丸めました")
        case .badLocation:
            ("bad_location", "a location is 1–16 of A–Z, 0–9 and -", "拠点コードは英大文字・数字・ハイフン 1〜16 字です")
        case .unknownLocation: ("unknown_location", "there is no such location", "この拠点はありません")
        case .badSKU: ("bad_sku", "a SKU is 1–64 bytes of visible text", "SKU は表示できる文字 1〜64 バイトです")
        case .unknownSKU: ("unknown_sku", "the catalogue has no such SKU", "この SKU は商品台帳にありません")
        case .badGTIN: ("bad_gtin", "this is no GTIN (JAN): form or check digit", "GTIN（JAN）ではありません（桁数か検査数字）")
        case .sharedGTIN(let sku):
            (
                "shared_gtin", "the SKU \(sku) bears this GTIN, too: whoever scans it may mean either",
                "このJANはSKU \(sku) にも付いています（読み取り時に区別できません）"
            )
        case .badKind: ("bad_kind", "store or warehouse is needed", "store か warehouse を入れてください")
        case .badTime:
            ("bad_time", "a time such as 09:30 is needed, 26:00 past midnight", "09:30 のような時刻を入れてください（深夜は 26:00）")
        case .badDate: ("bad_date", "a day such as 2026-11-22 is needed", "2026-11-22 のような日付を入れてください")
        case .dateOrder: ("date_order", "the last day comes before the first", "最終日が初日より前です")
        case .badCoordinates:
            ("bad_coordinates", "latitude and longitude in degrees, or neither", "緯度・経度は度で両方入れるか、両方空にします")
        case .badTimeZone: ("bad_time_zone", "there is no such time zone", "このタイムゾーンはありません")
        case .badPicture:
            (
                "bad_picture", "a picture is an http or https address, or a path such as /images/a.svg",
                "画像は http(s) の URL か /images/a.svg のようなパスで入れてください"
            )
        case .badFlag: ("bad_flag", "true or false is needed", "true か false を入れてください")
        case .badAttributes: ("bad_attributes", "a JSON object is needed", "JSON のオブジェクトを入れてください")
        case .duplicate: ("duplicate", "the file has named this before", "同じものがファイル内に既にあります")
        case .overlap: ("overlap", "the period overlaps another of that day", "同じ曜日の別の営業時間と重なっています")
        case .productWithoutTitle:
            ("product_without_title", "a product's first row needs a title", "商品の最初の行に Title が必要です")
        }
    }

    /// A stable word for programs.
    package var code: String { words.code }
    package var english: String { words.english }
    package var japanese: String { words.japanese }
}

extension Character {
    /// Names a character that divides fields.
    fileprivate var spoken: (english: String, japanese: String) {
        switch self {
        case "\t": ("tabs", "タブ")
        case ";": ("semicolons (;)", "セミコロン（;）")
        case "|": ("vertical bars (|)", "縦棒（|）")
        default: ("“\(self)”", "「\(self)」")
        }
    }
}
