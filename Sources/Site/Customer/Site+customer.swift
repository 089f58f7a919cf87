// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Contact
import Customers
import Hummingbird
import Kit
import PQ
import Reservations
import Synchronization

/// What lies behind the customer's link, beside the status page and its actions.
extension Site {
    /// Registers every page, file and stream of it.
    func addCustomerPages<Context: RequestContext>(to router: some RouterMethods<Context>) {
        addPage(router, .get, LinkPage.store.route, askStore)
        addAct(router, .store, changeStore)
        addPage(router, .get, LinkPage.shortage.route, askShortage)
        addAct(router, .shortage, chooseShortage)
        addPage(router, .get, LinkPage.proxy.route, askProxy)
        addAct(router, .proxy, nameProxy)
        addPage(router, .get, LinkPage.wishes.route, askWishes)
        addAct(router, .wishes, keepWishes)
        addAct(router, .messages, say)
        addPage(router, .get, LinkPage.calendar.route, showCalendar)
        addPage(router, .get, LinkPage.manifest.route, showManifest)
        addStream(router, LinkPage.events.route) { try await watch($0) }
    }

    /// Registers what a customer does behind the link. A link that was sent to an address proves the address once it is acted
    /// on: programs that look through mail open links, but they send no forms. What is done too often is refused.
    ///
    /// - Parameter name: what is done, as the path says; nil where what is done has a limit of its own.
    func addAct<Context: RequestContext>(
        _ router: some RouterMethods<Context>, _ path: RouterPath, counted name: String?,
        _ act: @escaping @Sendable (Asked, CustomerLink.Visit) async throws -> Answered
    ) {
        addPage(router, .post, path) { asked in
            let visit: CustomerLink.Visit
            do {
                visit = try await link.visit(
                    asked.parameter(.token), to: name, in: reservations, now: effects.now())
            } catch Refusal.tooOften(let seconds) {
                return try await refused(.tooOften(retryAfter: seconds), try await status(asked), asked)
            }
            let answered = try await act(asked, visit)
            guard case .seeOther = answered else { return answered }
            do {
                try await customers.prove(by: visit)
            } catch {
                // What was asked for is done; the next act proves the address.
                failed(error)
            }
            return answered
        }
    }

    private func addAct<Context: RequestContext>(
        _ router: some RouterMethods<Context>, _ page: LinkPage,
        _ act: @escaping @Sendable (Asked, CustomerLink.Visit) async throws -> Answered
    ) {
        // Messages are counted with what is kept of them (`Desk.say`).
        addAct(router, page.route, counted: page == .messages ? nil : page.rawValue, act)
    }

    /// What a customer may choose.
    var choices: Choices { Choices(stock: stock) }

    func opened(_ asked: Asked) throws(Refusal) -> PickupLink.Opened {
        try link.open(asked.parameter(.token), now: effects.now())
    }

    /// Reads the reservation that a link leads to, and to which address the link was sent.
    func visit(_ asked: Asked) async throws -> CustomerLink.Visit {
        try await link.visit(asked.parameter(.token), in: reservations, now: effects.now())
    }

    /// Reads what a link shows.
    func status(_ asked: Asked) async throws -> PickupStatus {
        try await link.status(asked.parameter(.token), in: reservations, now: effects.now())
    }

    /// Names what a form behind the customer's link asks for, under its key. The keys are the customer's, whichever store
    /// the reservation has come to.
    ///
    /// - Parameters:
    ///   - wish: what is wished of it, where it is not one thing.
    ///   - done: what the status page says once it is done.
    ///   - after: where the browser goes, where it is not the status page.
    func form<Result>(
        _ what: String, wish: String? = nil, _ asked: Asked, _ visit: CustomerLink.Visit, done: String = "",
        after: String? = nil
    ) async throws -> Form<Result> {
        let page = Paths.status(token: asked.parameter(.token)).url(("done", done), ("lang", asked.visitor.lang))
        return try form(
            asked.form["key"], of: try await reservations.client(ofLink: visit.reservation),
            asking: fingerprint(wish.map { "\(what)\u{1F}\($0)" } ?? what), after: { _ in after ?? page })
    }

    /// Watches what happens to one reservation, and goes along with it to another store. Once the link has ended the
    /// stream ends, too.
    private func watch(_ asked: Asked) async throws -> Watch {
        let id = try opened(asked).reservation
        let current = try await status(asked).reservation
        let watched = Watched([id.unique, current.unique])
        let concern: Concern = { event in
            guard watched.contains(event.subject) else { return false }
            do { _ = try opened(asked) } catch { return nil }
            if case .rerouted(let told) = event.payload { watched.insert(told.to.unique) }
            return true
        }
        return Watch(concern: concern) { try await LinkPage.edition(status(asked)) == asked.query["edition"] }
    }
}

/// Holds the subjects that one stream watches.
private final class Watched: Sendable {
    private let subjects: Mutex<Set<UniqueID>>

    init(_ subjects: Set<UniqueID>) { self.subjects = Mutex(subjects) }

    func contains(_ subject: UniqueID) -> Bool { subjects.withLock { $0.contains(subject) } }

    func insert(_ subject: UniqueID) { subjects.withLock { _ = $0.insert(subject) } }
}
