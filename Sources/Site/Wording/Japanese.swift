// SPDX-License-Identifier: Apache-2.0
import Access
import Kit
import PQ

/// Speaks Japanese: polite, plain, to the customer.
package struct Japanese: CommonWording {
    package let ownName = "日本語"
    package let skipToContent = "本文へ移動"
    package let navigation = "サイト内の移動"
    package let home = "はじめのページ"
    package let close = "閉じる"
    package let shop = "お買いもの"
    package func footer(_ brand: String) -> String { "\(brand)の取り置きサービス" }

    package let signIn = "サインイン"
    package let signOut = "サインアウト"
    package let login = "ログインID"
    package let password = "パスワード"
    package func signInFault(_ fault: SignInFault) -> String {
        switch fault {
        case .wrongCredentials: "ログインIDまたはパスワードが違います。"
        case .tooManyAttempts(let seconds): "試行回数が上限に達しました。\(seconds)秒後にもう一度お試しください。"
        }
    }
    package let forbiddenTitle = "このページは表示できません"
    package let forbiddenText = "お使いのアカウントの権限では開けません。店舗の管理者にご相談ください。"

    package let notFoundTitle = "ページが見つかりません"
    package let notFoundText = "お探しのページは、移動したか、なくなった可能性があります。"
    package let linkGoneTitle = "このリンクはご利用いただけません"
    package let linkGoneText = "リンクの有効期限が切れたか、アドレスの一部が欠けているようです。"
    package let linkGoneHelp = """
        お届けしたメールやメッセージのリンクを、もう一度そのまま開いてください。それでも開けないときは、お受け取りの店舗へお電話ください。
        """
    package let unreadableTitle = "送信内容を読み取れませんでした"
    package let unreadableText = "お手数ですが、前のページに戻り、もう一度お試しください。"
    package let tooOftenTitle = "少しお待ちください"
    package let tooOftenText = "短い時間に何度も操作がありました。少し時間をおいて、もう一度お試しください。"
    package let unavailableTitle = "ただいまつながりにくくなっています"
    package let unavailableText = "お客様の取り置きはそのまま保たれています。少し時間をおいて、もう一度お試しください。"
    package let wrongTitle = "うまく表示できませんでした"
    package let wrongText = "申し訳ございません。少し時間をおいて、もう一度お試しください。続くときは店舗へお電話ください。"

    package func refusal(_ refusal: Refusal) -> String {
        switch refusal {
        case .alreadyCollected: "すでに商品をお渡ししています。"
        case .alreadyReleased: "この取り置きは、すでにキャンセルされています。"
        case .expired: "受取期限を過ぎたため、この取り置きは終了しました。"
        case .extensionLimit: "これ以上の延長は、このページからは承れません。店舗へお電話ください。"
        case .tooManyUnproved:
            "この商品は、ただいまこの店舗で多くのお取り置きを承っています。ほかの店舗をお選びいただくか、店舗へお電話ください。"
        case .tooOften: "同じ操作が短い時間に何度もありました。少し時間をおいてお試しいただくか、店舗へお電話ください。"
        case .tooManyMessages: "短い時間に多くのメッセージをいただきました。少し時間をおいてお送りいただくか、店舗へお電話ください。"
        case .neverOpen: "延長できる営業日がありません。店舗へお電話ください。"
        case .outsideCallableWindow: "受取期限までにお電話できる時間帯がありません。お急ぎのときは店舗へお電話ください。"
        case .tooManyOpen(let limit): "お取り置きは、お一人様\(limit)件までとさせていただいています。"
        case .unknownSKU: "この商品は、ただいまお取り扱いしていません。"
        case .locationCannotServe: "この店舗では、ただいま取り置きを承っていません。ほかの店舗をお選びください。"
        case .soldOut: "ご希望の数をご用意できません。"
        case .notFound, .doesNotFit, .wrongStep, .undecidedShortage, .notAllPicked, .wrongCode, .stale, .keyReused,
            .contactStopped, .notOffered, .taskClosed:
            "ただいま、この操作は承れません。画面を開き直してお確かめください。"
        }
    }

    package let homeTitle = "取り置きから、お受け取りまで"
    package let homeLead = "店頭の商品をお取り置きし、ご来店をお待ちします。取り置きのようすは、お客様専用のページでいつでもご覧いただけます。"
    package let homeShop = "商品を選ぶ"
    package let homeShopText = "お近くの店舗の在庫を見て、そのまま取り置きできます。"
    package let homeLinks = "取り置きの確認ページ（見本）"
    package let homeLinksText = "お客様に届くリンクの先は、このように見えます。"
    package let homeAPI = "APIの説明書"
    package let homeAPIText = "ウェブショップやレジとつなぐ方へ（OpenAPI 3.1）。"
    package let homeHow = "ご利用の流れ"
    package let homeSteps: [(title: String, text: String)] = [
        ("えらぶ", "商品と店舗を選び、お名前とご連絡先をご記入ください。"),
        ("お待ちいただく", "店舗で商品を確保します。必要なときは担当者がお電話します。"),
        ("受け取る", "準備が整ったら、受取番号を店頭でお見せください。"),
    ]
}

extension Japanese: FormatWording {
    package func day(_ day: Day, today: Day) -> String {
        let (year, month, date) = day.civil
        let weekday = ["月", "火", "水", "木", "金", "土", "日"][day.weekday - 1]
        return "\(year == today.civil.year ? "" : "\(year)年")\(month)月\(date)日(\(weekday))"
    }

    package func clock(_ minutes: Int) -> String {
        let isNextDay = minutes >= 1440
        let minutes = isNextDay ? minutes - 1440 : minutes
        return "\(isNextDay ? "翌" : "")\(minutes / 60):\(two(minutes % 60))"
    }

    package func yen(_ amount: Int) -> String { "\(grouped(amount))円" }
}
