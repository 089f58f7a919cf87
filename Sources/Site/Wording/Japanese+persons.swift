// SPDX-License-Identifier: Apache-2.0

extension Japanese: PersonWording {
    package func recordsOfPerson(_ count: Int) -> String {
        "同じお客様の記録が\(count)件あります。取り置きやお問い合わせは、まとめてお調べできます。"
    }

    package func moreRecords(_ count: Int) -> String { "ほかの記録\(count)件" }

    package func joinAsks(_ one: String, _ other: String) -> String {
        "「\(one)」と「\(other)」の記録を、1人のお客様としてまとめます。あとから履歴で取り消せます。"
    }

    package func partAsks(_ name: String) -> String {
        "「\(name)」の記録を、別のお客様にします。以後、自動では統合されません。あとから履歴で取り消せます。"
    }

    package func person(_ word: PersonWord) -> String {
        switch word {
        case .search: "お客様をさがす"
        case .searchHint: "電話番号（下4桁も可）、メール、お名前かフリガナの先頭、お客様のID"
        case .searchFirst: "さがす言葉をご記入ください。"
        case .searchCut: "新しい順に20件までを表示しています。言葉を加えて絞り込んでください。"
        case .noCustomers: "あてはまるお客様がいません。表記や番号を変えてお試しください。"
        case .records: "このお客様の記録"
        case .addresses: "連絡先"
        case .matches: "同じお客様かもしれない記録"
        case .matchesHint: "同じ電話番号かメールが伝えられた、ほかのお客様の記録です。番号やメールが同じでも、ご本人とは限りません（ご家族などの場合があります）。"
        case .noMatches: "同じ電話番号やメールの記録はほかにありません。"
        case .proved: "確認済み"
        case .unproved: "未確認"
        case .provedByLink: "届いたリンクからご本人が操作"
        case .byProof: "ご本人による確認（自動）"
        case .standing: "代表の記録"
        case .thisRecord: "この画面の記録"
        case .apart: "分離済み"
        case .apartHint: "スタッフが別のお客様とした記録です。自動では統合されません。"
        case .nameless: "（お名前なし）"
        case .name: "お名前"
        case .kanaHint: "ひらがな・半角カナは、全角カタカナで保存します。"
        case .noteHint: "お客様には表示されません。"
        case .madeAt: "記録日時"
        case .recipient: "お受け取りの方"
        case .noReservations: "このお客様の取り置きはありません。"
        case .correct: "記録を訂正"
        case .correctHint: "この記録だけを訂正します。取り置きは受付時の内容のまま変わりません（取り置きの画面で訂正します）。"
        case .addPhone: "加える電話番号"
        case .addMail: "加えるメール"
        case .removeAddresses: "削除する連絡先"
        case .join: "同じお客様として統合"
        case .joinNow: "統合する"
        case .part: "別のお客様として分離"
        case .partNow: "分離する"
        case .undo: "取り消す"
        case .undoNow: "取り消す"
        case .undoJoinAsks: "統合を取り消し、それぞれ別のお客様に戻します。必要なら、もう一度統合できます。"
        case .undoPartAsks: "分離を取り消し、もう一度同じお客様としてまとめます。必要なら、もう一度分離できます。"
        case .movesNothing: "取り置きは移動せず、お客様への通知も送られません。"
        case .alone: "単独"
        case .page: "お客様の記録を見る"
        case .readdress: "お受け取りの方を訂正"
        case .readdressHint: "この取り置きと、そのお客様の記録を訂正します。これからのお知らせは訂正後の連絡先に届きます。ほかの取り置きは変わりません。"
        case .stopped: "停止中の連絡手段"
        case .quiet: "連絡を控える時間帯"
        case .recordsFound: "見つかった記録"
        case .comma: "、"
        case .noWays: "連絡先がありません。お知らせは送られません。"
        }
    }
}
