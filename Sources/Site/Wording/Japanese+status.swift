// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Reservations

extension Japanese: StatusWording {
    package var statusTitle: String { "お取り置きのご確認" }

    package func word(_ status: CustomerStatus) -> String {
        switch status {
        case .checking: "確認中"
        case .preparing: "準備中"
        case .onItsWay: "店舗へ移動中"
        case .ready: "準備完了"
        case .collected: "お渡し済み"
        case .cancelled: "キャンセル"
        case .expired: "期限切れ"
        }
    }

    package func headline(_ status: CustomerStatus) -> String {
        switch status {
        case .checking: "店舗で商品を確認しています"
        case .preparing: "商品を準備しています"
        case .onItsWay: "商品が店舗へ向かっています"
        case .ready: "お受け取りいただけます"
        case .collected: "お渡しが完了しました"
        case .cancelled: "この取り置きは終了しました"
        case .expired: "受取期限を過ぎました"
        }
    }

    package var notYet: String { "まだお受け取りいただけません" }

    package func next(_ next: PickupStatus.Next, late: Bool, moment: (Instant) -> String) -> String {
        switch next {
        case .storeConfirms, .storePrepares:
            if late { return "予定よりお時間をいただいており、申し訳ございません。準備が整うまで、もうしばらくお待ちください。" }
            if case .storeConfirms(let by) = next {
                return "店舗に商品があるかを確かめています。\(moment(by))ごろまでに準備が整う予定です。"
            }
            if case .storePrepares(let by) = next {
                return "店舗で商品をそろえ、お渡しの準備をしています。\(moment(by))ごろまでに整う予定です。"
            }
            return ""
        case .youDecide: return "見つからない商品があり、どのようにご用意するか、ご相談させてください。担当者からご連絡いたします。"
        case .goodsTravel: return "商品をほかの拠点からお受け取りの店舗へ運んでいます。到着し、準備が整うまでお待ちください。"
        case .collect(let by): return "\(moment(by))までに、店頭で受取番号をお見せください。"
        case .nothing: return "ご来店ありがとうございました。またのお越しをお待ちしております。"
        case .over(.cancelledByYou): return "お客様のお申し出により、キャンセルを承りました。"
        case .over(.notAvailable): return "申し訳ございません。店舗で商品をご用意することができませんでした。"
        case .over(.cancelled): return "この取り置きはキャンセルされました。お心当たりのないときは店舗へお電話ください。"
        case .over(.lapsed): return "期限までにお受け取りがなかったため、取り置きを終了しました。ご希望のときは、あらためてお申し込みください。"
        }
    }

    package func call(_ call: PickupStatus.Call) -> String? {
        switch call {
        case .none: nil
        case .expected: "ご確認のため、担当者からお電話を差し上げます。"
        case .missed: "お電話しましたが、つながりませんでした。あらためてご連絡いたします。"
        case .spoken: "ご連絡のうえ、内容を確認しました。"
        case .settledByYou: "お客様からのお返事を承りました。"
        }
    }

    package func kind(_ kind: Reservation.Kind, ready: Bool) -> String? {
        switch kind {
        case .reserve: ready ? "お支払いは、店頭でお願いいたします。" : nil
        case .buy: ready ? "お支払いはお済みです。" : nil
        }
    }

    package func step(_ step: StatusStep) -> String {
        switch step {
        case .received: "受付"
        case .preparing: "準備"
        case .ready: "準備完了"
        case .collected: "お渡し"
        }
    }

    package var progress: String { "進みぐあい" }
    package var stepDone: String { "済み" }
    package var stepNow: String { "いまここ" }
    package var codeTitle: String { "受取番号" }
    package var codeShow: String { "店頭でこの番号をお見せください" }
    package var codeLater: String { "準備が整ってから、店頭でお見せください" }
    package var readyFrom: String { "準備完了" }
    package var pickUpBy: String { "受取期限" }
    package var reservedAt: String { "お申し込み" }
    package var closedAt: String { "終了" }
    package var reference: String { "ご注文番号" }

    package var storeTitle: String { "お受け取りの店舗" }
    package var map: String { "地図をひらく" }
    package var phone: String { "電話をかける" }
    package var hours: String { "受取期限までの営業時間" }
    package var openNow: String { "ただいま営業中" }
    package var closedNow: String { "ただいま営業時間外" }
    package var closedDay: String { "休業日" }
    package var today: String { "本日" }
    package var tomorrow: String { "明日" }

    package var itemsTitle: String { "お取り置きの商品" }
    package func quantity(_ units: Int) -> String { "\(units)点" }
    package func undecided(_ units: Int) -> String { "うち\(units)点は、ご相談のうえご用意します" }
    package func handedOver(_ units: Int) -> String { "うち\(units)点は、お渡し済みです" }
    package var leftOut: String { "ご用意なし" }
    package var total: String { "合計（税込）" }

    package func payment(_ kind: Reservation.Kind) -> String {
        switch kind {
        case .reserve: "店頭でのお支払い"
        case .buy: "お支払い済み"
        }
    }

    package var timelineTitle: String { "これまでの流れ" }

    package func moment(_ kind: PickupStatus.Moment.Kind, until: String?) -> String {
        switch kind {
        case .received: "取り置きのお申し込みを承りました"
        case .movedHere: "お受け取りの店舗を変更しました"
        case .accepted: "店舗がお申し込みを確認しました"
        case .preparing: "商品の準備を始めました"
        case .searching: "見つからない商品があり、確認しています"
        case .shipped: "商品を店舗へ発送しました"
        case .arrived: "商品が店舗に到着しました"
        case .ready: "準備が整いました"
        case .readyTakenBack: "準備完了のご案内を取り消し、準備し直しています"
        case .extended: until.map { "受取期限を\($0)に延長しました" } ?? "受取期限を延長しました"
        case .changed: "ご相談のうえ、内容を変更しました"
        case .callAsked: "お電話のご希望を承りました"
        case .callPlanned: "担当者からのご連絡を予定しました"
        case .calendarMoved:
            until.map { "店舗の営業日・営業時間の変更により、受取期限を\($0)に延ばしました" }
                ?? "店舗の営業日・営業時間の変更により、受取期限を延ばしました"
        case .callDropped: "受取期限までにお電話できる時間帯がなく、お電話は取りやめました。メッセージでご用件をお知らせください"
        case .callMissed: "お電話しましたが、つながりませんでした"
        case .spoken: "ご連絡し、内容を確認しました"
        case .partlyCollected: "一部の商品をお渡ししました"
        case .collected: "商品をお渡ししました"
        case .cancelled: "キャンセルを承りました"
        case .notAvailable: "店舗でご用意できませんでした"
        case .expired: "受取期限を過ぎ、取り置きを終了しました"
        case .moved: "ほかの店舗での取り置きに変更しました"
        case .onMyWay: "ご来店の途中とのお知らせを承りました"
        case .here: "ご到着のお知らせを承りました"
        case .proxyNamed: "お受け取りになる方を承りました"
        case .confirmedByYou: "ご来店のご予定を承りました"
        case .changedByYou: "ご希望により、内容を変更しました"
        }
    }

    package func asOf(_ moment: String) -> String { "\(moment) 現在の情報です" }
}

extension Japanese: ActionWording {
    package var actionsTitle: String { "お手続き" }

    package func button(_ action: CustomerAction) -> String {
        switch action {
        case .confirm: "受け取りに行きます"
        case .onMyWay: "いま向かっています"
        case .here: "店舗に着きました"
        case .extend: "受取期限を延長する"
        case .callMe: "電話で相談する"
        case .cancel: "取り置きをやめる"
        }
    }

    package func buttonNote(_ action: CustomerAction, until: String?) -> String? {
        switch action {
        case .confirm: "お電話での確認を省けます"
        case .extend: until.map { "\($0)まで" }
        case .callMe: "担当者からお電話します"
        case .onMyWay, .here, .cancel: nil
        }
    }

    package func question(_ action: CustomerAction) -> String {
        switch action {
        case .confirm: "受け取りにいらっしゃいますか"
        case .onMyWay: "いま店舗へ向かっていますか"
        case .here: "店舗に着きましたか"
        case .extend: "受取期限を延長しますか"
        case .callMe: "お電話を差し上げましょうか"
        case .cancel: "取り置きをやめますか"
        }
    }

    package func consequence(_ action: CustomerAction, until: String?) -> String {
        switch action {
        case .confirm: "このままお取り置きします。確認のお電話は差し上げません。"
        case .onMyWay: "ご来店の途中であることを、店舗にお伝えします。"
        case .here: "ご到着を店舗にお伝えします。"
        case .extend: until.map { "\($0)までお取り置きします。" } ?? "お取り置きの期限を延ばします。"
        case .callMe: "担当者から、ご登録の連絡先へご連絡します。商品のことも、お受け取りのことも、お気軽にご相談ください。"
        case .cancel: "すべての商品の取り置きを終了します。取り消すことはできませんので、ご希望のときはあらためてお申し込みください。"
        }
    }

    package func confirm(_ action: CustomerAction) -> String {
        switch action {
        case .confirm: "受け取りに行く"
        case .onMyWay: "向かっていると伝える"
        case .here: "着いたと伝える"
        case .extend: "延長する"
        case .callMe: "電話を希望する"
        case .cancel: "取り置きをやめる"
        }
    }

    package var goBack: String { "もどる" }

    package func done(_ action: CustomerAction) -> String {
        switch action {
        case .confirm: "ありがとうございます。ご来店をお待ちしております。"
        case .onMyWay: "店舗にお伝えしました。お気をつけてお越しください。"
        case .here: "店舗にお伝えしました。カウンターまでお越しください。"
        case .extend: "受取期限を延長しました。"
        case .callMe: "お電話のご希望を承りました。担当者からのご連絡をお待ちください。"
        case .cancel: "キャンセルを承りました。"
        }
    }

    package var refusedTitle: String { "承ることができませんでした" }
    package var tooManyReservations: String { "短い間に多くのお取り置きを承りました。1分ほどおいて、もう一度お試しください。" }

    package var unknownOutcome: String { "結果を確認できませんでした。お手数ですが、もう一度押してください。二重に承ることはありません。" }
}
