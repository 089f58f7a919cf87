// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Kit

/// Declares one operation of the API, once: from this value come its route, the checks on what is sent, the statuses
/// it may answer and its page in the OpenAPI document.
package struct Endpoint: Sendable {
    package enum Method: String, Sendable {
        case get = "GET", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE"

        var http: HTTPRequest.Method {
            switch self {
            case .get: .get
            case .post: .post
            case .put: .put
            case .patch: .patch
            case .delete: .delete
            }
        }
    }

    package typealias Handler = @Sendable (Call) async throws -> Answer

    /// Says who may come in.
    package enum Door: Sendable, Equatable {
        /// Anyone; a token is not even looked at.
        case open
        /// Who has this scope, person or program.
        case scope(Scope)
        /// A signed-in person, whatever the role.
        case staff
    }

    /// Says how a header is asked for.
    package enum Demand: Sendable, Equatable { case no, optional, required }

    /// Says what may be sent as a body.
    package enum Body: Sendable {
        case none
        case json(Schema, required: Bool = true)
        /// Bytes of one of these media types, at most `limit` of them.
        case raw([String], limit: Int)
    }

    package struct Parameter: Sendable {
        let part: Failure.Part
        let name: String
        let schema: Schema
        let isRequired: Bool

        package static func path(_ name: String, _ schema: Schema) -> Parameter {
            Parameter(part: .path, name: name, schema: schema, isRequired: true)
        }

        package static func query(_ name: String, _ schema: Schema, required: Bool = false) -> Parameter {
            Parameter(part: .query, name: name, schema: schema, isRequired: required)
        }

        package static func header(_ name: String, _ schema: Schema, required: Bool = false) -> Parameter {
            Parameter(part: .header, name: name, schema: schema, isRequired: required)
        }
    }

    package let method: Method
    package let path: Path
    /// `operationId` in the document, and the name in code that is generated from it.
    package let id: String
    package let tag: String
    package let summary: String
    package let description: String
    package let door: Door
    package let parameters: [Parameter]
    package let body: Body
    /// Whether an Idempotency-Key is asked for.
    package let key: Demand
    /// Whether an If-Match is asked for.
    package let precondition: Demand
    /// Adds `limit` and `cursor`, and a Link to the next page.
    package let isPaged: Bool
    package let answers: [Answer.Form]
    /// Tells that the operation is refused for the moment (`ShutDoor`); nil for one that never is.
    package let isShut: (@Sendable () -> Bool)?
    /// The places of those who send a file, of which only so many are read and worked on at once.
    package let slots: Slots?
    /// Statuses of refusals beyond those that follow from the declaration.
    package let refuses: Set<Int>
    package let handler: Handler

    package init(
        _ method: Method, _ path: Path, id: String, tag: String, summary: String, description: String = "",
        door: Door, parameters: [Parameter] = [], body: Body = .none, key: Demand = .no, precondition: Demand = .no,
        isPaged: Bool = false, answers: [Answer.Form], refuses: Set<Int> = [],
        isShut: (@Sendable () -> Bool)? = nil, slots: Slots? = nil, handler: @escaping Handler
    ) {
        let declared = parameters.filter { $0.part == .path }.map(\.name)
        declares(Set(declared) == Set(path.parameters), "\(id) declares every parameter of \(path)")
        if case .raw(_, let limit) = body {
            declares(
                limit <= Limits.bodyBytes || slots != nil, "\(id) reads large bodies in slots, apart from the loops")
        }
        self.method = method
        self.path = path
        self.id = id
        self.tag = tag
        self.summary = summary
        self.description = description
        self.door = door
        self.parameters = parameters + (isPaged ? Page.parameters : [])
        self.body = body
        self.key = key
        self.precondition = precondition
        self.isPaged = isPaged
        self.answers = answers
        self.refuses = refuses
        self.isShut = isShut
        self.slots = slots
        self.handler = handler
    }
}

/// Checks a declaration; needed since a parameter of the initialiser bears the name of the standard function.
private func declares(_ condition: Bool, _ message: String) { precondition(condition, message) }

extension Endpoint {
    /// Tells whether the operation changes something.
    var isCommand: Bool { method != .get }

    /// Tells whether an answer carries a version, so that If-None-Match may be answered 304.
    var isTagged: Bool { !isCommand && answers.contains(where: \.isTagged) }

    var takesBody: Bool {
        if case .none = body { false } else { true }
    }

    /// Bytes that a body may have.
    var bodyLimit: Int {
        switch body {
        case .none: 0
        case .json: door == .open ? Limits.openBodyBytes : Limits.bodyBytes
        case .raw(_, let limit): limit
        }
    }

    /// Lists every status of a refusal that the declaration makes possible: what is not here does not occur.
    package var refusals: Set<Int> {
        var statuses = refuses
        // Any request may be unreadable, or have a target or headers beyond what is taken.
        statuses.formUnion([400, 431, 501])
        if door != .open { statuses.formUnion([401, 403]) }
        if !path.parameters.isEmpty { statuses.insert(404) }
        if takesBody { statuses.formUnion([408, 413, 415]) }
        if takesBody || !parameters.isEmpty { statuses.insert(422) }
        if isCommand { statuses.formUnion([409, 422]) }
        // Who is not known is limited by source or by link.
        if isCommand, door == .open { statuses.insert(429) }
        if precondition != .no { statuses.insert(412) }
        if precondition == .required { statuses.insert(428) }
        statuses.insert(503)
        return statuses
    }

    /// Tells whether the document names a status for this operation.
    package func documents(_ status: Int) -> Bool {
        answers.contains { $0.status == status } || refusals.contains(status) || (status == 304 && isTagged)
    }
}
