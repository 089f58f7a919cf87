// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations

/// Shows one customer: all records of the person, the reservations, who else it might be, and what was changed.
struct OfficeCustomerView: Sendable {
    let office: Office
    let model: OfficeCustomer
    let input: CustomerInput
    let faults: [String: OfficeFault]
    let note: HTML?

    private var words: any Wording { office.words }
    private var customer: Customer { model.customer }

    var title: String { "\(customer.shownName(words)) – \(office.say(.customers))" }

    var html: HTML {
        """
        <p class="crumbs"><a href="\(office.link(.customers))">\(office.say(.customers))</a></p>
        <h1 class="office-title">\(typed: customer.shownName(words))\
        \(customer.kana.isEmpty ? HTML.none : " <small>\(typed: customer.kana)</small>")</h1>
        \(note)
        <div class="columns columns--office">
        <div>
        \(card("records", words.person(.records), records))
        \(card("reservations", office.say(.reservations), reservations))
        \(card("matches", words.person(.matches), matches))
        \(history)
        </div>
        <div>\(card("correct", words.person(.correct), form))</div>
        </div>
        """
    }

    private func card(_ id: String, _ title: String, _ body: HTML) -> HTML {
        """
        <section class="card" aria-labelledby="\(id)">
        <h2 id="\(id)">\(title)</h2>
        \(body)
        </section>
        """
    }

    // The record of the page comes first, the others as they were made; of many the rest lies behind a line.
    private var records: HTML {
        let others = model.records.filter { $0.id != customer.id }
        let near = others.prefix(Limits.recordsShown)
        let rest = others.dropFirst(Limits.recordsShown)
        return """
            \(others.isEmpty ? HTML.none : "<p class=\"fine\">\(words.recordsOfPerson(model.records.count))</p>" as HTML)
            \(record(customer))\(near.map(record))
            \(rest.isEmpty
                ? HTML.none
                : "<details><summary>\(words.moreRecords(rest.count))</summary>\(rest.map(record))</details>" as HTML)
            """
    }

    private func record(_ record: Customer) -> HTML {
        let isJoined = model.records.count > 1
        let marks: [HTML] = [
            isJoined && record.id == record.person ? Piece.tag(words.person(.standing), .ready) : nil,
            record.id == customer.id ? Piece.tag(words.person(.thisRecord)) : nil,
            record.isApart ? Piece.tag(words.person(.apart), .late) : nil,
        ].compactMap { $0 }
        return """
            <section class="record" aria-labelledby="\(record.id.description)">
            <h3 id="\(record.id.description)">\(record.id == customer.id
                ? "\(typed: record.shownName(words))"
                : "<a href=\"\(office.link(.customer(record.id)))\">\(typed: record.shownName(words))</a>" as HTML)\
            \(record.kana.isEmpty ? HTML.none : " <small>\(typed: record.kana)</small>")</h3>
            \(marks.isEmpty ? HTML.none : "<p class=\"marks\">\(marks)</p>" as HTML)
            <dl class="facts">
            \(record.identities.map(address))\
            <div><dt>\(office.say(.language))</dt><dd>\(words.value(record.language.rawValue, of: "language"))</dd></div>
            \(record.note.isEmpty
                ? HTML.none
                : "<div><dt>\(office.say(.note))</dt><dd class=\"typed\">\(typed: record.note)</dd></div>\n" as HTML)\
            <div><dt>\(words.person(.madeAt))</dt><dd>\(office.time(record.createdAt))</dd></div>
            <div><dt>\(office.say(.id))</dt><dd class="id">\(record.id.description)</dd></div>
            </dl>
            \(record.isApart ? "<p class=\"fine\">\(words.person(.apartHint))</p>" : HTML.none)
            \(isJoined ? parting(record) : HTML.none)
            </section>
            """
    }

    private func address(_ identity: CustomerIdentity) -> HTML {
        let proof: HTML =
            identity.provedAt.map {
                "\(office.proof(true)) <span class=\"fine\">\(office.time($0)) · \(office.prover(identity.provedBy))</span>"
            } ?? office.proof(false)
        return "<div><dt>\(words.office(identity.kind))</dt><dd>\(typed: identity.shown) \(proof)</dd></div>\n"
    }

    private func parting(_ record: Customer) -> HTML {
        asking(
            words.person(.part), words.partAsks(told(record)), .partCustomer(record.id),
            office.seen(model.known.pointers()), words.person(.partNow), of: record.id)
    }

    /// Asks before something of persons is done: the button lies behind a line that is opened.
    private func asking(
        _ title: String, _ text: String, _ path: OfficePaths, _ fields: HTML, _ button: String, of record: CustomerID
    ) -> HTML {
        """
        <details class="asking"><summary>\(title)<span class="unseen"> …\(record.tail)</span></summary>
        <form class="form" method="post" action="\(office.link(path))">\(fields)
        <p>\(text)</p>
        <p class="fine">\(words.person(.movesNothing))</p>
        <div class="form-act"><button class="button button--main">\(button)</button></div>
        </form></details>
        """
    }

    /// Names a record in a sentence, so that two of one name are told apart.
    private func told(_ record: Customer) -> String { "\(record.shownName(words)) …\(record.id.tail)" }

    private var reservations: HTML {
        Table(
            title: office.say(.reservations),
            columns: [
                .init(office.say(.pickupCode)), .init(office.say(.customerStatus)), .init(words.person(.recipient)),
                .init(office.say(.store)), .init(office.say(.madeAt)),
            ],
            rows: model.reservations.map { reservation in
                let status = reservation.status(at: office.now)
                let name = reservation.recipient.name
                return [
                    "<a class=\"code-link\" href=\"\(office.link(.reservation(reservation.id)))\">\(reservation.codeShown)</a>",
                    Piece.tag(words.word(status), status.tone), "\(typed: name.isEmpty ? "–" : name)",
                    office.place(reservation.location), office.time(reservation.createdAt),
                ]
            }, empty: words.person(.noReservations)
        ).html
    }

    private var matches: HTML {
        guard !model.matches.isEmpty else { return "<p class=\"empty\">\(words.person(.noMatches))</p>" }
        let persons = Dictionary(grouping: model.matches, by: \.person)
        let order = model.matches.map(\.person).reduce(into: [CustomerID]()) { order, person in
            if !order.contains(person) { order.append(person) }
        }
        return """
            <p class="fine">\(words.person(.matchesHint))</p>
            \(order.compactMap { persons[$0] }.map(match))
            """
    }

    /// One person, by the records that gave an address of this one's.
    private func match(_ records: [Customer]) -> HTML {
        guard let first = records.first else { return HTML.none }
        let own = Set(model.records.flatMap(\.identities).map { "\($0.kind.rawValue) \($0.value)" })
        return """
            <section class="record" aria-labelledby="\(first.id.description)">
            <h3 id="\(first.id.description)">\(HTML.joined(records.map(office.named), by: "\(words.person(.comma))"))</h3>
            <dl class="facts">
            \(records.flatMap(\.identities).filter { own.contains("\($0.kind.rawValue) \($0.value)") }.map(address))
            </dl>
            \(records.contains(where: \.isApart) ? "<p class=\"fine\">\(words.person(.apartHint))</p>" : HTML.none)
            \(asking(
                words.person(.join), words.joinAsks(told(customer), told(first)),
                .joinCustomer(customer.id),
                office.seen(model.known.pointers(with: first))
                    + "<input type=\"hidden\" name=\"with\" value=\"\(first.id.description)\">",
                words.person(.joinNow), of: first.id))
            </section>
            """
    }

    private var history: HTML {
        HistoryView(
            office: office, changes: model.history, people: model.people, named: model.named,
            acts: Dictionary(
                model.history.filter { model.undoable.contains($0.id) }.map { ($0.id, undoing($0)) },
                uniquingKeysWith: { first, _ in first })
        ).html
    }

    private func undoing(_ change: Change) -> HTML {
        asking(
            words.person(.undo), words.person(change.act == .joined ? .undoJoinAsks : .undoPartAsks),
            .undoCustomer(customer.id),
            "<input type=\"hidden\" name=\"change\" value=\"\(ChangeID(unique: change.id).description)\">",
            words.person(.undoNow), of: customer.id)
    }

    private var form: HTML {
        let fields = PersonFields(office: office, input: input.person, faults: faults)
        return """
            <p class="fine">\(words.person(.correctHint))</p>
            <form class="form" method="post" action="\(office.link(.customer(customer.id)))" novalidate>
            \(office.seen(customer.facts))
            \(fields.names)
            \(OfficeField(
                name: "language", label: office.say(.language), value: input.language,
                kind: .choice(Language.allCases.map { ($0.rawValue, words.value($0.rawValue, of: "language")) }),
                fault: faults["language"].map(words.office)
            ).html)
            \(OfficeField(
                name: "note", label: office.say(.note), value: input.note, kind: .area, hint: words.person(.noteHint),
                fault: faults["note"].map(words.office), most: Limits.noteCharacters
            ).html)
            \(fields.addresses(phone: words.person(.addPhone), mail: words.person(.addMail)))
            \(customer.identities.isEmpty ? HTML.none : removals)
            <div class="form-act"><button class="button button--main">\(office.say(.save))</button></div>
            </form>
            """
    }

    private var removals: HTML {
        """
        <fieldset class="choices"><legend>\(words.person(.removeAddresses))</legend>
        \(customer.identities.map { identity in
            """
            <label class="check"><input type="checkbox" name="\(identity.field)"\
            \(flag: "checked", input.dropped.contains(identity.field))>\
            <span>\(words.office(identity.kind)) \(typed: identity.shown)</span></label>

            """ as HTML
        })</fieldset>
        """
    }
}

/// Writes the fields of a name and of its addresses, for a record and for a reservation.
struct PersonFields: Sendable {
    let office: Office
    let input: PersonInput
    let faults: [String: OfficeFault]

    private func field(_ name: String, _ label: String, _ value: String, hint: String? = nil, most: Int) -> HTML {
        OfficeField(
            name: name, label: label, value: value, hint: hint, fault: faults[name].map(office.words.office), most: most
        ).html
    }

    var names: HTML {
        field("name", office.words.person(.name), input.name, most: Limits.nameCharacters)
            + field(
                "kana", office.say(.kana), input.kana, hint: office.words.person(.kanaHint),
                most: Limits.nameCharacters)
    }

    func addresses(phone: String, mail: String) -> HTML {
        field("phone", phone, input.phone, most: 40) + field("mail", mail, input.mail, most: 254)
    }
}
