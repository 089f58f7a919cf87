// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Reservations
import Stock

/// Shows a reservation to its customer.
package struct StatusView: Sendable {
    let status: PickupStatus
    let visitor: Visitor
    /// The token of the link, by which the forms act.
    let token: String
    /// What just happened, above everything else.
    var notice: Notice?
    var talk = TalkView()
    /// What the counter scans; nil while there is nothing to collect.
    var scan: QRCode?
    /// Lets this device be told; nil where none is.
    var push: PushSwitch?

    /// Says what came of an action.
    package enum Notice: Sendable, Equatable {
        case done(CustomerAction)
        case settled(LinkPage)
        case refused(Refusal)
        /// The answer was lost on the way: the same again does nothing twice.
        case unknown
    }

    var words: any Wording { visitor.words }

    func moment(_ moment: Instant) -> String { words.moment(moment, in: status.store.zone, asOf: status.asOf) }

    package var html: HTML {
        """
        \(noticeBox)
        <div class="unseen" role="status"><p data-part="word">\(words.word(status.status))</p></div>
        \(hero)
        <div class="columns columns--status">
        \(items)
        <div>
        <div data-part="actions">\(actions)</div>
        \(push.map(\.html))
        \(StoreCard(status: status, visitor: visitor).html)
        \(more)
        </div>
        \(talk.html(visitor, token, moment: moment))
        \(timeline)
        </div>
        <p class="fine" data-part="as-of">\(words.asOf(moment(status.asOf)))</p>
        """
    }

    private var noticeBox: HTML? {
        switch notice {
        case .done(let action): Piece.notice(good: true, "\(words.done(action))")
        case .settled(let page): words.settled(page).map { Piece.notice(good: true, "\($0)") }
        case .refused(let refusal): Piece.refused(refusal, words)
        case .unknown: Piece.unknown(words)
        case nil: nil
        }
    }

    private var timeline: HTML {
        """
        <section class="card" aria-labelledby="timeline" data-part="timeline">
        <h2 id="timeline">\(words.timelineTitle)</h2>
        <ol class="timeline">
        \(status.timeline.reversed().map { moment in
            """
            <li><p>\(words.moment(moment.kind, until: moment.until.map { self.moment($0) }))</p>\
            <time datetime="\(moment.at.rfc3339(in: status.store.zone))">\(self.moment(moment.at))</time></li>

            """ as HTML
        })</ol>
        </section>
        """
    }

    private var actions: HTML? {
        let offered = status.actions.offered
        guard !offered.isEmpty else { return nil }
        return """
            <section class="card" aria-labelledby="actions">
            <h2 id="actions">\(words.actionsTitle)</h2>
            <ul class="actions">
            \(status.isUndecided ? choice : HTML.none)\(offered.map(button))</ul>
            </section>
            """
    }

    /// Missing units wait for an answer: nothing is more urgent.
    private var choice: HTML {
        """
        <li><a class="button button--main" href="\(visitor.link(.shortage, of: token))">\(words.link(.shortage))</a></li>

        """
    }

    private func button(_ action: CustomerAction) -> HTML {
        let note = words.buttonNote(action, until: status.actions.extendsTo.map(moment)).map { note in
            " <small>\(note)</small>" as HTML
        }
        let url = visitor.link(.act(token: token, action))
        switch action {
        case .onMyWay, .here:
            // Nothing is lost by it, so one tap does it. At one version of the reservation it is the same tap.
            let look = action == .here ? "main" : "plain"
            return """
                <li><form method="post" action="\(url)" data-toast><input type="hidden" name="key" \
                value="\(action.rawValue).\(status.version)"><button class="button button--\(look)" \
                id="act-\(action.rawValue)">\(words.button(action))\(note)</button></form></li>

                """
        case .confirm, .extend, .callMe, .cancel:
            let look = action == .cancel ? "quiet" : action == .confirm ? "main" : "plain"
            return """
                <li><a class="button button--\(look)" id="act-\(action.rawValue)" href="\(url)">\
                \(words.button(action))\(note)</a></li>

                """
        }
    }

    /// What is needed less often: rows that lead on.
    private var more: HTML {
        var pages: [LinkPage] = status.actions.mayChangeStore ? [.store] : []
        if status.actions.mayNameProxy { pages.append(.proxy) }
        if status.status.isOpen { pages.append(.calendar) }
        pages.append(.wishes)
        return """
            <nav class="card card--more" aria-labelledby="more" data-part="more">
            <h2 id="more">\(words.moreTitle)</h2>
            <ul class="rows">
            \(pages.map { page in
                "<li><a href=\"\(visitor.link(page, of: token))\"><span>\(words.link(page))</span>\(Icons.arrow)</a></li>\n" as HTML
            })</ul>
            </nav>
            """
    }
}

extension PickupStatus.Actions {
    /// Lists what is offered, in the order of the page.
    var offered: [CustomerAction] {
        CustomerAction.allCases.filter { action in
            switch action {
            case .confirm: mayConfirm
            case .onMyWay: mayTell.contains(.onMyWay)
            case .here: mayTell.contains(.here)
            case .extend: extendsTo != nil
            case .callMe: mayAskForCall
            case .cancel: mayCancel
            }
        }
    }
}

extension StatusView {
    /// The title that the browser shows: the plain word comes first, since a tab shows only the beginning.
    var title: String { "\(words.word(status.status)) – \(words.statusTitle)" }
}
