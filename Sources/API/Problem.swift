// SPDX-License-Identifier: Apache-2.0
import Customers
import HTTPTypes
import Kit

/// Is an answer that says no (RFC 9457): a code, perhaps words on this case, perhaps members for programs.
package struct Problem: RefusedRequest, Sendable {
    package let code: ProblemCode
    package var detail: Words?
    package var failures: [Failure] = []
    /// Members beyond those of RFC 9457, such as `available`.
    package var members: JSON.Object = [:]
    package var headers: HTTPFields = [:]

    package init(_ code: ProblemCode, _ detail: Words? = nil) {
        self.code = code
        self.detail = detail
        // Whoever is sent away for the moment is told when to come back, also where nobody knows better.
        if [429, 503].contains(code.status) { headers[.retryAfter] = "1" }
    }

    package var status: Int { code.status }

    /// Tells what is wrong with a request, as one problem: 400 when any part of it could not be read, 422 when all of
    /// it could and a rule is broken.
    package static func invalid(_ failures: [Failure]) -> Problem {
        var problem = Problem(failures.allSatisfy(\.code.breaksRule) ? .ruleBroken : .invalidRequest)
        problem.failures = failures
        return problem
    }

    /// Tells what is wrong with one member of the body, for a rule that a room checks and a schema cannot.
    package static func invalid(_ pointer: String, _ code: Failure.Code, _ expected: String = "") -> Problem {
        invalid([Failure(part: .body, pointer: pointer, code: code, expected: expected)])
    }

    /// Tells how long a client should wait before it asks again.
    package func retry(after seconds: Int) -> Problem {
        var problem = self
        problem.headers[.retryAfter] = String(seconds)
        return problem
    }

    func with(_ members: JSON.Object) -> Problem {
        var problem = self
        problem.members = members
        return problem
    }

    /// Prints the body.
    package func json(_ language: Language, instance: String) -> JSON {
        var object: JSON.Object = [
            "type": .string(code.page), "title": .string(code.entry.title[language]), "status": .int(status),
        ]
        object["detail"] = detail.map { .string($0[language]) }
        object["instance"] = .string(instance)
        object["code"] = .string(code.rawValue)
        for member in members { object[member.key] = member.value }
        if !failures.isEmpty {
            object["errors"] = .array(
                failures.map { failure in
                    [
                        "in": .string(failure.part.rawValue), "pointer": .string(failure.pointer),
                        "code": .string(failure.code.rawValue), "detail": .string(failure.detail[language]),
                    ]
                })
        }
        return .object(object)
    }

    /// Describes the body in the document.
    static let schema = Schema.named(
        "Problem",
        .object([
            .required("type", .text(1...100).example("/problems/TRK-302")),
            .required("title", .text(1...200)),
            .required("status", .integer(400...599)),
            .optional("detail", .text(1...2_000)),
            .required("instance", .text(1...Limits.requestIDCharacters).described("The request's id.")),
            .required("code", .choice(ProblemCode.self).described("See docs/errors.md.")),
            .optional("sku", .text(1...64)),
            .optional("location", .text(1...16)),
            .optional("available", .integer(0...Int.max)),
            .optional("current_version", .integer(0...Int.max)),
            .optional("limit", .integer(0...Int.max)),
            .optional("step", .text(0...100)),
            .optional("fulfilment", .text(0...100)),
            .optional("opens_at", .text(.dateTime)),
            .optional("offset", .integer(0...Int.max).described("The byte at which reading ended.")),
            .optional(
                "errors",
                .array(
                    .object([
                        .required("in", .choice(["body", "query", "path", "header"])),
                        .required("pointer", .text(0...10_000).described("JSON Pointer (RFC 6901) into that part.")),
                        .required("code", .text(1...40)),
                        .required("detail", .text(1...10_000)),
                    ]), 1...Limits.failuresTold)),
        ]))
}
