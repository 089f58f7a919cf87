// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// Stands between a client and the server's Unix socket, and swallows answers when told so.
///
/// One thread serves one pair of sockets after the other in short steps, so that tests need no more than this.
final class Proxy: Sendable {
    enum Mode: Int {
        /// Passes everything on.
        case open
        /// Swallows the server's answers from the moment the client says `COMMIT`, and closes then.
        case closeAtCommit
        /// The same, but keeps the line open and silent.
        case muteAtCommit
    }

    let folder: String
    private let listener: Int32
    private let target: String
    private let mode: Mutex<Mode>
    private let isStopped = Atomic<Bool>(false)

    /// Listens in a new folder and passes on to the server in another.
    init(to serverFolder: String) {
        var template = Array("/tmp/torioki-proxy-XXXXXX".utf8CString)
        folder = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? ""
        }
        target = serverFolder + "/.s.PGSQL.5432"
        mode = Mutex(.open)
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let bound = Self.withAddress(folder + "/.s.PGSQL.5432") { bind(listener, $0, $1) }
        precondition(bound == 0 && listen(listener, 64) == 0, "A test may listen on a socket of its own.")
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Proxy>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        pthread_detach(thread)
    }

    func set(_ mode: Mode) { self.mode.withLock { $0 = mode } }

    func stop() {
        isStopped.store(true, ordering: .releasing)
        unlink(folder + "/.s.PGSQL.5432")
        rmdir(folder)
    }

    /// Leads to the server's database through this proxy.
    var url: String { "postgresql:///torioki?user=torioki&host=\(folder)" }

    private struct Pair {
        let client: Int32
        let server: Int32
        var isMuted = false
    }

    private func run() {
        var pairs: [Pair] = []
        defer {
            for pair in pairs { close(pair) }
            Glibc.close(listener)
        }
        while !isStopped.load(ordering: .acquiring) {
            var polls = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
            for pair in pairs {
                polls.append(pollfd(fd: pair.client, events: Int16(POLLIN), revents: 0))
                polls.append(pollfd(fd: pair.server, events: Int16(POLLIN), revents: 0))
            }
            guard poll(&polls, nfds_t(polls.count), 50) > 0 else { continue }
            var kept: [Pair] = []
            for (index, pair) in pairs.enumerated() {
                var pair = pair
                let fromClient = polls[1 + 2 * index].revents != 0
                let fromServer = polls[2 + 2 * index].revents != 0
                if step(&pair, fromClient, fromServer) { kept.append(pair) } else { close(pair) }
            }
            pairs = kept
            if polls[0].revents != 0 { accept(into: &pairs) }
        }
    }

    private func accept(into pairs: inout [Pair]) {
        let client = Glibc.accept(listener, nil, nil)
        let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        if Self.withAddress(target, { connect(server, $0, $1) }) == 0 {
            pairs.append(Pair(client: client, server: server))
        } else {
            close(Pair(client: client, server: server))
        }
    }

    private func close(_ pair: Pair) {
        Glibc.close(pair.client)
        Glibc.close(pair.server)
    }

    /// Passes on what has come; returns whether the pair goes on.
    private func step(_ pair: inout Pair, _ fromClient: Bool, _ fromServer: Bool) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        if fromClient {
            let count = read(pair.client, &buffer, buffer.count)
            guard count > 0 else { return false }
            let mode = mode.withLock { $0 }
            if mode != .open, String(decoding: buffer[..<count], as: UTF8.self).contains("COMMIT\0") {
                pair.isMuted = true
            }
            guard write(pair.server, buffer, count) == count else { return false }
        }
        if fromServer {
            let count = read(pair.server, &buffer, buffer.count)
            guard count > 0 else { return false }
            if pair.isMuted {
                // The server has answered, so it is done; the client shall not know.
                return mode.withLock { $0 } == .muteAtCommit
            }
            guard write(pair.client, buffer, count) == count else { return false }
        }
        return true
    }

    private static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
