// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Reservations
import Stock

/// Shows every rule of the chain.
struct PoliciesView: Sendable {
    let office: Office
    let policies: [ReservationPolicy]
    let contacts: [ContactPolicy]
    let windows: [OpeningPeriod]
    let arms: [ReadExperimentArms.Row]
    let holidays: [PublicHoliday]
    let note: HTML?

    private var words: any Wording { office.words }

    var html: HTML {
        """
        <h1 class="office-title">\(office.say(.policies))</h1>
        \(note)
        \(card("holds", .reservationPolicies, .policiesHint, holds, .newReservationPolicy, .newReservationPolicy))
        \(card("contacts", .contactPolicies, .contactPoliciesHint, calls, .newContactPolicy, .newContactPolicy))
        <div class="cards--pair">
        \(card("windows", .callableWindows, .callableWindowsHint, hours, .windows, .edit))
        \(card("experiment", .experiment, .experimentHint, draws, .experiment, .edit))
        \(card("holidays", .holidays, .holidaysHint, days, .holidays, .edit))
        </div>
        """
    }

    /// - Parameters:
    ///   - path: where the rules of the card are changed.
    ///   - act: what the link to it says.
    private func card(
        _ id: String, _ title: OfficeWord, _ hint: OfficeWord, _ table: Table, _ path: OfficePaths, _ act: RuleWord
    ) -> HTML {
        """
        <section class="card" aria-labelledby="\(id)">
        <h2 id="\(id)">\(office.say(title))</h2>
        <p class="fine">\(office.say(hint))</p>
        \(table.html)
        <p class="card-act"><a class="button button--plain" href="\(office.link(path))">\(words.rule(act))\
        \(act == .edit ? "<span class=\"unseen\"> \(office.say(title))</span>" as HTML : HTML.none)</a></p>
        </section>
        """
    }

    /// The next five.
    private var days: Table {
        let today = Zone.tokyo.local(office.now).day
        return Table(
            title: office.say(.holidays), columns: [.init(office.say(.day)), .init(office.say(.name))],
            rows: holidays.filter { $0.day >= today }.prefix(5).map {
                [
                    "\(words.day($0.day, today: today))",
                    "\(typed: office.visitor.pick(ja: $0.name, en: $0.nameEN))",
                ]
            }, empty: office.say(.noHolidays))
    }

    private func scope(_ location: LocationID?, _ kind: Reservation.Kind?) -> HTML {
        "\(location.map(office.place) ?? "\(office.say(.everywhere))")\(kind.map { "<small>\(words.office($0))</small>" as HTML })"
    }

    private var holds: Table {
        let numbers = PolicyNumber.allCases.map { Table.Column(words.office($0), isNumber: true) }
        return Table(
            title: office.say(.reservationPolicies),
            columns: [Table.Column(office.say(.name)), Table.Column(office.say(.appliesTo))] + numbers,
            rows: policies.map(row), empty: office.say(.noPolicies))
    }

    private func row(_ policy: ReservationPolicy) -> [HTML] {
        let name: HTML = "<a href=\"\(office.link(.reservationPolicy(policy.id)))\">\(policy.id)</a>"
        let numbers: [HTML] = PolicyNumber.allCases.map { "\(policy[$0])" }
        return [name, scope(policy.location, policy.kind)] + numbers
    }

    private var calls: Table {
        Table(
            title: office.say(.contactPolicies),
            columns: [
                .init(office.say(.name)), .init(office.say(.state)), .init(office.say(.purpose)),
                .init(office.say(.appliesTo)), .init(office.say(.priority), isNumber: true),
                .init(office.say(.withinMinutes), isNumber: true), .init(office.say(.retryMinutes)),
            ],
            rows: contacts.map { policy in
                [
                    "<a href=\"\(office.link(.contactPolicy(policy.id)))\">\(policy.id)</a>",
                    policy.enabled
                        ? Piece.tag(office.say(.active), .done)
                        : Piece.tag(office.say(.inactive)),
                    "\(words.office(policy.purpose))", scope(policy.location, policy.kind), "\(policy.priority)",
                    "\(policy.withinMinutes)", "\(policy.retryMinutes.map(String.init).joined(separator: ", "))",
                ]
            }, empty: office.say(.noPolicies))
    }

    private var hours: Table {
        Table(
            title: office.say(.callableWindows), columns: [.init(office.say(.day)), .init(office.say(.hours))],
            rows: windows.map {
                ["\(words.officeDay($0.day))", "\(words.clock($0.opens))–\(words.clock($0.closes))"]
            }, empty: office.say(.noWindows))
    }

    private var draws: Table {
        Table(
            title: office.say(.experiment),
            columns: [.init(office.say(.arm)), .init(office.say(.share), isNumber: true)],
            rows: Experiment.Arm.list(arms).map {
                ["\($0.name)", "\($0.perMille / 10)\($0.perMille % 10 == 0 ? "" : ".\($0.perMille % 10)") %"]
            }, empty: office.say(.noExperiment))
    }
}

/// Shows one reservation policy with the form that changes it.
struct PolicyView: Sendable {
    let office: Office
    let policy: ReservationPolicy
    let input: PolicyInput
    let faults: [String: OfficeFault]
    let note: HTML?
    let history: HistoryView

    private var words: any Wording { office.words }

    var html: HTML {
        """
        <p class="crumbs"><a href="\(office.link(.policies))">\(office.say(.policies))</a></p>
        <h1 class="office-title">\(policy.id)</h1>
        \(note)
        <section class="card" aria-labelledby="numbers">
        <h2 id="numbers">\(office.say(.reservationPolicies))</h2>
        <p>\(policy.location.map(office.place) ?? "\(office.say(.everywhere))")\
        \(policy.kind.map { " · \(words.office($0))" as HTML })</p>
        <p class="fine">\(office.say(.policiesHint))</p>
        <form class="form" method="post" action="\(office.link(.reservationPolicy(policy.id)))" novalidate>
        \(office.seen(policy.facts))
        <div class="form-columns">
        \(PolicyNumber.allCases.map { number in
            OfficeField(
                name: number.rawValue, label: words.office(number), value: input.typed[number] ?? "", kind: .number,
                hint: "\(number.bounds.lowerBound)–\(number.bounds.upperBound)",
                fault: faults[number.rawValue].map(words.office)
            ).html
        })
        </div>
        <div class="form-act"><button class="button button--main">\(office.say(.save))</button></div>
        </form>
        </section>
        \(history.html)
        \(PolicyFields(office: office, faults: [:]).removal(
            office.link(.removeReservationPolicy(policy.id)), .removePolicyHint, seen: office.seen(policy.facts)))
        """
    }
}
