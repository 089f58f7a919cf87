// SPDX-License-Identifier: Apache-2.0
import CPQ
import Foundation
import Kit
import PQ

/// Looks at the installation from the settings to the schema. What hangs on a finding that is ill is not looked at.
struct Examination {
    var environment = ProcessInfo.processInfo.environment

    func findings() async -> [Finding] {
        var findings = [library(), zones()]
        let configuration: Configuration
        do {
            configuration = try Configuration.read(environment)
            findings.append(settings(configuration))
        } catch {
            findings += error.problems.map {
                .ill("setting \($0.name)", $0.reason, mend: "Set \($0.name) right and look again.")
            }
            return findings
        }
        findings += [
            folder(configuration), space(configuration), linkKey(configuration), Examination.sources(configuration),
        ]
        findings.append(ListeningPort(host: configuration.host, port: configuration.port).finding())
        findings += await DatabaseExamination(configuration: configuration).findings()
        return findings
    }

    private func library() -> Finding {
        let version = Int(PQlibVersion())
        let words = "libpq \(version / 10_000).\(version % 10_000)"
        return version >= 150_000
            ? .well("client library", words)
            : .ill("client library", words, mend: "Install libpq 15 or newer (Debian: libpq5).")
    }

    /// A system without the zone database takes every zone for UTC, or knows none.
    private func zones() -> Finding {
        let winter = Instant(seconds: 1_768_435_200)
        let summer = Instant(seconds: 1_784_073_600)
        guard let tokyo = TimeZone(identifier: "Asia/Tokyo"), let berlin = Zone("Europe/Berlin"),
            tokyo.secondsFromGMT() == 9 * 3600, berlin.offsetMinutes(at: winter) == 60,
            berlin.offsetMinutes(at: summer) == 120
        else {
            return .ill(
                "time zones", "the zone database is missing or broken", mend: "Install it (Debian: tzdata).")
        }
        return .well("time zones", "known")
    }

    private func settings(_ configuration: Configuration) -> Finding {
        let unknown = Configuration.unknownNames(in: environment)
        guard unknown.isEmpty else {
            return .ill(
                "settings", "unknown: \(unknown.joined(separator: ", "))",
                mend: "Mend the names or remove them; `torioki --help` lists those there are.")
        }
        let database = configuration.databaseURL == nil ? "a private PostgreSQL" : "the given PostgreSQL"
        return .well("settings", "\(database), \(configuration.url(port: configuration.port))")
    }

    /// Says who counts as one source. Where customers come by https a proxy stands before the service, and if it is not
    /// named all of them count as one: they would be refused together.
    static func sources(_ configuration: Configuration) -> Finding {
        let proxies = configuration.proxies
        guard proxies.networks.isEmpty else {
            let names = proxies.networks.map(\.description).joined(separator: ", ")
            return .well("sources", "as \(names) say in \(proxies.header.rawValue)")
        }
        return configuration.isSecure
            ? .ill(
                "sources", "no proxy is named, so all who come through it count as one",
                mend: "Name the addresses of the proxy that ends TLS in TORIOKI_TRUSTED_PROXIES, and let it append to "
                    + "\(proxies.header.rawValue).")
            : .well("sources", "each peer's address; no proxy is named")
    }

    private func folder(_ configuration: Configuration) -> Finding {
        let manager = FileManager.default
        let probe = "\(configuration.data)/.doctor-\(ProcessInfo.processInfo.processIdentifier)"
        do {
            // A folder that this look makes is taken away again.
            let existed = manager.fileExists(atPath: configuration.data)
            try manager.createDirectory(atPath: configuration.data, withIntermediateDirectories: true)
            try Data("x".utf8).write(to: URL(filePath: probe))
            try manager.removeItem(atPath: probe)
            if !existed { try manager.removeItem(atPath: configuration.data) }
            return .well("data folder", "\(configuration.data) can be written")
        } catch {
            return .ill(
                "data folder", "\(configuration.data) cannot be written",
                mend: "Make it, and let this user own it, or name another one in TORIOKI_DATA.")
        }
    }

    private func space(_ configuration: Configuration) -> Finding {
        // The folder may not exist yet: its nearest ancestor is on the same disk.
        var url = URL(filePath: configuration.data).standardizedFileURL
        while !FileManager.default.fileExists(atPath: url.path()), url.path() != "/" { url.deleteLastPathComponent() }
        var state = statvfs()
        guard statvfs(url.path(percentEncoded: false), &state) == 0 else {
            return .ill("disk", "cannot be asked", mend: "Look with `df \(configuration.data)`.")
        }
        let megabytes = Int(state.f_bavail) * Int(state.f_frsize) / 1_000_000
        return megabytes >= 1000
            ? .well("disk", "\(megabytes) MB free")
            : .ill("disk", "\(megabytes) MB free", mend: "Make room: at 0 MB the database takes no reservation.")
    }

    private func linkKey(_ configuration: Configuration) -> Finding {
        if !configuration.linkKeys.isEmpty { return .well("link key", "\(configuration.linkKeys.count) set") }
        guard configuration.databaseURL == nil else {
            return .ill(
                "link key", "not set",
                mend: "Set TORIOKI_LINK_KEY (openssl rand -base64 32), the same for every service on this database.")
        }
        return .well("link key", "kept in \(configuration.data)/link.key")
    }
}
