// SPDX-License-Identifier: Apache-2.0
import Access
import Contact
import Kit
import PQ
import Reservations

/// Contact policies: which customers an agent contacts, why, by when and how.
extension Site {
    @Sendable func showNewContactPolicy(_ asked: Asked, _ office: Office) async throws -> Answered {
        contactPolicyPage(office, ContactPolicyInput())
    }

    @Sendable func addContactPolicy(_ asked: Asked, _ office: Office) async throws -> Answered {
        let input = ContactPolicyInput(asked.form)
        var (read, faults) = input.read(in: office.directory)
        if let read {
            do {
                try await desk.add(read, by: office.person.author)
                return .seeOther(office.link(.contactPolicy(read.id), [("done", OfficeDone.added.rawValue)]))
            } catch Refusal.doesNotFit {
                // Everything else has been read: what is left is the id.
                faults["id"] = .idTaken
            }
        }
        return contactPolicyPage(office, input, faults)
    }

    @Sendable func showContactPolicy(_ asked: Asked, _ office: Office) async throws -> Answered {
        let policy = try await contactPolicy(asked)
        return try await contactPolicyPage(asked, office, policy, ContactPolicyInput(policy))
    }

    @Sendable func changeContactPolicy(_ asked: Asked, _ office: Office) async throws -> Answered {
        var policy = try await contactPolicy(asked)
        var input = ContactPolicyInput(asked.form)
        input.id = policy.id
        var (read, faults) = input.read(in: office.directory)
        if let read {
            let edit = office.edit(asked)
            if try await takes({ try await desk.keep(read, edit) }) {
                return .seeOther(office.link(.contactPolicy(policy.id), [("done", OfficeDone.saved.rawValue)]))
            }
            policy = try await contactPolicy(asked)
            faults = office.meanwhile(policy.facts, typed: read.facts)
        }
        return try await contactPolicyPage(asked, office, policy, input, faults, isStale: read != nil)
    }

    @Sendable func removeContactPolicy(_ asked: Asked, _ office: Office) async throws -> Answered {
        let edit = office.edit(asked)
        if try await takes({ try await desk.removeContactPolicy(asked.parameter(.id), edit) }) {
            return .seeOther(office.link(.policies, [("done", OfficeDone.removed.rawValue)]))
        }
        let policy = try await contactPolicy(asked)
        return try await contactPolicyPage(asked, office, policy, ContactPolicyInput(policy), isStale: true)
    }

    private func contactPolicy(_ asked: Asked) async throws -> ContactPolicy {
        let all = try await reservations.database.run(ReadContactPolicies())
        guard let policy = all.first(where: { $0.id == asked.parameter(.id) }) else { throw Refusal.notFound(.route) }
        return policy
    }

    /// Shows the form of a policy that is new.
    private func contactPolicyPage(
        _ office: Office, _ input: ContactPolicyInput, _ faults: [String: OfficeFault] = [:]
    ) -> Answered {
        let view = ContactPolicyView(office: office, policy: nil, input: input, faults: faults)
        return office.page(
            office.words.rule(.newContactPolicy), status: Office.status(faults, isStale: false), view.html)
    }

    private func contactPolicyPage(
        _ asked: Asked, _ office: Office, _ policy: ContactPolicy, _ input: ContactPolicyInput,
        _ faults: [String: OfficeFault] = [:], isStale: Bool = false
    ) async throws -> Answered {
        let history = try await history(of: policy.id, [.contactPolicy])
        let note = isStale ? office.stale(faults) : office.done(asked, holdsAfter: ContactRules.freshness, history)
        let view = ContactPolicyView(
            office: office, policy: policy, input: input, faults: faults, note: note,
            history: HistoryView(office: office, changes: history, people: try await names()))
        return office.page(policy.id, status: Office.status(faults, isStale: isStale), view.html)
    }
}
