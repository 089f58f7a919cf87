// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Lets a person who works in several places choose one; a warehouse is entered by what it sends.
struct StoresView: Sendable {
    let stores: [Location]
    let visitor: Visitor

    var html: HTML {
        """
        <h1>\(visitor.console.whichStore)</h1>
        <ul class="card rows">
        \(stores.map { store in
            """
            <li><a href="\(visitor.link(store.kind == .store ? StorePaths.work(store.id) : .shipments(store.id)))"><span>\
            \(typed: visitor.pick(ja: store.name, en: store.nameEN)) <small>\(store.id.code)</small></span>\
            \(Icons.arrow)</a></li>

            """ as HTML
        })</ul>
        \(stores.isEmpty ? "<p class=\"notice notice--bad\">\(visitor.console.noStore)</p>" : HTML.none)
        """
    }
}

/// Shows the store's open work, the most pressing first.
struct WorklistView: Sendable {
    let list: Worklist<Work>
    /// Those that are over, and whose customers wait for an answer.
    let asked: [Work]
    let shortages: [Shortage]
    let at: Site.AtStore
    let now: Instant
    var done: StoreStep?

    private var console: any ConsoleWording { at.console }

    var html: HTML {
        """
        \(ConsoleHead(at: at, title: console.worklist).html)
        \(done.map { doneNotice($0) })
        \(ScanBar(at: at).html)
        <nav class="jobs-jump" data-part="jump" aria-label="\(console.groups)">\
        \(list.groups.map { jump($0.group.rawValue, console.group($0.group), $0.work.count) })\
        \(asked.isEmpty ? HTML.none : jump("asked", console.askedAfterwards, asked.count))\
        \(shortages.isEmpty ? HTML.none : jump("shortages", console.shortages, shortages.count))</nav>
        <div data-part="work" class="jobs-all">
        \(list.groups.map { section($0.group.rawValue, console.group($0.group), $0.work) })\
        \(asked.isEmpty ? HTML.none : section("asked", console.askedAfterwards, asked))\
        \(shortages.isEmpty ? HTML.none : shortageSection)\
        \(list.groups.isEmpty && asked.isEmpty && shortages.isEmpty ? "<p class=\"card calm\">\(console.nothingToDo)</p>" : HTML.none)
        </div>
        """
    }

    private func doneNotice(_ step: StoreStep) -> HTML {
        Piece.notice(good: true, "\(console.done(step))")
    }

    private func jump(_ id: String, _ title: String, _ count: Int) -> HTML {
        "<a class=\"chip\" href=\"#\(id)\">\(title) <b>\(count)</b></a>\n"
    }

    private func section(_ id: String, _ title: String, _ work: [Work]) -> HTML {
        """
        <section id="\(id)" aria-labelledby="\(id)-title">
        <h2 id="\(id)-title" class="jobs-title">\(title) <b>\(work.count)</b></h2>
        <ul class="jobs">
        \(work.prefix(Limits.workCards).map { WorkCard(work: $0, at: at, now: now).html })</ul>
        \(work.count > Limits.workCards ? "<p class=\"fine\">\(console.moreCards(work.count - Limits.workCards))</p>" : HTML.none)
        </section>

        """
    }

    private var shortageSection: HTML {
        """
        <section id="shortages" aria-labelledby="shortages-title">
        <h2 id="shortages-title" class="jobs-title">\(console.shortages) <b>\(shortages.count)</b></h2>
        <ul class="jobs">
        \(shortages.map { ShortageCard(shortage: $0, at: at).html })</ul>
        </section>

        """
    }
}

/// Shows goods that are promised and not there: what to do next is to count them.
struct ShortageCard: Sendable {
    let shortage: Shortage
    let at: Site.AtStore

    var html: HTML {
        """
        <li class="job job--late"><p class="job-who">\
        \(typed: at.visitor.pick(ja: shortage.name, en: shortage.nameEN))</p>
        <p class="job-what">\(shortage.sku.code)</p>
        <p class="remark">\(at.console.shortBy(shortage.short, onHand: shortage.onHand, reserved: shortage.reserved))</p>
        <p class="job-do"><a class="button button--main" \
        href="\(at.visitor.link(StorePaths.item(at.store.id, shortage.sku)))">\(at.console.countAnew)</a></p></li>

        """
    }
}

/// Shows one reservation of the worklist: what it is, what to know, and one button that says what to do next.
struct WorkCard: Sendable {
    let work: Work
    let at: Site.AtStore
    let now: Instant

    private var r: Reservation { work.reservation }
    private var words: any Wording { at.words }
    private var console: any ConsoleWording { at.console }
    private var link: String { at.visitor.link(StorePaths.reservation(r.id)) }

    var html: HTML {
        let urgency = Urgency(due: r.due, now: now)
        return """
            <li class="job job--\(r.waitsSince == nil ? name(urgency) : "here")" data-job="\(r.id.description)" data-version="\(r.version)">
            <p class="job-due">\(Icons.clock)<span>\(console.due(r.fulfilment, at: moment(r.due)))\
            \(urgency == .late && r.hold == .active ? " <b>\(console.late)</b>" : HTML.none)</span></p>
            <p class="job-who"><a id="see-\(r.tag)" href="\(link)" data-warm>\(CustomerName(work: work, console: console).html)</a> \
            <small>\(r.tag)</small></p>
            <ul class="job-lines">
            \(r.lines.filter { $0.quantity + $0.missing > 0 }.prefix(6).map(line))</ul>
            \(Remarks(work: work, at: at, now: now).html)
            <div class="job-do">\(next)</div></li>

            """
    }

    private func name(_ urgency: Urgency) -> String {
        switch urgency {
        case .calm: "calm"
        case .soon: "soon"
        case .late: r.fulfilment == .toReturn ? "calm" : "late"
        }
    }

    private func moment(_ moment: Instant) -> String { words.moment(moment, in: at.store.zone, asOf: now) }

    private func line(_ line: Line) -> HTML {
        """
        <li><b>\(line.quantity + line.missing)</b> <span>\(typed: at.visitor.pick(ja: line.name, en: line.nameEN)) \
        <small>\(line.sku.code)</small></span></li>

        """
    }

    private var next: HTML {
        let step = NextStep(r, at: now)
        switch step {
        case .accept: return form(.accept)
        case .returnToShelf: return form(.returnToShelf)
        case .receive: return r.inTransit ? form(.arrive) : waiting(step)
        case .pick, .makeReady, .handOver:
            return "<a class=\"button button--main\" id=\"do-\(r.tag)\" href=\"\(link)#do\">\(console.next(step))</a>"
        case .awaitDecision, .lapsed, .nothing: return waiting(step)
        }
    }

    private func waiting(_ step: NextStep) -> HTML {
        "<a class=\"button button--plain\" id=\"do-\(r.tag)\" href=\"\(link)\">\(console.next(step))</a>"
    }

    private func form(_ step: StoreStep) -> HTML {
        """
        <form method="post" action="\(at.visitor.link(StorePaths.step(r.id, step)))" data-queue \
        data-step="\(step.rawValue)" data-label="\(console.button(step))"\
        \(step == .returnToShelf ? Asking.returnToShelf.attributes(console) : HTML.none)>\
        <input type="hidden" name="from" value="list">\
        <button class="button button--main" id="do-\(r.tag)" name="key" value="\(r.key(of: step))">\(console.button(step))</button></form>
        """
    }
}

/// Writes whom a reservation is for.
struct CustomerName: Sendable {
    let work: Work
    let console: any ConsoleWording

    var html: HTML {
        guard let recipient = work.recipient else { return "\(console.nameErased)" }
        return "<span lang=\"ja\">\(typed: recipient.name)</span>\(console.honorific)"
    }
}

/// Says what a clerk should know before anything is done: payment, contact, decisions that are open, what was said.
struct Remarks: Sendable {
    let work: Work
    let at: Site.AtStore
    let now: Instant

    private var r: Reservation { work.reservation }
    private var words: any Wording { at.words }
    private var console: any ConsoleWording { at.console }

    var html: HTML {
        let open = r.fulfilment != .toReturn && r.hold == .active
        let grave = [
            work.isAsked ? console.asked : nil, open && r.hasMissing ? console.missingUndecided : nil,
            open ? console.contactRemark(r.contact) : nil,
            r.collector.isEmpty ? nil : console.collector(r.collector),
            open && !r.proxy.isEmpty ? console.collector(r.proxy) : nil,
        ].compactMap { $0 }
        return """
            <ul class="marks">\(arrival)\(coming)<li class="mark\(r.kind == .buy ? " mark--paid" : "")">\(words.payment(r.kind))</li>\
            \(r.staging.isEmpty ? HTML.none : "<li class=\"mark mark--place\">\(console.stagedAt) \(typed: r.staging)</li>")\
            \(r.reference.isEmpty ? HTML.none : "<li class=\"mark\">\(words.reference) \(typed: r.reference)</li>")</ul>
            \(grave.map { "<p class=\"remark\">\($0)</p>\n" as HTML })\
            \(r.note.isEmpty ? HTML.none : "<p class=\"said\"><b>\(console.customersWish)</b> \(typed: r.note)</p>\n")\
            \(lastWord)
            """
    }

    private var arrival: HTML? {
        guard r.hold == .active, let arrival = r.arrival, let since = r.arrivalAt else { return nil }
        return """
            <li class="mark mark--\(arrival == .here ? "here" : "coming")">\
            \(console.arrival(arrival, at: words.clock(at.store.zone.local(since).minute)))</li>
            """
    }

    /// Where the goods are that the store waits for.
    private var coming: HTML? {
        guard r.fulfilment == .awaitingStock else { return nil }
        let sent = r.lines.filter(\.isInTransit).compactMap(\.shippedAt).min().map { moment in
            "<li class=\"mark mark--coming\">\(console.underWay(since: words.moment(moment, in: at.store.zone, asOf: now)))</li>"
                as HTML
        }
        let names = Set(r.sources).sorted().map { at.name(of: $0) }
        return "\(sent)\(names.isEmpty ? HTML.none : "<li class=\"mark\">\(typed: console.comesFrom(names))</li>")"
    }

    private var lastWord: HTML? {
        guard let word = work.lastWord else { return nil }
        let texts = [word.need, word.advice, word.note].filter { !$0.isEmpty }
        return """
            <p class="said"><b>\(console.spokenBy(word.agentName, word.disposition))</b> \
            \(texts.map { "\(typed: $0) " as HTML })</p>
            """
    }
}
