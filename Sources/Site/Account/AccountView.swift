// SPDX-License-Identifier: Apache-2.0
import Access
import Kit
import PQ

/// Shows a person the form for a new password, and where they are signed in.
struct AccountView: Sendable {
    let visitor: Visitor
    let sessions: [OwnSession]
    let now: Instant
    let done: AccountDone?
    let faults: [AccountField: AccountWord]

    private func say(_ word: AccountWord) -> String { visitor.words.account(word) }

    var html: HTML {
        """
        <h1 class="office-title">\(say(.title))</h1>
        \(done.map { Piece.notice(good: true, "\(say($0 == .password ? .changed : .ended))") })
        <section class="card" aria-labelledby="set-password">
        <h2 id="set-password">\(say(.changePassword))</h2>
        <form class="form" method="post" action="\(visitor.link(.setPassword))" novalidate>
        <div class="form-columns">
        \(field(.current, .current, "current-password"))
        \(field(.new, .new, "new-password", hint: .newHint))
        \(field(.again, .again, "new-password"))
        </div>
        <div class="form-act"><button class="button button--main">\(say(.changePassword))</button></div>
        </form>
        </section>
        <section class="card" aria-labelledby="sessions">
        <h2 id="sessions">\(say(.sessions))</h2>
        <p class="fine">\(say(.sessionsHint))</p>
        \(Table(
            title: say(.sessions), columns: [.init(say(.startedAt)), .init(say(.seenAt)), .init(say(.end))],
            rows: sessions.map(row), empty: say(.sessions)
        ).html)
        \(sessions.count > 1 ? others : HTML.none)
        </section>
        """
    }

    private func field(
        _ field: AccountField, _ label: AccountWord, _ purpose: String, hint: AccountWord? = nil
    ) -> HTML {
        OfficeField(
            name: field.rawValue, label: say(label), value: "", kind: .password(purpose), hint: hint.map(say),
            fault: faults[field].map(say), most: 1024
        ).html
    }

    private func row(_ session: OwnSession) -> [HTML] {
        [
            time(session.startedAt), time(session.seenAt),
            session.isThis
                ? Piece.tag(say(.thisOne), .done)
                : """
                <form method="post" action="\(visitor.link(.endSessions))">\
                <input type="hidden" name="session" value="\(session.id)">\
                <button class="button button--plain">\(say(.end))</button></form>
                """,
        ]
    }

    private var others: HTML {
        """
        <form class="form" method="post" action="\(visitor.link(.endSessions))">
        <div class="form-act"><button class="button button--grave">\(say(.endOthers))</button></div></form>
        """
    }

    private func time(_ moment: Instant) -> HTML {
        """
        <time datetime="\(moment.rfc3339())">\(visitor.words.moment(moment, in: .tokyo, asOf: now))</time>
        """
    }
}
