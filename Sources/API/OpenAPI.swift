// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Kit

/// Prints the endpoints as an OpenAPI 3.1 document.
package struct OpenAPI: Sendable {
    package let json: JSON

    package init(endpoints: [Endpoint], version: String) {
        var components: [String: JSON] = [:]
        let problem = Problem.schema.print(into: &components)
        var paths: JSON.Object = [:]
        for endpoint in endpoints {
            var item = paths[endpoint.path.template]?.object ?? [:]
            item[endpoint.method.rawValue.lowercased()] = .object(
                endpoint.operation(problem: problem, into: &components))
            paths[endpoint.path.template] = .object(item)
        }
        json = [
            "openapi": "3.1.0",
            "info": [
                "title": "Torioki", "version": .string(version),
                "summary": "Click-and-reserve: from the click to the counter",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "tags": .array(
                endpoints.map(\.tag).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
                    .map { ["name": .string($0)] }),
            "paths": .object(paths),
            "components": [
                "schemas": .object(JSON.Object(components.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })),
                "securitySchemes": [
                    "bearer": [
                        "type": "http", "scheme": "bearer",
                        "description": "An API key, or the token of a signed-in person.",
                    ]
                ],
            ],
        ]
    }

    /// Declares the operation that serves the document, which is printed once.
    static func endpoint(_ document: JSON) -> Endpoint {
        var bytes: [UInt8] = []
        document.write(to: &bytes)
        let written = bytes
        return Endpoint(
            .get, "/openapi.json", id: "describe", tag: "Health", summary: "Describes the API", door: .open,
            answers: [.json(200, "OpenAPI 3.1.", .anything)]
        ) { _ in Answer(status: 200, content: .written(written)) }
    }
}

extension Endpoint {
    fileprivate func operation(problem: JSON, into components: inout [String: JSON]) -> JSON.Object {
        var operation: JSON.Object = ["operationId": .string(id), "tags": [.string(tag)], "summary": .string(summary)]
        var words = description
        if case .scope(let scope) = door { words += "\(words.isEmpty ? "" : "\n\n")Scope: `\(scope.rawValue)`." }
        if !words.isEmpty { operation["description"] = .string(words) }
        operation["security"] = door == .open ? [] : [["bearer": []]]
        let parameters = parameters.map { $0.printed(into: &components) } + headerParameters
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        operation["requestBody"] = requestBody(into: &components)
        operation["responses"] = .object(responses(problem: problem, into: &components))
        return operation
    }

    private var headerParameters: [JSON] {
        var parameters: [JSON] = []
        func add(_ name: String, _ demand: Demand, _ words: String, _ schema: JSON) {
            guard demand != .no else { return }
            parameters.append([
                "name": .string(name), "in": "header", "required": .bool(demand == .required),
                "description": .string(words), "schema": schema,
            ])
        }
        add(
            "Idempotency-Key", key,
            """
            Names the request, so that it can be asked again and is done once. One key for one request of its client, \
            whatever that addresses: another request under it is TRK-316. Members of a body may come again in another \
            order. Kept for \(Limits.keyDays) days.
            """,
            [
                "type": "string", "minLength": 1, "maxLength": .int(Limits.keyCharacters),
                "pattern": "^(\"[A-Za-z0-9._:-]{1,253}\"|[A-Za-z0-9._:-]{1,253})$",
                "examples": ["\"8e03978e-40d5-43dd-bc93-6894a57f9324\""],
            ])
        add(
            "If-Match", precondition,
            "The ETag of the version that was read, or several: the request is done on no other. `*` for any.",
            ["type": "string", "pattern": "^(\\*|\"v[0-9]{1,9}\"( ?, ?\"v[0-9]{1,9}\")*)$", "examples": ["\"v7\""]])
        return parameters
    }

    private func requestBody(into components: inout [String: JSON]) -> JSON? {
        switch body {
        case .none: return nil
        case .json(let schema, let isRequired):
            return [
                "required": .bool(isRequired),
                "content": ["application/json": ["schema": schema.print(into: &components)]],
            ]
        case .raw(let types, _):
            let content = types.map { ($0, ["schema": ["type": "string", "format": "binary"]] as JSON) }
            return ["required": true, "content": .object(JSON.Object(content))]
        }
    }

    private func responses(problem: JSON, into components: inout [String: JSON]) -> JSON.Object {
        var responses: JSON.Object = [:]
        for answer in answers { responses[String(answer.status)] = answer.printed(isPaged, into: &components) }
        if isTagged { responses["304"] = ["description": "The version named by If-None-Match is the current one."] }
        for status in refusals.sorted() {
            let titles = ProblemCode.allCases.filter { $0.status == status }.map(\.entry.title.en)
            var response: JSON.Object = [
                "description": .string(titles.isEmpty ? "Refused." : titles.joined(separator: ". ") + "."),
                "content": ["application/problem+json": ["schema": problem]],
            ]
            switch status {
            case 401: response["headers"] = header("WWW-Authenticate", "Asks for a bearer token.")
            case 429, 503: response["headers"] = header("Retry-After", "Seconds after which to ask again.")
            default: break
            }
            responses[String(status)] = .object(response)
        }
        return responses
    }
}

private func header(_ name: String, _ words: String) -> JSON {
    .object([name: ["description": .string(words), "schema": ["type": "string"]]])
}

extension Endpoint.Parameter {
    fileprivate func printed(into components: inout [String: JSON]) -> JSON {
        var printed: JSON.Object = [
            "name": .string(name), "in": .string(part.rawValue), "required": .bool(isRequired),
            "schema": schema.print(into: &components),
        ]
        if part == .query, schema.items != nil { printed["explode"] = true }
        return .object(printed)
    }
}

extension Answer.Form {
    fileprivate func printed(_ isPaged: Bool, into components: inout [String: JSON]) -> JSON {
        var printed: JSON.Object = ["description": .string(description)]
        var headers: JSON.Object = [:]
        func add(_ name: String, _ words: String) {
            headers[name] = ["description": .string(words), "schema": ["type": "string"]]
        }
        if isTagged { add("ETag", "The version, for If-Match and If-None-Match.") }
        if status == 201 { add("Location", "Where the new thing is.") }
        if isPaged { add("Link", "The next page (`rel=next`), when there is one.") }
        if !headers.isEmpty { printed["headers"] = .object(headers) }
        switch content {
        case .none: break
        case .json(let schema): printed["content"] = ["application/json": ["schema": schema.print(into: &components)]]
        case .media(let type): printed["content"] = .object([type: ["schema": ["type": "string"]]])
        }
        return .object(printed)
    }
}
