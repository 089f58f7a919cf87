// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Public holidays: every location reckons its days by them. Each edit leaves a `Change` in its transaction.
extension StockRoom {
    /// Reads the public holidays, in order.
    package func holidays() async throws(DatabaseError) -> [PublicHoliday] {
        try await database.run(ReadHolidays()).sorted { $0.day < $1.day }
    }

    /// Adds a public holiday, or gives one that is there another name.
    ///
    /// Throws `doesNotFit` for a name of no good length, and `stale` when the edit names what was seen of the day and that
    /// has changed.
    package func keep(_ holiday: PublicHoliday, _ edit: Edit) async throws {
        guard (1...Limits.nameCharacters).contains(holiday.name.unicodeScalars.count),
            holiday.nameEN.unicodeScalars.count <= Limits.nameCharacters
        else { throw Refusal.doesNotFit("a name has 1 to \(Limits.nameCharacters) characters") }
        let effects = effects
        try await changes.edit(.holiday, holiday.day.description, edit, named: "EditHoliday") { edit in
            if let before = try await edit.transaction.first(LockHoliday(day: holiday.day)) {
                edit.statements.add(UpsertHolidays([holiday]))
                return .changed(from: before.facts, to: holiday.facts)
            }
            // Somebody else may have added the day since it was looked for.
            _ = try await edit.transaction.count(MarkHolidayCalendars(effects))
            guard try await edit.transaction.count(AddHoliday(holiday: holiday)) == 1 else {
                throw Refusal.stale(current: 0)
            }
            return .changed(from: nil, to: holiday.facts)
        }
        try await places.reload()
    }

    /// Takes a public holiday away; one that is not there is taken away already. Throws `stale`.
    package func removeHoliday(_ day: Day, _ edit: Edit) async throws {
        let effects = effects
        try await changes.edit(.holiday, day.description, edit, named: "RemoveHoliday") { edit in
            let before = try await edit.transaction.first(LockHoliday(day: day))
            edit.statements.add(MarkHolidayCalendars(effects))
            edit.statements.add(DeleteHoliday(day: day))
            return .changed(from: before?.facts, to: nil)
        }
        try await places.reload()
    }
}

/// Reads one public holiday, and locks it against other edits.
struct LockHoliday: Statement {
    static let sql = """
        SELECT day, name, name_en
        FROM public_holiday
        WHERE day = $1
        FOR UPDATE
        """

    let day: Day

    func bind(_ parameters: inout Parameters) { parameters.add(day) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> PublicHoliday {
        try ReadHolidays.decode(&row)
    }
}

/// Adds one public holiday; changes nothing where the day has one.
struct AddHoliday: Statement {
    static let sql = """
        INSERT INTO public_holiday (day, name, name_en)
        VALUES ($1, $2, $3)
        ON CONFLICT (day) DO NOTHING
        """

    let holiday: PublicHoliday

    func bind(_ parameters: inout Parameters) {
        parameters.add(holiday.day)
        parameters.add(holiday.name)
        parameters.add(holiday.nameEN)
    }
}

/// Takes one public holiday away.
struct DeleteHoliday: Statement {
    static let sql = "DELETE FROM public_holiday WHERE day = $1"

    let day: Day

    func bind(_ parameters: inout Parameters) { parameters.add(day) }
}
