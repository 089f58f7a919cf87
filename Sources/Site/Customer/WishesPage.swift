// SPDX-License-Identifier: Apache-2.0
import API
import Contact
import Customers
import Kit
import PQ
import Reservations

/// Asks in which language and on which ways the customer wants to be told; what is stopped is not used from then on, by
/// notices and by the people at the desk alike.
struct WishesPage: Sendable {
    let wishes: ContactWishes
    /// The ways that lead to this customer.
    let ways: [ContactChannel]
    let visitor: Visitor
    let token: String

    private var words: any Wording { visitor.words }

    var html: HTML {
        """
        <section class="ask ask--form">
        <h1>\(words.wishesTitle)</h1>
        <p class="next">\(words.wishesLead)</p>
        <form method="post" action="\(visitor.link(.wishes, of: token))">
        <fieldset class="choices"><legend>\(words.wishesLanguage)</legend>
        \(Language.allCases.map(language))</fieldset>
        \(ways.isEmpty ? HTML.none : "<fieldset class=\"choices\"><legend>\(words.wishesWays)</legend>\(ways.map(way))</fieldset>")
        \(quiet)
        <button class="button button--main">\(words.wishesConfirm)</button>
        </form>
        <a class="button button--quiet" href="\(visitor.link(.status(token: token)))">\(words.goBack)</a>
        </section>
        """
    }

    private func language(_ language: Language) -> HTML {
        """
        <label class="check"><input type="radio" name="language" value="\(language.rawValue)"\
        \(flag: "checked", language == wishes.language)><span lang="\(language.rawValue)">\
        \(Visitor(language: language).words.ownName)</span></label>

        """
    }

    /// A few nights to choose from, and the one that is kept already.
    private var quiet: HTML {
        let nights = [(21, 8), (22, 7), (20, 9)].compactMap { QuietHours(from: $0 * 60, until: $1 * 60) }
        let offered = wishes.quiet.map { kept in nights.contains(kept) ? nights : nights + [kept] } ?? nights
        return """
            <div class="field"><label for="quiet">\(words.wishesQuiet)</label>
            <select id="quiet" name="quiet"><option value="">\(words.wishesNoQuiet)</option>
            \(offered.map { hours in
                """
                <option value="\(hours.from)-\(hours.until)"\(flag: "selected", hours == wishes.quiet)>\
                \(words.clock(hours.from)) – \(words.clock(hours.until))</option>

                """ as HTML
            })</select></div>
            """
    }

    private func way(_ channel: ContactChannel) -> HTML {
        """
        <label class="check"><input type="checkbox" name="\(channel.rawValue)"\
        \(flag: "checked", !wishes.stopped.contains(channel))><span>\(words.way(channel))</span></label>

        """
    }
}

extension Site {
    @Sendable func askWishes(_ asked: Asked) async throws -> Answered {
        let recipient = try await visit(asked).reservation.recipient
        let view = WishesPage(
            wishes: recipient.wishes, ways: recipient.ways, visitor: asked.visitor, token: asked.parameter(.token))
        return .page(title: asked.visitor.words.wishesTitle, body: view.html)
    }

    /// Keeps what is wished; a form that is sent twice wishes the same.
    @Sendable func keepWishes(_ asked: Asked, _ visit: CustomerLink.Visit) async throws -> Answered {
        let recipient = visit.reservation.recipient
        guard let language = Language(rawValue: asked.form["language"]) else { throw Unreadable() }
        var wishes = ContactWishes(language: language, stopped: recipient.wishes.stopped)
        for way in recipient.ways {
            if asked.form.isOn(way.rawValue) { wishes.stopped.remove(way) } else { wishes.stopped.insert(way) }
        }
        let quiet = asked.form["quiet"].split(separator: "-").compactMap { Int($0) }
        wishes.quiet = quiet.count == 2 ? QuietHours(from: quiet[0], until: quiet[1]) : nil
        try await desk.keep(wishes, on: visit.reservation.id, sentTo: visit.sentTo, by: .customer)
        // The page itself follows the choice.
        let lang = language == asked.visitor.language ? asked.visitor.lang : language.rawValue
        return .seeOther(
            Paths.status(token: asked.parameter(.token)).url(("done", LinkPage.wishes.rawValue), ("lang", lang)))
    }
}
