// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import Reservations

extension JapaneseConsole {
    func button(_ step: StoreStep) -> String {
        switch step {
        case .accept: "受け付ける"
        case .reject: "ご用意できない"
        case .pick: "途中まで記録"
        case .ready: "準備完了にする"
        case .unready: "準備完了を取り消す"
        case .collect: "お渡しする"
        case .extend: "受取期限を延長する"
        case .cancel: "取り置きをキャンセルする"
        case .arrive: "入荷しました"
        case .returnToShelf: "棚に戻しました"
        }
    }

    func explains(_ step: StoreStep) -> String {
        switch step {
        case .accept: "この取り置きを店舗で受け付けます。"
        case .reject: "取り置きを終了し、お客様にご用意できないことをお知らせします。理由に応じて在庫数も直ります。"
        case .pick: "見つかった数を記録します。"
        case .ready: "保管場所に置き、お客様に準備完了をお知らせします。"
        case .unready: "準備完了のご案内を取り消し、お客様にお知らせします。"
        case .collect: "お客様に商品をお渡しします。"
        case .extend: "お客様のご希望で期限を延ばします。"
        case .cancel: "取り置きを終了し、商品を販売できるように戻します。取り消せません。"
        case .arrive: "ほかの拠点からの商品が届いたことを記録します。"
        case .returnToShelf: "商品を売り場に戻したことを記録します。"
        }
    }

    func done(_ step: StoreStep) -> String {
        switch step {
        case .accept: "受け付けました。次は商品の確保です。"
        case .reject: "ご用意できないことを記録しました。"
        case .pick: "確保した数を記録しました。"
        case .ready: "準備完了にしました。お客様にお知らせします。"
        case .unready: "準備完了を取り消しました。"
        case .collect: "お渡しを記録しました。"
        case .extend: "受取期限を延長しました。"
        case .cancel: "キャンセルしました。"
        case .arrive: "入荷を記録しました。次は商品の確保です。"
        case .returnToShelf: "棚戻しを記録しました。"
        }
    }

    func refusal(_ refusal: Refusal) -> String {
        switch refusal {
        case .notFound: "見つかりません。ほかの店舗のものか、なくなった可能性があります。"
        case .soldOut(let sku, _, let available): "\(sku)は、残り\(available)点です。"
        case .locationCannotServe: "この拠点では承れません。"
        case .unknownSKU(let sku): "\(sku)は、取り扱いがありません。"
        case .doesNotFit(let why) where why.hasPrefix("staging"):
            "保管場所の欄に商品のコードが入っています。棚の名前（B-3など）を入れてください。"
        case .doesNotFit: "数量または内容が合いません。画面の数字をお確かめください。"
        case .alreadyCollected: "すでにお渡し済みです。"
        case .alreadyReleased: "すでにキャンセルされています。"
        case .expired: "受取期限を過ぎて終了しています。"
        case .wrongStep(_, "shipped"): nothingLeftToSend
        case .wrongStep(_, "not_shipped"): notSentYet
        case .wrongStep(_, let fulfilment):
            "いまは「\(Fulfilment(rawValue: fulfilment).map(work) ?? fulfilment)」のため、この操作はできません。"
        case .undecidedShortage: "欠品について、お客様のご返答がまだです。"
        case .notAllPicked: "まだ数がそろっていません。すべての商品を読み取るか、見つからない理由を選んで「途中まで記録」を押してください。"
        case .extensionLimit: "これ以上は延長できません。管理者にご相談ください。"
        case .tooManyOpen(let limit): "お一人様\(limit)件までです。"
        case .wrongCode: "受取番号またはQRコードが、この取り置きと一致しません。番号がないときは、お名前と電話番号の下4桁を確かめて、印を付けてください。"
        case .stale: "ほかの方が先に変更しました。画面を開き直してお確かめください。"
        case .keyReused: "内容の違う操作がすでに送られています。画面を開き直してお確かめください。"
        case .outsideCallableWindow: "いまは電話できない時間帯です。"
        case .contactStopped: "お客様は連絡を希望されていません。"
        case .notOffered, .taskClosed: "この連絡タスクは、ほかの方が対応しています。"
        case .tooManyUnproved:
            "連絡先が未確認のお客様への取り置きが上限に達しています。"
        case .tooOften: "同じ操作が短い時間に何度もありました。少し待ってください。"
        case .tooManyMessages: "短い時間に多くのメッセージが送られています。少し待ってください。"
        case .neverOpen: "営業日が見つかりません。"
        }
    }

    var pickList: String { "ピックリスト" }
    var shelfLabel: String { "保管ラベル" }
    func phoneEnds(_ digits: String) -> String { "電話番号の下4桁 \(digits)" }
    var noPhone: String { "電話番号の登録なし" }
    var aboutCustomer: String { "お客様について：" }
    var said: String { "お客様とのやりとり" }
    var saidNothing: String { "連絡の記録はありません。" }

    func openTask(_ purpose: ContactTask.Purpose, attempts: Int, next: String) -> String {
        let what =
            switch purpose {
            case .confirm: "確認の連絡"
            case .shortPick: "欠品の相談"
            case .callback: "折り返し"
            }
        return attempts == 0 ? "\(what)を予定（\(next)から）" : "\(what)：\(attempts)回つながらず、次は\(next)"
    }

    var talkTitle: String { "メッセージ" }
    func wrote(_ speaker: Message.Speaker, _ name: String) -> String {
        switch speaker {
        case .customer: "お客様"
        case .staff: name.isEmpty ? "スタッフ" : "スタッフ \(name)"
        case .house: name.isEmpty ? "自動案内" : name
        }
    }
    var sayField: String { "お客様へのメッセージ" }
    var sayHint: String { "お客様のページに表示され、応対スタッフも読めます。" }
    var sayIt: String { "送る" }
    var need: String { "ご希望" }
    var advice: String { "ご案内" }
    var noteTitle: String { "メモ" }

    func happened(_ kind: Event.Kind) -> String {
        switch kind {
        case .created: "取り置きを承りました"
        case .accepted: "店舗が受け付けました"
        case .rejected: "ご用意できないとお断りしました"
        case .extended: "受取期限を延長しました"
        case .calendarMoved: "営業日・営業時間の変更により、受取期限を延ばしました"
        case .cancelled: "キャンセルしました"
        case .expired: "受取期限を過ぎました"
        case .collected: "お渡ししました"
        case .refundDue: "返金が必要です"
        case .rerouted: "ほかの店舗に変更しました"
        case .lineDropped: "欠品分を取りやめました"
        case .lineSubstituted: "代わりの商品に変更しました"
        case .awaitingTransfer: "ほかの拠点からの入荷を待ちます"
        case .pickingStarted: "商品の確保を始めました"
        case .picked: "確保した数を記録しました"
        case .lineShortPicked: "欠品がありました"
        case .ready: "準備完了にしました"
        case .readyRevoked: "準備完了を取り消しました"
        case .shipped: "商品が出荷されました"
        case .arrived: "商品が入荷しました"
        case .partiallyCollected: "一部をお渡ししました"
        case .restReleased: "残りを販売に戻しました"
        case .returnedToShelf: "棚に戻しました"
        case .onMyWay: "お客様がこちらに向かっています"
        case .here: "お客様が来店されました"
        case .proxyNamed: "お客様が受取人を変更しました"
        case .confirmed: "お客様が内容を確認しました"
        case .messageWritten: "メッセージがありました"
        case .wishesChanged: "お客様が連絡のご希望を変更しました"
        case .corrected: "お客様情報を訂正しました"
        case .contactAsked: "お客様が電話をご希望です"
        case .contactScheduled: "連絡を予定しました"
        case .contactAttempted: "連絡しましたが、つながりませんでした"
        case .reachedConfirmed: "お客様に確認しました"
        case .reachedChanged: "お客様のご希望で変更しました"
        case .reachedDeclined: "お客様が辞退されました"
        case .contactDropped: "受取期限までに電話できる時間帯がなく、連絡を取りやめました"
        case .unreachable: "連絡が取れませんでした"
        case .contactNotNeeded: "連絡は不要になりました"
        case .shortageOpened: "在庫が不足しました"
        case .shortageCovered: "在庫の不足が解消しました"
        case .shortageResolved: "不足への対応を記録しました"
        }
    }

    var moreTitle: String { "そのほかの操作" }
    func extendsTo(_ moment: String) -> String { "\(moment)まで延ばせます。" }
    var why: String { "理由" }
    var shortReasonTitle: String { "見つからない理由" }
    var chooseReason: String { "選んでください" }
    var stillLooking: String { "（さがしています）" }

    func reason(_ reason: ShortReason) -> String {
        switch reason {
        case .notInStock: "棚にない（残りなし）"
        case .mismatch: "数が合わない"
        case .damaged: "破損"
        case .wornDisplay: "展示品のみ"
        case .noVariance: "在庫はある（数は正しい）"
        }
    }

    var pickTitle: String { "商品をそろえる" }
    var pickHint: String { "商品のバーコードを読み取ると、数が増えます。手で入力もできます。" }
    var typeCode: String { "JANコードを入力してEnter" }
    var allInHand: String { "すべてそろった" }
    var stagingField: String { "保管場所" }
    func missing(_ units: Int, _ reason: String) -> String {
        "\(units)点欠品（\(ShortReason(rawValue: reason).map(self.reason) ?? reason)）"
    }
    var inHand: String { "確保した数" }
    var less: String { "1点減らす" }
    var more: String { "1点増やす" }
    var handOverTitle: String { "お渡し" }
    func payHere(_ sum: String) -> String { "お会計 \(sum) を店頭で承ります" }
    var proofField: String { "受取番号またはQRコード" }
    var proofHint: String { "読み取るか、8文字の番号を入力してください。" }
    var identityChecked: String { "お名前と電話番号の下4桁を確かめました" }
    var proxyField: String { "代理人のお名前" }
    var partTitle: String { "一部だけお渡しする" }

    func rest(_ rest: Command.Rest) -> String {
        switch rest {
        case .keep: "残りは引き続きお取り置きする"
        case .release: "残りは取りやめて販売に戻す"
        }
    }

    var paymentTitle: String { "お支払い" }
    var units: String { "数量" }
    func printedAt(_ moment: String) -> String { "\(moment) 印刷" }
    var printIt: String { "印刷する" }
}
