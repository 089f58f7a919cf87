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
                try await genericPlan(of: FindCustomersByAddress.self, in: database),
                try await genericPlan(of: FindCustomersByLastFour.self, in: database),
                try await genericPlan(of: FindCustomersByName.self, in: database),
                try await genericPlan(of: FindCustomerByExternalID.self, in: database),
                try await genericPlan(of: FindRecordsOfPersons.self, in: database),
                try await genericPlan(of: FindRecordsOfAddress.self, in: database),
                try await genericPlan(of: FindProvedOwner.self, in: database),
                try await genericPlan(of: FindMatches.self, in: database),
                try await genericPlan(of: ReadPersons.self, in: database),
                try await genericPlan(of: LockPersons.self, in: database),
                try await genericPlan(of: ReadProofs.self, in: database),
                try await genericPlan(of: ReadStoppedChannels.self, in: database),
                try await genericPlan(of: ProveAddress.self, in: database),
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
