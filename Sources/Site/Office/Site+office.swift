// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Hummingbird
import Kit
import PQ
import Reservations
import Stock

/// Head office: every reservation, the places, the goods, the rules, the people.
extension Site {
    /// Registers the pages of head office.
    func addOffice<Context: RequestContext>(to router: some RouterMethods<Context>) {
        addOfficePage(router, .get, OfficePaths.Route.reservations, .reservations, listReservations)
        addOfficePage(router, .get, OfficePaths.Route.reservation, .reservations, showReservation)
        addOfficePage(router, .post, OfficePaths.Route.recipient, .reservations, correctRecipient)
        addCustomers(to: router)
        addOfficePage(router, .get, OfficePaths.Route.locations, .locations, listLocations)
        addOfficePage(router, .get, OfficePaths.Route.location, .locations, showLocation)
        addOfficePage(router, .post, OfficePaths.Route.location, .locations, changeLocation)
        addOfficePage(router, .post, OfficePaths.Route.hours, .locations, changeHours)
        addOfficePage(router, .post, OfficePaths.Route.closures, .locations, changeClosures)
        addOfficePage(router, .get, OfficePaths.Route.catalogue, .catalogue, listCatalogue)
        addOfficePage(router, .get, OfficePaths.Route.item, .catalogue, showGoods)
        addOfficePage(router, .post, OfficePaths.Route.item, .catalogue, changeGoods)
        addOfficePage(router, .get, OfficePaths.Route.ledger, .catalogue, showLedger)
        addOfficePage(router, .get, OfficePaths.Route.shortages, .shortages, listShortages)
        addOfficePage(router, .get, OfficePaths.Route.imports, .imports, listImports)
        addOfficePage(router, .post, OfficePaths.Route.imports, .imports, importFile)
        addOfficePage(router, .get, OfficePaths.Route.report, .imports, showReport)
        addImportStream(to: router)
        addRules(to: router)
        addOfficePage(router, .get, OfficePaths.Route.staff, .staff, listPeople)
        addOfficePage(router, .post, OfficePaths.Route.staff, .staff, addMember)
        addOfficePage(router, .get, OfficePaths.Route.member, .staff, showMember)
        addOfficePage(router, .post, OfficePaths.Route.member, .staff, changeMember)
        for action in StaffAction.allCases {
            addOfficePage(router, .post, OfficePaths.Route.act(action), .staff) { try await act(action, $0, $1) }
        }
    }

    /// Registers a page of one area for the people who may use it.
    func addOfficePage<Context: RequestContext>(
        _ router: some RouterMethods<Context>, _ method: HTTPRequest.Method, _ path: RouterPath, _ area: OfficeArea,
        _ answer: @escaping @Sendable (Asked, Office) async throws -> Answered
    ) {
        addStaffPage(router, method, path, for: area.scope) { asked, person in
            guard area.isOpen(to: person) else { throw Forbidden() }
            let directory = try await stock.places.current()
            return try await answer(
                asked,
                Office(
                    visitor: asked.visitor, person: person, area: area, directory: directory, now: effects.now(),
                    key: Crockford.text(of: effects.uniqueID())))
        }
    }
}

extension Site {
    /// Does an edit. False when the thing has changed since it was seen.
    func takes(_ edit: () async throws -> Void) async throws -> Bool {
        do {
            try await edit()
            return true
        } catch Refusal.stale {
            return false
        }
    }

    /// Reads what was done to a thing lately.
    func history(of subject: String, _ kinds: [Change.Kind]) async throws(DatabaseError) -> [Change] {
        try await reservations.database.run(ReadHistory(of: subject, kinds, limit: Limits.historyRows))
    }
}

/// Names the areas of head office, in the order of the masthead.
package enum OfficeArea: String, Sendable, CaseIterable {
    case reservations, customers, locations, catalogue, shortages, imports, policies, staff, changes

    /// Who may enter. Looking at everything is for those who may hear of everything; what an import may change may be
    /// changed by hand, too; rules and people are set up by admins.
    var scope: Scope {
        switch self {
        case .reservations, .customers, .shortages: .readEvents
        case .locations, .catalogue, .imports: .writeImports
        case .policies, .staff, .changes: .writeStaff
        }
    }

    /// Tells whether a person may enter; who people are is for those who may also say so.
    func isOpen(to person: Principal) -> Bool {
        person.may(scope) && (self != .customers || person.may(.writeCustomers))
    }

    var path: OfficePaths {
        switch self {
        case .reservations: .reservations
        case .customers: .customers
        case .locations: .locations
        case .catalogue: .catalogue
        case .shortages: .shortages
        case .imports: .imports
        case .policies: .policies
        case .staff: .staff
        case .changes: .changes
        }
    }
}

/// Holds what every page of head office knows: who looks, when, and how the chain stands.
struct Office: Sendable {
    let visitor: Visitor
    let person: Principal
    let area: OfficeArea
    let directory: Directory
    let now: Instant
    /// The Idempotency-Key of the page's form.
    let key: String

    var words: any Wording { visitor.words }

    func say(_ word: OfficeWord) -> String { words.office(word) }

    func link(_ path: OfficePaths, _ query: [(name: String, value: String)] = []) -> String {
        visitor.link(path, query)
    }

    /// Writes a moment on the chain's clock.
    func moment(_ moment: Instant) -> String { words.moment(moment, in: .tokyo, asOf: now) }

    /// Writes a moment as an element that programs can read.
    func time(_ moment: Instant?) -> HTML {
        guard let moment else { return "–" }
        return "<time datetime=\"\(moment.rfc3339())\">\(self.moment(moment))</time>"
    }

    /// Writes a moment on a store's own clock, with the zone's name where it is another than the chain's.
    func time(_ moment: Instant, at store: LocationID) -> HTML {
        let zone = directory.zone(of: store)
        guard zone.name != Zone.tokyo.name else { return time(moment) }
        return """
            <time datetime="\(moment.rfc3339(in: zone))">\(words.moment(moment, in: zone, asOf: now))</time> \
            <small>\(zone.name)</small>
            """
    }

    /// Names a location in the reader's language, with its code.
    func place(_ id: LocationID) -> HTML {
        guard let location = directory[id] else { return "\(id.code)" }
        return "\(typed: visitor.pick(ja: location.name, en: location.nameEN)) <small>\(id.code)</small>"
    }

    /// Answers a page with the masthead of head office.
    func page(
        _ title: String, status: HTTPResponse.Status = .ok, scripts: [String] = [],
        live: (stream: String, page: String)? = nil, _ body: HTML
    ) -> Site.Answered {
        let areas = OfficeArea.allCases.filter { $0.isOpen(to: person) }
        return .page(
            title: title, body: body, status: status,
            fittings: Fittings(
                face: .office, scripts: scripts, live: live,
                ways: areas.map {
                    Fittings.Way(title: words.office($0), url: link($0.path), isHere: $0 == area)
                }, person: person))
    }

    /// Says what just happened, when the address tells.
    func done(_ asked: Site.Asked) -> HTML? {
        guard let note = OfficeDone(rawValue: asked.query["done"]) else { return nil }
        return Piece.notice(good: true, "\(words.office(note))")
    }

    /// Says what just happened, and from when on it holds everywhere: rules are kept in memory for some seconds.
    func done(_ asked: Site.Asked, holdsAfter freshness: Duration, _ history: [Change]) -> HTML? {
        guard let note = OfficeDone(rawValue: asked.query["done"]) else { return nil }
        guard let newest = history.first else { return done(asked) }
        return Piece.notice(
            good: true, "\(words.office(note))<br>\(words.officeHolds(from: clock(newest.at + freshness)))")
    }

    /// Writes a moment of the chain's clock to the second, the next one for a part of it.
    private func clock(_ moment: Instant) -> String {
        let seconds = (moment.microseconds + 999_999) / 1_000_000
        return "\(Zone.tokyo.local(Instant(seconds: seconds)).clock):\(two(Int(seconds % 60)))"
    }

    /// Says who edits, and what of the thing was on the form.
    func edit(_ asked: Site.Asked) -> Edit { Edit(by: person.author, seen: Int(asked.form["seen"])) }

    /// Carries what was seen of a thing from the form's page to its edit.
    func seen(_ facts: Facts) -> HTML { "<input type=\"hidden\" name=\"seen\" value=\"\(facts.edition)\">" }
}
