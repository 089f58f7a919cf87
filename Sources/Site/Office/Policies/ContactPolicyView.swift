// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit

/// Shows the form of a contact policy: one that is there, or one that is new.
struct ContactPolicyView: Sendable {
    let office: Office
    /// Nil for one that is new.
    let policy: ContactPolicy?
    let input: ContactPolicyInput
    let faults: [String: OfficeFault]
    var note: HTML?
    var history: HistoryView?

    private var words: any Wording { office.words }
    private var fields: PolicyFields { PolicyFields(office: office, faults: faults) }

    var html: HTML {
        let action = policy.map { office.link(.contactPolicy($0.id)) } ?? office.link(.newContactPolicy)
        let seen = policy.map { office.seen($0.facts) }
        return """
            <p class="crumbs"><a href="\(office.link(.policies))">\(office.say(.policies))</a></p>
            <h1 class="office-title">\(policy?.id ?? words.rule(.newContactPolicy))</h1>
            \(note)
            <form class="form form--sections" method="post" action="\(action)" novalidate>
            \(seen)
            \(card("who", office.say(.contactPolicies), office.say(.contactPoliciesHint), who))
            \(card("conditions", words.rule(.conditions), words.rule(.conditionsHint), conditions))
            \(card("work", words.rule(.work), nil, work))
            <div class="form-act"><button class="button button--main">\
            \(policy == nil ? words.rule(.newContactPolicy) : office.say(.save))</button></div>
            </form>
            \(history?.html)
            \(policy.map { policy in
                fields.removal(
                    office.link(.removeContactPolicy(policy.id)), .removeContactHint, seen: office.seen(policy.facts))
            })
            """
    }

    private func card(_ id: String, _ title: String, _ hint: String?, _ body: HTML) -> HTML {
        """
        <section class="card" aria-labelledby="\(id)">
        <h2 id="\(id)">\(title)</h2>
        \(hint.map { "<p class=\"fine\">\($0)</p>" as HTML })
        \(body)
        </section>
        """
    }

    private func number(_ number: ContactPolicy.Number) -> HTML {
        let bounds = number.bounds
        return fields.field(
            number.rawValue, words.office(number), input.typed[number] ?? "", .number,
            hint: "\(bounds.lowerBound)–\(words.grouped(bounds.upperBound))")
    }

    private var who: HTML {
        """
        <div class="form-columns">
        \(policy == nil
            ? fields.field("id", words.rule(.policyID), input.id, hint: words.rule(.policyIDHint), most: 64)
            : HTML.none)
        \(fields.field("why", words.rule(.why), input.why, hint: words.rule(.whyHint), most: 64))
        \(fields.field(
            "purpose", office.say(.purpose), input.purpose,
            .choice(ContactTask.Purpose.allCases.map { (value: $0.rawValue, label: words.office($0)) })))
        \(number(.priority))
        </div>
        \(fields.field(
            "enabled", words.rule(.enabled), input.isEnabled ? "on" : "", .check, hint: words.rule(.enabledHint)))
        """
    }

    private func said(_ name: String, _ label: RuleWord, _ value: String) -> HTML {
        fields.field(
            name, words.rule(label), value,
            .choice([
                (value: "", label: words.rule(.doesNotMatter)), (value: "yes", label: words.rule(.yes)),
                (value: "no", label: words.rule(.no)),
            ]))
    }

    private var conditions: HTML {
        """
        <div class="form-columns">
        \(fields.place(input.location))\(fields.kind(input.kind))
        \(number(.minTotal))\(number(.minLines))\(number(.stockUnseenDays))
        \(said("first_time", .firstTime, input.firstTime))\(said("when_asked", .whenAsked, input.whenAsked))
        </div>
        """
    }

    private var work: HTML {
        """
        <div class="form-columns">
        \(fields.field(
            "channel", office.say(.channel), input.channel,
            .choice(ContactChannel.allCases.map { (value: $0.rawValue, label: words.office($0)) })))
        \(number(.withinMinutes))
        \(fields.field("retry_minutes", office.say(.retryMinutes), input.retry, hint: words.rule(.retryHint)))
        \(fields.field(
            "when_unreachable", words.rule(.whenUnreachable), input.whenUnreachable,
            .choice(ContactTask.WhenUnreachable.allCases.map { (value: $0.rawValue, label: words.office($0)) })))
        </div>
        """
    }
}
