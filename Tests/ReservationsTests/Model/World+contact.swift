// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Reservations
import ShopSupport
import Stock

extension World {
    /// Plans a task; none when nobody may be called before the hold's end. Who wants no calls is written to, where an address
    /// is known, unless a call was asked for.
    func plan(
        _ o: Order, _ purpose: ContactTask.Purpose, within minutes: Int, pauses: [Int], releases: Bool
    ) -> Task? {
        let isCall = !o.refusesCalls
        guard isCall || (purpose != .callback && o.customer == addressed) else { return nil }
        let first = isCall ? Hours.callable(from: now) : now
        guard first < o.until else { return nil }
        return Task(
            id: nil, order: o.id, purpose: purpose, isCall: isCall,
            due: min(now + .seconds(Int64(minutes) * 60), o.until - .seconds(60)), next: first, pauses: pauses,
            releases: releases)
    }

    /// Two tasks of one purpose for one order are one piece of work.
    mutating func bear(_ task: Task) {
        guard !tasks.contains(where: { $0.order == task.order && $0.purpose == task.purpose && $0.state == .open })
        else { return }
        tasks.append(task)
    }

    /// What somebody is to call about goes along to the other store, but for what is missing at the old one.
    mutating func moveTasks(of id: ReservationID, to new: ReservationID) {
        guard let o = orders[new] else { return }
        var (carried, lost) = ([Task](), 0)
        for i in tasks.indices where tasks[i].order == id && tasks[i].state == .open {
            let old = tasks[i]
            if old.purpose == .shortPick {
                close(tasksOf: id, .shortPick, as: .done)
                continue
            }
            let next = old.isCall ? Hours.callable(from: max(old.next, now)) : max(old.next, now)
            guard next < o.until else {
                close(tasksOf: id, old.purpose, as: .done)
                lost += 1
                continue
            }
            var task = Task(
                id: nil, order: new, purpose: old.purpose, isCall: old.isCall,
                due: min(old.due, o.until - .seconds(60)), next: next,
                pauses: Array(old.pauses.dropFirst(old.attempts)), releases: old.releases)
            (task.earlier, task.agent, task.offerEnds) = (old.earlier + old.attempts, old.agent, old.offerEnds)
            carried.append(task)
        }
        if carried.contains(where: { $0.earlier == 0 }) {
            orders[new]?.contact = .pending
        } else if !carried.isEmpty {
            orders[new]?.contact = .attempted
        } else if lost > 0 {
            orders[new]?.contact = .unreachable
        }
        tasks += carried
    }

    mutating func close(
        tasksOf id: ReservationID, _ purpose: ContactTask.Purpose? = nil, as state: ContactTask.State
    ) {
        for i in tasks.indices where tasks[i].order == id && tasks[i].state == .open {
            guard purpose == nil || purpose == tasks[i].purpose else { continue }
            tasks[i].state = state
            (tasks[i].agent, tasks[i].offerEnds) = (nil, nil)
        }
    }

    /// Gives an agent the task with the least slack among those that may be worked now.
    mutating func claim(by agent: StaffID) -> ContactTaskID? {
        let isCallable = Hours.callable(from: now) == now
        let free = tasks.indices.filter { i in
            let task = tasks[i]
            guard task.state == .open, task.next <= now, isCallable || !task.isCall else { return false }
            guard let ends = task.offerEnds else { return true }
            return ends < now || task.agent == agent
        }
        func rank(_ i: Int) -> (Int, Instant, LocationID, UniqueID) {
            (
                tasks[i].agent == agent ? 0 : 1, tasks[i].due, tasks[i].order.location,
                tasks[i].id?.unique ?? UniqueID(high: 0, low: 0)
            )
        }
        guard let best = free.min(by: { rank($0) < rank($1) }) else { return nil }
        tasks[best].agent = agent
        tasks[best].offerEnds = now + .seconds(600)
        return tasks[best].id
    }

    mutating func decline(_ i: Int, by agent: StaffID) throws(No) {
        guard tasks[i].state == .open, tasks[i].agent == agent else { throw No("notOffered") }
        (tasks[i].agent, tasks[i].offerEnds) = (nil, nil)
    }

    /// Logs what came of one attempt that has just taken place.
    mutating func log(
        _ disposition: Disposition, on i: Int, by agent: StaffID, callbackAt: Instant?, _ changes: [Command]
    ) throws(No) {
        guard tasks[i].state == .open else { throw No("taskClosed") }
        guard tasks[i].agent == agent else { throw No("notOffered") }
        guard changes.isEmpty == (disposition != .changed) else { throw No("fit") }
        guard Hours.callable(from: now) == now else { throw No("outsideCallableWindow") }
        guard let before = orders[tasks[i].order] else { throw No("unknown") }
        tasks[i].attempts += 1
        (tasks[i].agent, tasks[i].offerEnds) = (nil, nil)

        var (contact, commands) = (ContactState.attempted, [Command]())
        var again: Instant?
        switch disposition {
        case .confirmed: contact = .reachedConfirmed
        case .changed: (contact, commands) = (.reachedChanged, changes)
        case .declined: (contact, commands) = (.reachedDeclined, [.cancel(reason: "")])
        case .optedOut:
            contact = .unreachable
            stopCalls(on: before)
        case .callbackAsked: again = max(now, callbackAt ?? now)
        case .noAnswer, .busy, .voicemail:
            if tasks[i].attempts <= tasks[i].pauses.count {
                again = now + .seconds(Int64(tasks[i].pauses[tasks[i].attempts - 1]) * 60)
            }
        case .wrongNumber: break
        }
        let isCall = tasks[i].isCall
        if let next = again.map({ isCall ? Hours.callable(from: $0) : $0 }), next < before.until {
            tasks[i].next = next
        } else {
            tasks[i].state = .done
            if contact == .attempted {
                contact = .unreachable
                if tasks[i].releases, disposition != .callbackAsked { commands = [.cancel(reason: "")] }
            }
        }
        let (purpose, isDone) = (tasks[i].purpose, tasks[i].state == .done)
        try carryOut([.contact(contact)] + commands, on: before.id, by: .staff(agent, .agent))
        guard let after = orders[before.id], after.hold == .active else { return }
        let isReached = contact == .reachedConfirmed || contact == .reachedChanged
        if purpose == .shortPick, isReached, after.hasMissing { throw No("undecided") }
        let waits = tasks.indices.contains { $0 != i && tasks[$0].order == before.id && tasks[$0].state == .open }
        if waits, isDone || contact == .attempted { orders[before.id]?.contact = .pending }
    }

    /// Stops calls on an order, and on every other open one of the same telephone.
    private mutating func stopCalls(on order: Order) {
        orders[order.id]?.refusesCalls = true
        settleCalls(of: order.id)
        guard order.customer == addressed else { return }
        isStopped = true
        for (id, other) in orders
        where id != order.id && other.customer == addressed && other.hold == .active && !other.refusesCalls {
            orders[id]?.refusesCalls = true
            let hadCall = settleCalls(of: id)
            let waits = tasks.contains { $0.order == id && $0.state == .open }
            if hadCall, !waits, other.contact == .pending || other.contact == .attempted {
                orders[id]?.contact = .notNeeded
            }
        }
    }

    @discardableResult
    private mutating func settleCalls(of id: ReservationID) -> Bool {
        var had = false
        for i in tasks.indices where tasks[i].order == id && tasks[i].state == .open && tasks[i].isCall {
            tasks[i].state = .done
            (tasks[i].agent, tasks[i].offerEnds) = (nil, nil)
            had = true
        }
        return had
    }

    mutating func askCallback(_ id: ReservationID) throws(No) {
        guard var o = orders[id] else { throw No("unknown") }
        switch o.hold {
        case .consumed: throw No("collected")
        case .released: throw No("released")
        case .expired: throw No("expired")
        case .active: if now > o.until { throw No("expired") }
        }
        guard o.customer == addressed else { throw No("fit") }
        guard !isStopped else { throw No("contactStopped") }
        o.refusesCalls = false
        guard let task = plan(o, .callback, within: 60, pauses: [30, 120, 1080], releases: false) else {
            throw No("outsideCallableWindow")
        }
        bear(task)
        orders[id]?.refusesCalls = false
        orders[id]?.contact = .pending
    }
}
