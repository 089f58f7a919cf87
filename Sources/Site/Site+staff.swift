// SPDX-License-Identifier: Apache-2.0
import API
import Access
import HTTPTypes
import Hummingbird
import Kit

/// Pages behind the sign-in.
extension Site {
    /// Registers a page for people with a scope. Who is not signed in is led to the sign-in and back; who may not see
    /// it is told so.
    func addStaffPage<Context: RequestContext>(
        _ router: some RouterMethods<Context>, _ method: HTTPRequest.Method, _ path: RouterPath, for scope: Scope,
        _ answer: @escaping @Sendable (Asked, Principal) async throws -> Answered
    ) {
        addPage(router, method, path) { asked in
            guard let person = try await person(asked) else {
                let to = method == .get ? asked.target : ""
                return .seeOther(Paths.signIn.url(("to", to), ("lang", asked.visitor.lang)))
            }
            guard person.may(scope) else { throw Forbidden() }
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
    struct Forbidden: Error {}
}
