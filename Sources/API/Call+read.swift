// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Hummingbird
import Kit
import NIOCore

/// Turns a request into a call, step by step as the statuses are ordered: who asks (401, 403), what is sent (413, 415,
/// 408, 400), the headers and parameters (400, 428), and the rules on all of it (422).
struct CallReader: Sendable {
    let endpoint: Endpoint
    let authenticate: API.Authenticate
    let seal: CursorSeal
    let proxies: TrustedProxies

    /// Asks who comes, before anything is read of what they send.
    func caller(_ request: Request) async throws -> Principal? {
        try await caller(request.headers, Headers.bearer(request.headers[.authorization]))
    }

    func read(_ request: Request, _ context: APIContext, from caller: Principal?) async throws -> Call {
        let target = try Target(request.head.path ?? "/")
        var failures: [Failure] = []
        let path = try path(context)
        let query = parameters(target, &failures)
        let headers = headers(request.headers, &failures)
        let (bytes, mediaType) = try await body(request)
        let body = try json(bytes, &failures)
        let key = try key(request.headers)
        let versions = try versions(request.headers)
        guard failures.isEmpty else { throw Problem.invalid(Array(failures.prefix(Limits.failuresTold))) }
        return Call(
            endpoint: endpoint, caller: caller,
            bearer: caller == nil ? nil : Headers.bearer(request.headers[.authorization]), requestID: context.requestID,
            source: proxies.source(of: request, context),
            language: context.language, path: path,
            query: query, headers: headers, body: body, bytes: bytes, mediaType: mediaType, key: key,
            expectedVersions: versions, page: try page(query), target: target, seal: seal)
    }

    private func caller(_ headers: HTTPFields, _ bearer: String?) async throws -> Principal? {
        guard endpoint.door != .open else { return nil }
        guard headers.contains(.authorization) else { throw Problem(.tokenMissing) }
        guard let bearer, let principal = try await authenticate(bearer) else { throw Problem(.tokenRefused) }
        switch endpoint.door {
        case .open: break
        case .staff: guard principal.staff != nil else { throw Problem(.staffOnly) }
        case .scope(let scope):
            guard principal.may(scope) else {
                throw Problem(
                    .scopeMissing, Words(ja: "\(scope.rawValue)の権限が必要です。", en: "It needs \(scope.rawValue)."))
            }
        }
        return principal
    }

    private func path(_ context: APIContext) throws -> [String: String] {
        var values: [String: String] = [:]
        for parameter in endpoint.parameters where parameter.part == .path {
            guard let text = context.parameters.get(parameter.name).flatMap({ PercentCoding.decode($0) }) else {
                throw Problem(.malformedTarget)
            }
            // An id that cannot be one names nothing.
            guard parameter.schema.failures(of: parameter.schema.value(ofText: text)).isEmpty else {
                throw Problem(.notFound)
            }
            values[parameter.name] = text
        }
        return values
    }

    /// Reads the declared parameters of the query; others are ignored, as those of links that were decorated on the way.
    private func parameters(_ target: Target, _ failures: inout [Failure]) -> [String: JSON] {
        var values: [String: JSON] = [:]
        for parameter in endpoint.parameters where parameter.part == .query {
            let texts = target.query.lazy.filter { $0.name == parameter.name }.map(\.value)
            if let items = parameter.schema.items {
                if !texts.isEmpty { values[parameter.name] = .array(texts.map(items.value(ofText:))) }
            } else {
                values[parameter.name] = texts.first.map(parameter.schema.value(ofText:))
                if texts.count > 1 {
                    failures.append(Failure(part: .query, pointer: "/\(parameter.name)", code: .repeated))
                }
            }
            check(parameter, values[parameter.name], &failures)
        }
        return values
    }

    private func headers(_ fields: HTTPFields, _ failures: inout [Failure]) -> [String: JSON] {
        var values: [String: JSON] = [:]
        for parameter in endpoint.parameters where parameter.part == .header {
            guard let name = HTTPField.Name(parameter.name) else { continue }
            values[parameter.name] = fields[name].map(parameter.schema.value(ofText:))
            check(parameter, values[parameter.name], &failures)
        }
        return values
    }

    private func check(_ parameter: Endpoint.Parameter, _ value: JSON?, _ failures: inout [Failure]) {
        let place = "/\(parameter.name)"
        if let value {
            failures += parameter.schema.failures(of: value, in: parameter.part).map {
                Failure(part: $0.part, pointer: place + $0.pointer, code: $0.code, expected: $0.expected)
            }
        } else if parameter.isRequired {
            failures.append(Failure(part: parameter.part, pointer: place, code: .missing))
        }
    }

    private func body(_ request: Request) async throws -> (bytes: [UInt8], mediaType: String) {
        guard endpoint.takesBody else { return ([], "") }
        let length = request.headers[.contentLength].flatMap { Int($0) }
        if let length, length > endpoint.bodyLimit { throw Problem(.bodyTooLarge) }
        let isSent = length.map { $0 > 0 } ?? (request.headers[.transferEncoding] != nil)
        let type = (request.headers[.contentType] ?? "").split(separator: ";").map { $0.trimming(" \t").lowercased() }
        if isSent {
            let taken: [String] =
                switch endpoint.body {
                case .none: []
                case .json: ["application/json"]
                case .raw(let types, _): types
                }
            let charset = type.dropFirst().first { $0.hasPrefix("charset=") }?.dropFirst(8).trimming("\"")
            let isJSON = taken == ["application/json"]
            guard let name = type.first, taken.contains(name), request.headers[.contentEncoding] == nil,
                !isJSON || charset == nil || charset == "utf-8"
            else {
                throw Problem(
                    .unsupportedMediaType,
                    Words(
                        ja: "受け付ける形式: \(taken.joined(separator: ", "))",
                        en: "Taken here: \(taken.joined(separator: ", ")), without Content-Encoding."))
            }
        }
        if !isSent, case .raw = endpoint.body {
            throw Problem.invalid([Failure(part: .body, pointer: "", code: .missing)])
        }
        let buffer = try await request.body.collect(upTo: endpoint.bodyLimit)
        // A connection that broke in the middle must not pass for a short body.
        if let length, buffer.readableBytes != length { throw BodyBroken(code: .unreadableHTTP) }
        return (Array(buffer.readableBytesView), type.first ?? "")
    }

    private func json(_ bytes: [UInt8], _ failures: inout [Failure]) throws -> JSON {
        guard case .json(let schema, let isRequired) = endpoint.body else { return .null }
        if bytes.isEmpty, !isRequired { return .null }
        let value = try JSON(parsing: bytes)
        failures += schema.failures(of: value)
        return value
    }

    private func key(_ headers: HTTPFields) throws(Problem) -> String? {
        guard endpoint.key != .no else { return nil }
        guard let header = headers[.idempotencyKey] else {
            if endpoint.key == .required { throw Problem(.keyMissing) }
            return nil
        }
        return try Headers.idempotencyKey(header)
    }

    private func versions(_ headers: HTTPFields) throws(Problem) -> [Int]? {
        guard endpoint.precondition != .no else { return nil }
        guard let header = headers[.ifMatch] else {
            if endpoint.precondition == .required { throw Problem(.preconditionRequired) }
            return nil
        }
        return try Headers.versions(header)
    }

    private func page(_ query: [String: JSON]) throws(Problem) -> Page {
        let limit = query["limit"]?.int ?? Limits.defaultPageRows
        guard endpoint.isPaged, let cursor = query["cursor"]?.string else { return Page(limit: limit, after: nil) }
        guard let key = seal.open(cursor, for: endpoint.id) else { throw Problem(.invalidCursor) }
        return Page(limit: limit, after: key)
    }
}
