// SPDX-License-Identifier: Apache-2.0
import Glibc
import Kit

/// Knows how many file descriptors this process may have, each connection being one.
enum Descriptors {
    /// Raises the soft limit to the hard one, and gives what may be had now: shells and systemd start processes with a soft
    /// limit of 1,024 for the sake of select(2), which nobody here uses.
    static func raise() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
        let wanted = min(limit.rlim_max, rlim_t(Limits.connections + 4 * Limits.keptDescriptors))
        if limit.rlim_cur < wanted {
            var raised = limit
            raised.rlim_cur = wanted
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// The connections of clients that may be open when a process may have so many descriptors: enough of them are kept
    /// for everything else.
    static func connections(of descriptors: Int) -> Int {
        min(Limits.connections, max(descriptors / 2, descriptors - Limits.keptDescriptors))
    }
}
