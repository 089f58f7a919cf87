// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Kit
import PQ

/// Issues, lists and revokes the keys by which other programs use the API.
struct Key: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Issue, list and revoke API keys.", subcommands: [Issue.self, List.self, Revoke.self],
        defaultSubcommand: List.self
    )

    struct Issue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key and print it, this once.",
            discussion: "Scopes: \(Scope.allCases.map(\.rawValue).joined(separator: ", "))."
        )

        @Argument(help: "What the key is for, as head office will read it.")
        var name: String

        @Option(parsing: .upToNextOption, help: "What it opens; all scopes when none is given.")
        var scope: [Scope] = []

        @Option(parsing: .upToNextOption, help: "The locations it opens; all when none is given.")
        var location: [LocationID] = []

        @Option(help: "Days until it ends; without end when not given.")
        var days: Int?

        func run() async throws {
            try await Installation.with { installation in
                let now = Effects.system.now()
                let (_, token) = try await installation.access.issueKey(
                    name: name, scopes: scope.isEmpty ? Scope.ofAKey : Set(scope),
                    locations: location.isEmpty ? .all : .some(Set(location)),
                    endsAt: days.map { now + .seconds($0 * 86_400) })
                Terminal.result(token)
                Terminal.message("Keep it now: it is not shown again.")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the keys, the newest first.")

        func run() async throws {
            try await Installation.with { installation in
                let now = Effects.system.now()
                for key in try await installation.access.keys() {
                    let isLive = key.isLive(at: now)
                    let state = key.revokedAt != nil ? "revoked" : isLive ? "open" : "ended"
                    let scopes = key.scopes.map(\.rawValue).sorted().joined(separator: " ")
                    Terminal.result("\(key.id)  \(state)  \(key.createdAt.rfc3339())  \(key.name)  [\(scopes)]")
                }
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Revoke a key; it ends within a second.")

        @Argument(help: "The key's id, as `torioki key list` shows it.")
        var id: String

        func run() async throws {
            try await Installation.with { installation in
                guard try await installation.access.revokeKey(id) else {
                    throw Complaint("There is no key \(id). `torioki key list` shows those there are.")
                }
                Terminal.result("revoked \(id)")
            }
        }
    }
}

extension Scope: ExpressibleByArgument {}

extension LocationID: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
