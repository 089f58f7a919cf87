// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Channels
import Contact
import Customers
import Insight
import Kit
import PQ
import Reservations
import Stock

/// Builds every room of the house over one database: the one place where they are put together. Tests, the demo and
/// `serve` build the same house.
struct House: Sendable {
    let database: Database
    let effects: Effects
    let access: Access
    let customers: Customers
    let places: Places
    let stock: StockRoom
    let reservations: Reservations
    let desk: Desk
    let feed: EventFeed
    let link: CustomerLink
    let devices: Devices
    let dispatcher: Dispatcher
    let figures: Figures
    /// The places of those who send files, by whatever door.
    let uploads = Slots(Limits.uploadsAtOnce)
    /// Hears what happens at the doors.
    let security: SecurityLog
    let importer: Importer

    /// - Parameters:
    ///   - linkKeys: sign the customers' links; the first signs, all open.
    ///   - publicURL: where customers reach the service, without a slash at its end.
    ///   - pushServices: may be called for customers' devices.
    ///   - gate: holds letters to addresses that nobody has proved back.
    ///   - letters: the folder in which letters to customers are put.
    ///   - observer: hears what happens in the rooms.
    init(
        database: Database, effects: Effects = .system, linkKeys: [[UInt8]], publicURL: String,
        pushServices: PushServices = .known, gate: LetterGate = LetterGate(), letters: String,
        observer: Observer = .none
    ) throws {
        let access = Access(database: database, effects: effects, secrets: linkKeys)
        let places = Places(database: database)
        let rules = Rules(database: database, places: places)
        let contactRules = ContactRules(database: database, places: places)
        let link = CustomerLink(link: try PickupLink(keys: linkKeys), publicURL: publicURL)
        // Of two keys the last: while a new one comes into use devices stay those of the old one, as links do.
        let pushKey = PushKey(
            secret: linkKeys.last ?? [], contact: publicURL.hasPrefix("https://") ? publicURL : nil)
        let reservations = Reservations(
            database: database, effects: effects, rules: rules,
            companions: [
                ContactCompanion(rules: contactRules, effects: effects), NoticeCompanion(effects: effects),
            ])
        self.database = database
        self.effects = effects
        self.access = access
        self.places = places
        self.link = link
        self.reservations = reservations
        customers = Customers(database: database, effects: effects)
        stock = StockRoom(database: database, effects: effects, places: places)
        desk = Desk(reservations: reservations, rules: contactRules, observer: observer)
        importer = Importer(database: database, effects: effects, reach: reservations, observer: observer)
        feed = EventFeed(database: database)
        devices = Devices(reservations: reservations, key: pushKey, services: pushServices)
        dispatcher = Dispatcher(
            reservations: reservations, places: places,
            channels: [
                MailDrop(name: "mail", folder: letters, from: "Torioki <noreply@example.jp>"),
                MailDrop(name: "sms", folder: letters, from: "Torioki <noreply@example.jp>"),
                PushChannel(database: database, key: pushKey, services: pushServices),
            ], gate: gate, observer: observer, link: { link.url(for: $0, to: $1) })
        figures = Figures(database: database, effects: effects)
        security = SecurityLog(observer: observer, secret: linkKeys.first ?? [])
    }

    /// Gives the API's endpoints over these rooms.
    var rooms: Rooms {
        Rooms(
            access: access, customers: customers, stock: stock, reservations: reservations, desk: desk, feed: feed,
            link: link, devices: devices, effects: effects, uploads: uploads, importer: importer, security: security)
    }

    /// Writes into the security log whose token was refused.
    func tell(_ refused: API.Refused) async {
        // Who it was is not told while the database is away: the refusal itself is counted in any case.
        if refused.code == .tokenRefused {
            guard let key = try? await access.deadKey(bearer: refused.bearer) else { return }
            security.deadKey(key, from: refused.source, at: refused.route)
        } else if let caller = try? await access.authenticate(bearer: refused.bearer) {
            security(.rightMissing, from: refused.source, by: caller, at: refused.route)
        }
    }
}
