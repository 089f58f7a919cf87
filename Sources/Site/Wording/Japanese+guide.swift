// SPDX-License-Identifier: Apache-2.0

extension Japanese: GuideWording {
    package var guideTitle: String { "スタイルガイド" }
    package var guideLead: String { "画面の部品の一覧です。二つの言語、明るい配色と暗い配色で確認できます。ここにない部品は使いません。" }
    package var guideColours: String { "色" }
    package var guideType: String { "文字" }
    package var guideSample: String { "ご注文の品をカウンターでご用意しております。" }
    package var guideBadges: String { "状態" }
    package var guideLate: String { "遅れ" }
    package var guideButtons: String { "ボタン" }
    package var guideButton: String { "受け取る" }
    package var guideNotices: String { "お知らせ" }
    package var guideGood: String { "受取期限を火曜日まで延長しました。" }
    package var guideBad: String { "これ以上は延長できません。" }
    package var guideDialog: String { "確認" }
    package var guideDialogText: String { "取り消せない操作の前に、もう一度たずねます。Escキーで閉じると、何も変わりません。" }
    package var guideDialogOpen: String { "確認を開く" }
    package var guideToast: String { "完了のお知らせ" }
    package var guideToastText: String { "いま終わった操作を画面の下で伝え、数秒で消えます。エラーはここには出しません。" }
    package var guideToastOpen: String { "表示する" }
    package var guideItem: String { "鉄のフライパン（24cm）" }
    package var guideForm: String { "入力欄" }
    package var guideField: String { "お名前" }
    package var guideFault: String { "お名前を入力してください。" }
    package var guideTable: String { "表" }
    package var guideEmpty: String { "何もないとき" }
    package var guideEmptyTitle: String { "取り置きはありません" }
    package var guideEmptyText: String { "新しい取り置きは自動で表示されます。" }
}
