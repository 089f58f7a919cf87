// SPDX-License-Identifier: Apache-2.0
import CPQ

/// Is a connection string taken apart: its hosts, and everything else that libpq wants to know.
struct ServerAddress: Sendable {
    struct Host: Sendable, Hashable {
        var name: String
        var address: String
        var port: String

        /// Tells this host from the others of its list.
        var key: String { ServerAddress.key(name.isEmpty ? address : name, port) }
    }

    static func key(_ host: String, _ port: String) -> String { "\(host):\(port.isEmpty ? "5432" : port)" }

    var hosts: [Host]
    private var options: [String: String]
    /// The settings that each session is asked to have.
    let session: [(name: String, value: String)]
    /// The settings of ours that the string names itself.
    let overridden: [String]

    /// Reads a URL or conninfo string and adds what the configuration asks for and the string leaves open.
    ///
    /// Throws `.unavailable` when libpq cannot read the string.
    init(_ configuration: DatabaseConfiguration) throws(DatabaseError) {
        var options = try Self.parse(configuration.url)
        let hosts = Self.split(options["host"])
        let addresses = Self.split(options["hostaddr"])
        let ports = Self.split(options["port"])
        self.hosts = (0..<max(hosts.count, addresses.count)).map { index in
            Host(
                name: index < hosts.count ? hosts[index] : "",
                address: index < addresses.count ? addresses[index] : "",
                // One port may stand for all hosts.
                port: index < ports.count ? ports[index] : (ports.count == 1 ? ports[0] : ""))
        }
        func seconds(_ span: Duration) -> String { String(max(1, Int(span.components.seconds))) }
        let defaults = [
            "application_name": configuration.applicationName,
            "connect_timeout": seconds(configuration.connectTimeout),
            "tcp_user_timeout": String(configuration.tcpUserTimeout.microseconds / 1000),
            "keepalives_idle": seconds(configuration.tcpUserTimeout),
            "keepalives_interval": "2",
        ]
        options.merge(defaults) { given, _ in given }
        options["client_encoding"] = "UTF8"
        // The server takes the last of two: what the URL names wins over ours.
        let given = options["options"] ?? ""
        let ours = Self.settings(configuration)
        options["options"] = (ours.map { "-c " + Self.escape("\($0.name)=\($0.value)") } + [given]).joined(
            separator: " ")
        self.options = options
        let own = Self.settings(in: given)
        let names = Set(own.map(\.name))
        overridden = ours.map(\.name).filter(names.contains)
        session = ours.filter { !names.contains($0.name) } + own
    }

    /// Lists what the session is told at its start, so that it costs no round trip and holds after every reconnect.
    private static func settings(_ configuration: DatabaseConfiguration) -> [(name: String, value: String)] {
        func milliseconds(_ span: Duration) -> String { "\(span.microseconds / 1000)" }
        var settings = [
            (name: "TimeZone", value: "UTC"),
            ("default_transaction_isolation", "read committed"),
            ("client_connection_check_interval", "2000"),
            ("idle_in_transaction_session_timeout", milliseconds(configuration.transactionIdleLimit)),
            ("statement_timeout", milliseconds(configuration.statementTimeout)),
            ("lock_timeout", milliseconds(configuration.lockTimeout)),
        ]
        if let path = configuration.searchPath { settings.append(("search_path", path)) }
        return settings + configuration.session.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Reads the settings out of `options` as the server does: `-c name=value`, `-cname=value` and `--name=value`, words
    /// apart by spaces that no backslash guards (pg_split_opts, process_postgres_switches).
    static func settings(in options: String) -> [(name: String, value: String)] {
        var words: [String] = []
        var word: String?
        var isGuarded = false
        for character in options {
            if isGuarded || !(character.isWhitespace || character == "\\") {
                word = (word ?? "") + String(character)
                isGuarded = false
            } else if character == "\\" {
                isGuarded = true
            } else {
                words += [word].compactMap { $0 }
                word = nil
            }
        }
        words += [word].compactMap { $0 }
        var settings: [(name: String, value: String)] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            let setting: Substring
            if word == "-c" {
                setting = rest.popFirst()?[...] ?? ""
            } else if word.hasPrefix("-c") || word.hasPrefix("--") {
                setting = word.dropFirst(2)
            } else {
                continue
            }
            let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            // Case does not matter to the server; `TimeZone` is the one name of ours that has capitals.
            let name = parts[0].replacing("-", with: "_").lowercased()
            settings.append((name == "timezone" ? "TimeZone" : name, String(parts[1])))
        }
        return settings
    }

    /// Guards spaces and backslashes as the server's startup wants it (pg_split_opts).
    private static func escape(_ setting: String) -> String {
        var escaped = ""
        for character in setting {
            if character == " " || character == "\\" { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }

    /// Gives libpq's keywords and values, the hosts in random order, those that hung lately at the end.
    func keywords(
        suspects: Set<String> = [], using random: inout some RandomNumberGenerator
    ) -> [(keyword: String, value: String)] {
        keywords(to: order(suspects: suspects, using: &random))
    }

    /// Draws the order in which the hosts are tried, those that hung lately at the end.
    func order(suspects: Set<String>, using random: inout some RandomNumberGenerator) -> [Host] {
        let shuffled = hosts.shuffled(using: &random)
        return shuffled.filter { !suspects.contains($0.key) } + shuffled.filter { suspects.contains($0.key) }
    }

    /// Gives libpq's keywords and values for some hosts, to be tried in their order.
    func keywords(to order: [Host]) -> [(keyword: String, value: String)] {
        var options = self.options
        if hosts.count > 1 {
            func joined(_ part: (Host) -> String) -> String? {
                order.contains { !part($0).isEmpty } ? order.map(part).joined(separator: ",") : nil
            }
            options["host"] = joined(\.name)
            options["hostaddr"] = joined(\.address)
            options["port"] = joined(\.port)
        }
        return options.map { ($0.key, $0.value) }
    }

    /// The hosts, or the one that libpq takes by itself where none is named.
    var places: [Host] {
        hosts.isEmpty ? [Host(name: "", address: "", port: options["port"] ?? "")] : hosts
    }

    /// Gives libpq's keywords and values for one host by itself, whatever role it has.
    func keywords(of host: Host) -> [(keyword: String, value: String)] {
        keywords(to: [host]).filter { $0.keyword != "target_session_attrs" }
    }

    private static func split(_ list: String?) -> [String] {
        guard let list, !list.isEmpty else { return [] }
        return list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    private static func parse(_ url: String) throws(DatabaseError) -> [String: String] {
        var message: UnsafeMutablePointer<CChar>?
        guard let first = PQconninfoParse(url, &message) else {
            defer { PQfreemem(message) }
            throw DatabaseError(.unavailable, message: message.map { String(cString: $0) })
        }
        defer { PQconninfoFree(first) }
        var options: [String: String] = [:]
        var option = first
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return options
    }
}
