// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Channels
import Contact
import Customers
import Hummingbird
import Kit
import Reservations
import Stock

/// Serves the pages that people look at: the home page, the customer's status page, and the demo shop.
package struct Site: Sendable {
    package let brand: Brand
    let reservations: Reservations
    let desk: Desk
    let customers: Customers
    let stock: StockRoom
    let link: CustomerLink
    let access: Access
    let feed: EventFeed
    /// Whether browsers reach it by https, so that cookies may be kept from any other way.
    let isSecure: Bool
    /// The demo shop; nil in an installation that has a shop of its own.
    package let shop: Shop?
    /// Which web shops may show and reserve on pages of their own.
    let embed: EmbedDoor
    /// The proxies before the service, by which it knows from where it is asked.
    let proxies: TrustedProxies
    /// The devices that are told by push; nil where none are.
    let devices: Devices?
    /// How often one source may reserve where nobody is signed in: in the demo shop, and on pages of other shops.
    let openReservations = Limiter<Source>(Limits.openReservationsPerMinute, inSeconds: 60)
    /// Status pages that the home page leads to; for a demonstration.
    package let samples: @Sendable () async throws -> [Sample]
    /// Imports the files of head office; whoever serves the pages runs it beside them.
    package let imports: ImportQueue
    let security: SecurityLog
    /// Is told of errors that are no refusal: a page says that something went wrong, the log says what.
    let failed: @Sendable (any Error) -> Void
    /// The places of those who send files.
    let uploads: Slots

    /// Names one status page for the home page.
    package struct Sample: Sendable {
        package let title: Brand.Name
        package let token: String

        package init(ja: String, en: String, token: String) {
            title = Brand.Name(ja: ja, en: en)
            self.token = token
        }
    }

    /// Holds what the demo shop needs beside the rooms.
    package struct Shop: Sendable {
        let pictures: Pictures
        /// An account of a store's clerk, whose password is public; for whoever starts the demonstration.
        package let clerk: SignIn?

        package struct SignIn: Sendable {
            package let login: String
            package let password: String

            package init(login: String, password: String) {
                self.login = login
                self.password = password
            }
        }

        package init(pictures: Pictures, clerk: SignIn? = nil) {
            self.pictures = pictures
            self.clerk = clerk
        }
    }

    package init(
        brand: Brand, desk: Desk, customers: Customers, stock: StockRoom, link: CustomerLink, access: Access,
        feed: EventFeed, isSecure: Bool = false, shop: Shop? = nil,
        embed: EmbedDoor = EmbedDoor(), proxies: TrustedProxies = .none, devices: Devices? = nil,
        uploads: Slots = Slots(Limits.uploadsAtOnce), importer: Importer, security: SecurityLog = .none,
        samples: @escaping @Sendable () async throws -> [Sample] = { [] },
        failed: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.brand = brand
        reservations = desk.reservations
        self.desk = desk
        self.customers = customers
        self.stock = stock
        self.link = link
        self.access = access
        self.feed = feed
        self.isSecure = isSecure
        self.shop = shop
        self.embed = embed
        self.proxies = proxies
        imports = ImportQueue(stock: stock, importer: importer, failed: failed)
        self.devices = devices
        self.uploads = uploads
        self.samples = samples
        self.security = security
        self.failed = failed
    }

    var effects: Effects { reservations.effects }

    /// Makes the Idempotency-Key of a form: pressed twice, it acts once.
    func newKey() -> String { Crockford.text(of: effects.uniqueID()) }

    /// Registers every page.
    package func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
        router.get(Paths.Route.asset) { _, context in
            let edition = context.parameters.get(Paths.Parameter.edition.rawValue) ?? ""
            let name = context.parameters.get(Paths.Parameter.name.rawValue) ?? ""
            guard let response = Asset.response(edition: edition, name: name) else { throw HTTPError(.notFound) }
            return response
        }
        addPage(router, .get, Paths.Route.styleguide, showStyleguide)
        addPage(router, .get, Paths.Route.signIn, showSignIn)
        addPage(router, .post, Paths.Route.signIn, signIn)
        addPage(router, .post, Paths.Route.signOut, signOut)
        addAccount(to: router)
        addPage(router, .get, Paths.Route.home, home)
        addPage(router, .get, Paths.Route.status, showStatus)
        for action in CustomerAction.allCases {
            addPage(router, .get, Paths.Route.act(action)) { try await ask(action, $0) }
            addAct(router, Paths.Route.act(action), counted: action.rawValue) { try await act(action, $0, $1) }
        }
        addCustomerPages(to: router)
        addPush(to: router)
        addStore(to: router)
        addOffice(to: router)
        addEmbed(to: router)
        guard let shop else { return }
        addPage(router, .get, Paths.Route.shop, showShop)
        addPage(router, .get, Paths.Route.item, showItem)
        addPage(router, .post, Paths.Route.item, reserve)
        router.get(Paths.Route.image) { _, context in
            shop.pictures.response(context.parameters.get(Paths.Parameter.name.rawValue) ?? "")
        }
    }
}
