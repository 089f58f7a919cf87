// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import Reservations

/// Speaks Japanese to the people of a store: short, in the words of the trade.
struct JapaneseConsole: ConsoleWording {
    let name = "店舗コンソール"
    let forStaff = "お店の方へ"
    let worklist = "作業一覧"
    let counter = "カウンター"
    let whichStore = "店舗を選ぶ"
    let noStore = "担当の店舗がありません。店舗の管理者にご相談ください。"
    let groups = "作業の種類"

    func group(_ group: WorkGroup) -> String {
        switch group {
        case .new: "新しい取り置き"
        case .toPick: "商品の確保"
        case .ready: "お渡し待ち"
        case .toReturn: "棚戻し"
        case .coming: "入荷待ち"
        }
    }

    let askedAfterwards = "返信待ち"
    let shortages = "在庫不足"
    let nothingToDo = "いま対応する取り置きはありません。新しい取り置きが入ると、ここに表示されます。"
    func moreCards(_ count: Int) -> String { "ほか\(count)件。受取番号やお名前で検索できます。" }
    func shortBy(_ units: Int, onHand: Int, reserved: Int) -> String {
        "\(units)点不足（実在庫 \(onHand)・引当済 \(reserved)）"
    }
    let countAnew = "数え直す"

    func due(_ fulfilment: Fulfilment, at moment: String) -> String {
        switch fulfilment {
        case .requested, .accepted, .picking: "\(moment) までに準備"
        case .awaitingStock: "\(moment) 準備予定"
        case .ready: "受取期限 \(moment)"
        case .toReturn, .collected, .rejected, .cancelled, .returnedToShelf: "\(moment) 終了"
        }
    }

    func dueTitle(_ fulfilment: Fulfilment) -> String {
        switch fulfilment {
        case .requested, .accepted, .picking, .awaitingStock: "準備の約束"
        case .ready: "お渡しの期限"
        case .toReturn, .collected, .rejected, .cancelled, .returnedToShelf: "終了"
        }
    }

    let late = "過ぎています"

    func next(_ step: NextStep) -> String {
        switch step {
        case .accept: "受け付ける"
        case .pick: "商品を確保する"
        case .makeReady: "準備完了にする"
        case .handOver: "お渡しする"
        case .returnToShelf: "棚に戻す"
        case .receive: "入荷を待っています"
        case .awaitDecision: "お客様のご返答を待っています"
        case .lapsed: "受取期限を過ぎました。お渡しできません"
        case .nothing: "この取り置きは終了しています"
        }
    }

    let honorific = " 様"
    let nameErased = "（お名前は消去済み）"
    let missingUndecided = "欠品あり。お客様のご返答待ちです"

    func contactRemark(_ state: ContactState) -> String? {
        switch state {
        case .notNeeded, .reachedConfirmed: nil
        case .pending: "お客様への連絡待ち"
        case .attempted: "お客様と連絡がまだ取れていません"
        case .reachedChanged: "お客様のご希望で内容が変わりました"
        case .reachedDeclined: "お客様が辞退されました"
        case .unreachable: "お客様と連絡が取れませんでした"
        }
    }

    func collector(_ name: String) -> String { "受取人：\(name) 様" }
    let asked = "お客様からメッセージがあります"

    func arrival(_ arrival: Arrival, at moment: String) -> String {
        switch arrival {
        case .onMyWay: "ご来店の途中（\(moment)）"
        case .here: "ご来店中（\(moment)から）"
        }
    }

    let stagedAt = "保管場所"
    let customersWish = "ご要望"

    func spokenBy(_ name: String, _ disposition: Disposition) -> String {
        let what =
            switch disposition {
            case .confirmed: "ご確認済み"
            case .changed: "内容の変更を承り"
            case .declined: "辞退"
            case .noAnswer: "応答なし"
            case .busy: "話し中"
            case .voicemail: "留守番電話"
            case .wrongNumber: "番号違い"
            case .callbackAsked: "折り返しのご希望"
            case .optedOut: "連絡を希望されません"
            }
        return name.isEmpty ? what : "\(what)（\(name)）"
    }

    let scanField = "受取番号・QR・ラベル・お名前・電話番号の下4桁"
    let scanGo = "さがす"
    let counterHint = "スキャナーは画面のどこでも読み取れます。お客様のQRコード、保管ラベルのバーコード、受取番号（8文字）のほか、お名前や電話番号の下4桁でも探せます。"
    let nothingMeant = "この店舗に、あてはまる取り置きは見つかりませんでした。"
    func meant(_ count: Int) -> String { "\(count)件見つかりました" }
    let compareIdentity = "お名前と電話番号の下4桁をお客様に伺い、一致するものをお選びください。"

    func work(_ fulfilment: Fulfilment) -> String {
        switch fulfilment {
        case .requested: "新しい取り置き"
        case .accepted: "受付済み"
        case .awaitingStock: "入荷待ち"
        case .picking: "商品の確保中"
        case .ready: "お渡し待ち"
        case .collected: "お渡し済み"
        case .rejected: "お断り"
        case .cancelled: "キャンセル"
        case .toReturn: "棚戻し待ち"
        case .returnedToShelf: "棚戻し済み"
        }
    }

    let live = "最新の状態です"
    let offline = "オフラインです。操作は保存され、つながり次第送られます"
    let soundOn = "お知らせ音を鳴らす"
    let soundOff = "お知らせ音を止める"
    let camera = "カメラで読む"
    let cameraFailed = "カメラを使えません。スキャナーか手入力をお使いください。"
    let queueWaits = "送信待ち：{what}"
    let queueNeedsSignIn = "送信待ちの操作があります。送るにはサインインしてください。"
    let queueOtherPerson = "ほかの方の送信待ちの操作があります。その方がサインインすると送られます。"
    let queueRefused = "「{what}」はできませんでした：{why}"
    let queueOpen = "取り置きを開く"
    let queueDismiss = "確認しました"
    let scanStranger = "{code} は、この取り置きの商品ではありません"
    let scanEnough = "{name} は、もう数がそろっています"
    let scanCounted = "{name}　{found} / {need}"
    let scanRead = "読み取りました"
}
