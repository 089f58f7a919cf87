// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Changing the callable windows and the experiment by hand. Each edit leaves a `Change` in its transaction, and is applied
/// everywhere within `ContactRules.freshness`.
extension Desk {
    /// What `Change.subject` says of things of which the chain has one.
    package static let theOnlyOne = ""

    /// Reads the callable windows as they are written; none while the built-in ones serve.
    package func windows() async throws(DatabaseError) -> [OpeningPeriod] {
        try await database.run(ReadCallableWindows())
    }

    /// Puts a new week of callable windows in place of the old one. Throws `doesNotFit` (see `CallableWindows.fault`) and
    /// `stale`.
    package func keep(windows: [OpeningPeriod], _ edit: Edit) async throws {
        if let fault = CallableWindows.fault(in: windows) { throw Refusal.doesNotFit(fault.rawValue) }
        let sorted = windows.sorted()
        try await changes.edit(.callableWindows, Desk.theOnlyOne, edit, named: "EditWindows") { edit in
            // There is no one row that stands for the week: two edits of it go one after the other.
            try await edit.transaction.run(LockCallableWindows())
            let before = try await edit.transaction.run(ReadCallableWindows())
            edit.statements.add(KeepCallableWindows(sorted))
            return .changed(from: Facts(hours: before), to: Facts(hours: sorted))
        }
    }

    /// Reads the running experiment: the newest salt with its arms; none while nobody is held out.
    package func arms() async throws(DatabaseError) -> [ReadExperimentArms.Row] {
        try await database.run(ReadExperimentArms())
    }

    /// Begins a new experiment with these arms, under the next salt: the shares of a salt that has drawn customers stay as
    /// they were, so that each customer's arm and probability can be told from it for ever. Arms as they are begin
    /// nothing. Throws `doesNotFit` (see `Experiment.fault`) and `stale`.
    package func begin(_ arms: [Experiment.Arm], _ edit: Edit) async throws {
        if let fault = Experiment.fault(in: arms) { throw Refusal.doesNotFit(fault.rawValue) }
        try await changes.edit(.experiment, Desk.theOnlyOne, edit, named: "BeginExperiment") { edit in
            try await edit.transaction.run(LockExperiment())
            let running = try await edit.transaction.run(ReadExperimentArms())
            let before = Experiment.Arm.list(running)
            guard Facts(arms: before) != Facts(arms: arms) else { return .nothing }
            let salt = (running.first?.salt ?? 0) + 1
            for arm in arms { edit.statements.add(KeepExperimentArm(salt: salt, arm: arm.name, share: arm.share)) }
            return .changed(from: Facts(arms: before, salt: running.first?.salt), to: Facts(arms: arms, salt: salt))
        }
    }
}

extension CallableWindows {
    /// Says why periods cannot be the callable windows.
    package enum Fault: String, Sendable {
        case overlap = "periods of a day overlap"
        case pastMidnight = "nobody is called after midnight"
        case never = "no day of the week has a window"
    }

    /// Says what is wrong with a week of windows; nil for one that can be kept. A week without any is refused: no row at all
    /// means the built-in hours, not "never".
    package static func fault(in periods: [OpeningPeriod]) -> Fault? {
        let sorted = periods.sorted()
        for (a, b) in zip(sorted, sorted.dropFirst()) where a.day == b.day && (b.opens < a.closes || a.opens == b.opens)
        {
            return .overlap
        }
        if sorted.contains(where: { $0.closes > 1440 }) { return .pastMidnight }
        let isCallable = sorted.contains { $0.opens < $0.closes && $0.day != OpeningPeriod.publicHoliday }
        return isCallable ? nil : .never
    }
}

extension Experiment {
    /// Holds one arm and how many of a thousand customers it is to have.
    package struct Arm: Sendable, Equatable {
        package let name: String
        package let perMille: Int

        package init(name: String, perMille: Int) {
            self.name = name
            self.perMille = perMille
        }

        var share: Double { Double(perMille) / 1_000 }

        /// Takes what the database has.
        package static func list(_ rows: [ReadExperimentArms.Row]) -> [Arm] {
            rows.map { Arm(name: $0.arm, perMille: Int(($0.share * 1_000).rounded())) }
        }
    }

    /// Says why arms cannot be an experiment.
    package enum Fault: String, Sendable {
        case name = "an arm's name is a word of a–z, 0–9, - and _"
        case twice = "two arms have one name"
        case share = "a share is 0 to 100 %"
        case sum = "the shares add up to 100 %"
    }

    /// Says what is wrong with arms; nil for those that can be drawn into.
    package static func fault(in arms: [Arm]) -> Fault? {
        guard arms.allSatisfy({ ContactPolicy.isName($0.name) }) else { return .name }
        guard Set(arms.map(\.name)).count == arms.count else { return .twice }
        guard arms.allSatisfy({ (0...1_000).contains($0.perMille) }) else { return .share }
        return arms.reduce(0) { $0 + $1.perMille } == 1_000 ? nil : .sum
    }
}

extension Facts {
    /// Writes arms by name as `12.5 %`, whatever their order.
    package init(arms: [Experiment.Arm], salt: Int? = nil) {
        let drawn = arms.sorted { $0.name < $1.name }.map { arm in
            let (whole, tenth) = arm.perMille.quotientAndRemainder(dividingBy: 10)
            return (name: "arm:\(arm.name)", value: "\(whole)\(tenth == 0 ? "" : ".\(tenth)") %" as String?)
        }
        self.init((salt.map { [(name: "salt", value: String($0))] } ?? []) + drawn)
    }
}

/// Keeps two edits of the week apart; whoever reads goes on.
struct LockCallableWindows: Statement {
    static let sql = "LOCK TABLE callable_window IN SHARE ROW EXCLUSIVE MODE"
}

/// Keeps two beginnings of an experiment apart; whoever reads goes on.
struct LockExperiment: Statement {
    static let sql = "LOCK TABLE experiment_arm IN SHARE ROW EXCLUSIVE MODE"
}
