// SPDX-License-Identifier: Apache-2.0
import Access
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Heads every page of the console: the store, whether the page is live, and what scripts say in the visitor's words.
struct ConsoleHead: Sendable {
    let at: Site.AtStore
    let title: String

    private var console: any ConsoleWording { at.console }

    var html: HTML {
        """
        <header class="console" id="console" data-person="\(at.person.client)" \
        data-worker="\(StorePaths.worker.url)" data-counter="\(at.visitor.link(StorePaths.counter(at.store.id)))" \
        data-sign-in="\(Paths.signIn.url(("to", StorePaths.work(at.store.id).url), ("lang", at.visitor.lang)))" \
        \(HTML.joined(scriptWords.map { "data-word-\($0.0)=\"\($0.1)\"" }, by: " "))>
        <div><p class="console-store">\(typed: at.visitor.pick(ja: at.store.name, en: at.store.nameEN))</p>
        <h1 data-part="title">\(title)</h1></div>
        <p class="console-state"><span class="line" role="status" data-lost="\(console.offline)" \
        data-live="\(console.live)"></span>
        <button type="button" class="button button--plain" data-sound data-off="\(console.soundOn)" \
        data-on="\(console.soundOff)" hidden></button></p>
        </header>
        <div id="tasks" class="tasks" hidden></div>
        \(Piece.dialog(id: "ask", title: "", text: "", yes: "", no: console.askBack))
        """
    }

    /// What the modules of the console say by themselves; each is `data-word-…` in the markup.
    private var scriptWords: [(String, String)] {
        [
            ("waits", console.queueWaits), ("sign-in", console.queueNeedsSignIn), ("other", console.queueOtherPerson),
            ("refused", console.queueRefused), ("open", console.queueOpen), ("dismiss", console.queueDismiss),
            ("stranger", console.scanStranger), ("enough", console.scanEnough), ("counted", console.scanCounted),
            ("read", console.scanRead), ("camera", console.cameraFailed), ("see", console.camera),
            ("kept", console.queueKept), ("close", at.words.close),
        ]
    }
}

extension Asking {
    /// Writes the question on the form or button that it is asked of (`Assets/dialog.js`). Only while `when`, a selector,
    /// finds something in the form; always without one.
    func attributes(_ console: any ConsoleWording, when: String = "") -> HTML {
        let question = console.question(self)
        return """
             data-ask-title="\(question.title)" data-ask-text="\(question.text)" data-ask-yes="\(question.yes)" \
            data-ask-when="\(when)"
            """
    }
}

/// Takes a code or a name, scanned or typed, and leads to what it means.
struct ScanBar: Sendable {
    let at: Site.AtStore
    var text = ""
    var isMain = false

    var html: HTML {
        """
        <form class="scanbar" method="get" action="\(StorePaths.counter(at.store.id).url)" role="search">
        \(at.visitor.isChosen ? "<input type=\"hidden\" name=\"lang\" value=\"\(at.visitor.lang)\">" : HTML.none)
        <label for="scan">\(at.console.scanField)</label>
        <input id="scan" name="q" type="text" value="\(text)" autocomplete="off" autocapitalize="none" \
        spellcheck="false" maxlength="\(Limits.scannedCharacters)" data-scan-here\(flag: "autofocus", isMain)>
        <button class="button button--main">\(at.console.scanGo)</button>
        <button type="button" class="button button--plain" data-camera hidden>\(at.console.camera)</button>
        </form>
        """
    }
}

/// Shows what the counter found.
struct CounterView: Sendable {
    let text: String
    let found: [Work]
    let at: Site.AtStore
    let now: Instant

    private var words: any Wording { at.words }
    private var console: any ConsoleWording { at.console }

    var html: HTML {
        """
        \(ConsoleHead(at: at, title: console.counter).html)
        <section class="card counter">
        \(ScanBar(at: at, text: text, isMain: true).html)
        <p class="fine">\(console.counterHint)</p>
        </section>
        \(result)
        """
    }

    private var result: HTML? {
        guard !text.isEmpty else { return nil }
        guard !found.isEmpty else {
            return """
                <div class="notice notice--bad" role="alert">\(Icons.cross)<p>\(console.nothingMeant)</p></div>
                """
        }
        return """
            <section class="card" aria-labelledby="found"><h2 id="found">\(console.meant(found.count))</h2>
            <p class="fine">\(console.compareIdentity)</p>
            <ul class="rows">
            \(found.map(row))</ul></section>
            """
    }

    private func row(_ work: Work) -> HTML {
        let r = work.reservation
        return """
            <li><a href="\(at.visitor.link(StorePaths.reservation(r.id)))"><span><b>\
            \(CustomerName(work: work, console: console).html)</b> <small>\(r.tag)</small><br>\
            <small>\(console.work(r.fulfilment)) · \(console.due(r.fulfilment, at: words.moment(r.due, in: at.store.zone, asOf: now)))\
            </small></span>\(Icons.arrow)</a></li>

            """
    }
}
