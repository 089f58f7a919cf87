// SPDX-License-Identifier: Apache-2.0
import CPQ

/// Is something the server said beside its answers.
struct Notice {
    let severity: String
    let sqlState: SQLState?
    /// The commit stands here, but the wait for a standby was given up: it may be lost at a failover.
    let isUnreplicatedCommit: Bool

    /// The session is over; said to a session that was idle.
    var isFatal: Bool { severity == "FATAL" || severity == "PANIC" }
}

/// Gathers the notices of one connection, which libpq hands over in the middle of other calls.
final class NoticeBox {
    private var notices: [Notice] = []
    private var readCount = 0

    /// Makes libpq put notices here instead of on the standard error stream.
    ///
    /// The connection keeps this box for as long as libpq may call back, and both live on one thread.
    func attach(to connection: OpaquePointer) {
        PQsetNoticeReceiver(
            connection,
            { context, result in
                guard let context, let result else { return }
                Unmanaged<NoticeBox>.fromOpaque(context).takeUnretainedValue().add(result)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Gives the notices that the connection has not looked at; they stay for the observer.
    func takeUnread() -> ArraySlice<Notice> {
        defer { readCount = notices.count }
        return notices[readCount...]
    }

    func takeAll() -> [Notice] {
        defer {
            notices.removeAll(keepingCapacity: true)
            readCount = 0
        }
        return notices
    }

    private func add(_ result: OpaquePointer) {
        func field(_ code: UInt8) -> String? { PQresultErrorField(result, Int32(code)).map { String(cString: $0) } }
        let state = field(UInt8(ascii: "C")).map { SQLState($0) }
        // The function's name is the same in every language of the server; the text is the fallback of older servers.
        // The state is no help: a cancelled wait is a plain warning (01000), one of a session that was ended 57P01.
        let isUnreplicated =
            field(UInt8(ascii: "R")) == "SyncRepWaitForLSN"
            || field(UInt8(ascii: "M"))?.contains("wait for synchronous replication") == true
        let severity = field(UInt8(ascii: "V")) ?? field(UInt8(ascii: "S")) ?? ""
        notices.append(Notice(severity: severity, sqlState: state, isUnreplicatedCommit: isUnreplicated))
    }
}
