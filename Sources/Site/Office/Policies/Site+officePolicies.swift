// SPDX-License-Identifier: Apache-2.0
import Access
import Contact
import HTTPTypes
import Hummingbird
import Kit
import PQ
import Reservations
import Stock

/// The rules of the chain: how long a hold lasts, whom an agent calls and when, who is held out, which days are public
/// holidays. A change is in force within seconds (`Rules.freshness`, `ContactRules.freshness`, `Places.freshness`).
extension Site {
    /// Registers the pages on which rules are changed, and the list of changes.
    func addRules<Context: RequestContext>(to router: some RouterMethods<Context>) {
        typealias Route = OfficePaths.Route
        addOfficePage(router, .get, Route.policies, .policies, listPolicies)
        addOfficePage(router, .get, Route.newReservationPolicy, .policies, showNewPolicy)
        addOfficePage(router, .post, Route.newReservationPolicy, .policies, addPolicy)
        addOfficePage(router, .get, Route.reservationPolicy, .policies, showPolicy)
        addOfficePage(router, .post, Route.reservationPolicy, .policies, changePolicy)
        addOfficePage(router, .post, Route.removeReservationPolicy, .policies, removePolicy)
        addOfficePage(router, .get, Route.newContactPolicy, .policies, showNewContactPolicy)
        addOfficePage(router, .post, Route.newContactPolicy, .policies, addContactPolicy)
        addOfficePage(router, .get, Route.contactPolicy, .policies, showContactPolicy)
        addOfficePage(router, .post, Route.contactPolicy, .policies, changeContactPolicy)
        addOfficePage(router, .post, Route.removeContactPolicy, .policies, removeContactPolicy)
        addOfficePage(router, .get, Route.windows, .policies, showWindows)
        addOfficePage(router, .post, Route.windows, .policies, changeWindows)
        addOfficePage(router, .get, Route.experiment, .policies, showExperiment)
        addOfficePage(router, .post, Route.experiment, .policies, beginExperiment)
        addOfficePage(router, .get, Route.holidays, .policies, showHolidays)
        addOfficePage(router, .post, Route.holidays, .policies, changeHolidays)
        addOfficePage(router, .get, Route.changes, .changes, listChanges)
    }

    @Sendable func listPolicies(_ asked: Asked, _ office: Office) async throws -> Answered {
        var batch = Batch(name: "ReadPolicies")
        let holds = batch.add(ReadReservationPolicies())
        let contacts = batch.add(ReadContactPolicies())
        let windows = batch.add(ReadCallableWindows())
        let arms = batch.add(ReadExperimentArms())
        let results = try await reservations.database.run(batch)
        let view = PoliciesView(
            office: office, policies: try results[holds].sorted { $0.id < $1.id }, contacts: try results[contacts],
            windows: try results[windows], arms: try results[arms], holidays: try await stock.holidays(),
            note: office.done(asked))
        return office.page(office.say(.policies), view.html)
    }

    @Sendable func showNewPolicy(_ asked: Asked, _ office: Office) async throws -> Answered {
        newPolicyPage(office, PolicyInput(ReservationPolicy.fallback))
    }

    @Sendable func addPolicy(_ asked: Asked, _ office: Office) async throws -> Answered {
        let input = PolicyInput(asked.form)
        var (read, faults) = input.readNew(in: office.directory)
        if let read, faults.isEmpty {
            do {
                try await reservations.add(read, by: office.person.author)
                return .seeOther(office.link(.reservationPolicy(read.id), [("done", OfficeDone.added.rawValue)]))
            } catch Refusal.doesNotFit {
                // Every number has been read: what is left is the id.
                faults["id"] = .idTaken
            }
        }
        return newPolicyPage(office, input, faults)
    }

    private func newPolicyPage(
        _ office: Office, _ input: PolicyInput, _ faults: [String: OfficeFault] = [:]
    ) -> Answered {
        let view = NewPolicyView(office: office, input: input, faults: faults)
        return office.page(
            office.words.rule(.newReservationPolicy), status: faults.isEmpty ? .ok : .unprocessableContent, view.html)
    }

    @Sendable func showPolicy(_ asked: Asked, _ office: Office) async throws -> Answered {
        let policy = try await policy(asked)
        return try await policyPage(asked, office, policy, PolicyInput(policy))
    }

    @Sendable func changePolicy(_ asked: Asked, _ office: Office) async throws -> Answered {
        var policy = try await policy(asked)
        let input = PolicyInput(asked.form)
        var (read, faults) = input.read(onto: policy)
        if read != nil {
            let edit = office.edit(asked)
            if try await takes({
                try await reservations.editPolicy(policy.id, edit) { input.read(onto: $0).policy ?? $0 }
            }) {
                return .seeOther(office.link(.reservationPolicy(policy.id), [("done", OfficeDone.saved.rawValue)]))
            }
            policy = try await self.policy(asked)
            read = input.read(onto: policy).policy
            faults = office.meanwhile(policy.facts, typed: read?.facts ?? policy.facts)
        }
        return try await policyPage(asked, office, policy, input, faults, isStale: read != nil)
    }

    @Sendable func removePolicy(_ asked: Asked, _ office: Office) async throws -> Answered {
        let edit = office.edit(asked)
        if try await takes({ try await reservations.removePolicy(asked.parameter(.id), edit) }) {
            return .seeOther(office.link(.policies, [("done", OfficeDone.removed.rawValue)]))
        }
        let policy = try await policy(asked)
        return try await policyPage(asked, office, policy, PolicyInput(policy), isStale: true)
    }

    private func policyPage(
        _ asked: Asked, _ office: Office, _ policy: ReservationPolicy, _ input: PolicyInput,
        _ faults: [String: OfficeFault] = [:], isStale: Bool = false
    ) async throws -> Answered {
        let history = try await history(of: policy.id, [.reservationPolicy])
        let note = isStale ? office.stale(faults) : office.done(asked, holdsAfter: Rules.freshness, history)
        let view = PolicyView(
            office: office, policy: policy, input: input, faults: faults, note: note,
            history: HistoryView(office: office, changes: history, people: try await names()))
        return office.page(policy.id, status: Office.status(faults, isStale: isStale), view.html)
    }

    private func policy(_ asked: Asked) async throws -> ReservationPolicy {
        let all = try await reservations.database.run(ReadReservationPolicies())
        guard let policy = all.first(where: { $0.id == asked.parameter(.id) }) else { throw Refusal.notFound(.route) }
        return policy
    }
}

extension Office {
    /// Names, field by field, what a thing is now where something else was typed.
    func meanwhile(_ now: Facts, typed: Facts) -> [String: OfficeFault] {
        var faults: [String: OfficeFault] = [:]
        for difference in now.differences(to: typed) {
            faults[difference.name] = .nowIs(difference.from.map { words.value($0, of: difference.name) } ?? "–")
        }
        return faults
    }

    /// Says that somebody else was faster: beside the fields where what was typed differs from what is now.
    func stale(_ faults: [String: OfficeFault]) -> HTML {
        Piece.notice(good: false, "\(words.rule(faults.isEmpty ? .gone : .stale))")
    }

    /// Tells how a form is answered that was not taken.
    static func status(_ faults: [String: OfficeFault], isStale: Bool) -> HTTPResponse.Status {
        isStale ? .preconditionFailed : faults.isEmpty ? .ok : .unprocessableContent
    }
}
