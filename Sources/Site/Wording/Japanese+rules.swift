// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import Reservations

extension Japanese: RuleWording {
    package func office(_ kind: Change.Kind) -> String {
        switch kind {
        case .location: "拠点"
        case .hours: "営業時間"
        case .closure: "休業日"
        case .goods: "商品"
        case .holiday: "祝日"
        case .reservationPolicy: "取り置きの方針"
        case .contactPolicy: "連絡方針"
        case .callableWindows: "連絡可能時間帯"
        case .experiment: "実験"
        case .staff: "スタッフ"
        case .importing: "取り込み"
        case .customer: "お客様"
        }
    }

    package func office(_ act: Change.Act) -> String {
        switch act {
        case .added: "追加"
        case .changed: "変更"
        case .removed: "削除"
        case .passwordSet: "パスワード再発行"
        case .sessionsEnded: "サインイン終了"
        case .closed: "停止"
        case .imported: "取り込み"
        case .stopped: "途中で停止"
        case .joined: "同じお客様として統合"
        case .parted: "別のお客様として分離"
        case .undone: "取り消し"
        }
    }

    package func office(_ number: ContactPolicy.Number) -> String {
        switch number {
        case .priority: "優先順（小さいほど先）"
        case .minTotal: "合計金額（円以上）"
        case .minLines: "明細の数（以上）"
        case .stockUnseenDays: "在庫の未確認（日以上）"
        case .withinMinutes: "期限（分以内）"
        }
    }

    package func office(_ channel: ContactChannel) -> String {
        switch channel {
        case .phone: "電話"
        case .sms: "SMS"
        case .mail: "メール"
        case .line: "LINE"
        case .chat: "メッセージ"
        case .push: "プッシュ通知"
        }
    }

    package func office(_ when: ContactTask.WhenUnreachable) -> String {
        switch when {
        case .keep: "取り置きを続ける"
        case .release: "取り置きを解放する"
        }
    }

    package func officeHolds(from clock: String) -> String { "\(clock) までに、すべての画面とAPIに反映されます。" }
    package func officeDifferences(_ count: Int) -> String { "\(count)項目" }
    package func officeArm(_ number: Int) -> String { "群\(number)" }

    package func rule(_ word: RuleWord) -> String {
        switch word {
        case .changes: "変更履歴"
        case .changesHint: "拠点・商品・方針・祝日・スタッフ・お客様の記録の変更と取り込みを、誰が、いつ、何をしたか、新しい順に。"
        case .history: "変更の履歴"
        case .noHistory: "まだ変更がありません。"
        case .noChanges: "あてはまる変更がありません。条件をゆるめるか、消してお試しください。"
        case .whenAndWho: "日時・変更者"
        case .person: "変更した人"
        case .whatChanged: "内容"
        case .kind: "種類"
        case .fromDay: "日付（から）"
        case .untilDay: "日付（まで）"
        case .edit: "変更する"
        case .newReservationPolicy: "取り置きの方針を加える"
        case .newContactPolicy: "連絡方針を加える"
        case .policyID: "方針のID"
        case .policyIDHint: "英小文字・数字・ - _ で。あとから変更できません。"
        case .why: "きっかけ"
        case .whyHint: "連絡タスクに表示される名前です。英小文字・数字・ - _ で（例：high_value）。"
        case .enabled: "この方針を使う"
        case .enabledHint: "外すと、新しい連絡タスクは生まれません。"
        case .conditions: "条件"
        case .conditionsHint: "空の条件は問いません。確認の目的だけに使われます。"
        case .work: "連絡のしかた"
        case .firstTime: "はじめてのお客様"
        case .whenAsked: "ご連絡を希望"
        case .whenUnreachable: "連絡がつかないとき"
        case .retryHint: "次の連絡までの分を、空白かコンマで区切って（例：30 120 1080）。空なら1回だけ。"
        case .doesNotMatter: "問わない"
        case .yes: "はい"
        case .no: "いいえ"
        case .removePolicy: "この方針を削除する"
        case .removePolicyHint: "これからの取り置きには、残りの方針か、組み込みの値が使われます。"
        case .removeContactHint: "今ある連絡タスクはそのまま残ります。"
        case .removeForGood: "削除する"
        case .week: "1週間の時間帯"
        case .windowsForm: "1日1行。例：10:00-12:00, 13:00-20:00。お電話しない曜日は空に。"
        case .windowsHoliday: "空なら曜日どおり。「-」なら祝日はお電話しません。"
        case .windowsBuiltIn: "今は組み込みの時間帯（毎日10:00–20:00）です。"
        case .arms: "群と割合"
        case .armsHint: "割合は%で、合計100。「none」の群には、方針による連絡をしません（ご希望があればいつでも連絡します）。"
        case .experimentNew: "変更すると新しい実験が始まり、お客様は新しく割り当てられます。これまでの割合と割り当ては、そのまま記録に残ります。"
        case .experimentBegin: "新しい割合で始める"
        case .salt: "実験の番号"
        case .sharePercent: "割合（%）"
        case .addHoliday: "祝日を加える"
        case .pastHolidays: "過ぎた祝日"
        case .stale: "開いている間に、ほかの方が変更しました。下の違いをお確かめのうえ、もう一度保存してください。"
        case .gone: "開いている間に、ほかの方が変更しました。今の内容をお確かめください。"
        case .command: "コマンド（torioki）"
        case .coordinates: "緯度・経度"
        case .format: "形式"
        case .chain: "チェーン全体"
        }
    }
}
