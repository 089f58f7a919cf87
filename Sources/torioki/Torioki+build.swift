// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Kit
import PQ
import ServiceLifecycle
import Site

extension Installation {
    /// Builds what `serve` runs, in the order in which it is started: duties first, the door after them, so that on the
    /// way down the door is closed first, and before it readiness is withdrawn. First of all stands whoever looks after a
    /// private PostgreSQL, which all the others need.
    ///
    /// - Parameters:
    ///   - checksAnswers: hold every answer of the API against its declaration; for tests.
    ///   - within: the span in which a request is answered.
    ///   - started: hears the port once the door is open.
    func services(
        _ house: House, _ site: Site, checksAnswers: Bool = false,
        within: Duration = .seconds(Limits.requestSeconds),
        started: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> [any Service] {
        let readiness = Readiness(database: database)
        let api = try buildAPI(house, readiness: readiness, checksAnswers: checksAnswers, within: within)
        let configuration = configuration
        let observer = observer
        let router = api.router(noSuchPage: site.noSuchPage)
        site.add(to: router)
        var settings = ServerSettings()
        settings.connections = Connections(
            limit: Descriptors.connections(of: Descriptors.raise()), proxies: configuration.proxies)
        settings.refused = { observer(.refused(code: $0.rawValue)) }
        let door = api.application(
            router, host: configuration.host, port: configuration.port, settings: settings, logger: logger
        ) { port in
            readiness.open()
            observer(.started(address: configuration.url(port: port), version: Torioki.version))
            await tell(site, at: configuration.url(port: port))
            await started(port)
        }
        let keepers = server.map { [PrivateServerKeeper(server: $0, observer: observer)] } ?? []
        return keepers + [house.feed] + house.duties(observer, readiness: readiness) + [
            Importing(queue: site.imports), LoopWatch { observer(.loopLagged($0)) },
        ]
            + [door, Doorkeeper(readiness: readiness, drain: configuration.drain, observer: observer)]
    }

    /// Prints where to click.
    private func tell(_ site: Site, at url: String) async {
        Terminal.message("Torioki serves at \(url)")
        // Without the links the service is as good; the home page has them too.
        let samples = (try? await site.samples()) ?? []
        guard site.shop != nil else { return }
        Terminal.message("  shop              \(url)/shop")
        if let clerk = site.shop?.clerk {
            Terminal.message("  store console     \(url)/store  (sign in as \(clerk.login), \(clerk.password))")
        }
        for sample in samples { Terminal.message("  a customer's link \(url)/r/\(sample.token)") }
        Terminal.message("  API               \(url)/openapi.json")
    }

    /// Builds the rooms over this installation's database.
    func house(effects: Effects = .system) throws -> House {
        try House(
            database: database, effects: effects, linkKeys: try linkKeys(),
            publicURL: configuration.url(port: configuration.port), pushServices: configuration.pushServices,
            gate: configuration.letterGate,
            letters: "\(configuration.data)/letters", observer: observer)
    }

    /// Builds the API: every endpoint of every room.
    func buildAPI(
        _ house: House, readiness: Readiness, checksAnswers: Bool = false,
        within: Duration = .seconds(Limits.requestSeconds)
    ) throws -> API {
        let (metrics, observer) = (metrics, observer)
        return API(
            endpoints: house.rooms.endpoints,
            health: Health(
                isReady: { await readiness.isReady }, isConfirming: { readiness.isConfirming },
                metrics: { metrics.text }),
            version: Torioki.version,
            seal: CursorSeal(key: try linkKeys()[0]),
            effects: house.effects,
            proxies: configuration.proxies,
            checksAnswers: checksAnswers, within: within,
            authenticate: { try await house.access.authenticate(bearer: $0) },
            refused: { await house.tell($0) },
            observe: { observer.heard($0) })
    }

    /// Gives the keys that sign links and seal cursors; the first signs.
    ///
    /// Throws when there is none and the database is shared: services that do not know each other's keys would refuse
    /// each other's links.
    func linkKeys() throws -> [[UInt8]] {
        if !configuration.linkKeys.isEmpty { return configuration.linkKeys }
        guard configuration.databaseURL == nil else {
            throw Complaint(
                "TORIOKI_LINK_KEY is not set. Make one (openssl rand -base64 32) for all services on this database.")
        }
        return [try LinkKey.ofFolder(configuration.data)]
    }

    var access: Access { Access(database: database, effects: .system) }
}

extension Observer {
    /// Turns what the front door served into observations: the request, the refusal, the mistake.
    func heard(_ served: Front.Served) {
        self(.served(method: served.method, route: served.route, status: served.status, duration: served.duration))
        if let code = served.refusal { self(.refused(code: code.rawValue)) }
        guard let error = served.error else { return }
        guard let error = error as? DatabaseError else {
            // A refusal that is foreseen, such as a full queue, is no mistake of ours.
            guard served.status == 500 else { return }
            // Only the type: what an error says may hold data of a customer.
            return self(.failed(route: served.route, error: "\(type(of: error))"))
        }
        if error.kind == .unknownOutcome {
            self(.unknownOutcome(statement: error.statement ?? ""))
        } else if served.status == 500 {
            self(.failed(route: served.route, error: error.description))
        }
    }
}
