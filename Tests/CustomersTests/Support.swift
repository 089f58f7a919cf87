// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import TestSupport
import Testing

/// Runs a test against customers in a schema of their own, on a clock that the test moves.
func withCustomers(_ body: @escaping @Sendable (Customers, SetEffects) async throws -> Void) async throws {
    try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
        let effects = SetEffects(now: Instant(seconds: 1_800_000_000), seed: 1)
        try await body(Customers(database: database, effects: effects.effects), effects)
    }
}

func withCustomers(_ body: @escaping @Sendable (Customers) async throws -> Void) async throws {
    try await withCustomers { customers, _ in try await body(customers) }
}

extension CustomerDraft {
    /// Puts a draft together from texts as a form sends them.
    static func of(
        _ name: String, kana: String? = nil, phone: String? = nil, mail: String? = nil, externalID: String? = nil,
        issuer: String = ""
    ) throws -> CustomerDraft {
        try CustomerDraft(
            name: #require(PersonName(name)), kana: kana.map { try #require(PersonName.kana($0)) },
            phone: phone.map { try #require(PhoneNumber($0)) }, mail: mail.map { try #require(MailAddress($0)) },
            externalID: externalID, issuer: issuer)
    }
}
