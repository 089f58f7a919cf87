// SPDX-License-Identifier: Apache-2.0
import Channels
import Foundation
import Kit
import Logging
import Site

extension Configuration {
    /// The settings there are; those that hold secrets may come from a file named by `…_FILE`.
    static let names: Set = [
        "TORIOKI_DATABASE_URL", "TORIOKI_DATABASE_URL_FILE", "TORIOKI_DATA", "TORIOKI_HOST", "TORIOKI_PORT",
        "TORIOKI_PUBLIC_URL", "TORIOKI_LINK_KEY", "TORIOKI_LINK_KEY_FILE", "TORIOKI_LOG_LEVEL", "TORIOKI_LOG_FORMAT",
        "TORIOKI_DRAIN_SECONDS", "TORIOKI_EMBED_ORIGINS", "TORIOKI_PUSH_HOSTS",
        "TORIOKI_SMS_COUNTRIES", "TORIOKI_TRUSTED_PROXIES", "TORIOKI_PROXY_HEADER",
    ]

    /// Reads the environment. Empty counts as absent. Throws all that is wrong, at once; no message holds a value that
    /// may be secret.
    static func read(
        _ environment: [String: String] = ProcessInfo.processInfo.environment,
        file: @escaping (String) -> String? = { path in
            FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
        }
    ) throws(ConfigurationError) -> Configuration {
        var configuration = Configuration()
        var reader = Reader(environment: environment, file: file)
        reader.secret("TORIOKI_DATABASE_URL") { text -> String? in
            guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") || text.contains("=") else {
                return "must be a libpq URL such as postgresql://user@host/database"
            }
            configuration.databaseURL = text
            return nil
        }
        reader.secret("TORIOKI_LINK_KEY") { text -> String? in
            let words = text.split { $0 == "," || $0.isWhitespace }
            let keys = words.compactMap { LinkKey.bytes(String($0)) }
            guard (1...2).contains(words.count), keys.count == words.count else {
                return "must be one or two keys in base64 or hex, each of 32 bytes or more (openssl rand -base64 32)"
            }
            configuration.linkKeys = keys
            return nil
        }
        reader.plain("TORIOKI_DATA") { text -> String? in
            configuration.data = text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
            return nil
        }
        reader.plain("TORIOKI_HOST") { text -> String? in
            guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return "must be a host name or an address" }
            configuration.host = text
            return nil
        }
        reader.plain("TORIOKI_PORT") { text -> String? in
            guard let port = UInt16(text) else { return "must be a number of 0–65535, not “\(text)”" }
            configuration.port = Int(port)
            return nil
        }
        reader.plain("TORIOKI_PUBLIC_URL") { text -> String? in
            guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host() != nil,
                url.query() == nil, url.fragment() == nil
            else { return "must be an address such as https://pickup.example.jp, not “\(text)”" }
            configuration.publicURL = text.hasSuffix("/") ? String(text.dropLast()) : text
            return nil
        }
        reader.plain("TORIOKI_EMBED_ORIGINS") { text -> String? in
            for word in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
                guard let origin = EmbedDoor.origin(word) else {
                    return "must be origins such as https://shop.example.jp, separated by commas, not “\(word)”"
                }
                configuration.embedOrigins.insert(origin)
            }
            return nil
        }
        reader.plain("TORIOKI_PUSH_HOSTS") { text -> String? in
            configuration.pushServices = .none
            if text == "none" { return nil }
            for word in text.split(whereSeparator: { $0 == "," || $0.isWhitespace })
            where !configuration.pushServices.add(word) {
                return "must be hosts such as fcm.googleapis.com or *.push.apple.com, or none, not “\(word)”"
            }
            return nil
        }
        reader.plain("TORIOKI_SMS_COUNTRIES") { text -> String? in
            let words =
                text == "none" ? [] : text.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
            guard
                words.allSatisfy({
                    (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
                })
            else {
                return "must be country codes such as 81, separated by commas, or none, not “\(text)”"
            }
            configuration.letterGate = LetterGate(smsCountries: words)
            return nil
        }
        reader.plain("TORIOKI_TRUSTED_PROXIES") { text -> String? in
            for word in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
                guard let network = IPNetwork(word), !network.isEverything else {
                    return "must be addresses such as 10.1.2.3 or 10.0.0.0/8, separated by commas, not “\(word)”"
                }
                configuration.proxies.networks.append(network)
            }
            return nil
        }
        reader.plain("TORIOKI_PROXY_HEADER") { text -> String? in
            let header = TrustedProxies.Header.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
            guard let header else {
                let names = TrustedProxies.Header.allCases.map(\.rawValue)
                return "must be \(names.joined(separator: " or ")), not “\(text)”"
            }
            configuration.proxies.header = header
            return nil
        }
        reader.plain("TORIOKI_DRAIN_SECONDS") { text -> String? in
            guard let seconds = Int(text), (0...60).contains(seconds) else {
                return "must be a number of 0–60, not “\(text)”"
            }
            configuration.drain = .seconds(seconds)
            return nil
        }
        reader.plain("TORIOKI_LOG_LEVEL") { text -> String? in
            guard let level = Logger.Level(rawValue: text.lowercased()) else {
                return "must be one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")), not “\(text)”"
            }
            configuration.logLevel = level
            return nil
        }
        reader.plain("TORIOKI_LOG_FORMAT") { text -> String? in
            guard let format = LogLines.Format(rawValue: text.lowercased()) else {
                return "must be text or json, not “\(text)”"
            }
            configuration.logFormat = format
            return nil
        }
        guard reader.problems.isEmpty else { throw ConfigurationError(problems: reader.problems) }
        return configuration
    }

    /// Lists names that look like settings and are none: most likely slips of the pen.
    static func unknownNames(in environment: [String: String]) -> [String] {
        environment.keys.filter { $0.hasPrefix("TORIOKI_") && !names.contains($0) && $0 != "TORIOKI_STRICT" }.sorted()
    }
}

/// Collects what is wrong while settings are read.
private struct Reader {
    let environment: [String: String]
    let file: (String) -> String?
    var problems: [ConfigurationError.Problem] = []

    /// Hands a setting to `take`, which returns what is wrong with it.
    mutating func plain(_ name: String, take: (String) -> String?) {
        guard let text = environment[name], !text.isEmpty else { return }
        complain(name, take(text))
    }

    /// Hands a setting, or the content of the file that `NAME_FILE` names, to `take`.
    mutating func secret(_ name: String, take: (String) -> String?) {
        let fileName = "\(name)_FILE"
        let path = environment[fileName].flatMap { $0.isEmpty ? nil : $0 }
        if let text = environment[name], !text.isEmpty {
            complain(name, path == nil ? take(text) : "and \(fileName) are both set: keep one")
        } else if let path {
            guard let text = file(path) else { return complain(fileName, "names a file that cannot be read: \(path)") }
            complain(fileName, take(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        }
    }

    private mutating func complain(_ name: String, _ reason: String?) {
        if let reason { problems.append(.init(name: name, reason: reason)) }
    }
}
