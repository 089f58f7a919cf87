// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Kit
import PQ
import ServiceLifecycle

extension Installation {
    /// Builds what `serve` runs, in the order in which it is started: duties first, the door after them, so that on the
    /// way down the door is closed first, and before it readiness is withdrawn.
    func services() throws -> [any Service] {
        let readiness = Readiness(database: database)
        let api = try buildAPI(readiness: readiness)
        let configuration = configuration
        let observer = observer
        let door = API.application(
            api.router(), host: configuration.host, port: configuration.port, logger: logger
        ) { port in
            readiness.open()
            observer(.started(address: configuration.url(port: port), version: Torioki.version))
            Terminal.message("Torioki serves at \(configuration.url(port: port))")
        }
        return [door, Doorkeeper(readiness: readiness, drain: configuration.drain, observer: observer)]
    }

    /// Builds the API: every endpoint of every room.
    func buildAPI(readiness: Readiness) throws -> API {
        let access = access
        let (metrics, observer) = (metrics, observer)
        return API(
            endpoints: [],
            health: Health(isReady: { await readiness.isReady }, metrics: { metrics.text }),
            version: Torioki.version,
            seal: CursorSeal(key: try linkKeys()[0]),
            authenticate: { try await access.authenticate(bearer: $0) },
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
