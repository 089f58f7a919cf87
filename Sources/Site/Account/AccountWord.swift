// SPDX-License-Identifier: Apache-2.0
import Access
import Kit

/// Says what stands on the page of a person's own account.
package protocol AccountWording: Sendable {
    func account(_ word: AccountWord) -> String
}

/// Names the texts of that page.
package enum AccountWord: Sendable, CaseIterable {
    case title, back, changePassword, current, new, newHint, again, changed
    case wrongCurrent, notAgain, tooShort, tooLong, tooEasy, same, tooMany
    case sessions, sessionsHint, startedAt, seenAt, thisOne, end, endOthers, ended
}

extension English: AccountWording {
    package func account(_ word: AccountWord) -> String {
        switch word {
        case .title: "Your account"
        case .back: "Back to work"
        case .changePassword: "Change the password"
        case .current: "Present password"
        case .new: "New password"
        case .newHint:
            "\(Limits.passwordCharacters) characters or more, any of them; a sentence is good. Other devices are signed out."
        case .again: "New password once more"
        case .changed: "The password is changed, and other devices are signed out."
        case .wrongCurrent: "This is not your present password."
        case .notAgain: "The two are not the same."
        case .tooShort: "Please take \(Limits.passwordCharacters) characters or more."
        case .tooLong: "This is too long."
        case .tooEasy: "Many people use this one, so it is tried first. Please take another."
        case .same: "This is your present password."
        case .tooMany: "Too many tries. Please wait a quarter of an hour."
        case .sessions: "Where you are signed in"
        case .sessionsHint: "If one of these is not you, end it and change the password."
        case .startedAt: "Signed in"
        case .seenAt: "Last used"
        case .thisOne: "This device"
        case .end: "End"
        case .endOthers: "End all others"
        case .ended: "Signed out there."
        }
    }
}

extension Japanese: AccountWording {
    package func account(_ word: AccountWord) -> String {
        switch word {
        case .title: "アカウント"
        case .back: "業務に戻る"
        case .changePassword: "パスワードを変更"
        case .current: "現在のパスワード"
        case .new: "新しいパスワード"
        case .newHint:
            "\(Limits.passwordCharacters)文字以上、文字の種類は自由です（文章でもかまいません）。変更すると、ほかの端末はサインアウトされます。"
        case .again: "新しいパスワード（もう一度）"
        case .changed: "パスワードを変更しました。ほかの端末はサインアウトされました。"
        case .wrongCurrent: "現在のパスワードが違います。"
        case .notAgain: "2つの入力が一致しません。"
        case .tooShort: "\(Limits.passwordCharacters)文字以上で入力してください。"
        case .tooLong: "長すぎます。"
        case .tooEasy: "よく使われるパスワードのため登録できません。別のものにしてください。"
        case .same: "現在と同じパスワードです。"
        case .tooMany: "試行回数が多すぎます。15分ほどおいてお試しください。"
        case .sessions: "サインイン中の端末"
        case .sessionsHint: "心当たりのないものは終了し、パスワードを変更してください。"
        case .startedAt: "サインイン"
        case .seenAt: "最後の利用"
        case .thisOne: "この端末"
        case .end: "終了"
        case .endOthers: "ほかをすべて終了"
        case .ended: "サインアウトしました。"
        }
    }
}
