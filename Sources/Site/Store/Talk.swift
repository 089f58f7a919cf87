// SPDX-License-Identifier: Apache-2.0
import Access
import Contact
import Kit
import PQ
import Reservations
import Stock

/// Shows what customer and staff wrote to each other, and takes what the store has to say.
struct Talk: Sendable {
    let view: StoreFileView

    private var r: Reservation { view.r }
    private var console: any ConsoleWording { view.console }

    var html: HTML {
        """
        <section class="card talk" data-part="talk" id="talk" aria-labelledby="talk-title">
        <h2 id="talk-title">\(console.talkTitle)</h2>
        \(view.file.messages.isEmpty ? HTML.none : "<ol>\(view.file.messages.map(row))</ol>")
        \(form)</section>
        """
    }

    private func row(_ message: Message) -> HTML {
        """
        <li\(flag: "class=\"mine\"", message.speaker != .customer)><small>\
        \(typed: console.wrote(message.speaker, message.name)) · \(view.moment(message.at))</small>\
        \(typed: message.text)</li>

        """
    }

    /// Open as long as the customer has a page to read it on.
    private var form: HTML? {
        guard view.now < r.linkEndsAt, view.at.person.may(.writeContact) else { return nil }
        return """
            <form method="post" action="\(view.at.visitor.link(StorePaths.say(r.id)))" data-queue data-step="say" \
            data-label="\(console.sayField)">
            <div class="field"><label for="say">\(console.sayField)</label>
            <textarea id="say" name="text" rows="2" required maxlength="\(Limits.messageCharacters)"></textarea>
            <small class="hint">\(console.sayHint)</small></div>
            <button class="button button--plain" name="key" value="\(r.id.description)-\(r.version)-say">\
            \(console.sayIt)</button></form>
            """
    }
}
