// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@testable import Stock

/// Fills the tables, so that the planner has something to choose between: 40,000 levels with their movements.
private let filling = """
    INSERT INTO sku (sku, name, price, updated_at) SELECT 'K' || n, 'x', 1, now() FROM generate_series(1, 20000) n;
    INSERT INTO stock_level (location_id, sku, on_hand)
        SELECT l, 'K' || n, 5 FROM unnest(ARRAY['S001', 'S002']) l, generate_series(1, 20000) n;
    INSERT INTO stock_movement (location_id, sku, movement_id, kind, quantity, author, at)
        SELECT location_id, sku, gen_random_uuid(), 'counted', 5, 'test', now() FROM stock_level;
    ANALYZE sku, stock_level, stock_movement, shortage;
    """

@Suite("Plans of the stock statements")
struct PlanTests {
    @Test(
        "No hot statement walks a whole table",
        arguments: [
            (
                ApplyStock.name, ApplyStock.sql,
                "text[],text[],int[],int[],int[],int[],bool[],bool[],bool[],uuid[],text[],text,timestamptz,text,"
                    + "text[],text[],uuid[],text[],int[],text[],text[],timestamptz[],uuid[]"
            ),
            (CompareLevels.name, CompareLevels.sql, "text[],text[],timestamptz[],uuid[]"),
            (ConfirmFigures.name, ConfirmFigures.sql, "text[],text[],timestamptz[]"),
            (ReadLevels.name, ReadLevels.sql, "text[],text[]"),
            (ReadLedger.name, ReadLedger.sql, "text,text,uuid,int8"),
            (SumLedger.name, SumLedger.sql, "text,text,uuid"),
            (SetSafety.name, SetSafety.sql, "text[],text[],int[]"),
            (FindSKUs.name, FindSKUs.sql, "text[]"),
            (FindGTINs.name, FindGTINs.sql, "text[]"),
        ])
    func plans(name: String, sql: String, types: String) async throws {
        try await withShop { shop in
            try await shop.database.execute(filling)
            let count = types.split(separator: ",").count
            let nulls = Array(repeating: "NULL", count: count).joined(separator: ",")
            let lines = try await shop.database.transaction { transaction in
                try await transaction.execute(
                    """
                    SET LOCAL plan_cache_mode = force_generic_plan;
                    PREPARE checked (\(types)) AS \(sql);
                    CREATE FUNCTION pg_temp.plan() RETURNS SETOF text LANGUAGE plpgsql AS $body$
                    BEGIN RETURN QUERY EXECUTE 'EXPLAIN EXECUTE checked(\(nulls))'; END $body$;
                    """)
                let lines = try await transaction.run(ReadPlan())
                try await transaction.execute("DEALLOCATE checked")
                return lines
            }
            let walks = lines.filter { line in
                line.contains("Seq Scan on stock") || line.contains("Seq Scan on sku")
                    || line.contains("Seq Scan on event")
            }
            #expect(walks.isEmpty, "\(name): \(lines.joined(separator: "\n"))")
        }
    }
}

private struct ReadPlan: Statement {
    static let sql = "SELECT * FROM pg_temp.plan()"
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> String { try row() }
}
