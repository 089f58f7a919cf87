// SPDX-License-Identifier: Apache-2.0
import Access
import Contact
import Customers
import Kit
import PQ
import Reservations
import Site
import Stock

/// Loads the demo chain of `seeds/` into a house; loading it again changes nothing.
struct DemoChain {
    let folder: String

    /// Imports every file and returns one line that tells what is there.
    func load(into house: House) async throws -> String {
        try await importFiles(house)
        _ = try await house.places.reload()
        try await policies(house)
        let staff = try await staff(house)
        let customers = try await customers(house)
        let directory = try await house.places.current()
        let stores = directory.all.filter { $0.kind == .store }.count
        return "The demo chain is loaded: \(stores) stores, \(directory.all.count - stores) warehouse, "
            + "\(staff) people, \(customers) customers."
    }

    private func importFiles(_ house: House) async throws {
        var files = ["locations", "hours", "closures", "holidays", "catalogue", "stock"]
        // Its figures are those of the opening: counted again they would undo what was sold and reserved since.
        if try await house.database.first(HasMovements()) == true { files.removeLast() }
        let importer = Importer(database: house.database, effects: house.effects)
        let reports = try await importer.run(
            files.map { ImportSource(path: "\(folder)/\($0).csv") }, ImportOptions(isAllOrNothing: true))
        for report in reports {
            guard let fault = report.faults.first(where: { $0.severity == .error }) else { continue }
            throw Complaint("\(folder)/\(report.file), line \(fault.line): \(fault.reason.english)")
        }
    }

    private func table(_ name: String) throws -> [Row] {
        let table: CSVTable
        do throws(ImportFault) {
            table = try CSVTable(ImportSource(path: "\(folder)/\(name).csv"))
        } catch {
            throw Complaint("\(folder)/\(name).csv, line \(error.line): \(error.reason.english)")
        }
        return table.rows.map { Row(file: name, values: $0) }
    }

    private func policies(_ house: House) async throws {
        var batch = Batch()
        batch.add(KeepReservationPolicies(try table("reservation_policies").map(ReservationPolicy.init)))
        for row in try table("contact_policies") { batch.add(KeepContactPolicy(try ContactPolicy(row))) }
        batch.add(
            KeepCallableWindows(
                try table("callable_windows").map { row in
                    guard
                        let period = OpeningPeriod(
                            day: try row.number("day"), opens: try row.minutes("opens"),
                            closes: try row.minutes("closes"))
                    else { throw row.complaint("opens") }
                    return period
                }))
        for row in try table("experiment_arms") {
            guard let share = Double(row["share"]) else { throw row.complaint("share") }
            batch.add(KeepExperimentArm(salt: try row.number("salt"), arm: row["arm"], share: share))
        }
        _ = try await house.database.run(batch)
    }

    private func staff(_ house: House) async throws -> Int {
        let rows = try table("staff")
        let known = Set(try await house.access.staff().map(\.login.text))
        // One password serves a whole role in the demo, so it is computed once for each.
        var hashes: [String: String] = [:]
        for row in rows where !known.contains(row["login"]) {
            guard let login = Login(row["login"]), let role = Role(rawValue: row["role"]) else {
                throw row.complaint("role")
            }
            let locations = Set(row["locations"].split(separator: " ").compactMap { LocationID($0) })
            let text = row["password"]
            if hashes[text] == nil {
                hashes[text] = try await house.access.passwordHash(try NewPassword(text, for: login))
            }
            guard let hash = hashes[text] else { throw row.complaint("password") }
            _ = try await house.access.createStaff(
                login: login, name: row["name"], role: role, locations: locations, passwordHash: hash)
        }
        return rows.count
    }

    /// Finds the first clerk who works in a store and nowhere else: who signs in there sees its worklist at once.
    func clerk(at store: LocationID?) throws -> Site.Shop.SignIn? {
        guard let store else { return nil }
        let row = try table("staff").first { $0["role"] == Role.clerk.rawValue && $0["locations"] == store.code }
        return row.map { Site.Shop.SignIn(login: $0["login"], password: $0["password"]) }
    }

    private func customers(_ house: House) async throws -> Int {
        let rows = try table("customers")
        for row in rows {
            guard let name = PersonName(row["name"]) else { throw row.complaint("name") }
            let external = row["external_id"]
            _ = try await house.customers.keep(
                try CustomerDraft(
                    name: name, kana: PersonName.kana(row["kana"]), phone: PhoneNumber(row["phone"]),
                    mail: MailAddress(row["mail"]), externalID: external.isEmpty ? nil : external, issuer: "shop:demo",
                    language: Language(rawValue: row["language"]) ?? .ja))
        }
        return rows.count
    }

    /// Holds one row of a file that only the demo chain has.
    struct Row {
        let file: String
        let values: [String: String]

        subscript(_ column: String) -> String { values[column] ?? "" }

        func complaint(_ column: String) -> Complaint {
            Complaint("\(file).csv: “\(self[column])” is no \(column).")
        }

        func number(_ column: String) throws -> Int {
            guard let number = Int(self[column]) else { throw complaint(column) }
            return number
        }

        func optionalNumber(_ column: String) throws -> Int? { self[column].isEmpty ? nil : try number(column) }

        func flag(_ column: String) -> Bool? { self[column].isEmpty ? nil : self[column] == "true" }

        /// Reads `10:00` as minutes since midnight.
        func minutes(_ column: String) throws -> Int {
            let parts = self[column].split(separator: ":").compactMap { Int($0) }
            guard parts.count == 2 else { throw complaint(column) }
            return parts[0] * 60 + parts[1]
        }
    }
}

extension ReservationPolicy {
    fileprivate init(_ row: DemoChain.Row) throws {
        self.init(
            id: row["policy_id"], location: LocationID(row["location"]),
            kind: Reservation.Kind(rawValue: row["kind"]), holdDays: try row.number("hold_days"),
            readyMinutes: try row.number("ready_minutes"), extensionDays: try row.number("extension_days"),
            customerExtensions: try row.number("customer_extensions"),
            clerkExtensions: try row.number("clerk_extensions"), agentExtensions: try row.number("agent_extensions"),
            openPerCustomer: try row.number("open_per_customer"),
            unprovedUnits: try row.number("unproved_units"))
    }
}

extension ContactPolicy {
    fileprivate init(_ row: DemoChain.Row) throws {
        guard let purpose = ContactTask.Purpose(rawValue: row["purpose"]) else { throw row.complaint("purpose") }
        guard let channel = ContactChannel(rawValue: row["channel"]) else { throw row.complaint("channel") }
        self.init(
            id: row["policy_id"], purpose: purpose, priority: try row.number("priority"),
            enabled: row.flag("enabled") ?? true, reason: row["reason"], location: LocationID(row["location"]),
            kind: Reservation.Kind(rawValue: row["kind"]), minTotal: try row.optionalNumber("min_total"),
            minLines: try row.optionalNumber("min_lines"), firstTime: row.flag("first_time"),
            stockUnseenDays: try row.optionalNumber("stock_unseen_days"), whenAsked: row.flag("when_asked"),
            channel: channel, withinMinutes: try row.number("within_minutes"),
            retryMinutes: row["retry_minutes"].split(separator: " ").compactMap { Int($0) },
            whenUnreachable: ContactTask.WhenUnreachable(rawValue: row["when_unreachable"]) ?? .keep)
    }
}

/// Tells whether any stock has ever moved.
private struct HasMovements: Statement {
    static let sql = "SELECT EXISTS (SELECT FROM stock_movement)"
    static let isReadOnly = true

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Bool { try row() }
}
