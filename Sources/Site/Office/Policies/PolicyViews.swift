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
    let note: HTML?

    private var words: any Wording { office.words }

    var html: HTML {
        """
        <h1 class="office-title">\(office.say(.policies))</h1>
        \(note)
        \(card("holds", .reservationPolicies, .policiesHint, holds))
        \(card("contacts", .contactPolicies, .contactPoliciesHint, calls))
        \(card("windows", .callableWindows, .callableWindowsHint, hours))
        \(card("experiment", .experiment, .experimentHint, draws))
        """
    }

    private func card(_ id: String, _ title: OfficeWord, _ hint: OfficeWord, _ table: Table) -> HTML {
        """
        <section class="card" aria-labelledby="\(id)">
        <h2 id="\(id)">\(office.say(title))</h2>
        <p class="fine">\(office.say(hint))</p>
        \(table.html)
        </section>
        """
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
        let numbers: [HTML] = PolicyNumber.allCases.map { "\($0.value(of: policy))" }
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
                    "\(policy.id)",
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
            rows: arms.map { ["\($0.arm)", "\(Int(($0.share * 100).rounded())) %"] }, empty: office.say(.noExperiment))
    }
}

/// Shows one reservation policy with the form that changes it.
struct PolicyView: Sendable {
    let office: Office
    let policy: ReservationPolicy
    let input: PolicyInput
    var faults: [String: OfficeFault] = [:]

    private var words: any Wording { office.words }

    var html: HTML {
        """
        <p class="crumbs"><a href="\(office.link(.policies))">\(office.say(.policies))</a></p>
        <h1 class="office-title">\(policy.id)</h1>
        <section class="card" aria-labelledby="numbers">
        <h2 id="numbers">\(office.say(.reservationPolicies))</h2>
        <p>\(policy.location.map(office.place) ?? "\(office.say(.everywhere))")\
        \(policy.kind.map { " · \(words.office($0))" as HTML })</p>
        <p class="fine">\(office.say(.policiesHint))</p>
        <form class="form" method="post" action="\(office.link(.reservationPolicy(policy.id)))" novalidate>
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
        """
    }
}
