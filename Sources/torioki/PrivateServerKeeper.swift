// SPDX-License-Identifier: Apache-2.0
import Cluster
import Dispatch
import Kit
import ServiceLifecycle

/// Looks after the private PostgreSQL while the service runs: one that died is started again.
///
/// A server that cannot be started, for want of room on the disk perhaps, is tried later and later. When it stays away
/// the service ends with an error, so that whoever keeps the service (systemd, Kubernetes) acts and tells.
struct PrivateServerKeeper: Service, CustomStringConvertible {
    let server: PrivateServer
    let observer: Observer
    /// Seconds between the tries to start it; after the last the service gives up.
    var rests = Limits.privateServerRests

    var description: String { "keeper of the private PostgreSQL" }

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Cut short when the service ends.
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
                if !server.cluster.isRunning { try await revive() }
            }
        }
    }

    private func revive() async throws {
        let clock = ContinuousClock()
        let since = clock.now
        for (attempt, rest) in rests.enumerated() {
            do {
                try await started()
                return observer(.privateServerRevived(attempts: attempt + 1, after: clock.now - since))
            } catch {
                observer(.privateServerDown(error: error.description))
                // Cut short when the service ends.
                do { try await Task.sleep(for: .seconds(rest)) } catch { return }
            }
        }
        throw Complaint("The private PostgreSQL has ended and does not start again: see server.log in its folder.")
    }

    /// Starts the server on a thread that may block.
    private func started() async throws(ClusterError) {
        let cluster = server.cluster
        let result = await withCheckedContinuation { (done: CheckedContinuation<Result<Void, ClusterError>, Never>) in
            DispatchQueue.global().async {
                do throws(ClusterError) {
                    try cluster.start()
                    done.resume(returning: .success(()))
                } catch {
                    done.resume(returning: .failure(error))
                }
            }
        }
        try result.get()
    }
}
