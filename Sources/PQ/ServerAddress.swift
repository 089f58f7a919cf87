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
        options["options"] = [options["options"] ?? "", Self.settings(configuration)].joined(separator: " ")
        self.options = options
    }

    /// Lists what the session is told at its start, so that it costs no round trip and holds after every reconnect.
    private static func settings(_ configuration: DatabaseConfiguration) -> String {
        var settings = [
            "TimeZone=UTC",
            "default_transaction_isolation=read committed",
            "client_connection_check_interval=2000",
            "idle_in_transaction_session_timeout=\(configuration.transactionIdleLimit.microseconds / 1000)",
            "statement_timeout=\(configuration.statementTimeout.microseconds / 1000)",
            "lock_timeout=\(configuration.lockTimeout.microseconds / 1000)",
        ]
        if let path = configuration.searchPath { settings.append("search_path=\(path)") }
        settings += configuration.session.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return settings.map { "-c " + escape($0) }.joined(separator: " ")
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
