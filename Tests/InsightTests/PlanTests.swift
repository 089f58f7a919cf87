// SPDX-License-Identifier: Apache-2.0
import Channels
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import Channels
@testable import Contact
@testable import Insight
@testable import Reservations
@testable import Stock

@Suite("Plans of reservations and contacts")
struct PlanTests {
    /// Enough of everything that a planner would not read a table from end to end for its smallness.
    private static let many = """
        INSERT INTO location (location_id, kind, name, name_en) SELECT 'L' || i, 'store', 'L', 'L'
            FROM generate_series(1, 40) i;
        INSERT INTO sku (sku, name, price, updated_at) SELECT 'S' || i, 'S', 100, now() FROM generate_series(1, 200) i;
        INSERT INTO stock_level (location_id, sku, on_hand) SELECT 'L' || l, 'S' || s, 10
            FROM generate_series(1, 40) l, generate_series(1, 200) s;
        INSERT INTO customer (customer_id, name, created_at)
            SELECT gen_random_uuid(), 'C', now() FROM generate_series(1, 5000);
        INSERT INTO customer_identity (customer_id, kind, value, added_at)
            SELECT customer_id, k, customer_id::text, now() FROM customer, unnest(ARRAY['phone', 'mail']) k;
        INSERT INTO contact_word (kind, value, channel, purpose, granted, author, at)
            SELECT 'mail', i::text, 'mail', 'reservation', false, 'x', now() FROM generate_series(1, 5000) i;
        INSERT INTO reservation (location_id, reservation_id, kind, customer_id, hold, fulfilment, contact, version,
            pickup_code, pick_up_by, first_pick_up_by, ready_by, experiment_arm, experiment_salt,
            experiment_probability, created_at, closed_at)
            SELECT 'L' || i % 40 + 1, gen_random_uuid(), 'reserve', gen_random_uuid(),
                CASE WHEN i % 10 = 0 THEN 'active' ELSE 'consumed' END,
                CASE WHEN i % 10 = 0 THEN 'requested' ELSE 'collected' END, 'not_needed', 1, i::text,
                now() + i * interval '1 minute', now(), now(), '', 0, 1, now(),
                CASE WHEN i % 10 = 0 THEN NULL ELSE now() END
            FROM generate_series(1, 20000) i;
        INSERT INTO reservation_line (location_id, reservation_id, line, sku, name, unit_price, requested, quantity)
            SELECT location_id, reservation_id, 1, 'S1', 'S', 1, 1, 1 FROM reservation;
        INSERT INTO event (location_id, subject, number, kind, author, at)
            SELECT location_id, reservation_id, n, 'x', 'x', now() FROM reservation, generate_series(1, 2) n;
        INSERT INTO contact_task (location_id, task_id, reservation_id, purpose, reasons, channel, state, due_at,
            next_attempt_at, retry_minutes, when_unreachable, created_at, closed_at)
            SELECT location_id, gen_random_uuid(), reservation_id, 'confirm', '{}', 'phone',
                CASE WHEN hold = 'active' THEN 'open' ELSE 'done' END, pick_up_by, now(), '{}', 'keep', now(),
                CASE WHEN hold = 'active' THEN NULL ELSE now() END
            FROM reservation;
        INSERT INTO contact_attempt (location_id, task_id, number, channel, agent_id, started_at, ended_at, disposition)
            SELECT location_id, task_id, 1, 'phone', gen_random_uuid(), now(), now(), 'confirmed' FROM contact_task;
        INSERT INTO message (location_id, reservation_id, number, message_id, speaker, author, text, at, answered_at)
            SELECT location_id, reservation_id, n, gen_random_uuid(), 'customer', 'customer', 'x', now(),
                CASE WHEN hold = 'active' THEN NULL ELSE now() END
            FROM reservation, generate_series(1, 2) n;
        INSERT INTO notice (location_id, notice_id, reservation_id, event_number, kind, channel, recipient, language,
            state, next_attempt_at, created_at)
            SELECT location_id, gen_random_uuid(), reservation_id, 1, 'received', 'mail', 'x', 'ja',
                CASE WHEN hold = 'active' THEN 'queued' ELSE 'accepted' END, now(), now() FROM reservation;
        INSERT INTO push_subscription (location_id, reservation_id, subscription_id, endpoint, p256dh, auth, language,
            created_at)
            SELECT location_id, reservation_id, gen_random_uuid(), 'https://push.example/' || reservation_id,
                decode(repeat('00', 65), 'hex'), decode(repeat('00', 16), 'hex'), 'ja', now() FROM reservation;
        INSERT INTO idempotency (location_id, client, key, fingerprint, status, body, at)
            SELECT location_id, 'web', reservation_id::text, ''::bytea, 201, '', now() FROM reservation;
        INSERT INTO change (change_id, kind, subject, act, author, at)
            SELECT gen_random_uuid(), 'goods', i::text, 'changed', 'x', now() FROM generate_series(1, 20000) i;
        ANALYZE
        """

    private static let busy: Set = [
        "stock_level", "stock_movement", "reservation", "reservation_line", "event", "contact_task", "contact_attempt",
        "notice", "idempotency", "customer", "customer_identity", "contact_word", "message", "change",
        "push_subscription",
    ]

    private static let statements: [any Statement.Type] = [
        ReserveAll.self, ReserveSet.self, Quote.self, StandingOfRecords.self, AddressesOfRecords.self,
        MatchIdentities.self, BearCustomers.self,
        FindAnswered.self, FindAnsweredSet.self, UpdateRecipients.self, RenameRecords.self, AddGivenAddresses.self,
        ReleaseAddresses.self,
        ListOpenOfCustomers.self, CountSentLetters.self,
        SettleStoppedTasks.self,
        KeepAnswered.self, ReadReservation.self, ReadReservations.self, ReadVersions.self, ReadPictures.self,
        LockReservation.self, LockDue.self, ReadLines.self, FindByPickupCode.self,
        ListReservations.self, ListWork.self, ListOfCustomer.self, SearchReservations.self,
        SearchWork.self, FindByNumber.self, ListOfCustomers.self, ListAnswered.self, UpdateReservations.self,
        WriteLines.self,
        InsertReservation.self,
        AppendEvents.self, ReadEvents.self, ReadEventsOfSet.self, LockLevels.self, ReadLevels.self, ApplyStock.self,
        BearTasks.self, CancelTasks.self, SettleTasks.self, LockTask.self, ReadTask.self, ReadTasksOfReservation.self,
        ListOpenTasks.self, FindOfferable.self, TakeOffer.self, DeclineOffer.self, UpdateTask.self,
        InsertAttempt.self, ReadAttempts.self, BearNotices.self, BearDeviceNotices.self, LeaseNotices.self,
        SettleNotices.self,
        ReadNotices.self, ReadAnswers.self, CountReservations.self, ReadMessages.self, ReadOrigin.self, ReadTalk.self,
        KeepDevice.self, TrimDevices.self, ForgetDevice.self, ListDevices.self, ReadDevice.self, FollowDevices.self,
        ForgetOldDevices.self, InsertMessages.self, ReadWaitingMessages.self, MoveMessages.self, LockOpenTasks.self,
        AnswerMessages.self, ListUnanswered.self, WriteChanges.self,
        ReadHistory.self, ListChanges.self, ReadHeld.self, LockHeld.self, ReadCounted.self, CountHeld.self,
        CountUnproved.self, IsUnproved.self,
    ]

    @Test(
        "No statement of these rooms walks a busy table, whether it is full, or was empty when the plan was made",
        // One after the other: ANALYZE looks at every schema, and the empty one is to be known by nobody.
        .serialized, arguments: [true, false])
    func indexed(isFull: Bool) async throws {
        try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
            if isFull { try await database.execute(Self.many) }
            let firstColumns = Dictionary(
                try await database.run(FirstColumns()), uniquingKeysWith: { first, _ in first })
            for statement in Self.statements {
                let plan = try await plan(of: statement, types: Self.types[statement.name] ?? "", in: database)
                var walked = Self.busy.intersection(walked(in: plan, firstColumns: firstColumns))
                // An offer weighs every open task against the others.
                if statement == FindOfferable.self { walked.remove("contact_task") }
                // A list reads the newest of a store until its page is full.
                if statement == ListReservations.self || statement == ListWork.self { walked.remove("reservation") }
                // Both indexes cost the same until the table has its first hundred rows and the server has looked at it.
                if !isFull, Self.ofReservation.contains(statement.name) { walked.remove("contact_task") }
                #expect(walked == [], "\(statement.name)\n\(plan)")
            }
        }
    }

    @Test(
        "A page of a location's holds comes from the index in its order, however many there are",
        arguments: [true, false])
    func paged(isFull: Bool) async throws {
        try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
            if isFull { try await database.execute(Self.many) }
            let plan = try await genericPlan(of: ReadHeld.self, in: database)
            #expect(plan.contains("reservation_worklist") && !plan.contains("Sort"), "\(plan)")
        }
    }

    private static let ofReservation: Set = [ReadTasksOfReservation.name, LockOpenTasks.name]

    /// Parameters whose types stand in no clause that would tell them.
    private static let types = [
        "ApplyStock": """
        text[], text[], int[], int[], int[], int[], bool[], bool[], bool[], uuid[], text[], text, timestamptz, text,
        text[], text[], uuid[], text[], int[], text[], text[]
        """
    ]

    private func plan<S: Statement>(of statement: S.Type, types: String, in database: Database) async throws -> String {
        do {
            return try await genericPlan(of: statement, types: types, in: database)
        } catch {
            Issue.record(error, "\(statement.name)")
            return ""
        }
    }
}
