// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import Reservations
import Stock

/// Writes what the forms of several rules share: for whom a rule is, and how it is taken away.
struct PolicyFields: Sendable {
    let office: Office
    let faults: [String: OfficeFault]

    private var words: any Wording { office.words }

    func field(
        _ name: String, _ label: String, _ value: String, _ kind: OfficeField.Kind = .text, hint: String? = nil,
        most: Int = 200
    ) -> HTML {
        OfficeField(
            name: name, label: label, value: value, kind: kind, hint: hint, fault: faults[name].map(words.office),
            most: most
        ).html
    }

    func place(_ value: String) -> HTML {
        let stores = office.directory.all.filter { $0.kind == .store }.map { store in
            (
                value: store.id.code,
                label: "\(store.id.code) \(office.visitor.pick(ja: store.name, en: store.nameEN))"
            )
        }
        return field(
            "location", office.say(.store), value, .choice([(value: "", label: office.say(.everywhere))] + stores))
    }

    func kind(_ value: String) -> HTML {
        field(
            "kind", office.say(.kind), value,
            .choice(
                [(value: "", label: office.say(.any))]
                    + Reservation.Kind.allCases.map { (value: $0.rawValue, label: words.office($0)) }))
    }

    /// Asks before it takes a rule away: the button lies behind a line that is opened.
    func removal(_ action: String, _ hint: RuleWord, seen: HTML) -> HTML {
        """
        <section class="card card--quiet"><details><summary>\(words.rule(.removePolicy))</summary>
        <form class="form" method="post" action="\(action)">\(seen)
        <p class="fine">\(words.rule(hint))</p>
        <div class="form-act"><button class="button button--grave">\(words.rule(.removeForGood))</button></div>
        </form></details></section>
        """
    }
}

/// Shows the form of a reservation policy that is new.
struct NewPolicyView: Sendable {
    let office: Office
    let input: PolicyInput
    let faults: [String: OfficeFault]

    private var words: any Wording { office.words }

    var html: HTML {
        let fields = PolicyFields(office: office, faults: faults)
        return """
            <p class="crumbs"><a href="\(office.link(.policies))">\(office.say(.policies))</a></p>
            <h1 class="office-title">\(words.rule(.newReservationPolicy))</h1>
            <section class="card" aria-labelledby="numbers">
            <h2 id="numbers">\(office.say(.reservationPolicies))</h2>
            <p class="fine">\(office.say(.policiesHint))</p>
            <form class="form" method="post" action="\(office.link(.newReservationPolicy))" novalidate>
            <div class="form-columns">
            \(fields.field("id", words.rule(.policyID), input.id, hint: words.rule(.policyIDHint), most: 64))
            \(fields.place(input.location))\(fields.kind(input.kind))
            \(PolicyNumber.allCases.map { number in
                fields.field(
                    number.rawValue, words.office(number), input.typed[number] ?? "", .number,
                    hint: "\(number.bounds.lowerBound)–\(words.grouped(number.bounds.upperBound))")
            })
            </div>
            <div class="form-act"><button class="button button--main">\(words.rule(.newReservationPolicy))</button></div>
            </form>
            </section>
            """
    }
}
