// SPDX-License-Identifier: Apache-2.0
import API
import Access
import HTTPTypes
import Hummingbird
import Kit
import PQ
import Reservations
import Stock

/// The store console: what the people of a store work with.
extension Site {
    /// Registers every page of the console.
    func addStore<Context: RequestContext>(to router: some RouterMethods<Context>) {
        addPage(router, .get, StorePaths.Route.manifest, showStoreManifest)
        addPage(router, .get, StorePaths.Route.worker) { _ in StoreApp.worker }
        addStaffPage(router, .get, StorePaths.Route.stores, for: .readReservations, showStores)
        addStaffPage(router, .get, StorePaths.Route.work, for: .readReservations, showWork)
        addStaffPage(router, .get, StorePaths.Route.counter, for: .readReservations, showCounter)
        addStaffPage(router, .get, StorePaths.Route.reservation, for: .readReservations, showStoreReservation)
        addStaffPage(router, .get, StorePaths.Route.pickList, for: .readReservations, showPickList)
        addStaffPage(router, .get, StorePaths.Route.label, for: .readReservations, showLabel)
        addStaffPage(router, .get, StorePaths.Route.stock, for: .readStock, showStoreStock)
        addStaffPage(router, .get, StorePaths.Route.item, for: .readStock, showStoreItem)
        addStaffPage(router, .get, StorePaths.Route.count, for: .writeStock, showCount)
        addStaffPage(router, .post, StorePaths.Route.count, for: .writeStock, postCount)
        addStaffStream(router, StorePaths.Route.events, for: .readReservations) { asked, person in
            guard let store = LocationID(asked.parameter(.location)), person.locations.contains(store) else {
                throw Refusal.notFound(.location)
            }
            // Goods of this store may be what a reservation of another waits for.
            return { $0.location == store || $0.sources.contains(store) }
        }
        addShipments(to: router)
        for step in StoreStep.allCases {
            addStoreForm(router, StorePaths.Route.step(step), for: .writeReservations) {
                try await take(step, $0)
            } again: {
                try await showAgain($0, refusal: $1)
            }
        }
        addStoreForm(router, StorePaths.Route.say, for: .writeContact) {
            try await sayToCustomer($0)
        } again: {
            try await showAgain($0, refusal: $1)
        }
        for deed in StockDeed.allCases {
            addStoreForm(router, StorePaths.Route.record(deed), for: .writeStock) {
                try await record(deed, $0)
            } again: {
                try await showItemAgain($0, refusal: $1)
            }
        }
    }

    /// Holds who asks at which store.
    struct AtStore: Sendable {
        let asked: Asked
        let person: Principal
        let store: Location
        /// Where other stores are named.
        let directory: Directory

        var visitor: Visitor { asked.visitor }
        var words: any Wording { asked.visitor.words }
        var console: any ConsoleWording { asked.visitor.console }

        /// Names a location in the visitor's language.
        func name(of id: LocationID) -> String {
            directory[id].map { visitor.pick(ja: $0.name, en: $0.nameEN) } ?? id.code
        }
    }

    /// Says how a form went: where it leads, and the short word about it.
    struct Taken: Sendable {
        let url: String
        let said: String
    }

    /// Reads at which store a person asks. Throws `notFound(location)` for one that is not theirs: a stranger learns
    /// nothing of it.
    func atStore(_ asked: Asked, _ person: Principal) async throws -> AtStore {
        let directory = try await reservations.rules.current().directory
        guard let id = LocationID(asked.parameter(.location)), person.locations.contains(id), let store = directory[id]
        else { throw Refusal.notFound(.location) }
        return AtStore(asked: asked, person: person, store: store, directory: directory)
    }

    /// Registers a form of the console. A browser is led on, or shown the page again with what was refused; a script
    /// that asks for JSON (`Assets/queue.js`, which sends what was done without a network) is answered in a few words:
    /// 200 with the address where it goes on and what was done, or a problem with status, title and detail in the visitor's language.
    /// `retry` in it says that the same form with the same key may do it later; anything else is final.
    func addStoreForm<Context: RequestContext>(
        _ router: some RouterMethods<Context>, _ path: RouterPath, for scope: Scope,
        _ act: @escaping @Sendable (AtStore) async throws -> Taken,
        again: @escaping @Sendable (AtStore, Refusal) async throws -> Answered
    ) {
        addPage(router, .post, path) { asked in
            do {
                guard let person = try await person(asked) else { return signInFirst(asked) }
                guard person.may(scope) else { throw Forbidden() }
                let at = try await atStore(asked, person)
                do {
                    let taken = try await act(at)
                    return asked.wantsJSON
                        ? .json(["url": .string(taken.url), "said": .string(taken.said)], .ok) : .seeOther(taken.url)
                } catch let refusal as Refusal where !asked.wantsJSON && !refusal.isNotFound {
                    return try await again(at, refusal)
                }
            } catch  where asked.wantsJSON {
                await note(error, token: asked.token, from: asked.source, at: path.description)
                return problem(error, asked)
            }
        }
    }

    private func signInFirst(_ asked: Asked) -> Answered {
        let (words, console) = (asked.visitor.words, asked.visitor.console)
        guard asked.wantsJSON else {
            return .seeOther(Paths.signIn.url(("to", StorePaths.stores.url), ("lang", asked.visitor.lang)))
        }
        return .json(
            [
                "status": 401, "title": .string(words.signIn), "detail": .string(console.queueNeedsSignIn),
                "retry": true,
            ],
            .unauthorized)
    }

    /// Tells a script what went wrong, and whether it may try again.
    private func problem(_ error: any Error, _ asked: Asked) -> Answered {
        let (words, console) = (asked.visitor.words, asked.visitor.console)
        let known = Problem(error: error)
        let status = error is Unreadable ? 400 : error is Forbidden ? 403 : known.status
        if status == 500 { failed(error) }
        let detail =
            switch error {
            case let refusal as Refusal: console.refusal(refusal)
            case is Forbidden: words.forbiddenText
            case _ where status >= 500: words.unavailableTitle
            default: words.unreadableTitle
            }
        return .json(
            [
                "status": .int(status), "title": .string(words.refusedTitle), "detail": .string(detail),
                "retry": .bool(status >= 500 || known.headers[.retryAfter] != nil),
            ], HTTPResponse.Status(code: status))
    }

    /// Builds what every page of the console has beside its body. The masthead counts what has come in, so that it is
    /// seen and heard on whatever page somebody stands (`Assets/store.js`).
    func fittings(_ at: AtStore, here: StorePaths, live: String? = nil) async throws -> Fittings {
        let id = at.store.id
        let news = try await reservations.news(at: id)
        let newest = news.newest.map { Crockford.text(of: $0) } ?? ""
        let fresh = Fittings.Count(name: "fresh", number: news.fresh, newest: newest)
        let places: [(String, StorePaths, Fittings.Count?)] = [
            (at.console.worklist, .work(id), fresh), (at.console.counter, .counter(id), nil),
            (at.console.toSend, .shipments(id), Fittings.Count(name: "send", number: news.shipments)),
            (at.console.stock, .stock(id), nil), (at.console.cycleCount, .count(id), nil),
        ]
        return Fittings(
            face: .store, scripts: ["store.js", "queue.js", "scan.js", "dialog.js"] + (live == nil ? [] : ["live.js"]),
            live: live.map { (at.visitor.link(.events(id)), $0) },
            manifest: at.visitor.link(.manifest),
            ways: places.map {
                Fittings.Way(title: $0.0, url: at.visitor.link($0.1), isHere: $0.1 == here, count: $0.2)
            },
            person: at.person)
    }

    var storeQuery: StoreQuery { StoreQuery(desk: desk, customers: customers, stock: stock) }
}

extension Site.Answered {
    static func json(_ value: JSON, _ status: HTTPResponse.Status) -> Site.Answered {
        let mediaType = status == .ok ? "application/json" : "application/problem+json"
        return .file(mediaType: mediaType, bytes: Array(value.text.utf8), status: status)
    }
}

extension Refusal {
    fileprivate var isNotFound: Bool {
        if case .notFound = self { true } else { false }
    }
}
