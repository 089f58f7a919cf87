// SPDX-License-Identifier: Apache-2.0
import Kit
import NIOCore
import Synchronization

/// Counts the connections of clients, in all and by source, and says who may come in. Below the limit of descriptors, and
/// with a share for each source, so that neither many nor one can shut out the rest; what health asks for is answered on
/// a reserve beyond.
package final class Connections: Sendable {
    enum Admission {
        case welcome
        /// Beyond the limit or the source's share: only health is answered, once.
        case reserved
        /// Beyond the reserve, too.
        case full
    }

    private struct State {
        var open = 0
        var bySource: [Source: Int] = [:]
        var reserved = 0
        var reservedBySource: [Source?: Int] = [:]
    }

    private let limit: Int
    private let share: Int
    private let proxies: TrustedProxies
    private let state = Mutex(State())

    /// - Parameters:
    ///   - limit: connections in all.
    ///   - share: connections of one source; a part of the limit if nothing else is said.
    ///   - proxies: stand for many, and have no share.
    package init(
        limit: Int = Limits.connections, share: Int? = nil, proxies: TrustedProxies = .none
    ) {
        self.limit = limit
        self.share = share ?? max(1, limit / Limits.sourceShare)
        self.proxies = proxies
    }

    /// How many are open, those on the reserve included.
    package var count: Int { state.withLock { $0.open + $0.reserved } }

    /// Lets a connection in, or not; it is counted until it closes.
    func admit(_ channel: any Channel) -> Admission {
        let name = proxies.source(ofConnection: channel.remoteAddress.flatMap { IPAddress($0) })
        let admission = enter(name)
        if admission != .full { channel.closeFuture.whenComplete { _ in self.leave(name, admission) } }
        return admission
    }

    func enter(_ source: Source?) -> Admission {
        state.withLock { state in
            if state.open < limit, source.map({ state.bySource[$0, default: 0] < share }) ?? true {
                state.open += 1
                if let source { state.bySource[source, default: 0] += 1 }
                return .welcome
            }
            guard state.reserved < Limits.reservedConnections,
                state.reservedBySource[source, default: 0] < Limits.reservedOfSource
            else { return .full }
            state.reserved += 1
            state.reservedBySource[source, default: 0] += 1
            return .reserved
        }
    }

    func leave(_ source: Source?, _ admission: Admission) {
        state.withLock { state in
            switch admission {
            case .welcome:
                state.open -= 1
                if let source { Self.countDown(source, in: &state.bySource) }
            case .reserved:
                state.reserved -= 1
                Self.countDown(source, in: &state.reservedBySource)
            case .full: break
            }
        }
    }

    private static func countDown<Name: Hashable>(_ source: Name, in counts: inout [Name: Int]) {
        guard let count = counts[source] else { return }
        counts[source] = count > 1 ? count - 1 : nil
    }
}
