// SPDX-License-Identifier: Apache-2.0

extension Japanese: ShopWording {
    package var shopTitle: String { "暮らしの道具を、店頭でお取り置き" }
    package var shopLead: String { "気になる商品を、お近くの店舗に取り置きできます。お支払いは、店頭で商品をご覧になってから。" }
    package var demoNote: String { "これは見本のお店です。商品も店舗も実在しません。" }
    package var search: String { "さがす" }
    package var searchField: String { "商品名・商品番号・JANコード" }
    package var aisles: String { "売り場からさがす" }
    package var allGoods: String { "すべての売り場" }

    package func aisle(_ aisle: Aisle) -> String {
        switch aisle {
        case .kitchen: "台所道具"
        case .tableware: "食器"
        case .living: "暮らしの道具"
        case .bath: "洗面・浴室"
        case .bedding: "寝具"
        case .apparel: "衣料"
        case .accessories: "服飾小物"
        case .bags: "かばん・財布"
        case .umbrellas: "傘・雨具"
        case .stationery: "文具"
        case .appliances: "小さな家電"
        case .gifts: "贈りもの"
        }
    }

    package func found(_ count: Int) -> String { "\(count)点の商品" }
    package var nothingFound: String { "あてはまる商品が見つかりませんでした。別の言葉でおさがしください。" }
    package func variants(_ count: Int) -> String { "全\(count)種" }
    package func from(_ price: String) -> String { "\(price)から" }
    package var taxIncluded: String { "税込" }
    package var otherVariants: String { "色・サイズ" }
    package var janCode: String { "JANコード" }

    package var nearWhich: String { "お近くの店舗" }
    package var nearAny: String { "指定しない" }
    package var show: String { "近い順に表示" }

    package func stock(_ level: ShelfLevel) -> String {
        switch level {
        case .plenty: "在庫あり"
        case .few(let units): "残り\(units)点"
        case .none: "在庫なし"
        }
    }

    package func kilometres(_ text: String) -> String { "約\(text)km" }
    package var warehouseNote: String { "店頭にない商品は、倉庫からのお取り寄せを店舗でご相談いただけます。" }
    package var moreStores: String { "ほかの店舗を見る" }

    package var reserveTitle: String { "取り置きを申し込む" }
    package var reserveLead: String { "店舗で商品を確保し、ご用意ができたら専用ページでお知らせします。" }
    package var store: String { "お受け取りの店舗" }
    package var chooseStore: String { "店舗をお選びください" }
    package var name: String { "お名前" }
    package var nameHint: String { "例：髙橋 花子" }
    package var phoneField: String { "電話番号" }
    package var phoneHint: String { "例：090-1234-5678" }
    package var mailField: String { "メールアドレス" }
    package var oneContact: String { "電話番号かメールアドレスの、どちらかをご記入ください。" }
    package var quantityField: String { "数量" }
    package var callMe: String { "電話での確認を希望する" }
    package var callMeHint: String { "担当者がお電話し、商品やお受け取りのご相談を承ります。" }
    package var note: String { "ご要望" }
    package var optional: String { "任意" }
    package var required: String { "必須" }
    package var reserve: String { "この内容で取り置く" }
    package var soldOutEverywhere: String { "申し訳ございません。ただいま、どの店舗にも在庫がありません。" }
    package var pleaseCorrect: String { "ご記入の内容をお確かめください" }

    package func fault(_ fault: ReserveFault) -> String {
        switch fault {
        case .storeMissing: "お受け取りの店舗をお選びください。"
        case .nameMissing: "お名前をご記入ください。"
        case .nameUnreadable: "お名前に使えない文字があるか、長すぎるようです。"
        case .contactMissing: "電話番号かメールアドレスをご記入ください。"
        case .phoneUnreadable: "電話番号をお確かめください（例：090-1234-5678）。"
        case .mailUnreadable: "メールアドレスをお確かめください。"
        case .quantityOff: "数量は1から20までの数字でご記入ください。"
        case .noteTooLong: "ご要望は2,000文字以内でご記入ください。"
        case .phoneForCall: "電話での確認をご希望のときは、電話番号をご記入ください。"
        }
    }

    package func soldOut(available: Int, store: String) -> String {
        available > 0
            ? "\(store)の在庫は残り\(available)点です。数量を減らすか、ほかの店舗をお選びください。"
            : "申し訳ございません。\(store)の在庫がなくなりました。ほかの店舗をお選びください。"
    }
}
