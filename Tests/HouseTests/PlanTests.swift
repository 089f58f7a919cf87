// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@testable import Contact
@testable import Insight
@testable import Reservations

@Suite("Plans of the lists and figures")
struct PlanTests {
    @Test("No table that grows is read from end to end")
    func plans() async throws {
        try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
            for plan in [
                try await genericPlan(of: ListShipments.self, in: database),
                try await genericPlan(of: ReadStoreNews.self, in: database),
                try await genericPlan(of: ReadLastAttempts.self, in: database),
                try await genericPlan(of: ReadGauges.self, in: database),
                try await genericPlan(of: CountEvents.self, in: database),
            ] {
                #expect(!plan.contains("Seq Scan"), "\(plan)")
            }
        }
    }
}
