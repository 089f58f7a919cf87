// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Is a PostgreSQL of our own in one folder: made when it is not there, reached by a Unix socket only.
///
/// Whoever may enter the socket's folder is trusted, and that is its owner alone (0700). A server that still runs in
/// the folder, because its parent died, is taken over. When this process is root, the user `postgres` runs it.
package struct PrivateCluster: Sendable {
    package static let database = "torioki"
    package static let user = "torioki"

    package let directory: String
    private let durable: Bool
    private let settings: [String: String]

    /// - Parameters:
    ///   - durable: `false` makes a fast server that loses everything at a crash, for tests.
    ///   - settings: further settings of `postgresql.conf`.
    package init(directory: String, durable: Bool = true, settings: [String: String] = [:]) {
        self.directory = FileTools.absolute(directory)
        self.durable = durable
        self.settings = settings
    }

    /// The URL of the database, whether or not the server runs.
    package var url: String {
        let running = PostmasterFile(in: directory).flatMap { $0.isAlive(in: directory) ? $0.socketFolder : nil }
        return Self.url(socketFolder: running ?? socketFolder)
    }

    package var isRunning: Bool { PostmasterFile(in: directory)?.isAlive(in: directory) ?? false }

    /// Makes the cluster if it is not there, starts it if it does not run, and returns its URL.
    ///
    /// Waits until it serves, at most a minute. Throws when it cannot; the server's own words are in `server.log`.
    @discardableResult
    package func start() throws(ClusterError) -> String {
        let forbidden = directory.unicodeScalars.contains { "\"'\\$`".unicodeScalars.contains($0) || $0.value < 0x20 }
        guard !forbidden else {
            throw ClusterError("The folder \(directory) has quotes, $ or the like in its name: use a plainer name.")
        }
        let user = try ClusterUser()
        let programs = try PostgresPrograms()
        if let file = PostmasterFile(in: directory), !file.isAlive(in: directory) { file.remove() }
        // The socket's own lock stays behind a server that was killed, and comes along with a copied folder.
        if let lock = PostmasterFile(lock: socketLock), !lock.isAlive(in: directory) { lock.remove() }
        if !FileTools.exists(directory + "/PG_VERSION") { try create(user, programs) }
        if !isRunning { try launch(user, programs) }
        try makeDatabase(user, programs)
        return url
    }

    /// Stops the server if it runs, and waits until it has; whoever is connected is sent away.
    package func stop() throws(ClusterError) {
        guard isRunning else { return }
        let (user, programs) = (try ClusterUser(), try PostgresPrograms())
        let arguments = ["-D", directory, "-m", "fast", "-w", "-t", "60", "stop"]
        guard user.command(programs.path("pg_ctl"), arguments).run() == 0 || !isRunning else {
            throw ClusterError("The server in \(directory) does not stop: see server.log there.")
        }
        // Only a folder of our own elsewhere, and only when it is empty.
        if socketFolder != directory { rmdir(socketFolder) }
    }

    private var socketLock: String { socketFolder + "/.s.PGSQL.5432.lock" }

    private var socketFolder: String {
        let name = "/.s.PGSQL.5432"
        // sockaddr_un has 108 bytes, the last one a NUL.
        if directory.utf8.count + name.utf8.count <= 107 { return directory }
        return "/tmp/torioki-" + Self.hash(directory)
    }

    /// Runs initdb in a folder beside, which takes the right name only when it is complete.
    private func create(_ user: ClusterUser, _ programs: PostgresPrograms) throws(ClusterError) {
        if FileTools.exists(directory), !FileTools.entries(directory).isEmpty {
            throw ClusterError("The folder \(directory) is neither empty nor a PostgreSQL cluster: use another one.")
        }
        let parent = String(directory[..<(directory.lastIndex(of: "/") ?? directory.startIndex)])
        guard FileTools.makeFolder(parent.isEmpty ? "/" : parent) else {
            throw ClusterError("The folder \(parent) cannot be made: make it, or use another one.")
        }
        let fresh = directory + ".new"
        if FileTools.exists(fresh) { _ = Command("/bin/rm", ["-rf", "--", fresh]).run() }
        try user.makePrivateFolder(fresh)
        try user.requireReach(fresh)
        var arguments = [
            "-D", fresh, "--username=\(Self.user)", "--auth=trust", "--encoding=UTF8", "--data-checksums",
            "--lc-collate=C", "--lc-ctype=C.UTF-8", "--lc-messages=C", "--lc-monetary=C", "--lc-numeric=C",
            "--lc-time=C",
        ]
        if !durable { arguments.append("--no-sync") }
        let log = directory + ".initdb.log"
        defer { unlink(log) }
        guard user.command(programs.path("initdb"), arguments).run(output: log) == 0 else {
            let words = FileTools.read(log)?.split(separator: "\n").last.map(String.init) ?? "no reason given"
            throw ClusterError("initdb could not make a cluster in \(directory): \(words)")
        }
        let include = "\ninclude_if_exists = 'private.conf'\n"
        guard FileTools.write(include, to: fresh + "/postgresql.conf", mode: "ae") else {
            throw ClusterError("\(fresh)/postgresql.conf cannot be written.")
        }
        // An empty folder of that name may be in the way.
        rmdir(directory)
        guard rename(fresh, directory) == 0 else {
            throw ClusterError("\(fresh) cannot be renamed to \(directory): \(String(cString: strerror(errno))).")
        }
    }

    private func launch(_ user: ClusterUser, _ programs: PostgresPrograms) throws(ClusterError) {
        try user.requireReach(directory)
        if socketFolder != directory { try user.makePrivateFolder(socketFolder) }
        var all = [
            "listen_addresses": "", "port": "5432", "unix_socket_directories": socketFolder,
            "unix_socket_permissions": "0700", "max_connections": "200", "timezone": "UTC", "log_timezone": "UTC",
            "jit": "off",
        ]
        if !durable {
            for name in ["fsync", "full_page_writes", "synchronous_commit"] { all[name] = "off" }
        }
        all.merge(settings) { _, given in given }
        let lines = all.sorted { $0.key < $1.key }.map { "\($0.key) = '\(Self.quote($0.value))'" }
        let file = directory + "/private.conf"
        guard FileTools.write(lines.joined(separator: "\n") + "\n", to: file), chown(file, user.id, user.group) == 0
        else { throw ClusterError("\(file) cannot be written: who owns the folder?") }
        let arguments = ["-D", directory, "-l", directory + "/server.log", "-w", "-t", "60", "-s", "start"]
        var words = ""
        for _ in 0..<10 {
            if user.command(programs.path("pg_ctl"), arguments).run() == 0 { return }
            let log = FileTools.read(directory + "/server.log") ?? ""
            words = log.split(separator: "\n").last { $0.contains("FATAL") }.map(String.init) ?? "see server.log there"
            // The children of a server that was killed need a moment to notice and to go.
            guard words.contains("shared memory block") else { break }
            usleep(500_000)
        }
        throw ClusterError("PostgreSQL does not start in \(directory): \(words).")
    }

    private func makeDatabase(_ user: ClusterUser, _ programs: PostgresPrograms) throws(ClusterError) {
        let place = ["-h", PostmasterFile(in: directory)?.socketFolder ?? socketFolder, "-U", Self.user]
        let ask = ["-X", "-q", "-c", "SELECT 1", "-d", Self.database]
        if user.command(programs.path("psql"), place + ask).run() == 0 { return }
        let log = directory + "/createdb.log"
        defer { unlink(log) }
        guard user.command(programs.path("createdb"), place + [Self.database]).run(output: log) == 0 else {
            let words = FileTools.read(log)?.split(separator: "\n").last.map(String.init) ?? "see server.log there"
            throw ClusterError("The database \(Self.database) cannot be made in \(directory): \(words)")
        }
    }

    private static func url(socketFolder: String) -> String {
        var encoded = ""
        for byte in socketFolder.utf8 {
            let plain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            encoded += plain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return "postgresql://\(user)@/\(database)?host=\(encoded)"
    }

    private static func quote(_ value: String) -> String {
        value.flatMap { $0 == "'" || $0 == "\\" ? [$0, $0] : [$0] }.reduce(into: "") { $0.append($1) }
    }

    /// FNV-1a, 64 bits: the same name for the same folder at each start.
    private static func hash(_ text: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
