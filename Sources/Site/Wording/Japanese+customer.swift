// SPDX-License-Identifier: Apache-2.0
import Customers
import Reservations

extension Japanese: CustomerPageWording {
    package var qrLabel: String { "店頭で読み取るQRコード" }
    package var moreTitle: String { "そのほかのお手続き" }

    package func link(_ page: LinkPage) -> String {
        switch page {
        case .store: "受取店舗を変更する"
        case .shortage: "見つからない商品について選ぶ"
        case .proxy: "代理の方が受け取る"
        case .wishes: "ご連絡の方法とことば"
        case .calendar: "カレンダーに追加する"
        case .messages: "メッセージを送る"
        case .events, .manifest: ""
        }
    }

    package func settled(_ page: LinkPage) -> String? {
        switch page {
        case .store: "受取店舗を変更しました。新しい店舗で商品を確認しています。"
        case .shortage: "ご希望を承りました。"
        case .proxy: "お受け取りになる方を承りました。"
        case .wishes: "ご連絡の方法を承りました。"
        case .messages, .events, .calendar, .manifest: nil
        }
    }

    package func told(_ arrival: Arrival) -> String {
        switch arrival {
        case .onMyWay: "ご来店の途中であることを、店舗にお伝えしました。"
        case .here: "ご到着を店舗にお伝えしました。カウンターまでお越しください。"
        }
    }

    package var storeQuestion: String { "どの店舗で受け取りますか" }
    package var storeLead: String { "すべての商品をご用意できる店舗です。変更すると、新しい店舗であらためて準備いたします。" }
    package var storeNone: String { "ただいま、すべての商品をご用意できる店舗がほかにありません。" }
    package var storeConfirm: String { "この店舗に変更する" }

    package var shortageQuestion: String { "見つからない商品をどうしますか" }
    package func shortageLead(hasOthers: Bool) -> String {
        "申し訳ございません。店舗で見つからない商品がありました。" + (hasOthers ? "ほかの商品はそのままお取り置きしています。" : "")
    }
    package var shortageEnd: (title: String, note: String) { ("取り置きをやめる", "ほかにお取り置きの商品はありません") }
    package var shortageDrop: (title: String, note: String) { ("この分はなしで受け取る", "見つかった商品だけをお渡しします") }
    package var shortageWait: (title: String, note: String) { ("取り寄せを待つ", "ほかの店舗や倉庫から店舗へお送りします") }
    package func shortageTake(_ name: String) -> String { "代わりに「\(name)」にする" }
    package func shortageTakeNote(_ price: String) -> String { "この店舗にございます。1点 \(price)" }
    package var shortageConfirm: String { "この内容で進める" }

    package var proxyFact: String { "お受け取り" }
    package var proxyQuestion: String { "どなたが受け取りますか" }
    package var proxyLead: String { "ご家族など、代わりにお越しになる方のお名前をお知らせください。" }
    package var proxyField: String { "代理の方のお名前" }
    package var proxyHint: String { "ご本人がお越しになるときは、空欄のままお送りください。" }
    package var proxyConfirm: String { "この内容で伝える" }

    package var wishesTitle: String { "ご連絡の方法とことば" }
    package var wishesLead: String { "お取り置きについてのご連絡に使います。このページでは、いつでもようすをご覧いただけます。" }
    package var wishesLanguage: String { "ことば" }
    package var wishesWays: String { "ご連絡の方法" }
    package var wishesQuiet: String { "ご連絡を控える時間帯" }
    package var wishesNoQuiet: String { "いつでもよい" }
    package var wishesConfirm: String { "保存する" }

    package func way(_ channel: ContactChannel) -> String {
        switch channel {
        case .mail: "メールでのお知らせ"
        case .sms: "SMSでのお知らせ"
        case .phone: "お電話でのご連絡"
        case .line: "LINEでのお知らせ"
        case .chat: "メッセージでのご連絡"
        case .push: "プッシュ通知"
        }
    }

    package var talkTitle: String { "メッセージ" }
    package var talkLead: String { "商品やお受け取りについて、担当者にご相談いただけます。お返事はこのページに届きます。" }
    package var talkField: String { "メッセージを書く" }
    package var talkSend: String { "送る" }
    package var talkLost: String { "送信できませんでした。通信状況をお確かめのうえ、もう一度お送りください。" }
    package var you: String { "お客様" }
    package var house: String { "店舗" }
    package func person(_ name: String) -> String { "担当 \(name)" }

    package func calendarTitle(store: String) -> String { "取り置きの受取期限（\(store)）" }
    package func calendarText(link: String) -> String { "ようすの確認やお手続きはこちら：\n\(link)" }
}
