// SPDX-License-Identifier: Apache-2.0
import API
import Contact
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
        addPage(router, .post, LinkPage.store.route, changeStore)
        addPage(router, .get, LinkPage.shortage.route, askShortage)
        addPage(router, .post, LinkPage.shortage.route, chooseShortage)
        addPage(router, .get, LinkPage.proxy.route, askProxy)
        addPage(router, .post, LinkPage.proxy.route, nameProxy)
        addPage(router, .get, LinkPage.wishes.route, askWishes)
        addPage(router, .post, LinkPage.wishes.route, keepWishes)
        addPage(router, .post, LinkPage.messages.route, say)
        addPage(router, .get, LinkPage.calendar.route, showCalendar)
        addPage(router, .get, LinkPage.manifest.route, showManifest)
        addStream(router, LinkPage.events.route) { try await watch($0) }
    }

    func opened(_ asked: Asked) throws(Refusal) -> ReservationID {
        try link.open(asked.parameter(.token), now: effects.now())
    }

    /// Reads the key of a form. Throws `Unreadable` when there is none.
    func key(_ asked: Asked) throws -> String {
        let key = asked.form["key"]
        guard (1...Limits.keyCharacters).contains(key.utf8.count) else { throw Unreadable() }
        return key
    }

    /// Names what a form behind the customer's link asks for, under its key. The keys are the customer's, whichever store
    /// the reservation has come to.
    func keyed<Result>(_ asked: Asked, _ fingerprint: [UInt8], after: String) async throws -> Keyed<Result> {
        Keyed(
            client: try await reservations.client(ofLink: try opened(asked)), key: try key(asked),
            fingerprint: fingerprint, answer: { _ in Kit.Answered(status: 303, body: after) })
    }

    /// Where a form leads once it is done: the status page, which says so.
    func after(_ page: LinkPage, _ asked: Asked) -> String {
        Paths.status(token: asked.parameter(.token)).url(("done", page.rawValue), ("lang", asked.visitor.lang))
    }

    /// Watches what happens to one reservation, and goes along with it to another store. Once the link has ended the
    /// stream ends, too.
    private func watch(_ asked: Asked) async throws -> Watch {
        let id = try opened(asked)
        let current = try await view.status(of: id).reservation
        let watched = Watched([id.unique, current.unique])
        let concern: Concern = { event in
            guard watched.contains(event.subject) else { return false }
            do { _ = try opened(asked) } catch { return nil }
            if event.kind == "reservation.rerouted", let to = event.data["to"]?.string.flatMap({ ReservationID($0) }) {
                watched.insert(to.unique)
            }
            return true
        }
        return Watch(concern: concern) { try await LinkPage.edition(view.status(of: id)) == asked.query["edition"] }
    }
}

/// Holds the subjects that one stream watches.
private final class Watched: Sendable {
    private let subjects: Mutex<Set<UniqueID>>

    init(_ subjects: Set<UniqueID>) { self.subjects = Mutex(subjects) }

    func contains(_ subject: UniqueID) -> Bool { subjects.withLock { $0.contains(subject) } }

    func insert(_ subject: UniqueID) { subjects.withLock { _ = $0.insert(subject) } }
}
