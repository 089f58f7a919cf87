// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import Reservations
import Stock

package typealias PolicyNumber = ReservationPolicy.Number

/// Holds a reservation policy as it was typed.
struct PolicyInput: Sendable, Equatable {
    var id = ""
    var location = ""
    var kind = ""
    var typed: [PolicyNumber: String] = [:]

    init(_ policy: ReservationPolicy) {
        location = policy.location?.code ?? ""
        kind = policy.kind?.rawValue ?? ""
        for number in PolicyNumber.allCases { typed[number] = String(policy[number]) }
    }

    init(_ form: FormFields) {
        id = form.trimmed("id")
        location = form.trimmed("location")
        kind = form["kind"]
        for number in PolicyNumber.allCases { typed[number] = form.trimmed(number.rawValue) }
    }

    /// Reads the numbers onto a policy; nil, and what is wrong by field, when one is out of its bounds.
    func read(onto policy: ReservationPolicy) -> (policy: ReservationPolicy?, faults: [String: OfficeFault]) {
        var (numbers, faults) = ([PolicyNumber: Int](), [String: OfficeFault]())
        for number in PolicyNumber.allCases {
            let value = Int(typed[number] ?? "")
            if let value, number.bounds.contains(value) {
                numbers[number] = value
            } else {
                faults[number.rawValue] = .number(number.bounds.lowerBound, number.bounds.upperBound)
            }
        }
        guard faults.isEmpty else { return (nil, faults) }
        func value(_ number: PolicyNumber) -> Int { numbers[number] ?? policy[number] }
        return (
            ReservationPolicy(
                id: policy.id, location: policy.location, kind: policy.kind, holdDays: value(.holdDays),
                readyMinutes: value(.readyMinutes), extensionDays: value(.extensionDays),
                customerExtensions: value(.customerExtensions), clerkExtensions: value(.clerkExtensions),
                agentExtensions: value(.agentExtensions), openPerCustomer: value(.openPerCustomer),
                unprovedUnits: value(.unprovedUnits)),
            [:]
        )
    }

    /// Reads a policy that is new.
    func readNew(in directory: Directory) -> (policy: ReservationPolicy?, faults: [String: OfficeFault]) {
        let place = LocationID(location).flatMap { directory[$0]?.id }
        let blank = ReservationPolicy(
            id: id, location: place, kind: Reservation.Kind(rawValue: kind), holdDays: 0, readyMinutes: 0,
            extensionDays: 0, customerExtensions: 0, clerkExtensions: 0, agentExtensions: 0, openPerCustomer: 1)
        var (policy, faults) = read(onto: blank)
        if !ContactPolicy.isName(id) { faults["id"] = .id }
        if !location.isEmpty, place == nil { faults["location"] = .unknownStore }
        if !kind.isEmpty, blank.kind == nil { faults["kind"] = .needed }
        if !faults.isEmpty { policy = nil }
        return (policy, faults)
    }
}

/// Holds a contact policy as it was typed.
struct ContactPolicyInput: Sendable, Equatable {
    var id = ""
    var purpose = ContactTask.Purpose.confirm.rawValue
    var isEnabled = true
    var why = ""
    var location = ""
    var kind = ""
    var firstTime = ""
    var whenAsked = ""
    var channel = "phone"
    var retry = "30 120 1080"
    var whenUnreachable = ContactTask.WhenUnreachable.keep.rawValue
    var typed: [ContactPolicy.Number: String] = [.priority: "50", .withinMinutes: "120"]

    init() {}

    init(_ policy: ContactPolicy) {
        id = policy.id
        purpose = policy.purpose.rawValue
        isEnabled = policy.enabled
        why = policy.reason
        location = policy.location?.code ?? ""
        kind = policy.kind?.rawValue ?? ""
        firstTime = Facts.said(policy.firstTime) ?? ""
        whenAsked = Facts.said(policy.whenAsked) ?? ""
        channel = policy.channel.rawValue
        retry = policy.retryMinutes.map(String.init).joined(separator: " ")
        whenUnreachable = policy.whenUnreachable.rawValue
        for number in ContactPolicy.Number.allCases { typed[number] = policy[number].map(String.init) ?? "" }
    }

    init(_ form: FormFields) {
        id = form.trimmed("id")
        purpose = form["purpose"]
        isEnabled = form.isOn("enabled")
        why = form.trimmed("why")
        location = form.trimmed("location")
        kind = form["kind"]
        firstTime = form["first_time"]
        whenAsked = form["when_asked"]
        channel = form["channel"]
        retry = form.trimmed("retry_minutes")
        whenUnreachable = form["when_unreachable"]
        for number in ContactPolicy.Number.allCases { typed[number] = form.trimmed(number.rawValue) }
    }

    /// Reads the policy; nil, and what is wrong by field, when it cannot be.
    func read(in directory: Directory) -> (policy: ContactPolicy?, faults: [String: OfficeFault]) {
        var (numbers, faults) = ([ContactPolicy.Number: Int](), [String: OfficeFault]())
        for number in ContactPolicy.Number.allCases {
            let text = (typed[number] ?? "").filter { $0 != "," }
            if text.isEmpty, !number.isNeeded { continue }
            if let value = Int(text), number.bounds.contains(value) {
                numbers[number] = value
            } else {
                faults[number.rawValue] = .number(number.bounds.lowerBound, number.bounds.upperBound)
            }
        }
        if !ContactPolicy.isName(id) { faults["id"] = .id }
        if !ContactPolicy.isName(why) { faults["why"] = .id }
        let place = LocationID(location).flatMap { directory[$0]?.id }
        if !location.isEmpty, place == nil { faults["location"] = .unknownStore }
        let parts = retry.split { $0 == "," || $0 == "、" || $0.isWhitespace }
        let pauses = parts.compactMap { Int($0) }.filter(ContactPolicy.retryBounds.contains)
        if pauses.count != parts.count || pauses.count > ContactPolicy.mostRetries {
            let bounds = ContactPolicy.retryBounds
            faults["retry_minutes"] = .numbers(
                bounds.lowerBound, bounds.upperBound, most: ContactPolicy.mostRetries)
        }
        let (purpose, channel) = (ContactTask.Purpose(rawValue: purpose), ContactChannel(rawValue: channel))
        let unreachable = ContactTask.WhenUnreachable(rawValue: whenUnreachable)
        if purpose == nil { faults["purpose"] = .needed }
        if channel == nil { faults["channel"] = .needed }
        if unreachable == nil { faults["when_unreachable"] = .needed }
        guard faults.isEmpty, let purpose, let channel, let unreachable, let priority = numbers[.priority],
            let within = numbers[.withinMinutes]
        else { return (nil, faults) }
        return (
            ContactPolicy(
                id: id, purpose: purpose, priority: priority, enabled: isEnabled, reason: why, location: place,
                kind: Reservation.Kind(rawValue: kind), minTotal: numbers[.minTotal], minLines: numbers[.minLines],
                firstTime: ContactPolicyInput.said(firstTime), stockUnseenDays: numbers[.stockUnseenDays],
                whenAsked: ContactPolicyInput.said(whenAsked), channel: channel, withinMinutes: within,
                retryMinutes: pauses, whenUnreachable: unreachable), [:]
        )
    }

    private static func said(_ text: String) -> Bool? { text == "yes" ? true : text == "no" ? false : nil }
}
