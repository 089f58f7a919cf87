// SPDX-License-Identifier: Apache-2.0
import Kit

extension ProblemCode {
    /// Holds what docs/errors.md and the answers say about a code.
    package struct Entry: Sendable {
        package let status: Int
        package let title: Words

        init(_ status: Int, _ ja: String, _ en: String) {
            self.status = status
            title = Words(ja: ja, en: en)
        }
    }

    /// Gives the status and the title of a code; the switch is exhaustive, so no code goes without.
    package var entry: Entry {
        switch self {
        case .unreadableJSON: Entry(400, "JSONとして読めません", "The body cannot be read as JSON")
        case .invalidRequest:
            Entry(400, "リクエストの項目が正しくありません", "The request has missing, unknown or wrongly typed members")
        case .ruleBroken: Entry(422, "値が決まりに合いません", "A value breaks a rule")
        case .malformedTarget: Entry(400, "URLが読めません", "The path or the query cannot be read")
        case .missingHost: Entry(400, "Hostヘッダーがありません", "The Host header is missing")
        case .keyMissing: Entry(400, "Idempotency-Keyが必要です", "An Idempotency-Key is required")
        case .malformedHeader: Entry(400, "ヘッダーが読めません", "A header cannot be read")
        case .invalidCursor: Entry(400, "カーソルが正しくありません", "The cursor is not one of ours")
        case .bodyTooLarge: Entry(413, "本文が大きすぎます", "The body is too large")
        case .unsupportedMediaType: Entry(415, "この形式の本文は受け付けていません", "The body's media type is not taken here")
        case .bodyTooSlow: Entry(408, "本文の到着が遅すぎます", "The body came too slowly")
        case .preconditionRequired: Entry(428, "If-Matchが必要です", "An If-Match is required")
        case .noSuchRoute: Entry(404, "このURLはありません", "There is nothing at this address")
        case .methodNotAllowed: Entry(405, "このメソッドは使えません", "The method is not allowed here")
        case .unreadableHTTP: Entry(400, "HTTPとして読めません", "The request cannot be read as HTTP")
        case .headersTooLarge: Entry(431, "ヘッダーが大きすぎます", "The headers are too large")
        case .unknownCoding: Entry(501, "この転送コーディングには対応していません", "The transfer coding is not known here")
        case .malformedHost: Entry(400, "Hostヘッダーが正しくありません", "The Host header does not name one host")
        case .tokenMissing: Entry(401, "認証が必要です", "A bearer token is required")
        case .tokenRefused: Entry(401, "認証できません", "The token is unknown, expired or revoked")
        case .scopeMissing: Entry(403, "この操作の権限がありません", "The token lacks the scope for this")
        case .staffOnly: Entry(403, "サインインしたスタッフだけの操作です", "Only a signed-in person may do this")
        case .tooManyRequests: Entry(429, "リクエストが多すぎます", "There are too many requests")
        case .signInRefused: Entry(401, "サインインできません", "The login or the password is wrong")
        case .notFound: Entry(404, "見つかりません", "There is no such thing, or it is not yours to see")
        case .soldOut: Entry(409, "在庫が足りません", "There is not enough stock")
        case .locationCannotServe: Entry(422, "この拠点では受け付けられません", "This location cannot serve the request")
        case .unknownSKU: Entry(422, "このSKUは取り扱っていません", "The catalogue does not sell this SKU")
        case .doesNotFit: Entry(422, "指定が取り置きの内容と合いません", "This does not fit what it refers to")
        case .alreadyCollected: Entry(409, "お渡し済みです", "The reservation has been collected")
        case .alreadyReleased: Entry(409, "取り置きは解除済みです", "The reservation has been released")
        case .expired: Entry(409, "受取期限が過ぎています", "The reservation has expired")
        case .wrongStep: Entry(409, "今の段階ではできません", "The store's work stands at another step")
        case .undecidedShortage: Entry(409, "不足分の扱いが決まっていません", "Missing units are not decided about yet")
        case .notAllPicked: Entry(409, "まだすべて揃っていません", "Not every unit is in hand yet")
        case .extensionLimit: Entry(422, "これ以上延長できません", "The hold cannot be extended that far")
        case .tooManyOpen: Entry(422, "取り置きの件数が上限です", "The customer holds too many open reservations")
        case .wrongCode: Entry(422, "受取コードが違います", "The pickup code or link does not open this")
        case .stale: Entry(412, "ほかの人が先に変更しました", "It has changed since it was read")
        case .keyReused: Entry(422, "同じIdempotency-Keyが別の内容で使われました", "The Idempotency-Key was used for another request")
        case .outsideCallableWindow: Entry(409, "連絡できる時間帯ではありません", "Nobody may be called at this hour")
        case .contactStopped: Entry(409, "お客様がこの連絡方法を停止しています", "The customer has asked not to be contacted so")
        case .notOffered: Entry(409, "この連絡タスクは割り当てられていません", "The task is not offered to you")
        case .taskClosed: Entry(409, "この連絡タスクは完了しています", "The task is closed")
        case .neverOpen: Entry(422, "営業日がありません", "The location has no open day within a year")
        case .changedMeanwhile: Entry(409, "同時に変更されました。もう一度お試しください", "It changed at the same moment; ask again")
        case .exists: Entry(409, "すでに登録されています", "There is one of this name already")
        case .ambiguousCode: Entry(422, "このコードの商品は複数あります", "Several SKUs bear this code")
        case .tooManyUnproved:
            Entry(409, "連絡先が未確認のお客様への取り置きが上限です", "As many are held for customers of whom nothing is proved as may be")
        case .databaseAway: Entry(503, "ただいま処理できません", "The service cannot reach its data right now")
        case .tooLate: Entry(503, "混み合っています", "The service is too busy to answer in time")
        case .unknownOutcome: Entry(503, "結果を確認できませんでした", "The outcome is unknown: ask again with the same key")
        case .notReady: Entry(503, "準備中です", "The service is starting or stopping")
        case .unconfirmed:
            Entry(503, "ただいま受け付けを保証できないため、お受けしていません", "Nothing is taken right now, since it could not be kept safe")
        case .tooManyConnections: Entry(503, "接続が多すぎます", "There are too many connections")
        case .ownMistake: Entry(500, "サービスの誤りです", "The service has made a mistake")
        }
    }

    package var status: Int { entry.status }

    /// Prints docs/errors.md, which a test compares with the file.
    package static var document: String {
        var lines = [
            "# What the service says no to", "",
            "Every refusal is answered as `application/problem+json` (RFC 9457) with one of these codes in `code`, and",
            "`type` is `/problems/CODE`. Codes never change their meaning. `title` and `detail` are Japanese or English,",
            "as Accept-Language asks; `instance` is the request's id, which the log has too; `errors` lists what is wrong",
            "with which part of a request, each with a JSON Pointer.", "",
            "This page is printed from `Sources/API/ProblemCode+catalogue.swift`; a test compares the two.", "",
            "| Code | Status | English | 日本語 |", "|---|---|---|---|",
        ]
        for code in allCases {
            lines.append("| `\(code.rawValue)` | \(code.status) | \(code.entry.title.en) | \(code.entry.title.ja) |")
        }
        lines += [
            "", "## Keys", "",
            "An `Idempotency-Key` names one request of its client: of a program, of a person, of a customer behind a link, of whoever",
            "gives phone and mail address at an open door. The same request under it, also with its JSON members in another order, is",
            "answered again as it was (`Idempotency-Replayed: true`). Any other, at whatever store or address, is `TRK-316` and does",
            "nothing; of two that arrive at once one is done. Where the outcome is unknown (`TRK-903`) ask again with the same key; a",
            "new wish takes a new key. Keys are kept for \(Limits.keyDays) days ([decision 12](decisions/0012-one-key-for-its-client.md)).",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
