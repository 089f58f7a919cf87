// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Kit
import PQ

/// Signing in and out.
extension Rooms {
    var accessEndpoints: [Endpoint] { [signIn, whoAmI, signOut] }

    private static let session: Path = "/v1/session"

    private static let person = Schema.object([
        .required("name", .text(0...Limits.nameCharacters)),
        .required("role", .choice(Role.self).nullable),
        .required("scopes", .array(.choice(Scope.self), 0...50)),
        .required("locations", .array(.text(.location)).nullable.described("null: all of them.")),
    ])

    private var signIn: Endpoint {
        Endpoint(
            .post, Self.session, id: "signIn", tag: "Access", summary: "Opens a session of a person",
            description: """
                The token is sent as `Authorization: Bearer`. After \(Limits.signInAttempts) wrong tries of a login from one \
                source within \(Limits.signInMinutes) minutes the next are refused. A device on which the login was used \
                before has tries of its own: it keeps `device` and sends it with the next sign-in.
                """, door: .open,
            body: .json(
                .object([
                    .required("login", .text(1...128)), .required("password", .text(1...Limits.passwordBytes)),
                    .optional("device", .text(0...Limits.deviceTokenCharacters)),
                ])),
            answers: [
                .json(
                    201, "Signed in.",
                    .object([
                        .required("token", .text(1...256)), .required("ends_at", .text(.dateTime)),
                        .required("person", Self.person),
                        .required(
                            "device", .text(1...Limits.deviceTokenCharacters).described("By which the device is known.")
                        ),
                    ]))
            ], refuses: [401]
        ) { call in
            let login = call.body["login"]?.string ?? ""
            let signedIn = try await security.signIn(login, from: call.source) {
                try await access.signIn(
                    login: login, password: call.body["password"]?.string ?? "", from: call.source,
                    device: call.body["device"]?.string)
            }
            return Answer(
                status: 201,
                content: .json([
                    "token": .string(signedIn.token), "ends_at": .string(signedIn.endsAt.rfc3339()),
                    "person": Self.json(signedIn.principal), "device": .string(signedIn.device),
                ]))
        }
    }

    private var whoAmI: Endpoint {
        Endpoint(
            .get, Self.session, id: "whoAmI", tag: "Access", summary: "Tells who is signed in", door: .staff,
            answers: [.json(200, "The person.", Self.person)]
        ) { call in .ok(Self.json(try call.principal)) }
    }

    private var signOut: Endpoint {
        Endpoint(
            .delete, Self.session, id: "signOut", tag: "Access", summary: "Ends the session", door: .staff,
            answers: [.empty(204, "Signed out.")]
        ) { call in
            if let bearer = call.bearer { try await access.signOut(bearer: bearer) }
            security(.signedOut, from: call.source, by: call.caller)
            return .noContent
        }
    }

    private static func json(_ principal: Principal) -> JSON {
        var locations = JSON.null
        if case .some(let named) = principal.locations { locations = .array(named.sorted().map { .string($0.code) }) }
        return [
            "name": .string(principal.name), "role": JSON(principal.role?.rawValue),
            "scopes": .array(principal.scopes.map(\.rawValue).sorted().map(JSON.string)), "locations": locations,
        ]
    }
}
