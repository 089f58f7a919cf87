// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Reservations

/// The top of the status page: whether it is ready, what happens next, and the code.
extension StatusView {
    var hero: HTML {
        """
        <section class="hero hero--\(status.status.mood.rawValue)" data-part="hero">
        <div class="hero-text">
        <p class="badge">\(status.status.icon)\(words.word(status.status))</p>
        <h1>\(words.headline(status.status))</h1>
        \(status.status.mood == .waiting ? "<p class=\"notyet\">\(words.notYet)</p>" : HTML.none)
        <p class="next">\(words.next(status.next, late: status.times.isLate, moment: moment))</p>
        \(said(words.call(status.call)))
        \(said(words.kind(status.kind, ready: status.status == .ready)))
        \(said(status.arrival.map { words.told($0) }))
        \(progress)
        </div>
        \(ticket)
        \(facts)
        </section>
        """
    }

    private func said(_ sentence: String?) -> HTML? { sentence.map { "<p class=\"also\">\($0)</p>" } }

    /// Shows how far it is. A reservation that ended otherwise has no way to go.
    private var progress: HTML? {
        guard let reached = status.status.step else { return nil }
        return """
            <ol class="steps" aria-label="\(words.progress)">
            \(StatusStep.allCases.map { step in
                let isPast = step < reached || reached == .collected
                return """
                    <li class="\(isPast ? "past" : step == reached ? "now" : "ahead")"\
                    \(flag: "aria-current=\"step\"", step == reached)><span>\(words.step(step))</span>\
                    <span class="unseen">\(isPast ? words.stepDone : step == reached ? words.stepNow : "")</span></li>

                    """ as HTML
            })</ol>
            """
    }

    /// Shows the code like the stub of a ticket: large when it opens something, small while there is nothing to open.
    private var ticket: HTML? {
        guard let code = status.code else { return nil }
        let isReady = status.status == .ready
        return """
            <div class="ticket\(isReady ? "" : " ticket--later")">
            <p class="ticket-title">\(words.codeTitle)</p>
            <p class="code">\(code.grouped)</p>
            \(scan.map { $0.svg(label: words.qrLabel) })
            <p class="ticket-how">\(isReady ? words.codeShow : words.codeLater)</p>
            </div>
            """
    }

    private var facts: HTML {
        let times = status.times
        var rows: [(String, String)] = []
        if status.status.isOpen { rows.append((words.pickUpBy, moment(times.pickUpBy))) }
        if status.status == .ready, let readyAt = times.readyAt { rows.append((words.readyFrom, moment(readyAt))) }
        if let closedAt = times.closedAt { rows.append((words.closedAt, moment(closedAt))) }
        rows.append((words.reservedAt, moment(times.createdAt)))
        if !status.proxy.isEmpty, status.status.isOpen { rows.append((words.proxyFact, status.proxy)) }
        if !status.reference.isEmpty { rows.append((words.reference, status.reference)) }
        return """
            <dl class="facts">
            \(rows.map { "<div><dt>\($0.0)</dt><dd>\(typed: $0.1)</dd></div>\n" as HTML })</dl>
            """
    }
}

extension String {
    /// Groups a pickup code for the eye; a screen reader is given the same characters.
    fileprivate var grouped: HTML {
        guard utf8.count == 8 else { return "\(self)" }
        let (first, second) = (String(prefix(4)), String(suffix(4)))
        return "<span>\(first)</span><span class=\"dash\" aria-hidden=\"true\">-</span><span>\(second)</span>"
    }
}

extension CustomerStatus {
    /// Says how the page feels.
    enum Mood: String {
        case waiting, ready, done, ended
    }

    var mood: Mood {
        switch self {
        case .checking, .preparing, .onItsWay: .waiting
        case .ready: .ready
        case .collected: .done
        case .cancelled, .expired: .ended
        }
    }

    /// Something is still to come.
    var isOpen: Bool { mood == .waiting || mood == .ready }

    /// How far it is on the way; nil when it left it.
    var step: StatusStep? {
        switch self {
        case .checking: .received
        case .preparing, .onItsWay: .preparing
        case .ready: .ready
        case .collected: .collected
        case .cancelled, .expired: nil
        }
    }

    var icon: HTML {
        switch self {
        case .checking: Icons.clock
        case .preparing: Icons.wait
        case .onItsWay: Icons.truck
        case .ready: Icons.parcel
        case .collected: Icons.check
        case .cancelled, .expired: Icons.cross
        }
    }
}
