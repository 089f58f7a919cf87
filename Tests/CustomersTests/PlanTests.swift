// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@testable import Customers

@Suite("Plans")
struct PlanTests {
    @Test("No statement on customers reads a table from end to end")
    func indexed() async throws {
        try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
            let plans = [
                try await genericPlan(of: FindCustomer.self, in: database),
                try await genericPlan(of: FindCustomersByID.self, in: database),
                try await genericPlan(of: FindCustomerByIdentity.self, in: database),
                try await genericPlan(of: FindCustomersByLastFour.self, in: database),
                try await genericPlan(of: FindCustomersByName.self, in: database),
                try await genericPlan(of: OwnersOfIdentities.self, in: database),
                try await genericPlan(of: ReadConsent.self, in: database),
                try await genericPlan(of: ReadStopped.self, in: database),
                try await genericPlan(of: ReadManner.self, in: database),
                try await genericPlan(of: ReadQuietHours.self, in: database),
                try await genericPlan(of: SetManner.self, types: "uuid, text", in: database),
            ]
            for plan in plans {
                #expect(!plan.contains("Seq Scan"), "\(plan)")
                #expect(plan.contains("Index"))
            }
            #expect(plans[4].contains("customer_search_name") && plans[4].contains("customer_search_kana"))
            #expect(plans[3].contains("customer_identity_last_four"))
        }
    }
}
