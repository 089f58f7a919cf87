// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Hummingbird
import Kit

/// Serves a list of endpoints over HTTP: routes, checks, the document, health.
package struct API: Sendable {
    /// Tells who a bearer token belongs to; nil for one that is unknown, expired or revoked.
    package typealias Authenticate = @Sendable (String) async throws -> Principal?

    /// Is a request with a token that was refused for what its bearer is or may.
    package struct Refused: Sendable {
        package let code: ProblemCode
        package let bearer: String
        package let source: Source
        /// The declared path that was asked for.
        package let route: String
    }

    /// The one list of what can be asked.
    package let endpoints: [Endpoint]
    private let authenticate: Authenticate
    private let seal: CursorSeal
    private let effects: Effects
    private let proxies: TrustedProxies
    private let checksAnswers: Bool
    private let within: Duration
    private let refused: @Sendable (Refused) async -> Void
    private let observe: @Sendable (Front.Served) -> Void

    /// Takes the endpoints, to which those of `health` are added.
    ///
    /// `checksAnswers` holds every answer against its declaration and turns one that differs into a 500; for tests.
    package init(
        endpoints: [Endpoint], health: Health, version: String, seal: CursorSeal, effects: Effects = .system,
        proxies: TrustedProxies = .none, checksAnswers: Bool = false,
        within: Duration = .seconds(Limits.requestSeconds),
        authenticate: @escaping Authenticate, refused: @escaping @Sendable (Refused) async -> Void = { _ in },
        observe: @escaping @Sendable (Front.Served) -> Void = { _ in }
    ) {
        let all = endpoints + health.endpoints
        let document = OpenAPI(endpoints: all, version: version).json
        self.endpoints = all + [OpenAPI.endpoint(document)]
        self.authenticate = authenticate
        self.seal = seal
        self.effects = effects
        self.proxies = proxies
        self.checksAnswers = checksAnswers
        self.within = within
        self.refused = refused
        self.observe = observe
        precondition(Set(self.endpoints.map(\.id)).count == self.endpoints.count, "Every operation has its own id")
    }

    /// What is refused before a router sees it.
    var shutDoors: ShutDoors { ShutDoors(endpoints: endpoints, effects: effects, observe: observe) }

    /// Builds a router that serves the endpoints; pages may be added to it afterwards.
    ///
    /// - Parameter noSuchPage: answers people who ask for an address that leads nowhere; nil leaves it to problem details.
    package func router(noSuchPage: @escaping @Sendable (Request) -> Response? = { _ in nil }) -> Router<APIContext> {
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        router.add(
            middleware: Front(
                endpoints: endpoints, effects: effects, within: within, noSuchPage: noSuchPage, observe: observe))
        for endpoint in endpoints {
            let reader = CallReader(endpoint: endpoint, authenticate: authenticate, seal: seal, proxies: proxies)
            let sight = Sight(endpoint)
            router.on(RouterPath(stringLiteral: endpoint.path.template), method: endpoint.method.http) {
                request, context in
                try await respond(to: request, context, reader, sight)
            }
        }
        for path in Set(endpoints.map(\.path)) {
            let allow = endpoints.filter { $0.path == path }.allowed
            router.on(RouterPath(stringLiteral: path.template), method: .options) { _, _ in
                Response(status: .noContent, headers: [.allow: allow])
            }
        }
        return router
    }

    /// Reads what is sent, and does what is asked.
    private func carryOut(
        _ request: Request, _ context: APIContext, _ reader: CallReader, _ sight: Sight, _ caller: Principal?
    ) async throws -> Answer {
        let call = try await reader.read(request, context, from: caller)
        return sight.shown(try await reader.endpoint.handler(call), to: caller)
    }

    private func respond(
        to request: Request, _ context: APIContext, _ reader: CallReader, _ sight: Sight
    ) async throws -> Response {
        let endpoint = reader.endpoint
        do {
            let caller = try await reader.caller(request)
            let answer =
                if let slots = endpoint.slots {
                    try await slots.with {
                        try await withoutHurry { try await carryOut(request, context, reader, sight, caller) }
                    }
                } else {
                    try await carryOut(request, context, reader, sight, caller)
                }
            if checksAnswers { try endpoint.check(answer) }
            return answer.response(to: request, endpoint)
        } catch {
            if checksAnswers { try endpoint.check(Problem(error: error), for: error) }
            if let problem = error as? Problem { await tell(problem, request, context, endpoint) }
            throw error
        }
    }

    /// Says of a token that was refused who came with it, and for what.
    private func tell(
        _ problem: Problem, _ request: Request, _ context: APIContext, _ endpoint: Endpoint
    ) async {
        guard [.tokenRefused, .scopeMissing, .staffOnly].contains(problem.code),
            let bearer = Headers.bearer(request.headers[.authorization])
        else { return }
        await refused(
            Refused(
                code: problem.code, bearer: bearer, source: proxies.source(of: request, context),
                route: endpoint.path.template))
    }
}

extension [Endpoint] {
    /// Lists the methods of endpoints that share a path, as the Allow header does.
    var allowed: String {
        let methods = map(\.method.rawValue)
        return (methods + (methods.contains("GET") ? ["HEAD", "OPTIONS"] : ["OPTIONS"])).joined(separator: ", ")
    }
}

/// Says how an answer differs from what its endpoint declares.
package struct Undeclared: Error, CustomStringConvertible {
    package let description: String
}

extension Endpoint {
    func check(_ answer: Answer) throws(Undeclared) {
        guard let form = answers.first(where: { $0.status == answer.status }) else {
            throw Undeclared(description: "\(id) answers \(answer.status), which it does not declare")
        }
        let value: JSON?
        switch (form.content, answer.content) {
        case (.none, .none), (.media, .bytes), (.media, .events): return
        case (.json, .json(let json)): value = json
        case (.json, .written(let bytes)): value = try? JSON(parsing: bytes)  // What is unreadable differs, below.
        default: throw Undeclared(description: "\(id) answers another kind of content than it declares")
        }
        guard case .json(let schema) = form.content, let value else {
            throw Undeclared(description: "\(id) answers something that is no JSON")
        }
        if let failure = schema.failures(of: value).first {
            throw Undeclared(description: "\(id) answers \(failure.pointer): \(failure.code) \(failure.expected)")
        }
    }

    func check(_ problem: Problem, for error: any Error) throws(Undeclared) {
        if error is Undeclared || problem.status == 500 || documents(problem.status) { return }
        throw Undeclared(description: "\(id) answers \(problem.status) for \(error), which it does not declare")
    }
}
