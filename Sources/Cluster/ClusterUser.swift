// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Is the user who runs the server: ourselves, or `postgres` when we are root, as whom PostgreSQL refuses to run.
struct ClusterUser {
    let id: uid_t
    let group: gid_t
    /// Goes before a command to run it as this user; empty for ourselves.
    private let prefix: [String]

    /// Throws when we are root and there is no user `postgres`, or no program to become that user.
    init() throws(ClusterError) {
        guard geteuid() == 0 else {
            id = geteuid()
            group = getegid()
            prefix = []
            return
        }
        guard let entry = getpwnam("postgres") else {
            throw ClusterError(
                "PostgreSQL does not run as root, and there is no user \"postgres\": run this as an ordinary user, or "
                    + "create that user (useradd --system postgres).")
        }
        id = entry.pointee.pw_uid
        group = entry.pointee.pw_gid
        if let program = Command.find("setpriv") {
            prefix = [program, "--reuid=\(id)", "--regid=\(group)", "--clear-groups", "--"]
        } else if let program = Command.find("runuser") {
            prefix = [program, "-u", "postgres", "--"]
        } else {
            throw ClusterError("Neither setpriv nor runuser was found: install util-linux, or run as an ordinary user.")
        }
    }

    func command(_ program: String, _ arguments: [String]) -> Command {
        guard let first = prefix.first else { return Command(program, arguments) }
        return Command(first, prefix.dropFirst() + [program] + arguments)
    }

    /// Makes a folder that only this user can enter. Throws when it cannot be made or is somebody else's.
    func makePrivateFolder(_ path: String) throws(ClusterError) {
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw ClusterError("The folder \(path) cannot be made: \(String(cString: strerror(errno))).")
        }
        guard let status = FileTools.status(path), status.st_mode & S_IFMT == S_IFDIR,
            status.st_uid == id || status.st_uid == geteuid()
        else { throw ClusterError("\(path) belongs to somebody else or is no folder: remove it, or use another.") }
        guard chown(path, id, group) == 0, chmod(path, 0o700) == 0 else {
            throw ClusterError("The rights of \(path) cannot be set: use a folder on a local disk.")
        }
    }

    /// Throws when this user cannot come to a folder, because one above it is closed.
    func requireReach(_ path: String) throws(ClusterError) {
        guard let test = Command.find("test"), !prefix.isEmpty else { return }
        if command(test, ["-w", path]).run() != 0 {
            throw ClusterError(
                "The user \"postgres\", who must run PostgreSQL since this process is root, cannot reach \(path): use a "
                    + "folder whose parents everybody may enter (chmod o+x), such as one under /var/lib or /tmp, or run "
                    + "as an ordinary user.")
        }
    }
}
