// SPDX-License-Identifier: Apache-2.0

extension JapaneseConsole {
    var toSend: String { "出荷" }
    var toSendTitle: String { "店舗への出荷" }
    var toSendHint: String { "ほかの店舗の取り置きのために、ここから送る商品です。送り出したら「出荷しました」を押してください。" }
    var nothingToSend: (title: String, text: String) {
        ("出荷する商品はありません", "ほかの店舗の取り置きにここの商品が使われると、自動で表示されます。")
    }
    var destination: String { "お届け先" }
    var sendList: String { "出荷リスト" }
    var sendIt: String { "出荷しました" }
    var sent: String { "出荷を記録しました。お届け先の店舗に表示されます。" }
    func underWay(since moment: String) -> String { "\(moment) 出荷済み" }
    func comesFrom(_ names: [String]) -> String { "\(names.joined(separator: "・"))から出荷予定" }
    func moreToSend(_ count: Int) -> String { "ほか\(count)件。急ぐものから表示しています。" }
    var nothingLeftToSend: String { "ここから出荷する商品は残っていません。すでに出荷されたか、取り消されています。" }
    var notSentYet: String { "商品はまだ出荷されていません。" }

    func question(_ asking: Asking) -> (title: String, text: String, yes: String) {
        switch asking {
        case .reject:
            ("ご用意できないと、お客様にお知らせしますか", "この取り置きは終了し、理由に応じて在庫数も直ります。取り消せません。", "お知らせして終了する")
        case .cancel: ("この取り置きをキャンセルしますか", "商品は販売できるように戻ります。取り消せません。", "キャンセルする")
        case .returnToShelf: ("商品を売り場に戻しましたか", "この取り置きの作業は、これで終わりです。取り消せません。", "棚に戻しました")
        case .send: ("商品を送り出しましたか", "ここの在庫から引かれ、お届け先に出荷済みと表示されます。取り消せません。", "出荷しました")
        case .collect: ("番号なしで、この方にお渡ししますか", "お名前と電話番号の下4桁が合っていることを、もう一度お確かめください。取り消せません。", "お渡しする")
        case .short: ("見つからない商品を欠品にしますか", "理由に応じて在庫数が直り、お客様へのご相談に進みます。取り消せません。", "欠品として記録する")
        }
    }
    var askBack: String { "もどる" }

    var queueKept: String { "この端末に保存しました。つながり次第送ります：{what}" }
    var messageSent: String { "メッセージを送りました。" }
}
