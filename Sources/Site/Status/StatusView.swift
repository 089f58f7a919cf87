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
    let notice: Notice?

    package init(status: PickupStatus, visitor: Visitor, token: String, notice: Notice? = nil) {
        self.status = status
        self.visitor = visitor
        self.token = token
        self.notice = notice
    }

    /// Says what came of an action.
    package enum Notice: Sendable, Equatable {
        case done(StatusAction)
        case refused(Refusal)
    }

    var words: any Wording { visitor.words }

    func moment(_ moment: Instant) -> String { words.moment(moment, in: status.store.zone, asOf: status.asOf) }

    package var html: HTML {
        """
        \(noticeBox)
        \(hero)
        <div class="columns columns--status">
        \(items)
        <div>
        \(actions)
        \(StoreCard(status: status, visitor: visitor).html)
        </div>
        \(timeline)
        </div>
        <p class="fine">\(words.asOf(moment(status.asOf)))</p>
        """
    }

    private var noticeBox: HTML? {
        switch notice {
        case .done(let action):
            Piece.notice(good: true, "\(words.done(action))")
        case .refused(let refusal):
            Piece.notice(good: false, "<strong>\(words.refusedTitle)</strong><br>\(words.refusal(refusal))")
        case nil: nil
        }
    }

    private var timeline: HTML {
        """
        <section class="card" aria-labelledby="timeline">
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
            \(offered.map { action in
                """
                <li><a class="button \(action == .cancel ? "button--quiet" : "button--plain")" \
                href="\(visitor.link(.act(token: token, action)))">\(words.button(action))\
                \(words.buttonNote(action, until: status.actions.extendsTo.map(moment)).map { note in
                    " <small>\(note)</small>" as HTML
                })</a></li>

                """ as HTML
            })</ul>
            </section>
            """
    }
}

extension PickupStatus.Actions {
    /// Lists what is offered, in the order of the page.
    var offered: [StatusAction] {
        StatusAction.allCases.filter { action in
            switch action {
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
