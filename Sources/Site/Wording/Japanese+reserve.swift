// SPDX-License-Identifier: Apache-2.0

extension Japanese: ReserveWording {
    package func shop(_ word: ShopWord) -> String {
        switch word {
        case .title: "店舗で取り置く"
        case .stepStore: "1. 店舗を選ぶ"
        case .stepContact: "2. お名前とご連絡先"
        case .nearMe: "現在地に近い順に表示"
        case .nearMeNote: "およその位置（約1km）だけを使い、保存しません。"
        case .nearMeFailed: "現在地を確認できませんでした。お近くの店舗をお選びください。"
        case .nearAny: nearAny
        case .nearWhich: nearWhich
        case .show: show
        case .chooseThisStore: "この店舗を選ぶ"
        case .storeChosen: "選択中"
        case .chooseStore: chooseStore
        case .changeStore: "店舗を選び直す"
        case .next: "お名前とご連絡先へ進む"
        case .loading: "在庫を確認しています…"
        case .failed: "ただいま在庫を確認できません。少し時間をおいて、もう一度お試しください。"
        case .again: "もう一度確認する"
        case .soldOutEverywhere: soldOutEverywhere
        case .name: name
        case .nameHint: nameHint
        case .phone: phoneField
        case .phoneHint: phoneHint
        case .mail: mailField
        case .oneContact: oneContact
        case .quantity: quantityField
        case .callMe: callMe
        case .callMeHint: callMeHint
        case .note: note
        case .optional: optional
        case .required: required
        case .moreStores: moreStores
        case .reserve: reserve
        case .sending: "送信しています…"
        case .pleaseCorrect: pleaseCorrect
        case .done: "取り置きを承りました"
        case .doneText: "店舗で商品を確認し、ご用意ができたらお知らせします。まだお受け取りいただけません。"
        case .follow: "取り置きのようすを見る"
        case .pickUpBy: "受取期限"
        case .taxIncluded: taxIncluded
        }
    }

    package var closedToday: String { "本日休業" }
    package func hoursToday(_ hours: String, isOpen: Bool) -> String {
        "\(isOpen ? "営業中" : "営業時間外")・本日 \(hours)"
    }
}
