// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Foundation
import Kit

/// Adds, lists and closes the accounts of the chain's people.
struct Staff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Add, list and close staff accounts.",
        subcommands: [Add.self, List.self, Password.self, Close.self], defaultSubcommand: List.self
    )

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add an account; the password is read from stdin.",
            discussion: "Roles: \(Role.allCases.map(\.rawValue).joined(separator: ", ")). A clerk needs a location."
        )

        @Argument(help: "The name to sign in with.")
        var login: Login

        @Option(help: "The person's name, as others see it.")
        var name: String

        @Option(help: "What the person may do.")
        var role: Role

        @Option(parsing: .upToNextOption, help: "The stores that a clerk works in.")
        var location: [LocationID] = []

        func run() async throws {
            let password = try NewPassword.fromStandardInput(for: login)
            try await Installation.with { installation in
                let id = try await installation.access.createStaff(
                    login: login, name: name, role: role, locations: Set(location), password: password)
                Terminal.result("\(id)")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the accounts, with the mark that the security log has for their logins.")

        func run() async throws {
            try await Installation.with { installation in
                // Without a link key the marks are not the service's: none is better than a wrong one.
                let log = (try? installation.linkKeys())?.first.map { SecurityLog(observer: .none, secret: $0) }
                for member in try await installation.access.staff() {
                    let places = member.locations.map(\.code).sorted().joined(separator: " ")
                    let state = member.isActive ? "open" : "closed"
                    let mark = log.map { "  log: \($0.mark(of: member.login.text))" } ?? ""
                    Terminal.result(
                        "\(member.login)  \(state)  \(member.role.rawValue)  \(member.name)  [\(places)]\(mark)")
                }
            }
        }
    }

    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set a password, read from stdin; the person's sessions end.")

        @Argument(help: "The name to sign in with.")
        var login: Login

        func run() async throws {
            let password = try NewPassword.fromStandardInput(for: login)
            try await Installation.with { installation in
                try await installation.access.setPassword(password, of: try await installation.staff(login).id)
                Terminal.result("set; all sessions of \(login) are over")
            }
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Close an account; the person's sessions end.")

        @Argument(help: "The name to sign in with.")
        var login: Login

        func run() async throws {
            try await Installation.with { installation in
                try await installation.access.deactivate(try await installation.staff(login).id)
                Terminal.result("closed \(login)")
            }
        }
    }
}

extension Installation {
    /// Finds an account by its login. Throws a `Complaint` when there is none.
    func staff(_ login: Login) async throws -> StaffMember {
        guard let member = try await access.staff().first(where: { $0.login == login }) else {
            throw Complaint("There is no account \(login). `torioki staff list` shows those there are.")
        }
        return member
    }
}

extension NewPassword {
    /// Reads a password from stdin: without an echo at a terminal, otherwise the first line.
    static func fromStandardInput(for login: Login) throws -> NewPassword {
        var typed: String?
        if isatty(0) == 1 {
            typed = getpass("Password for \(login): ").map { String(cString: $0) }
        } else {
            typed = readLine()
        }
        guard let text = typed, !text.isEmpty else {
            throw Complaint("No password came: type it, or pipe one line into the command.")
        }
        do {
            return try NewPassword(text, for: login)
        } catch {
            switch error {
            case .tooShort(let least): throw Complaint("The password needs \(least) characters or more.")
            case .tooLong(let most): throw Complaint("The password may have \(most) bytes at most.")
            case .tooEasy: throw Complaint("That password is one that anybody would try first. Take another.")
            }
        }
    }
}

extension Role: ExpressibleByArgument {}

extension Login: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
