// SPDX-License-Identifier: Apache-2.0
import PQ
import Testing

@testable import torioki

@Suite("The doctor's look at each host") struct HostTests {
    private func host(_ name: String, _ timeline: Int?, isWritable: Bool = true, system: String? = "7") -> HostReport {
        HostReport(
            host: name, identity: ServerIdentity(system: system, timeline: timeline, isWritable: isWritable),
            failure: nil)
    }

    private func ills(_ reports: [HostReport], seen: (String, Int)? = nil) -> [String] {
        let examination = HostExamination(
            reports: reports, seen: seen.map { .init(system: $0.0, timeline: $0.1) }, watchFile: "FILE")
        return examination.findings().filter { !$0.isWell }.map { "\($0.name): \($0.detail) → \($0.mend ?? "")" }
    }

    @Test("A primary and its standby are well, and so is a host that is away beside them")
    func well() {
        let away = HostReport(host: "c:5432", identity: nil, failure: "refused")
        #expect(ills([host("a:5432", 4), host("b:5432", 4, isWritable: false), away], seen: ("7", 4)) == [])
    }

    @Test("Two that take writes are named")
    func twoPrimaries() throws {
        let found = try #require(ills([host("a:5432", 4), host("b:5432", 5)]).first)
        #expect(found.contains("a:5432 (timeline 4), b:5432 (timeline 5)"))
    }

    @Test("An old primary alone, another cluster, two clusters and a server that does not tell are told")
    func others() throws {
        #expect(ills([host("a:5432", 4)], seen: ("7", 5)).first?.contains("only an old primary answers") == true)
        #expect(ills([host("a:5432", 4)], seen: ("8", 4)).first?.contains("remove FILE") == true)
        let strangers = [host("a:5432", 4), host("b:5432", 4, isWritable: false, system: "8")]
        #expect(ills(strangers).first?.contains("2 different") == true)
        #expect(
            ills([host("a:5432", nil, system: nil)]).first?.contains("check for old primaries: off: a:5432") == true)
    }
}
