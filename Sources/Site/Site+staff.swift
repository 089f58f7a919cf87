// SPDX-License-Identifier: Apache-2.0
import API
import Access
import HTTPTypes
import Hummingbird
import Kit

/// Pages behind the sign-in.
extension Site {
    /// Registers a page for people with a scope, or for all who sign in where none is named. Who is not signed in is led to the sign-in and back; who may not see
    /// it is told so.
    func addStaffPage<Context: RequestContext>(
        _ router: some RouterMethods<Context>, _ method: HTTPRequest.Method, _ path: RouterPath, for scope: Scope?,
        _ answer: @escaping @Sendable (Asked, Principal) async throws -> Answered
    ) {
        addPage(router, method, path) { asked in
            guard let person = try await person(asked) else {
                let to = method == .get ? asked.target : ""
                return .seeOther(Paths.signIn.url(("to", to), ("lang", asked.visitor.lang)))
            }
            guard scope.map(person.may) ?? true else { throw Forbidden() }
            return try await answer(asked, person)
        }
    }

    /// Registers a stream for people with a scope that says when something happened which `isOfConcern`.
    func addStaffStream<Context: RequestContext>(
        _ router: some RouterMethods<Context>, _ path: RouterPath, for scope: Scope,
        _ isOfConcern: @escaping @Sendable (Asked, Principal) throws -> @Sendable (Event) -> Bool
    ) {
        addStream(router, path) { asked in
            guard let person = try await person(asked), person.may(scope) else { throw Forbidden() }
            let concerns = try isOfConcern(asked, person)
            return Watch { event in
                // Who has lost the right to look hears nothing more: a stream outlives sessions.
                guard let now = try await self.person(asked), now.may(scope) else { return nil }
                return concerns(event)
            }
        }
    }

    /// Tells who is signed in; nil for nobody.
    func person(_ asked: Asked) async throws -> Principal? {
        guard let token = asked.token, let person = try await access.authenticate(bearer: token), person.staff != nil
        else { return nil }
        return person
    }

    /// Is what a person may not see or do.
    struct Forbidden: Error {
        /// Another site sent the form.
        var isStrange = false
    }

    /// Writes a refusal by right into the security log.
    func note(_ error: any Error, _ request: Request, _ context: some RequestContext) async {
        await note(
            error, token: request.cookies[cookie]?.value, from: proxies.source(of: request, context),
            at: context.endpointPath ?? "")
    }

    func note(_ error: any Error, token: String?, from source: Source, at route: String) async {
        guard let forbidden = error as? Forbidden else { return }
        var person: Principal?
        // Who it was is not told while the database is away.
        if let token { person = try? await access.authenticate(bearer: token) }
        security(forbidden.isStrange ? .strangeForm : .rightMissing, from: source, by: person, at: route)
    }
}
