// SPDX-License-Identifier: Apache-2.0
import Channels
import Contact
import Customers
import Kit
import Reservations
import Stock

extension Japanese: OfficeWording {
    package func office(_ area: OfficeArea) -> String {
        switch area {
        case .reservations: office(OfficeWord.reservations)
        case .customers: office(OfficeWord.customers)
        case .locations: office(OfficeWord.locations)
        case .catalogue: office(OfficeWord.catalogue)
        case .shortages: office(OfficeWord.shortages)
        case .imports: office(OfficeWord.imports)
        case .policies: office(OfficeWord.policies)
        case .staff: office(OfficeWord.staff)
        case .changes: rule(.changes)
        }
    }

    package func office(_ done: OfficeDone) -> String {
        switch done {
        case .saved: "保存しました。"
        case .added: "追加しました。"
        case .removed: "削除しました。"
        case .hoursSaved: "営業時間を保存しました。"
        case .closuresSaved: "休業日を更新しました。"
        case .deactivated: "アカウントを停止しました。"
        case .joined: "同じお客様として統合しました。取り消すときは、下の履歴から。"
        case .parted: "別のお客様として分離しました。取り消すときは、下の履歴から。"
        case .undone: "取り消しました。記録は前のとおりに戻りました。"
        case .readdressed: "訂正しました。これからのお知らせは訂正後の連絡先に届きます。訂正前の連絡先に送ったリンクは、もう開けません。"
        case .sessionsEnded: "サインイン中の端末をすべて終了しました。"
        }
    }

    package func office(_ fault: OfficeFault) -> String {
        switch fault {
        case .needed: "ご記入ください。"
        case .tooLong(let limit): "\(limit)文字以内でご記入ください。"
        case .number(let low, let high): "\(grouped(low))〜\(grouped(high))の数字でご記入ください。"
        case .coordinates: "緯度は-90〜90、経度は-180〜180の数字で、両方ご記入ください。"
        case .hours: "10:00-20:00 のようにご記入ください。深夜は 26:00 のように、休みは「-」です。"
        case .overlap: "時間帯が重なっています。"
        case .day: "日付をお選びください。"
        case .dayOrder: "最終日が初日より前です。"
        case .login: "英小文字・数字・. _ - @ で、64字以内でご記入ください。"
        case .loginTaken: "このログインIDはすでに使われています。"
        case .storeNeeded: "店舗スタッフには、担当店舗が1つ以上必要です。"
        case .unknownStore: "ない拠点コードが含まれています。"
        case .ownRole: "ご自身の役割は変更できません。"
        case .nowIs(let value): "ほかの方が先に変更しました。今の値：\(value)"
        case .id: "英小文字・数字・ - _ で、64字以内でご記入ください。"
        case .idTaken: "このIDはすでに使われています。"
        case .numbers(let low, let high, let most): "\(grouped(low))〜\(grouped(high))の数字を、\(most)個までご記入ください。"
        case .share: "0〜100の数字で、小数は第1位までご記入ください。"
        case .shareSum: "割合の合計が100%になるようにしてください。"
        case .armName: "群の名前は英小文字・数字・ - _ でご記入ください。"
        case .armTwice: "同じ名前の群があります。"
        case .windowNever: "1つ以上の曜日に、時間帯をご記入ください。"
        case .pastMidnight: "24:00までの時間帯をご記入ください。"
        case .importsWaiting: "ほかの取り込みが続いています。少したってからお送りください。"
        case .takenBefore(let moment): "このファイルは\(moment)に取り込み済みです。今回は取り込んでいません。"
        case .oldMoment(let days): "過去\(days)日以内の日時をお選びください。"
        case .fileNeeded: "ファイルをお選びください（空のファイルは取り込めません）。"
        case .personName: "お名前に使えない文字が含まれています。"
        case .phone: "電話番号を 090-1234-5678 のようにご記入ください。"
        case .mail: "メールアドレスを name@example.jp のようにご記入ください。"
        case .fileTooLarge(let limit): "ファイルは\(limit)MBまでです。大きなファイルは torioki import をお使いください。"
        }
    }

    package func office(_ hold: Hold) -> String {
        switch hold {
        case .active: "仮押さえ中"
        case .consumed: "お渡し済み"
        case .released: "解放"
        case .expired: "期限切れ"
        }
    }

    package func office(_ fulfilment: Fulfilment) -> String {
        switch fulfilment {
        case .requested: "受付待ち"
        case .accepted: "受付済み"
        case .awaitingStock: "入荷待ち"
        case .picking: "商品確保中"
        case .ready: "準備完了"
        case .collected: "お渡し済み"
        case .rejected: "お断り"
        case .cancelled: "中止"
        case .toReturn: "棚戻し待ち"
        case .returnedToShelf: "棚戻し済み"
        }
    }

    package func office(_ contact: ContactState) -> String {
        switch contact {
        case .notNeeded: "不要"
        case .pending: "連絡待ち"
        case .attempted: "不在・再連絡"
        case .reachedConfirmed: "確認済み"
        case .reachedChanged: "変更あり"
        case .reachedDeclined: "辞退"
        case .unreachable: "連絡つかず"
        }
    }

    package func office(_ kind: Reservation.Kind) -> String { kind == .buy ? "支払い済み" : "店頭払い" }

    package func office(_ identity: CustomerIdentity.Kind) -> String {
        switch identity {
        case .external: "会員番号"
        case .phone: "電話番号"
        case .mail: "メール"
        case .line: "LINE"
        }
    }

    package func office(_ purpose: ContactTask.Purpose) -> String {
        switch purpose {
        case .confirm: "確認"
        case .shortPick: "欠品の相談"
        case .callback: "折り返し"
        }
    }

    package func office(_ state: ContactTask.State) -> String {
        switch state {
        case .open: "未完了"
        case .done: "完了"
        case .cancelled: "取り消し"
        }
    }

    package func office(_ disposition: Disposition) -> String {
        switch disposition {
        case .confirmed: "確認"
        case .changed: "変更"
        case .declined: "辞退"
        case .noAnswer: "応答なし"
        case .busy: "話し中"
        case .voicemail: "留守番電話"
        case .wrongNumber: "番号違い"
        case .callbackAsked: "折り返し希望"
        case .optedOut: "連絡停止の希望"
        }
    }

    package func office(_ notice: Notice.Kind) -> String {
        switch notice {
        case .received: "受付のお知らせ"
        case .accepted: "店舗受付のお知らせ"
        case .ready: "準備完了のお知らせ"
        case .rejected: "お断りのお知らせ"
        case .cancelled: "キャンセルのお知らせ"
        case .expired: "期限切れのお知らせ"
        case .extended: "期限延長のお知らせ"
        case .rerouted: "店舗変更のお知らせ"
        case .readyRevoked: "準備完了の訂正"
        case .short: "欠品のお知らせ"
        case .awaitingTransfer: "お取り寄せのお知らせ"
        case .collected: "お渡しのお知らせ"
        case .message: "メッセージのお知らせ"
        case .calendarMoved: "営業日変更による期限変更のお知らせ"
        }
    }

    package var officeTouchTitle: String { "受取期限への影響" }

    package func officeTouch(_ touch: CalendarTouch) -> String {
        touch.holds == 0
            ? "期限の変わる取り置きはありません。"
            : "この変更により、取り置き\(grouped(touch.holds))件の期限が延び、お客様\(grouped(touch.notices))名にお知らせが届きます。"
    }

    package func officeTouched(_ touch: CalendarTouch) -> String {
        touch.holds == 0
            ? "期限の変わる取り置きはありませんでした。"
            : "取り置き\(grouped(touch.holds))件の期限を順に延ばし、お客様\(grouped(touch.notices))名にお知らせします。"
    }

    package var officeTouchHint: String { "受取期限が早まることはありません。お知らせは、お客様がご希望の時間帯にお送りします。" }
    package var officeTouchAgree: String { "変更して、お知らせする" }
    package var officeTouchLeave: String { "変更しない" }

    package func office(_ state: Notice.State) -> String {
        switch state {
        case .queued: "送信待ち"
        case .accepted: "送信を受け付け（到着は未確認）"
        case .delivered: "到着"
        case .failed: "失敗"
        case .unknown: "結果不明"
        case .overtaken: "その後の変更により送信せず"
        }
    }

    package func office(_ kind: Location.Kind) -> String { kind == .store ? "店舗" : "倉庫" }

    package func office(_ kind: Movement.Kind) -> String {
        switch kind {
        case .received: "入荷"
        case .sold: "販売"
        case .transferred: "移動"
        case .adjusted: "調整"
        case .counted: "棚卸"
        case .collected: "お渡し"
        case .returned: "返品"
        }
    }

    package func officeDay(_ day: Int) -> String {
        ["月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日", "祝日"][max(1, min(day, 8)) - 1]
    }

    package func office(_ role: Role) -> String {
        switch role {
        case .clerk: "店舗スタッフ"
        case .agent: "応対スタッフ"
        case .supervisor: "管理者"
        case .admin: "システム管理者"
        }
    }

    package func office(_ action: StaffAction) -> String {
        switch action {
        case .resetPassword: "パスワードを再発行"
        case .endSessions: "サインインをすべて終了"
        case .deactivate: "アカウントを停止"
        }
    }

    package func officeHint(_ action: StaffAction) -> String {
        switch action {
        case .resetPassword: "新しいパスワードを一度だけ表示し、今のサインインを終了します。"
        case .endSessions: "端末の紛失などのとき、すべての端末をサインアウトさせます。"
        case .deactivate: "サインインできなくなります。これまでの記録は残ります。"
        }
    }
}
