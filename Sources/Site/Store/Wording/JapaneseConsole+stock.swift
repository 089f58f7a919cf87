// SPDX-License-Identifier: Apache-2.0
import Reservations
import Stock

extension JapaneseConsole {
    var stock: String { "在庫" }
    var goods: String { "商品" }
    var onHand: String { "実在庫" }
    var reservedUnits: String { "引当済" }
    var safety: String { "安全在庫" }
    var available: String { "引当可能" }
    var belowZero: String { "在庫数がマイナスです。記録より多く売れています。棚を数えてください。" }
    var noShortage: String { "在庫不足はありません。" }

    func booked(_ deed: StockDeed) -> String {
        switch deed {
        case .adjust: "在庫数を修正しました。"
        case .count: "数えた結果を記録しました。"
        }
    }

    func seen(_ moment: String) -> String { "最後に棚を見たのは \(moment)" }
    var neverSeen: String { "棚を見た記録がありません。" }
    var ledgerTitle: String { "最近の動き" }
    var promisedTo: String { "この商品の取り置き" }

    func movement(_ kind: Movement.Kind) -> String {
        switch kind {
        case .received: "入荷"
        case .sold: "販売"
        case .transferred: "移動"
        case .adjusted: "修正"
        case .counted: "棚卸し"
        case .collected: "お渡し"
        case .returned: "返品"
        }
    }

    func movementReason(_ text: String) -> String {
        switch text {
        case "shipped": "出荷"
        case "arrived": "到着"
        default: ShortReason(rawValue: text).map(reason) ?? text
        }
    }

    var countedField: String { "いま棚にある数" }
    var countedHint: String { "取り置き分も含めて、店内にあるすべてを数えてください。" }
    var adjustField: String { "増減（例：-1）" }
    var adjustHint: String { "破損や紛失など、数えずに直すときに使います。理由が必要です。" }

    func deed(_ deed: StockDeed) -> String {
        switch deed {
        case .adjust: "在庫数を修正"
        case .count: "数え直す"
        }
    }

    var book: String { "記録する" }
    var cycleCount: String { "棚卸し" }
    func countDone(_ count: Int) -> String { "\(count)品目の数を記録しました。" }
    var countHint: String { "棚の商品を1点ずつ読み取ってください。同じ商品は足されます。「JANコード 数」と入力することもできます。" }
    var countUnknown: String { "次の行は、取り扱いのない商品か、読めない内容です。直すか消してください。" }
    var countField: String { "数えた商品（1行に1品目）" }
    var countLook: String { "差異を確かめる" }
    var counted: String { "数えた数" }
    var difference: String { "差" }
    var countPost: String { "この数で確定する" }
    var countAgain: String { "やめる" }
}
