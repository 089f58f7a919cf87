// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Knows the folder of PostgreSQL's programs, 15 or newer.
struct PostgresPrograms {
    let folder: String

    /// Looks in PATH, asks `pg_config`, then looks where Debian keeps them, the newest first.
    ///
    /// Throws when there is no server of version 15 or newer.
    init() throws(ClusterError) {
        var candidates: [String] = []
        if let found = Command.find("initdb") { candidates.append(String(found.dropLast("/initdb".count))) }
        if let told = Self.toldByConfig() { candidates.append(told) }
        candidates += Self.debianFolders()
        for folder in candidates {
            // Links to some of the programs in another folder are not enough: they belong together.
            let needed = ["postgres", "initdb", "pg_ctl", "psql", "createdb"]
            guard needed.allSatisfy({ access("\(folder)/\($0)", X_OK) == 0 }) else { continue }
            guard let version = Self.version(of: folder), version >= 15 else { continue }
            self.folder = folder
            return
        }
        throw ClusterError(
            "No PostgreSQL 15 or newer was found: install it (Debian: apt-get install postgresql-15), or put the "
                + "folder of initdb and postgres into PATH.")
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    private static func toldByConfig() -> String? {
        guard let program = Command.find("pg_config") else { return nil }
        return output(of: Command(program, ["--bindir"]))
    }

    private static func debianFolders() -> [String] {
        let root = "/usr/lib/postgresql"
        return FileTools.entries(root).compactMap { name in Int(name) }.sorted(by: >).map { "\(root)/\($0)/bin" }
    }

    /// Reads the major version out of `postgres (PostgreSQL) 15.18 (Debian …)`.
    private static func version(of folder: String) -> Int? {
        guard let line = output(of: Command("\(folder)/postgres", ["--version"])),
            let word = line.split(separator: " ").first(where: { $0.first?.isNumber == true })
        else { return nil }
        return Int(word.prefix { $0.isNumber })
    }

    private static func output(of command: Command) -> String? {
        guard let file = FileTools.temporaryFile() else { return nil }
        defer { unlink(file) }
        guard command.run(output: file) == 0, let text = FileTools.read(file) else { return nil }
        return text.split(separator: "\n").first.map(String.init)
    }
}
