// SPDX-License-Identifier: Apache-2.0
import Cluster
import Foundation
import Testing

@testable import torioki

@Suite("Installation")
struct InstallationTests {
    /// Gives a folder of its own to `body`, and takes it away afterwards.
    private func withFolder<R>(_ body: (String) async throws -> R) async throws -> R {
        // A space in the name, because people have them.
        let folder = FileManager.default.temporaryDirectory.path() + "torioki test \(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Read by the server's own user, when the tests run as root.
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }

    @Test("The first one in starts the private PostgreSQL, the last one out stops it")
    func sharing() async throws {
        try await withFolder { folder in
            let cluster = PrivateCluster(directory: "\(folder)/postgresql")
            let first = try PrivateServer(folder: "\(folder)/postgresql")
            let second = try PrivateServer(folder: "\(folder)/postgresql")
            #expect(first.url == second.url)
            try first.leave()
            #expect(cluster.isRunning)
            try second.leave()
            #expect(!cluster.isRunning)
            let third = try PrivateServer(folder: "\(folder)/postgresql")
            #expect(cluster.isRunning)
            try third.leave()
        }
    }

    @Test("The link key of a private installation is made once, for its owner's eyes only")
    func linkKey() async throws {
        try await withFolder { folder in
            let key = try LinkKey.ofFolder("\(folder)/data")
            #expect(key.count == LinkKey.leastBytes)
            #expect(try LinkKey.ofFolder("\(folder)/data") == key)
            let path = "\(folder)/data/link.key"
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            try Data("short".utf8).write(to: URL(filePath: path))
            #expect(throws: Complaint.self) { try LinkKey.ofFolder("\(folder)/data") }
        }
    }

    @Test("The doctor finds a good installation well and names what is wrong with a bad one")
    func doctor() async throws {
        try await withFolder { folder in
            var environment = ["TORIOKI_DATA": "\(folder)/data", "TORIOKI_PORT": "0"]
            var findings = await Examination(environment: environment).findings()
            #expect(findings.filter { !$0.isWell } == [])

            environment["TORIOKI_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none?connect_timeout=2"
            environment["TORIOKI_PROT"] = "1"
            environment["TORIOKI_HOST"] = "203.0.113.1"
            environment["TORIOKI_PORT"] = "8080"
            findings = await Examination(environment: environment).findings()
            #expect(findings.filter { !$0.isWell }.map(\.name) == ["settings", "link key", "port", "database"])

            environment["TORIOKI_PORT"] = "x"
            findings = await Examination(environment: environment).findings()
            #expect(findings.last?.name == "setting TORIOKI_PORT")
        }
    }

    @Test("A port that another program holds is told from a free one")
    func port() async throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
                try #require(bind(descriptor, plain, length) == 0 && listen(descriptor, 1) == 0)
                try #require(getsockname(descriptor, plain, &length) == 0)
                return Int(UInt16(bigEndian: pointer.pointee.sin_port))
            }
        }
        let finding = ListeningPort(host: "127.0.0.1", port: port).finding()
        #expect(finding.detail == "127.0.0.1:\(port) is taken by another program")
    }
}
