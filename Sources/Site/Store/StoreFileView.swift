// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Shows one reservation to the store: what it is, what was said, what to do.
struct StoreFileView: Sendable {
    let file: StoreFile
    let at: Site.AtStore
    let now: Instant
    /// The pick-up-by that an extension by this person would give; nil when none is to be had.
    let extendsTo: Instant?
    var done: StoreStep?
    var refusal: Refusal?
    /// The code or token with which the counter came here.
    var proof = ""

    var r: Reservation { file.reservation }
    var words: any Wording { at.words }
    var console: any ConsoleWording { at.console }
    var next: NextStep { NextStep(r, at: now) }
    var title: String { "\(file.work.recipient.map { $0.name + console.honorific } ?? console.nameErased) \(r.tag)" }

    func moment(_ moment: Instant) -> String { words.moment(moment, in: at.store.zone, asOf: now) }
    func action(_ step: StoreStep) -> String { at.visitor.link(StorePaths.step(r.id, step)) }

    var html: HTML {
        """
        \(ConsoleHead(at: at, title: console.work(r.fulfilment)).html)
        \(notice)
        <div class="columns columns--file" data-job="\(r.id.description)" data-version="\(r.version)">
        <div>
        <section class="card file" data-part="file" data-job-here="\(r.id.description)">\(head)</section>
        \(said)
        <div data-part="do" id="do" class="do">\(work)</div>
        </div>
        <div>
        \(Talk(view: self).html)
        <div data-part="more">\(more)</div>
        <section class="card" data-part="story" aria-labelledby="story"><h2 id="story">\(words.timelineTitle)</h2>
        <ol class="timeline">
        \(file.events.reversed().map(event))</ol></section>
        </div>
        </div>
        """
    }

    private var notice: HTML? {
        if let refusal {
            return """
                <div class="notice notice--bad" role="alert">\(Icons.cross)<p><strong>\(words.refusedTitle)</strong>\
                <br>\(console.refusal(refusal))</p></div>
                """
        }
        return done.map {
            Piece.notice(good: true, "\(console.done($0))")
        }
    }

    private var head: HTML {
        """
        <p class="file-who">\(CustomerName(work: file.work, console: console).html) <small>\(r.tag)</small></p>
        \(kana)
        <dl class="facts">
        \(due)\
        <div><dt>\(words.pickUpBy)</dt><dd>\(moment(r.pickUpBy))</dd></div>
        <div><dt>\(words.total)</dt><dd>\(words.yen(r.total))</dd></div>
        </dl>
        \(Remarks(work: Work(r, isAsked: file.isAsked), at: at, now: now).html)
        <p class="file-print"><a class="button button--plain" href="\(at.visitor.link(StorePaths.pickList(r.id)))">\
        \(console.pickList)</a>
        <a class="button button--plain" href="\(at.visitor.link(StorePaths.label(r.id)))">\(console.shelfLabel)</a></p>
        """
    }

    /// What is due next, where that is not the pick-up-by itself.
    private var due: HTML? {
        guard r.due != r.pickUpBy else { return nil }
        let isLate = Urgency(due: r.due, now: now) == .late && r.hold == .active
        return """
            <div><dt>\(console.dueTitle(r.fulfilment))</dt><dd>\(moment(r.due))\
            \(isLate ? " <b class=\"remark\">\(console.late)</b>" : HTML.none)</dd></div>

            """
    }

    private var kana: HTML? {
        guard let recipient = file.work.recipient else { return nil }
        let phone = recipient.phone.map { console.phoneEnds($0.lastFour) } ?? console.noPhone
        return """
            <p class="fine">\(recipient.kana.isEmpty ? HTML.none : "\(typed: recipient.kana) · ")\(phone)\
            \(file.note.isEmpty ? HTML.none : "<br>\(console.aboutCustomer) \(typed: file.note)")</p>
            """
    }

    /// What customer service tried and said: in sight before anything is handed over.
    private var said: HTML {
        """
        <section class="card said-all" data-part="said" aria-labelledby="said"><h2 id="said">\(console.said)</h2>
        \(file.openTasks.map { task in
            "<p class=\"remark\">\(console.openTask(task.purpose, attempts: task.earlierAttempts + task.attempts, next: moment(task.nextAttemptAt)))</p>\n"
                as HTML
        })
        \(file.attempts.isEmpty && file.openTasks.isEmpty ? "<p class=\"fine\">\(console.saidNothing)</p>" : HTML.none)
        \(file.attempts.isEmpty ? HTML.none : "<ol class=\"timeline\">\(file.attempts.reversed().map(attempt))</ol>")</section>
        """
    }

    private func attempt(_ attempt: LoggedAttempt) -> HTML {
        let texts = [(console.need, attempt.need), (console.advice, attempt.advice), (console.noteTitle, attempt.note)]
        return """
            <li><p>\(console.spokenBy(attempt.agentName, attempt.disposition))</p>
            \(texts.filter { !$0.1.isEmpty }.map { "<p class=\"said\"><b>\($0.0)</b> \(typed: $0.1)</p>\n" as HTML })\
            <time datetime="\(attempt.startedAt.rfc3339(in: at.store.zone))">\(moment(attempt.startedAt))</time></li>

            """
    }

    private func event(_ event: Event) -> HTML {
        """
        <li><p>\(event.kind.map(console.happened) ?? event.name)</p>
        <time datetime="\(event.at.rfc3339(in: at.store.zone))">\(moment(event.at))</time></li>

        """
    }

    /// The next step, large; what is not to be done now is not there.
    private var work: HTML {
        switch next {
        case .accept: "\(simple(.accept, isMain: true))\(PickSheet(view: self).html)\(later)"
        case .pick, .makeReady: "\(PickSheet(view: self).html)\(later)"
        case .handOver: HandOver(view: self).html
        case .receive: r.inTransit ? simple(.arrive, isMain: true) : waiting
        case .returnToShelf: simple(.returnToShelf, isMain: true)
        case .awaitDecision: "\(waiting)\(PickSheet(view: self).html)"
        case .lapsed, .nothing: waiting
        }
    }

    private var waiting: HTML { "<p class=\"card calm\">\(console.next(next))</p>" }

    /// The hand-over of a parcel whose "ready" waits to be sent (`queue.js` shows it then).
    private var later: HTML {
        "<div data-after=\"ready\" hidden>\(HandOver(view: self, prefix: "later-").html)</div>"
    }

    func simple(_ step: StoreStep, isMain: Bool = false) -> HTML {
        """
        <form class="card act" method="post" action="\(action(step))" data-queue data-step="\(step.rawValue)" \
        data-label="\(console.button(step))"\(step == .returnToShelf ? Asking.returnToShelf.attributes(console) : HTML.none)>\
        <p>\(console.explains(step))</p>\
        <button class="button button--\(isMain ? "main" : "plain")" name="key" value="\(r.key(of: step))">\
        \(console.button(step))</button></form>

        """
    }

    /// What is seldom done, each behind a fold.
    private var more: HTML? {
        guard r.stands(at: now) else { return nil }
        let steps: [StoreStep] = StoreStep.allCases.filter { step in
            switch step {
            case .extend: extendsTo != nil
            case .unready: r.fulfilment == .ready
            case .reject: [.requested, .accepted, .awaitingStock, .picking].contains(r.fulfilment)
            case .cancel: true
            default: false
            }
        }
        return """
            <section class="card" aria-labelledby="more"><h2 id="more">\(console.moreTitle)</h2>
            \(steps.map(fold))</section>
            """
    }

    private func fold(_ step: StoreStep) -> HTML {
        """
        <details><summary>\(console.button(step))</summary>
        <form class="act" method="post" action="\(action(step))" data-queue data-step="\(step.rawValue)" \
        data-label="\(console.button(step))"\(asking(step))>
        <p>\(console.explains(step))\(step == .extend ? " \(console.extendsTo(extendsTo.map(moment) ?? ""))" : "")</p>
        \(step == .reject ? ReasonChoice(name: "reason", id: "reject-reason", isNeeded: true, console: console).html : HTML.none)
        \(step == .extend ? HTML.none : note(step))
        <button class="button button--\(step == .extend ? "main" : "grave")" name="key" value="\(r.key(of: step))">\
        \(console.button(step))</button></form></details>

        """
    }

    private func asking(_ step: StoreStep) -> HTML? {
        switch step {
        case .reject: Asking.reject.attributes(console)
        case .cancel: Asking.cancel.attributes(console)
        default: nil
        }
    }

    private func note(_ step: StoreStep) -> HTML {
        """
        <div class="field"><label for="note-\(step.rawValue)">\(console.why)</label>
        <input id="note-\(step.rawValue)" name="note" type="text" maxlength="200" autocomplete="off"\
        \(flag: "required", step != .reject)></div>
        """
    }
}

/// Offers the reasons why units are not there; each says what becomes of the figure.
struct ReasonChoice: Sendable {
    let name: String
    let id: String
    var isNeeded = false
    let console: any ConsoleWording

    var html: HTML {
        """
        <div class="field"><label for="\(id)">\(console.shortReasonTitle)</label><select id="\(id)" name="\(name)"\
        \(flag: "required", isNeeded)>
        <option value="">\(isNeeded ? console.chooseReason : console.stillLooking)</option>
        \(ShortReason.allCases.map { "<option value=\"\($0.rawValue)\">\(console.reason($0))</option>\n" as HTML })\
        </select></div>
        """
    }
}
