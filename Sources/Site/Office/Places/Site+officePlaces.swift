// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Kit
import PQ
import Stock

/// Locations: who they are, when they are open, on which days they stay shut.
extension Site {
    @Sendable func listLocations(_ asked: Asked, _ office: Office) async throws -> Answered {
        let view = PlacesView(office: office, holidays: try await stock.holidays())
        return office.page(office.say(.locations), view.html)
    }

    @Sendable func showLocation(_ asked: Asked, _ office: Office) async throws -> Answered {
        let location = try location(asked, office)
        return try await placePage(asked, office, location, PlaceInput(location))
    }

    @Sendable func changeLocation(_ asked: Asked, _ office: Office) async throws -> Answered {
        let location = try location(asked, office)
        let input = PlaceInput(asked.form)
        let (read, faults) = input.read(onto: location)
        guard faults.isEmpty else { return try await placePage(asked, office, location, input, faults: faults) }
        let edit = office.edit(asked)
        guard try await takes({ try await stock.edit(location.id, edit) { input.read(onto: $0).location } }) else {
            // Read anew: what somebody else has made of it is what the next edit must have seen.
            guard let now = try await stock.places.reload()[location.id] else { throw Refusal.notFound(.location) }
            var faults = office.meanwhile(now.facts, typed: read.facts)
            faults["latitude"] = faults["coordinates"]
            return try await placePage(asked, office, now, input, faults: faults, isStale: true)
        }
        return .seeOther(office.link(.location(location.id), [("done", OfficeDone.saved.rawValue)]))
    }

    @Sendable func changeHours(_ asked: Asked, _ office: Office) async throws -> Answered {
        let location = try location(asked, office)
        let input = HoursInput(asked.form)
        let (periods, faults) = input.read()
        guard faults.isEmpty else {
            return try await placePage(asked, office, location, PlaceInput(location), hours: input, faults: faults)
        }
        if let touch = try await unagreed(asked, [location.id], { _, rules in rules.hours = periods }) {
            let question = CalendarQuestion(
                office: office, touch: touch, action: .hours(location.id), form: asked.form,
                fields: ["seen"] + (1...8).map { "day\($0)" }, back: .location(location.id))
            return try await placePage(
                asked, office, location, PlaceInput(location), hours: input, question: question.html)
        }
        let edit = office.edit(asked)
        guard try await takes({ try await stock.keepHours(periods, of: location.id, edit) }) else {
            let kept = Facts(hours: try await stock.hours(of: location.id))
            return try await placePage(
                asked, office, location, PlaceInput(location), hours: input,
                faults: office.meanwhile(kept, typed: Facts(hours: periods)), isStale: true)
        }
        return .seeOther(office.link(.location(location.id), [("done", OfficeDone.hoursSaved.rawValue)]))
    }

    /// Adds a closure, or takes the one away that the pressed button names.
    @Sendable func changeClosures(_ asked: Asked, _ office: Office) async throws -> Answered {
        let location = try location(asked, office)
        let after = office.link(.location(location.id), [("done", OfficeDone.closuresSaved.rawValue)])
        if let day = Day(asked.form["remove"]) {
            let touch = try await unagreed(asked, [location.id]) { _, rules in
                rules.closures.removeAll { $0.days.lowerBound == day }
            }
            if let touch { return try await closuresQuestion(touch, asked, office, location) }
            try await stock.openAgain(location.id, from: day, office.edit(asked))
            return .seeOther(after)
        }
        var faults: [String: OfficeFault] = [:]
        let first = Day(asked.form["first"])
        let last = asked.form["last"].isEmpty ? first : Day(asked.form["last"])
        let reason = asked.form.trimmed("reason")
        if first == nil { faults["first"] = .day }
        if last == nil { faults["last"] = .day }
        if let first, let last, last < first { faults["last"] = .dayOrder }
        if reason.unicodeScalars.count > Limits.nameCharacters { faults["reason"] = .tooLong(Limits.nameCharacters) }
        guard faults.isEmpty, let first, let last else {
            return try await placePage(asked, office, location, PlaceInput(location), faults: faults)
        }
        let closure = Closure(days: first...last, reason: reason)
        if let touch = try await unagreed(asked, [location.id], { _, rules in rules.add(closure) }) {
            return try await closuresQuestion(touch, asked, office, location)
        }
        try await stock.keep(closure, of: location.id, office.edit(asked))
        return .seeOther(after)
    }

    private func closuresQuestion(
        _ touch: CalendarTouch, _ asked: Asked, _ office: Office, _ location: Location
    ) async throws -> Answered {
        let question = CalendarQuestion(
            office: office, touch: touch, action: .closures(location.id), form: asked.form,
            fields: ["remove", "first", "last", "reason"], back: .location(location.id))
        return try await placePage(asked, office, location, PlaceInput(location), question: question.html)
    }

    private func location(_ asked: Asked, _ office: Office) throws(Refusal) -> Location {
        guard let id = LocationID(asked.parameter(.location)), let location = office.directory[id] else {
            throw .notFound(.location)
        }
        return location
    }

    private func placePage(
        _ asked: Asked, _ office: Office, _ location: Location, _ input: PlaceInput, hours: HoursInput? = nil,
        faults: [String: OfficeFault] = [:], isStale: Bool = false, question: HTML? = nil
    ) async throws -> Answered {
        let written = try await stock.hours(of: location.id)
        let closures = try await stock.closures(of: location.id)
        let history = try await history(of: location.id.code, [.location, .hours, .closure])
        let view = PlaceView(
            office: office, location: location, input: input, hours: hours ?? HoursInput(written), closures: closures,
            closure: asked.form, faults: faults,
            note: question
                ?? (isStale ? office.stale(faults) : office.done(asked, holdsAfter: Places.freshness, history)),
            written: Facts(hours: written),
            history: HistoryView(office: office, changes: history, people: try await names()))
        return office.page(view.title, status: Office.status(faults, isStale: isStale), view.html)
    }
}
