// SPDX-License-Identifier: Apache-2.0
import Channels
import Kit
import Logging
import Testing

@testable import torioki

@Suite("Configuration")
struct ConfigurationTests {
    private func read(_ environment: [String: String], files: [String: String] = [:]) throws -> Configuration {
        try Configuration.read(environment, file: { files[$0] })
    }

    private func problems(_ environment: [String: String], files: [String: String] = [:]) -> [String] {
        do {
            _ = try Configuration.read(environment, file: { files[$0] })
            return []
        } catch {
            return error.problems.map(\.name)
        }
    }

    private static let key = String(repeating: "ab", count: 32)

    @Test("Nothing set means a private PostgreSQL on this machine alone")
    func defaults() throws {
        let configuration = try read(["TORIOKI_PORT": "", "PATH": "/bin"])
        #expect(configuration.databaseURL == nil)
        #expect(configuration.url(port: 8080) == "http://127.0.0.1:8080")
        #expect(configuration.clusterFolder == ".torioki/postgresql")
        #expect(configuration.logLevel == .info)
        #expect(configuration.pushServices == .known)
    }

    @Test("All settings are understood")
    func all() throws {
        let configuration = try read([
            "TORIOKI_DATABASE_URL": "postgresql://a,b/t?target_session_attrs=read-write", "TORIOKI_DATA": "/var/lib/t/",
            "TORIOKI_HOST": "::1", "TORIOKI_PORT": "0", "TORIOKI_LOG_LEVEL": "Debug", "TORIOKI_LOG_FORMAT": "json",
            "TORIOKI_LINK_KEY": "\(Self.key), \(Self.key)",
            "TORIOKI_EMBED_ORIGINS": "https://Shop.example.jp/, http://localhost:3000",
            "TORIOKI_PUSH_HOSTS": "push.example.jp, *.push.example.jp",
            "TORIOKI_TRUSTED_PROXIES": "10.0.0.0/8, fd00::/8 192.0.2.1", "TORIOKI_PROXY_HEADER": "forwarded",
        ])
        #expect(configuration.proxies.networks.map(\.description) == ["10.0.0.0/8", "fd00::/8", "192.0.2.1"])
        #expect(configuration.proxies.header == .forwarded)
        #expect(configuration.pushServices.admits("https://a.push.example.jp/x"))
        #expect(!configuration.pushServices.admits("https://fcm.googleapis.com/x"))
        let silent = try read(["TORIOKI_PUSH_HOSTS": "none"])
        #expect(silent.pushServices == .none)
        #expect(configuration.embedOrigins == ["https://shop.example.jp", "http://localhost:3000"])
        #expect(configuration.databaseURL == "postgresql://a,b/t?target_session_attrs=read-write")
        #expect(configuration.data == "/var/lib/t")
        #expect(configuration.url(port: 4711) == "http://[::1]:4711")
        #expect(configuration.linkKeys == [[UInt8]](repeating: [UInt8](repeating: 0xAB, count: 32), count: 2))
        #expect(configuration.logLevel == .debug)
        #expect(configuration.logFormat == .json)
        #expect(try read(["TORIOKI_PUBLIC_URL": "https://p.example.jp/"]).url(port: 1) == "https://p.example.jp")
    }

    @Test("Everything that is wrong is told at once, and no secret with it")
    func wrong() throws {
        let environment = [
            "TORIOKI_DATABASE_URL": "s3cret", "TORIOKI_PORT": "65536", "TORIOKI_LINK_KEY": "s3cret",
            "TORIOKI_LOG_LEVEL": "loud", "TORIOKI_LOG_FORMAT": "xml", "TORIOKI_PUBLIC_URL": "example.jp",
            "TORIOKI_HOST": "a b", "TORIOKI_EMBED_ORIGINS": "https://a.jp, *", "TORIOKI_PUSH_HOSTS": "push, *.x",
            "TORIOKI_TRUSTED_PROXIES": "10.0.0.1, proxy.example.jp", "TORIOKI_PROXY_HEADER": "X-Real-IP",
        ]
        let error = #expect(throws: ConfigurationError.self) { try read(environment) }
        #expect(Set(error?.problems.map(\.name) ?? []) == Set(environment.keys))
        #expect(error?.description.contains("s3cret") == false)
    }

    @Test("A secret may stand in a file; not in both places, and not in a file that is not there")
    func files() throws {
        let files = ["/run/url": "postgresql://h/t\n"]
        #expect(try read(["TORIOKI_DATABASE_URL_FILE": "/run/url"], files: files).databaseURL == "postgresql://h/t")
        #expect(problems(["TORIOKI_DATABASE_URL_FILE": "/run/none"]) == ["TORIOKI_DATABASE_URL_FILE"])
        let both = ["TORIOKI_DATABASE_URL_FILE": "/run/url", "TORIOKI_DATABASE_URL": "postgresql://h/t"]
        #expect(problems(both, files: files) == ["TORIOKI_DATABASE_URL"])
    }

    @Test(
        "A link key has 32 bytes at least, in hex or base64",
        arguments: [
            (String(repeating: "0f", count: 32), true), (String(repeating: "0f", count: 31), false),
            ("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=", true),
            ("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY", true),
            ("-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_", true), ("QUJD", false), ("", false), ("日本", false),
        ])
    func linkKeys(text: String, isGood: Bool) {
        #expect((LinkKey.bytes(text) != nil) == isGood)
    }

    @Test("Nobody trusts everybody", arguments: ["0.0.0.0/0", "::/0", "10.0.0.1/8", "10.0.0.0/8, *"])
    func everybody(proxies: String) {
        #expect(problems(["TORIOKI_TRUSTED_PROXIES": proxies]) == ["TORIOKI_TRUSTED_PROXIES"])
    }

    @Test("The doctor says who counts as one source, and that a proxy without a name makes all customers one")
    func sources() throws {
        func finding(_ environment: [String: String]) throws -> Finding { Examination.sources(try read(environment)) }
        #expect(try finding([:]).isWell)
        #expect(try !finding(["TORIOKI_PUBLIC_URL": "https://p.example.jp"]).isWell)
        let named = try finding(["TORIOKI_PUBLIC_URL": "https://p.example.jp", "TORIOKI_TRUSTED_PROXIES": "10.0.0.0/8"])
        #expect(named.isWell && named.detail.contains("10.0.0.0/8") && named.detail.contains("X-Forwarded-For"))
    }

    @Test("A slip of the pen in a setting's name is noticed")
    func unknown() {
        #expect(
            Configuration.unknownNames(in: ["TORIOKI_PROT": "1", "TORIOKI_PORT": "1", "X": ""]) == ["TORIOKI_PROT"])
    }
}
