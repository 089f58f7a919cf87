// SPDX-License-Identifier: Apache-2.0
import CPQ
import Glibc

/// Serves an actor on one thread that also waits for sockets: an executor around `epoll`.
///
/// A connection so lives where its socket is watched, and needs no lock. Jobs that come from elsewhere are put in a
/// queue; an eventfd wakes the thread, once for many of them.
///
/// `@unchecked Sendable`, proof: `inbox` has a lock; the descriptors never change; `thread` is written once, by the
/// thread itself through the lock, before any job can ask for it; the handler is set once, before the thread starts.
final class Loop: SerialExecutor, @unchecked Sendable {
    /// Says that a watched socket may be read or written.
    struct Readiness {
        let token: UInt64
        let readable: Bool
        let writable: Bool
    }

    /// Serves sockets, then the work of one turn; returns the monotonic nanosecond at which it wants to be called again.
    struct Handler: Sendable {
        let ready: @Sendable (Readiness) -> Void
        let turnEnded: @Sendable (_ now: UInt64) -> UInt64
    }

    private enum Work {
        case job(UnownedJob)
        case call(@Sendable () -> Void)
    }

    private struct Inbox {
        var work: [Work] = []
        var isSleeping = false
        var isStopped = false
        var thread: pthread_t?
    }

    private let inbox = Guarded(Inbox())
    private let epoll: Int32
    private let bell: Int32
    private static let bellToken = UInt64.max

    init() {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        precondition(epoll >= 0 && bell >= 0, "The process has no file descriptors left.")
        var event = epoll_event()
        event.events = EPOLLIN.rawValue
        event.data.u64 = Self.bellToken
        epoll_ctl(epoll, EPOLL_CTL_ADD, bell, &event)
    }

    deinit {
        close(epoll)
        close(bell)
    }

    /// Starts the thread, which keeps the loop alive until `stop()`.
    func start(_ handler: Handler) {
        let started = HelperThread.start { self.run(handler) }
        precondition(started, "The process may start no more threads.")
    }

    /// Lets the thread end after the work it has.
    func stop() {
        inbox.withLock { $0.isStopped = true }
        ring()
    }

    func enqueue(_ job: consuming ExecutorJob) { put(.job(UnownedJob(job))) }

    /// Runs a closure on the loop's thread, in the order of the calls.
    func call(_ body: @escaping @Sendable () -> Void) { put(.call(body)) }

    func isIsolatingCurrentContext() -> Bool? { isOnThread }

    func checkIsolated() { precondition(isOnThread, "This belongs on the thread of its loop.") }

    private var isOnThread: Bool {
        guard let thread = inbox.withLock({ $0.thread }) else { return false }
        return pthread_equal(thread, pthread_self()) != 0
    }

    /// Watches a socket for bytes to read and, if asked, for room to write. Only on the loop's thread.
    func watch(_ socket: Int32, token: UInt64, writing: Bool, isNew: Bool) {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | EPOLLRDHUP.rawValue | (writing ? EPOLLOUT.rawValue : 0)
        event.data.u64 = token
        epoll_ctl(epoll, isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event)
    }

    func unwatch(_ socket: Int32) { epoll_ctl(epoll, EPOLL_CTL_DEL, socket, nil) }

    /// Reads the clock that never steps, in nanoseconds.
    static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    private func put(_ work: Work) {
        let wake = inbox.withLock { inbox in
            inbox.work.append(work)
            defer { inbox.isSleeping = false }
            return inbox.isSleeping
        }
        if wake { ring() }
    }

    private func ring() {
        var one: UInt64 = 1
        // A full counter already wakes the thread, so the result does not matter.
        _ = write(bell, &one, 8)
    }

    private func run(_ handler: Handler) {
        inbox.withLock { $0.thread = pthread_self() }
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        var work: [Work] = []
        var alarm = UInt64.max
        while true {
            let mayWait = inbox.withLock { inbox in
                inbox.isSleeping = inbox.work.isEmpty && !inbox.isStopped
                return inbox.isSleeping
            }
            let count = epoll_wait(epoll, &events, Int32(events.count), mayWait ? Self.timeout(until: alarm) : 0)
            for event in events.prefix(Int(max(0, count))) {
                if event.data.u64 == Self.bellToken {
                    var value: UInt64 = 0
                    _ = read(bell, &value, 8)
                    continue
                }
                let writable = event.events & EPOLLOUT.rawValue != 0
                let readable = event.events & ~EPOLLOUT.rawValue != 0
                handler.ready(Readiness(token: event.data.u64, readable: readable, writable: writable))
            }
            let isStopped = inbox.withLock { inbox in
                inbox.isSleeping = false
                swap(&inbox.work, &work)
                return inbox.isStopped && work.isEmpty
            }
            if isStopped { return }
            for item in work {
                switch item {
                case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
                case .call(let body): body()
                }
            }
            work.removeAll(keepingCapacity: true)
            alarm = handler.turnEnded(Self.now)
        }
    }

    /// Rounds the time up to a millisecond, so that the alarm is due when the thread wakes.
    private static func timeout(until alarm: UInt64) -> Int32 {
        guard alarm != .max else { return -1 }
        let now = Self.now
        guard alarm > now else { return 0 }
        return Int32(clamping: (alarm - now + 999_999) / 1_000_000)
    }
}
