// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@testable import Access

@Suite("Plans")
struct PlanTests {
    @Test("Telling whose a token is reads by primary keys only")
    func indexed() async throws {
        try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
            let plans = [
                try await genericPlan(of: FindSession.self, in: database),
                try await genericPlan(of: FindKey.self, in: database),
                try await genericPlan(of: FindLogin.self, in: database),
                try await genericPlan(of: EndSessions.self, in: database),
            ]
            for plan in plans { #expect(!plan.contains("Seq Scan") && plan.contains("Index"), "\(plan)") }
        }
    }
}
