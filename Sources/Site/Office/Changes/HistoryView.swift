// SPDX-License-Identifier: Apache-2.0
import Access
import Contact
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Shows what was done to a thing, the newest first: when, by whom, what, from what to what.
struct HistoryView: Sendable {
    let office: Office
    let changes: [Change]
    /// Names of staff, by public id.
    let people: [String: String]
    /// The customers whom the changes name.
    var named: [CustomerID: Customer] = [:]
    /// What may be done about a change, by its id.
    var acts: [UniqueID: HTML] = [:]

    private var words: any Wording { office.words }

    var html: HTML {
        """
        <section class="card" aria-labelledby="history">
        <h2 id="history">\(words.rule(.history))</h2>
        \(Table(
            title: words.rule(.history),
            columns: [.init(words.rule(.whenAndWho)), .init(words.rule(.whatChanged))],
            rows: changes.map { change in
                [
                    office.signature(change, people),
                    """
                    \(words.office(change.kind)) \(DifferencesView(office: office, change: change, named: named).html)\
                    \(acts[change.id])
                    """,
                ]
            }, empty: words.rule(.noHistory)
        ).html)
        </section>
        """
    }
}

/// Tells one change: what was done, and each value that is different now.
struct DifferencesView: Sendable {
    let office: Office
    let change: Change
    /// The customers whom it names.
    var named: [CustomerID: Customer] = [:]

    private var words: any Wording { office.words }

    var html: HTML {
        let act = Piece.tag(words.office(change.act), tone)
        guard !change.differences.isEmpty else { return act }
        let list: HTML = "<ul class=\"differences\">\(change.differences.map(line))</ul>"
        guard change.differences.count > 4 else { return act + list }
        return """
            \(act)<details><summary>\(words.officeDifferences(change.differences.count))</summary>\(list)</details>
            """
    }

    private var tone: Piece.Tone {
        switch change.act {
        case .added, .imported: .done
        case .removed, .closed, .stopped: .late
        case .changed, .passwordSet, .sessionsEnded, .joined, .parted, .undone: .plain
        }
    }

    private func line(_ difference: Change.Difference) -> HTML {
        if let record = CustomerID(difference.name) { return move(of: record, difference) }
        let (from, to) = (value(difference.name, difference.from), value(difference.name, difference.to))
        let label = words.field(difference.name, of: change.kind)
        switch change.act {
        case .changed, .joined, .parted, .undone:
            return """
                <li>\(label): <del>\(from)</del> <span aria-hidden="true">→</span> <ins>\(to)</ins></li>
                """
        case .removed: return "<li>\(label): <del>\(from)</del></li>"
        default: return "<li>\(label): \(to)</li>"
        }
    }

    private func value(_ name: String, _ value: String?) -> HTML {
        guard let value, !value.isEmpty else { return "–" }
        return "\(typed: words.value(value, of: name, of: change.kind))"
    }

    /// Tells of which person a record was and of which it is, each by its name.
    private func move(of record: CustomerID, _ difference: Change.Difference) -> HTML {
        func person(_ text: String?) -> HTML {
            guard let text, let id = CustomerID(text) else { return "–" }
            return id == record ? "\(words.person(.alone))" : office.named(id, named)
        }
        return """
            <li>\(office.named(record, named)): <del>\(person(difference.from))</del> \
            <span aria-hidden="true">→</span> <ins>\(person(difference.to))</ins></li>
            """
    }
}

extension CommonWording where Self: OfficeWording, Self: RuleWording, Self: PersonWording {
    /// Names a fact of a change in this language: see the `facts` of each thing. A name of a newer version says itself.
    func field(_ name: String, of kind: Change.Kind? = nil) -> String {
        if kind == .customer {
            if name == "name" { return person(.name) }
            if name == "external_id" { return office(CustomerIdentity.Kind.external) }
            if name == "mail" { return office(CustomerIdentity.Kind.mail) }
        }
        return named(name) ?? name
    }

    private func named(_ name: String) -> String? {
        if let number = ReservationPolicy.Number(rawValue: name) { return office(number) }
        if let number = ContactPolicy.Number(rawValue: name) { return office(number) }
        if name.hasPrefix("day"), let day = Int(name.dropFirst(3)) { return officeDay(day) }
        if name.hasPrefix("arm:") { return "\(office(.arm)) \(name.dropFirst(4))" }
        let parts = name.split(separator: ".")
        if parts.count == 2, let thing = ImportReport.Thing(rawValue: String(parts[0])),
            let count = Self.counts[String(parts[1])]
        {
            return "\(office(thing)) \(office(count))"
        }
        if name == "login" { return login }
        if let word = Self.rules[name] { return rule(word) }
        return Self.fields[name].map(office)
    }

    private static var counts: [String: OfficeWord] {
        ["created": .created, "updated": .updated, "removed": .removed]
    }

    private static var rules: [String: RuleWord] {
        [
            "coordinates": .coordinates, "enabled": .enabled, "why": .why, "first_time": .firstTime,
            "when_asked": .whenAsked, "when_unreachable": .whenUnreachable, "salt": .salt, "format": .format,
        ]
    }

    private static var fields: [String: OfficeWord] {
        [
            "name": .name, "name_en": .nameEN, "kana": .kana, "phone": .phone, "postal_code": .postalCode,
            "address": .address, "address_en": .addressEN, "active": .isActive, "first_day": .firstDay,
            "last_day": .lastDay, "reason": .reason, "day": .day, "price": .price, "on_sale": .onSale,
            "location": .location, "kind": .kind, "purpose": .purpose, "channel": .channel,
            "retry_minutes": .retryMinutes, "role": .role, "stores": .stores, "rows": .rowsRead, "failed": .rowsFailed,
            "note": .note, "language": .language,
        ]
    }

    /// Writes the value of a fact in this language; a customer's phone numbers as people read them.
    func value(_ value: String, of name: String, of kind: Change.Kind? = nil) -> String {
        switch name {
        case "phone" where kind == .customer:
            value.split(separator: " ").map { PhoneNumber(stored: String($0)).display }.joined(separator: "\u{3000}")
        case "language": Language(rawValue: value).map { Visitor(language: $0).words.ownName } ?? value
        case "role": Role(rawValue: value).map { office($0) } ?? value
        case "kind": Reservation.Kind(rawValue: value).map { office($0) } ?? value
        case "purpose": ContactTask.Purpose(rawValue: value).map { office($0) } ?? value
        case "channel": ContactChannel(rawValue: value).map { office($0) } ?? value
        case "when_unreachable": ContactTask.WhenUnreachable(rawValue: value).map { office($0) } ?? value
        case "active", "enabled", "first_time", "when_asked", "on_sale": rule(value == "yes" ? .yes : .no)
        default: value
        }
    }
}

extension Office {
    /// Says when a change was made, and by whom.
    func signature(_ change: Change, _ people: [String: String]) -> HTML {
        "\(time(change.at))<small class=\"signature\">\(editor(change.author, people))</small>"
    }

    /// Names who made an edit.
    func editor(_ author: String, _ people: [String: String]) -> HTML {
        if author == Author.duty("proof").description { return "\(words.person(.byProof))" }
        return author == Access.command.description || author == Author.duty("import").description
            ? "\(words.rule(.command))" : self.author(author, people)
    }
}
