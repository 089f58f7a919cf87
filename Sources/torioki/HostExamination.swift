// SPDX-License-Identifier: Apache-2.0
import Foundation
import PQ

/// Looks at each server behind the database URL by itself: who answers, who may be written to, and whether an old primary
/// stands among them.
struct HostExamination {
    let reports: [HostReport]
    /// What a service on this data folder has seen, if anything.
    var seen: Seen?
    var watchFile = ""

    struct Seen: Hashable {
        let system: String
        let timeline: Int

        init(system: String, timeline: Int) {
            self.system = system
            self.timeline = timeline
        }

        /// Reads the file of a data folder.
        init?(path: String) {
            guard let text = FileManager.default.contents(atPath: path).map({ String(decoding: $0, as: UTF8.self) })
            else {
                return nil
            }
            let words = text.split { $0 == " " || $0 == "\n" }
            guard words.count == 4, let timeline = Int(words[3]) else { return nil }
            self.init(system: String(words[1]), timeline: timeline)
        }
    }

    /// Says nothing where no host answers: the look at the database does.
    func findings() -> [Finding] {
        guard reports.contains(where: { $0.identity != nil }) else { return [] }
        var findings = [roles()]
        findings += [writable(), cluster()].compactMap { $0 }
        findings.append(check())
        return findings
    }

    /// Lists every host with its role; one that is away is no illness where another serves.
    private func roles() -> Finding {
        let words = reports.map { report -> String in
            guard let identity = report.identity else { return "\(report.host) is away" }
            let role = identity.isWritable.map { $0 ? "primary" : "standby" } ?? "role unknown"
            return "\(report.host) \(role)" + (identity.timeline.map { ", timeline \($0)" } ?? "")
        }.joined(separator: "; ")
        return .well("database hosts", words)
    }

    private func writable() -> Finding? {
        let primaries = reports.filter { $0.identity?.isWritable == true }
        guard primaries.count > 1 else { return nil }
        let words = primaries.map { report in
            report.host + (report.identity?.timeline.map { " (timeline \($0))" } ?? "")
        }
        return .ill(
            "primaries", "two or more take writes: \(words.joined(separator: ", "))",
            mend: "Stop the one of the lower timeline at once and make it a standby (pg_rewind); let the cluster "
                + "manager fence old primaries.")
    }

    /// Compares the clusters with each other and with what was seen before.
    private func cluster() -> Finding? {
        let systems = Set(reports.compactMap { $0.identity?.system })
        guard systems.count < 2 else {
            return .ill(
                "database cluster", "the hosts are of \(systems.count) different clusters",
                mend: "Name only hosts of one cluster in TORIOKI_DATABASE_URL.")
        }
        guard let seen, let system = systems.first else { return nil }
        guard seen.system == system else {
            return .ill(
                "database cluster", "not the one that was written to before (\(system), not \(seen.system))",
                mend: "If it was replaced on purpose, remove \(watchFile); if not, mend TORIOKI_DATABASE_URL.")
        }
        let newest = reports.filter { $0.identity?.isWritable == true }.compactMap { $0.identity?.timeline }.max()
        guard let newest, newest < seen.timeline else { return nil }
        return .ill(
            "database cluster", "only an old primary answers: timeline \(newest), and \(seen.timeline) has been seen",
            mend: "Start the primary that was promoted after it.")
    }

    /// Says whether old primaries can be told from new ones at all.
    private func check() -> Finding {
        let dumb = reports.filter { $0.identity.map { !$0.isTelling } ?? false }.map(\.host)
        return dumb.isEmpty
            ? .well("check for old primaries", "on")
            : .ill(
                "check for old primaries", "off: \(dumb.joined(separator: ", ")) does not tell timeline and identifier",
                mend: "Grant EXECUTE on pg_control_system(), pg_control_checkpoint(), pg_current_wal_lsn() and "
                    + "pg_walfile_name(pg_lsn) to the service's user, or rely on the cluster manager's fencing alone.")
    }
}
