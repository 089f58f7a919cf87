// SPDX-License-Identifier: Apache-2.0

/// Says what stands beside the switch for push messages.
package protocol PushWording: Sendable {
    var pushTitle: String { get }
    var pushSwitch: String { get }
    var pushNote: String { get }
    /// Said when the switch was moved.
    var pushOn: String { get }
    var pushOff: String { get }
    /// The browser's owner has said no to notifications.
    var pushDenied: String { get }
    var pushLost: String { get }
}

extension Japanese: PushWording {
    package var pushTitle: String { "この端末へのお知らせ" }
    package var pushSwitch: String { "この端末に通知する" }
    package var pushNote: String { "ご用意ができたときやメッセージが届いたときに、画面でお知らせします" }
    package var pushOn: String { "この端末にお知らせします。" }
    package var pushOff: String { "この端末へのお知らせを止めました。" }
    package var pushDenied: String { "通知が許可されていません。ブラウザーの設定で許可すると、お知らせを受け取れます。" }
    package var pushLost: String { "設定できませんでした。通信状況をお確かめのうえ、もう一度お試しください。" }
}

extension English: PushWording {
    package var pushTitle: String { "Notices on this device" }
    package var pushSwitch: String { "Notify me on this device" }
    package var pushNote: String { "When your items are ready, or when we have written to you" }
    package var pushOn: String { "We will notify you on this device." }
    package var pushOff: String { "We no longer notify you on this device." }
    package var pushDenied: String {
        "Notifications are blocked. Allow them in your browser's settings to receive notices."
    }
    package var pushLost: String { "It could not be set. Please check your connection and try again." }
}
