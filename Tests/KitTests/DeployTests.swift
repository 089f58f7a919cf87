// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit
import Testing

@Suite("Deploy")
struct DeployTests {
    @Test("Alerts and dashboard name only metrics that exist", arguments: ["alerts.yaml", "dashboard.json"])
    func names(file: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Deploy/\(file)"), encoding: .utf8)
        var known = Set(Observation.Measure.allCases.map { "torioki_\($0.rawValue)" })
        for family in MetricFamily.allCases {
            let name = "torioki_\(family.rawValue)"
            known.formUnion(family.kind == .histogram ? ["", "_bucket", "_sum", "_count"].map { name + $0 } : [name])
        }
        let named = Set(text.matches(of: /torioki_[a-z_]+/).map { String($0.output) })
        #expect(named.count > 5)
        #expect(named.subtracting(known) == [])
    }
}
