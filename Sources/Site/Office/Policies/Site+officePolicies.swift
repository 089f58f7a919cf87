// SPDX-License-Identifier: Apache-2.0
import Contact
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// The rules of the chain: how long a hold lasts, whom an agent calls and when. A change is in force within seconds
/// (`Rules.freshness`).
extension Site {
    @Sendable func listPolicies(_ asked: Asked, _ office: Office) async throws -> Answered {
        var batch = Batch(name: "ReadPolicies")
        let holds = batch.add(ReadReservationPolicies())
        let contacts = batch.add(ReadContactPolicies())
        let windows = batch.add(ReadCallableWindows())
        let arms = batch.add(ReadExperimentArms())
        let results = try await reservations.database.run(batch)
        let view = PoliciesView(
            office: office, policies: try results[holds].sorted { $0.id < $1.id }, contacts: try results[contacts],
            windows: try results[windows], arms: try results[arms], note: office.done(asked))
        return office.page(office.say(.policies), view.html)
    }

    @Sendable func showPolicy(_ asked: Asked, _ office: Office) async throws -> Answered {
        let policy = try await policy(asked)
        return office.page(policy.id, PolicyView(office: office, policy: policy, input: PolicyInput(policy)).html)
    }

    @Sendable func changePolicy(_ asked: Asked, _ office: Office) async throws -> Answered {
        let policy = try await policy(asked)
        let input = PolicyInput(asked.form)
        let (read, faults) = input.read(onto: policy)
        guard let read else {
            let view = PolicyView(office: office, policy: policy, input: input, faults: faults)
            return office.page(policy.id, status: .unprocessableContent, view.html)
        }
        _ = try await reservations.database.count(KeepReservationPolicies([read]))
        return .seeOther(office.link(.policies, [("done", OfficeDone.saved.rawValue)]))
    }

    private func policy(_ asked: Asked) async throws -> ReservationPolicy {
        let all = try await reservations.database.run(ReadReservationPolicies())
        guard let policy = all.first(where: { $0.id == asked.parameter(.id) }) else { throw Refusal.notFound(.route) }
        return policy
    }
}

/// Names the numbers of a reservation policy that head office sets, each within its bounds.
package enum PolicyNumber: String, Sendable, CaseIterable {
    case holdDays = "hold_days"
    case readyMinutes = "ready_minutes"
    case extensionDays = "extension_days"
    case customerExtensions = "customer_extensions"
    case clerkExtensions = "clerk_extensions"
    case agentExtensions = "agent_extensions"
    case openPerCustomer = "open_per_customer"

    /// What the number may be; `CHECK`s of the table are the third line.
    var bounds: ClosedRange<Int> {
        switch self {
        case .holdDays, .extensionDays: 0...90
        case .readyMinutes: 0...10_080
        case .customerExtensions, .clerkExtensions, .agentExtensions: 0...100
        case .openPerCustomer: 1...1_000
        }
    }

    func value(of policy: ReservationPolicy) -> Int {
        switch self {
        case .holdDays: policy.holdDays
        case .readyMinutes: policy.readyMinutes
        case .extensionDays: policy.extensionDays
        case .customerExtensions: policy.customerExtensions
        case .clerkExtensions: policy.clerkExtensions
        case .agentExtensions: policy.agentExtensions
        case .openPerCustomer: policy.openPerCustomer
        }
    }
}

/// Holds the numbers of a policy as they were typed.
struct PolicyInput: Sendable, Equatable {
    var typed: [PolicyNumber: String] = [:]

    init(_ policy: ReservationPolicy) {
        for number in PolicyNumber.allCases { typed[number] = String(number.value(of: policy)) }
    }

    init(_ form: FormFields) {
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
        func value(_ number: PolicyNumber) -> Int { numbers[number] ?? number.value(of: policy) }
        return (
            ReservationPolicy(
                id: policy.id, location: policy.location, kind: policy.kind, holdDays: value(.holdDays),
                readyMinutes: value(.readyMinutes), extensionDays: value(.extensionDays),
                customerExtensions: value(.customerExtensions), clerkExtensions: value(.clerkExtensions),
                agentExtensions: value(.agentExtensions), openPerCustomer: value(.openPerCustomer)),
            [:]
        )
    }
}
