// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import Stock

extension Letter {
    /// Writes the letter of a notice in the customer's language. It names the store, the date and the link, never the
    /// goods: a mail may be seen by others.
    init(_ notice: Notice, about reservation: Reservation, at store: Location, link: String, now: Instant) {
        let japanese = notice.language == "ja"
        let until = reservation.pickUpBy.spoken(in: store.zone, japanese: japanese)
        let (subject, body) =
            japanese
            ? notice.kind.japanese(store: store.name, until: until)
            : notice.kind.english(store: store.nameEN.isEmpty ? store.name : store.nameEN, until: until)
        self.init(
            id: notice.id, reservation: notice.reservation, kind: notice.kind, recipient: notice.recipient,
            language: notice.language, subject: subject, sentence: body, link: link, at: now,
            goodUntil: max(reservation.pickUpBy, now + .seconds(86_400)))
    }

    /// The whole of a letter in plain text.
    package var text: String {
        language == "ja"
            ? "\(sentence)\n\nご予約の状況はこちらからご確認いただけます。\n\(link)\n"
            : "\(sentence)\n\nSee how your reservation stands:\n\(link)\n"
    }
}

extension Instant {
    /// Writes `11月25日(水) 20:00` or `Wed 25 Nov, 20:00`.
    package func spoken(in zone: Zone, japanese: Bool) -> String {
        let local = zone.local(self)
        let (_, month, day) = local.day.civil
        let weekday = local.day.weekday - 1
        if japanese { return "\(month)月\(day)日(\(["月", "火", "水", "木", "金", "土", "日"][weekday])) \(local.clock)" }
        let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
        return "\(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday]) \(day) \(name), \(local.clock)"
    }
}

extension Notice.Kind {
    func japanese(store: String, until: String) -> (subject: String, body: String) {
        switch self {
        case .received:
            ("お取り置きを承りました", "\(store)でのお取り置きを承りました。商品を確認しております。ご用意ができましたら、あらためてお知らせいたします。")
        case .accepted: ("商品をご用意しています", "\(store)で商品をご用意しています。")
        case .ready: ("商品のご用意ができました", "\(store)で商品のご用意ができました。\(until)までにお受け取りください。")
        case .readyRevoked:
            ("お受け取りはもう少しお待ちください", "先ほどご用意ができたとお知らせしましたが、\(store)で確認が必要になりました。申し訳ございません。ご用意ができましたら、あらためてお知らせいたします。")
        case .short:
            ("商品についてご相談があります", "\(store)で一部の商品が見つかりませんでした。申し訳ございません。担当者よりご連絡いたします。")
        case .rejected: ("お取り置きをお受けできませんでした", "申し訳ございません。\(store)では商品をご用意できませんでした。")
        case .cancelled: ("お取り置きを取り消しました", "\(store)でのお取り置きを取り消しました。")
        case .expired: ("お取り置きの期限が過ぎました", "\(store)でのお取り置きは期限を過ぎたため終了しました。")
        case .extended: ("受取期限を延長しました", "\(store)での受取期限を\(until)まで延長しました。")
        case .calendarMoved:
            ("受取期限が延びました", "\(store)の営業日・営業時間の変更により、受取期限を\(until)まで延ばしました。お手続きは必要ありません。")
        case .rerouted: ("受取店舗を変更しました", "受取店舗を変更しました。新しい店舗で商品をご用意しています。")
        case .awaitingTransfer: ("商品をお取り寄せしています", "\(store)へ商品をお取り寄せしています。届きましたらお知らせいたします。")
        case .collected: ("お受け取りありがとうございました", "\(store)でのお受け取りが完了しました。ありがとうございました。")
        case .message: ("担当者からメッセージが届いています", "お取り置きについて、担当者からメッセージが届いています。お取り置きのページでお読みいただき、そのままお返事いただけます。")
        }
    }

    func english(store: String, until: String) -> (subject: String, body: String) {
        switch self {
        case .received:
            (
                "We have your reservation",
                "We have your reservation at \(store) and are checking the goods. It is not ready yet: we will tell you when it is."
            )
        case .accepted: ("Your reservation is being prepared", "\(store) is preparing your reservation.")
        case .ready:
            ("Your reservation is ready", "Your reservation is ready at \(store). Please collect it by \(until).")
        case .readyRevoked:
            (
                "Please wait a little longer",
                "We told you that your reservation was ready, but \(store) has to check it again. We are sorry, and will tell you when it is ready."
            )
        case .short:
            ("About your reservation", "\(store) could not find some of your items. We are sorry; we will contact you.")
        case .rejected: ("We could not take your reservation", "We are sorry: \(store) cannot provide the goods.")
        case .cancelled: ("Your reservation is cancelled", "Your reservation at \(store) is cancelled.")
        case .expired: ("Your reservation has expired", "Your reservation at \(store) has expired.")
        case .extended: ("Your pick-up date is extended", "You can now collect at \(store) until \(until).")
        case .calendarMoved:
            (
                "You have longer to collect",
                "The opening days or hours of \(store) have changed, so you can now collect until \(until). You need not do anything."
            )
        case .rerouted:
            ("Your pick-up store has changed", "Your pick-up store has changed. The new store is preparing your goods.")
        case .awaitingTransfer:
            (
                "Your goods are on their way",
                "Your goods are on their way to \(store). We will tell you when they are there."
            )
        case .collected: ("Thank you for collecting", "Your pick-up at \(store) is complete. Thank you.")
        case .message:
            (
                "You have a message about your reservation",
                "We have written to you about your reservation at \(store). You can read it and answer on its page."
            )
        }
    }
}
