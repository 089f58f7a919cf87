// SPDX-License-Identifier: Apache-2.0
import Customers
import HTTPTypes
import Hummingbird
import Kit
import PQ

/// Stands before every route: names the request, turns errors into problems, puts the security headers on every answer,
/// and says what was served.
package struct Front: RouterMiddleware {
    /// Says what was answered, and which error stands behind a refusal.
    package struct Served: Sendable {
        package let method: String
        /// The declared path; `NotFound` where there is none.
        package let route: String
        package let status: Int
        package let duration: Duration
        package let requestID: String
        /// The code of the problem that was answered.
        package let refusal: ProblemCode?
        /// The error behind a problem that is our own mistake or the database's.
        package let error: (any Error)?
    }

    let endpoints: [Endpoint]
    let effects: Effects
    /// The span in which a request is answered, but for files and streams.
    let within: Duration
    let noSuchPage: @Sendable (Request) -> Response?
    let observe: @Sendable (Served) -> Void

    @concurrent
    package func handle(
        _ request: Request, context: APIContext, next: @concurrent (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var context = context
        context.requestID = Headers.requestID(request.headers[.requestID]) ?? Crockford.text(of: effects.uniqueID())
        context.language = Language(accepting: request.headers[.acceptLanguage])
        var (refusal, cause): (ProblemCode?, (any Error)?) = (nil, nil)
        var response: Response
        do {
            try check(request)
            let inner = context
            response = try await RequestDeadline.$current.withValue(RequestDeadline(within: within)) {
                try await next(request, inner)
            }
        } catch {
            let problem = problem(error, request)
            (refusal, cause) = (problem.code, problem.status >= 500 ? error : nil)
            response =
                (problem.code == .noSuchRoute ? noSuchPage(request) : nil)
                ?? problem.response(context.language, requestID: context.requestID)
            if request.method == .head { response = response.createHeadResponse() }
        }
        Front.decorate(&response.headers, requestID: context.requestID)
        observe(
            Served(
                method: request.method.rawValue, route: context.endpointPath ?? "NotFound",
                status: response.status.code, duration: .now - start, requestID: context.requestID, refusal: refusal,
                error: cause))
        return response
    }

    /// Refuses what no route should see. One Host, of a form that a host can have, is required by RFC 9112 section 3.2: what
    /// stands before this service may have read the other one.
    private func check(_ request: Request) throws {
        guard let host = request.head.authority, !host.isEmpty else { throw Problem(.missingHost) }
        // The first is the authority, a second one stays among the headers.
        guard Host.isWellFormed(host), request.headers[.host] == nil else { throw Problem(.malformedHost) }
        guard PercentCoding.decode(request.uri.path) != nil else { throw Problem(.malformedTarget) }
    }

    private func problem(_ error: any Error, _ request: Request) -> Problem {
        // The router's own word for "no such route" and for "no such method there".
        guard let error = error as? HTTPError, error.status == .notFound else { return Problem(error: error) }
        let there = endpoints.filter { $0.path.matches(request.uri.path) }
        guard !there.isEmpty else { return Problem(.noSuchRoute) }
        var problem = Problem(.methodNotAllowed)
        problem.headers[.allow] = there.allowed
        return problem
    }

    /// Adds what every answer carries, where a page has not set its own (OWASP ASVS 5.0, 3.4 and 14.3.2). What concerns
    /// documents alone, pages set.
    static func decorate(_ headers: inout HTTPFields, requestID: String) {
        headers[.requestID] = requestID
        for field in common where !headers.contains(field.name) { headers.append(field) }
    }

    private static let common: [HTTPField] = [
        HTTPField(name: .xContentTypeOptions, value: "nosniff"),
        HTTPField(name: .cacheControl, value: "no-store"),
        HTTPField(
            name: .contentSecurityPolicy, value: "default-src 'none'; frame-ancestors 'none'; sandbox"),
        HTTPField(name: .referrerPolicy, value: "no-referrer"),
        // Pages of other sites load nothing of ours; the embed's script says otherwise.
        HTTPField(name: .crossOriginResourcePolicy, value: "same-origin"),
    ]
}
