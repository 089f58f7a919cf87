// SPDX-License-Identifier: Apache-2.0
import Cluster
import Foundation

/// Shares the private PostgreSQL of a data folder among the commands that run at one time: the first one in starts it,
/// the last one out stops it.
///
/// Each user holds a shared lock on a file (flock(2)), which the kernel lets go even when a process is killed: whoever
/// comes next finds the server running, and stops it when it leaves.
struct PrivateServer: Sendable {
    let url: String
    let cluster: PrivateCluster
    private let lock: Int32

    /// Enters: waits while another is just stopping the server, then starts or adopts it.
    init(folder: String) throws {
        let cluster = PrivateCluster(directory: folder)
        let path = "\(folder).users"
        let lock = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0, flock(lock, LOCK_SH) == 0 else {
            throw Complaint("\(path) cannot be locked: \(String(cString: strerror(errno))).")
        }
        do {
            url = try cluster.start()
        } catch {
            close(lock)
            throw error
        }
        self.cluster = cluster
        self.lock = lock
    }

    /// Leaves, and stops the server when nobody else uses it.
    func leave() throws {
        defer { close(lock) }
        if flock(lock, LOCK_EX | LOCK_NB) == 0 { try cluster.stop() }
    }
}
