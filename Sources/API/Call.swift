// SPDX-License-Identifier: Apache-2.0
import Access
import Crypto
import Customers
import HTTPTypes
import Kit

/// Is a request that has passed every check its endpoint declares: what a handler sees of HTTP.
package struct Call: Sendable {
    package let endpoint: Endpoint
    /// Who asks; nil only where the door is open.
    package let caller: Principal?
    /// The token it came with.
    package let bearer: String?
    package let requestID: String
    /// From where it comes, as limiters tell sources apart.
    package let source: Source
    package let language: Language
    /// The parameters of the path, as sent, decoded.
    package let path: [String: String]
    /// The parameters of the query and the headers that were given, by name, of the type their schema says.
    package let query: [String: JSON]
    package let headers: [String: JSON]
    /// The body, when it is JSON; `null` when an optional one was left out.
    package let body: JSON
    /// The body's bytes as they came.
    package let bytes: [UInt8]
    /// The media type of the body, without parameters.
    package let mediaType: String
    /// The client's Idempotency-Key.
    package let key: String?
    /// The versions that If-Match names, any of which will do: nil without one, or when it is `*`. Tags that are none of
    /// ours are not among them, so that they do not match.
    package let expectedVersions: [Int]?
    /// The page that is asked for.
    package let page: Page
    let target: Target
    let seal: CursorSeal

    /// Gives who asks. A handler behind a door may rely on it; in an open one it throws 401.
    package var principal: Principal {
        get throws(Problem) {
            guard let caller else { throw Problem(.tokenMissing) }
            return caller
        }
    }

    /// Reads a parameter of the path. Throws `Refusal.notFound(thing)` when it is no such id: what cannot exist is not
    /// there.
    package func path<Value>(
        _ name: String, _ thing: Refusal.Thing, _ read: (String) -> Value?
    ) throws(Refusal) -> Value {
        guard let value = path[name].flatMap(read) else { throw .notFound(thing) }
        return value
    }

    /// Reads a parameter of the query; nil when it was not given. Throws `.wrongFormat` when it is no such value.
    package func query<Value>(_ name: String, _ read: (String) -> Value?) throws(Problem) -> Value? {
        guard let text = query[name]?.string else { return nil }
        guard let value = read(text) else {
            throw .invalid([Failure(part: .query, pointer: "/\(name)", code: .wrongFormat, expected: "\(Value.self)")])
        }
        return value
    }

    /// Reads a parameter of the query that may be given several times; empty when it was not given.
    package func queries<Value>(_ name: String, _ read: (String) -> Value?) throws(Problem) -> [Value] {
        var values: [Value] = []
        for (index, text) in (query[name]?.array ?? []).compactMap(\.string).enumerated() {
            guard let value = read(text) else {
                throw .invalid([
                    Failure(part: .query, pointer: "/\(name)/\(index)", code: .wrongFormat, expected: "\(Value.self)")
                ])
            }
            values.append(value)
        }
        return values
    }

    /// Fingerprints what was asked, so that a key that comes again with another request is found out: SHA-256 of the
    /// operation and of what it was told. That is taken as it was read, not as it was written: white space, the order of
    /// members and the spelling of numbers and texts do not count, nor do parameters that the operation has not.
    package var fingerprint: [UInt8] {
        let told: JSON = [
            "path": .object(JSON.Object(path.map { ($0.key, .string($0.value)) })),
            "query": .object(JSON.Object(query.map { ($0.key, $0.value) })), "body": body.isNull ? [:] : body,
        ]
        var written = Array("\(endpoint.method.rawValue) \(endpoint.path.template)\n".utf8)
        told.canonical.write(to: &written)
        var hash = SHA256()
        hash.update(data: written)
        // A body that is no JSON counts as it came.
        if case .raw = endpoint.body { hash.update(data: bytes) }
        return Array(hash.finalize())
    }
}
