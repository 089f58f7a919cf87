// SPDX-License-Identifier: Apache-2.0
import API
import Contact
import Customers
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// Shows what customer and staff have written, and takes the customer's next word. With `chat.js` what is new comes by
/// itself and the page stays where it is; without, the form is a form.
struct TalkView: Sendable {
    var messages: [Message] = []
    /// The Idempotency-Key of the next word.
    var key = ""
    /// What was typed and not taken.
    var draft = ""

    func html(_ visitor: Visitor, _ token: String, moment: (Instant) -> String) -> HTML {
        let words = visitor.words
        return """
            <section class="card talk" id="talk" aria-labelledby="talk-title">
            <h2 id="talk-title">\(words.talkTitle)</h2>
            <p class="fine">\(words.talkLead)</p>
            <div aria-live="polite">
            <ol class="says" data-part="says" data-grow>\(messages.map { line($0, words, moment) })</ol>
            </div>
            <form method="post" action="\(visitor.link(.messages, of: token))" data-chat>
            <input type="hidden" name="key" value="\(key)">
            <div class="field"><label for="say">\(words.talkField)</label>
            <textarea id="say" name="text" rows="3" maxlength="\(Limits.messageCharacters)" required \
            data-lost="\(words.talkLost)">\(draft)</textarea></div>
            <p class="fault" role="alert" data-fault></p>
            <button class="button button--plain">\(words.talkSend)</button>
            </form>
            </section>
            """
    }

    private func line(_ message: Message, _ words: any Wording, _ moment: (Instant) -> String) -> HTML {
        let name: HTML =
            switch message.speaker {
            case .customer: "\(words.you)"
            case .staff: "\(typed: message.name.isEmpty ? words.house : words.person(message.name))"
            case .house: "\(typed: message.name.isEmpty ? words.house : message.name)"
            }
        return """
            <li id="m-\(Crockford.text(of: message.id.unique))" \
            class="say say--\(message.speaker == .customer ? "mine" : "theirs")"><p class="say-by"><span>\(name)</span>\
            <time datetime="\(message.at.rfc3339())">\(moment(message.at))</time></p>\
            <p class="say-text">\(typed: message.text)</p></li>
            """
    }
}

extension Site {
    /// Takes what the customer writes, once for each key, and leads back to the conversation.
    @Sendable func say(_ asked: Asked, _ visit: CustomerLink.Visit) async throws -> Answered {
        let (text, reservation) = (asked.form["text"], visit.reservation)
        let after = "\(asked.visitor.link(.status(token: asked.parameter(.token))))#talk"
        let form: Form<Message> = try await form("say", wish: text, asked, visit, after: after)
        return try await form.once {
            try await desk.say(text, on: reservation.id, by: .customer, name: reservation.recipient.name, keyed: $0)
        } refused: {
            try await refused($0, try await status(asked), asked, draft: text)
        } unknown: {
            try await page(
                try await status(asked), asked, .unknown, draft: text, key: form.keyed.key, .serviceUnavailable)
        }
    }
}
