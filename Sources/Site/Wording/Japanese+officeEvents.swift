// SPDX-License-Identifier: Apache-2.0
import Kit
import Reservations
import Stock

extension Japanese {
    package func office(_ detail: OfficeEventDetail) -> String {
        switch detail {
        case .staging: "保管場所"
        case .reason: "理由"
        case .missing: "欠品"
        case .units: "点数"
        case .amount: "金額（円）"
        case .sku: "SKU"
        case .pickUpBy: "受取期限"
        case .note: "メモ"
        }
    }

    package func officeEvent(_ kind: Event.Kind) -> String {
        switch kind {
        case .created: "取り置きを受け付け"
        case .accepted: "店舗が受付"
        case .rejected: "店舗がお断り"
        case .cancelled: "キャンセル"
        case .collected: "お渡し"
        case .expired: "期限切れ"
        case .extended: "期限を延長"
        case .calendarMoved: "営業日の変更により期限を変更"
        case .rerouted: "店舗を変更"
        case .awaitingTransfer: "お取り寄せに変更"
        case .lineDropped: "明細を取り消し"
        case .lineSubstituted: "代わりの商品に変更"
        case .refundDue: "返金が必要"
        case .pickingStarted: "商品の確保を開始"
        case .picked: "商品を確保"
        case .lineShortPicked: "欠品"
        case .ready: "準備完了"
        case .readyRevoked: "準備完了を取り消し"
        case .shipped: "店舗へ出荷"
        case .arrived: "店舗に到着"
        case .partiallyCollected: "一部をお渡し"
        case .restReleased: "残りを解放"
        case .returnedToShelf: "棚戻し"
        case .wishesChanged: "連絡のご希望を変更"
        case .corrected: "お客様情報を訂正"
        case .contactAsked: "お客様が連絡を希望"
        case .contactScheduled: "連絡を予定"
        case .contactAttempted: "連絡したが不在"
        case .reachedConfirmed: "連絡し、確認"
        case .reachedChanged: "連絡し、変更"
        case .reachedDeclined: "連絡し、辞退"
        case .unreachable: "連絡が取れず"
        case .contactDropped: "連絡できる時間帯がなく、取りやめ"
        case .messageWritten: "メッセージ"
        case .onMyWay: "お客様が来店途中"
        case .here: "お客様が来店"
        case .proxyNamed: "受取人を変更"
        case .confirmed: "お客様が来店を確認"
        case .contactNotNeeded: "連絡は不要に"
        case .shortageOpened: "在庫不足が発生"
        case .shortageCovered: "在庫不足を解消"
        case .shortageResolved: "在庫不足への対応を記録"
        }
    }

    package func officeMore(_ lines: Int) -> String { "ほか\(lines)点" }

    package func office(_ number: PolicyNumber) -> String {
        switch number {
        case .holdDays: "保管日数（営業日）"
        case .readyMinutes: "準備の約束（営業中の分）"
        case .extensionDays: "1回の延長日数"
        case .customerExtensions: "延長回数：お客様"
        case .clerkExtensions: "延長回数：店舗"
        case .agentExtensions: "延長回数：応対"
        case .openPerCustomer: "お一人様の上限（件）"
        case .unprovedUnits: "連絡先が未確認のお客様への上限（商品ごとの点数）"
        }
    }

    package func office(_ mode: ImportMode) -> String {
        switch mode {
        case .check: "確認のみ（何も変更しません）"
        case .all: "すべての行が正しいときだけ取り込む"
        case .good: "正しい行だけ取り込み、ほかは報告する"
        }
    }

    package func office(_ state: ImportUnderWay.State) -> String {
        switch state {
        case .waiting: "順番を待っています"
        case .running: "取り込んでいます"
        case .failed: "取り込めませんでした"
        case .stopped: "途中で止まりました"
        }
    }

    package func officeProgress(rows: Int, percent: Int) -> String { "\(grouped(rows))行（ファイルの\(percent)%）" }

    package func officeLeft(_ mode: ImportMode, rows: Int) -> String {
        switch mode {
        case .check: "何も変更していません。もう一度お送りください。"
        case .all: "すべてを取り込むか、何も取り込まないかのどちらかです。途中までの内容は残りません。もう一度お送りください。"
        case .good: "\(grouped(rows))行目までの正しい行は反映されています。同じファイルをもう一度お送りいただくと、残りだけが反映されます。"
        }
    }

    package func office(_ thing: ImportReport.Thing) -> String {
        switch thing {
        case .locations: "拠点"
        case .hours: "営業時間"
        case .closures: "休業日"
        case .holidays: "祝日"
        case .catalogue: "商品"
        case .stock: "在庫"
        }
    }

    package func office(state report: OfficeReport) -> String {
        if report.isDryRun { return "確認のみ（変更なし）" }
        if !report.isApplied { return "取り込みませんでした" }
        return report.failed > 0 ? "一部を取り込みました" : "取り込みました"
    }

    package func officeRows(_ rows: Int, failed: Int) -> String {
        failed > 0 ? "\(grouped(rows))行のうち、\(grouped(failed))行にエラーがあります。" : "\(grouped(rows))行を読みました。"
    }

    package func officeUntold(_ faults: Int) -> String { "ほかに\(grouped(faults))件あります。" }
}
