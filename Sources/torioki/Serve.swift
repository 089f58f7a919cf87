// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Kit
import ServiceLifecycle
import Site
import UnixSignals

/// Serves until SIGTERM or SIGINT, then ends in order: no new requests, those in flight, duties, database.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the API and the pages; the schema is brought up to date first.",
        discussion: "Ends gracefully on SIGTERM or SIGINT."
    )

    @Flag(help: "Load the demo chain first, and serve its shop.")
    var demo = false

    @Option(help: "The folder of the demo chain.")
    var seeds = "seeds"

    func run() async throws {
        // A client or a log reader that has gone is an error of one write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        Memory.giveBackLargeBlocks()
        let installation = try Installation.open(logTo: 1, quietly: false)
        do {
            for name in try await Migrator(database: installation.database).migrate() {
                installation.observer(.migrated(name: name))
            }
            let house = try installation.house()
            let site = try await site(house, installation)
            try await group(installation, house, site).run()
            installation.observer(.stopped)
        } catch {
            await installation.close()
            throw Installation.complaint(about: error)
        }
    }

    /// Builds the pages; for a demonstration with the demo chain, its shop and links to its reservations.
    private func site(_ house: House, _ installation: Installation) async throws -> Site {
        let observer = installation.observer
        let failed: @Sendable (any Error) -> Void = { observer(.failed(route: "page", error: "\(type(of: $0))")) }
        var brand = Brand(ja: "Torioki", en: "Torioki")
        var shop: Site.Shop?
        var samples: @Sendable () async throws -> [Site.Sample] = { [] }
        if demo {
            let chain = DemoChain(folder: seeds)
            Terminal.message(try await chain.load(into: house))
            let opening = DemoOpening(house: house)
            try await opening.prepare()
            brand = .demo
            shop = Site.Shop(
                pictures: try Pictures(folder: "\(seeds)/images"),
                clerk: try chain.clerk(at: try await opening.storeWithParcel()))
            samples = opening.samples
        }
        return Site(
            brand: brand, desk: house.desk, customers: house.customers, stock: house.stock, link: house.link,
            access: house.access, feed: house.feed, isSecure: installation.configuration.isSecure, shop: shop,
            embed: EmbedDoor(origins: installation.configuration.embedOrigins),
            proxies: installation.configuration.proxies, devices: house.devices,
            uploads: house.uploads, importer: house.importer, security: house.security, samples: samples,
            failed: failed)
    }

    /// Puts the services in order: a service that stands later is ended earlier.
    private func group(_ installation: Installation, _ house: House, _ site: Site) throws -> ServiceGroup {
        var services: [any Service] = [Foundations(installation: installation)]
        services += try installation.services(house, site)
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
            logger: installation.logger)
        // A service that does not end in time is cancelled, and one that does not heed that ends the process: the
        // database keeps what was acknowledged in any case.
        configuration.maximumGracefulShutdownDuration = .seconds(10) + installation.configuration.drain
        configuration.maximumCancellationDuration = .seconds(5)
        return ServiceGroup(configuration: configuration)
    }
}

/// Keeps the database open while anything runs, and is the last to end.
struct Foundations: Service, CustomStringConvertible {
    let installation: Installation
    var description: String { "foundations" }

    func run() async throws {
        // Cancellation means the same as a graceful end here: close, then stop.
        try? await gracefulShutdown()
        await installation.close()
    }
}
