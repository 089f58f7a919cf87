// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Reservations
import Stock

/// Asks before it is done: says what will happen, and has one button for it. A mail program that opens links ahead of
/// the reader sees this page and changes nothing.
package struct ConfirmView: Sendable {
    let status: PickupStatus
    let action: CustomerAction
    let visitor: Visitor
    let token: String
    /// The Idempotency-Key of the button: pressed twice, it acts once.
    let key: String
    /// The last try came back without an answer: the same key asks again.
    var isRepeated = false

    private var words: any Wording { visitor.words }

    package var html: HTML {
        let until = status.actions.extendsTo.map { words.moment($0, in: status.store.zone, asOf: status.asOf) }
        return """
            <section class="ask">
            \(isRepeated ? Piece.unknown(words) : HTML.none)
            <h1>\(words.question(action))</h1>
            <p class="next">\(words.consequence(action, until: until))</p>
            <p class="ask-what">\(typed: visitor.pick(ja: status.store.name, en: status.store.nameEN))\
            <br>\(HTML.joined(status.items.prefix(5).map(line), by: "<br>"))</p>
            <form method="post" action="\(visitor.link(.act(token: token, action)))">
            <input type="hidden" name="key" value="\(key)">
            <button class="button \(action == .cancel ? "button--grave" : "button--main")">\(words.confirm(action))</button>
            </form>
            <a class="button button--quiet" href="\(visitor.link(.status(token: token)))">\(words.goBack)</a>
            </section>
            """
    }

    private func line(_ item: PickupStatus.Item) -> HTML {
        "\(typed: visitor.pick(ja: item.name, en: item.nameEN)) × \(item.quantity)"
    }
}
