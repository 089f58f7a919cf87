// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Reads `postmaster.pid`, in which a running server tells about itself (manual, "Database File Layout").
struct PostmasterFile {
    let process: pid_t
    let socketFolder: String
    let isReady: Bool

    private let path: String

    /// Reads the file of a data directory; nil when there is none.
    init?(in directory: String) { self.init(lock: directory + "/postmaster.pid") }

    /// Reads a lock file, of a data directory or of a socket: they begin alike.
    init?(lock path: String) {
        self.path = path
        guard let text = FileTools.read(path) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        process = lines.first.flatMap { pid_t($0) } ?? 0
        // Pid, data directory, start time, port, socket folder, address, shared memory, status.
        socketFolder = lines.count > 4 ? String(lines[4]) : ""
        isReady = lines.count > 7 && lines[7].hasPrefix("ready")
    }

    /// Whether the process is there and works in that directory: after a reboot the number may be anybody's.
    func isAlive(in directory: String) -> Bool {
        guard process > 0, kill(process, 0) == 0 || errno == EPERM, !isBuried else { return false }
        guard let folder = FileTools.linkTarget("/proc/\(process)/cwd") else { return true }
        return folder == directory
    }

    /// Whether the process has ended and only its number is left, for a parent that never asks: so in a container whose
    /// first process is ours.
    private var isBuried: Bool {
        // `1234 (postgres) Z 1 …`: the name may hold anything, so the state is looked for behind the last parenthesis.
        guard let text = FileTools.read("/proc/\(process)/stat"), let end = text.lastIndex(of: ")") else {
            return false
        }
        return text[end...].dropFirst(2).first.map { "ZX".contains($0) } ?? false
    }

    func remove() { unlink(path) }
}
