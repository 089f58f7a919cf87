// SPDX-License-Identifier: Apache-2.0
import Access
import Kit

/// Lists everybody with an account, and adds one.
struct PeopleView: Sendable {
    let office: Office
    let people: [StaffMember]
    let input: MemberInput
    let faults: [String: OfficeFault]

    private var words: any Wording { office.words }

    var html: HTML {
        """
        <h1 class="office-title">\(office.say(.staff))</h1>
        \(Table(
            title: office.say(.staff),
            columns: [
                .init(office.say(.name)), .init(words.login), .init(office.say(.role)), .init(office.say(.stores)),
                .init(office.say(.state)),
            ], rows: people.map(row), empty: office.say(.nothing)
        ).html)
        <section class="card" aria-labelledby="add">
        <h2 id="add">\(office.say(.addStaff))</h2>
        <form class="form" method="post" action="\(office.link(.staff))" novalidate>
        <div class="form-columns">
        \(OfficeField(
            name: "login", label: words.login, value: input.login, hint: office.say(.loginHint),
            fault: faults["login"].map(words.office), most: 64
        ).html)
        \(MemberFields(office: office, input: input, faults: faults).html)
        </div>
        <p class="fine">\(office.say(.secretHint))</p>
        <div class="form-act"><button class="button button--main">\(office.say(.addStaff))</button></div>
        </form>
        </section>
        """
    }

    private func row(_ member: StaffMember) -> [HTML] {
        [
            "<a href=\"\(office.link(.member(member.id)))\">\(typed: member.name)</a>", "\(member.login.text)",
            "\(words.office(member.role))",
            "\(member.role.seesAllLocations ? office.say(.everywhere) : member.locations.sorted().map(\.code).joined(separator: ", "))",
            member.isActive
                ? Piece.tag(office.say(.active), .done)
                : Piece.tag(office.say(.inactive)),
        ]
    }
}

/// Writes the fields that a new account and a changed one share.
struct MemberFields: Sendable {
    let office: Office
    let input: MemberInput
    let faults: [String: OfficeFault]

    var html: HTML {
        let words = office.words
        return """
            \(OfficeField(
                name: "name", label: office.say(.name), value: input.name, fault: faults["name"].map(words.office)
            ).html)
            \(OfficeField(
                name: "role", label: office.say(.role), value: input.role,
                kind: .choice(Role.allCases.map { (value: $0.rawValue, label: words.office($0)) }),
                fault: faults["role"].map(words.office)
            ).html)
            \(OfficeField(
                name: "stores", label: office.say(.stores), value: input.stores, hint: office.say(.storesHint),
                fault: faults["stores"].map(words.office), most: 2_000
            ).html)
            """
    }
}

/// Shows one account: who it is, and what may be done to it.
struct MemberView: Sendable {
    let office: Office
    let member: StaffMember
    let input: MemberInput
    let faults: [String: OfficeFault]
    let note: HTML?
    let history: HistoryView

    private var words: any Wording { office.words }

    var html: HTML {
        """
        <p class="crumbs"><a href="\(office.link(.staff))">\(office.say(.staff))</a></p>
        <h1 class="office-title">\(typed: member.name) <small>\(member.login.text)</small>\
        \(member.isActive ? HTML.none : " \(Piece.tag(office.say(.inactive)))")</h1>
        \(note)
        <div class="columns columns--office">
        <div><section class="card" aria-labelledby="person">
        <h2 id="person">\(office.say(.staff))</h2>
        <form class="form" method="post" action="\(office.link(.member(member.id)))" novalidate>
        \(office.seen(member.facts))
        <div class="form-columns">\(MemberFields(office: office, input: input, faults: faults).html)</div>
        <div class="form-act"><button class="button button--main">\(office.say(.save))</button></div>
        </form>
        </section>
        \(history.html)</div>
        <div>\(member.isActive ? actions : HTML.none)</div>
        </div>
        """
    }

    private var actions: HTML {
        let isOwn = member.id == office.person.staff
        let offered = StaffAction.allCases.filter { !(isOwn && $0 == .deactivate) }
        return """
            <section class="card" aria-labelledby="actions">
            <h2 id="actions">\(office.say(.access))</h2>
            \(offered.map { action in
                """
                <form class="form" method="post" action="\(office.link(.act(member.id, action)))">
                <p class="fine">\(words.officeHint(action))</p>
                <div class="form-act"><button class="button \(action == .deactivate ? "button--grave" : "button--plain")">\
                \(words.office(action))</button></div></form>

                """ as HTML
            })
            </section>
            """
    }
}

/// Shows a new password, the only time that it is told.
struct SecretView: Sendable {
    let office: Office
    let member: StaffID
    let login: String
    let secret: String

    var html: HTML {
        """
        <section class="ask">
        <h1>\(office.say(.secretTitle))</h1>
        <p>\(office.say(.secretText))</p>
        <p class="ask-what">\(office.words.login): <strong>\(login)</strong><br>
        \(office.words.password): <span class="secret" id="secret">\(secret)</span></p>
        <a class="button button--main" href="\(office.link(.member(member)))">\(office.say(.secretKept))</a>
        </section>
        """
    }
}
