// SPDX-License-Identifier: Apache-2.0
import CPQ
import Glibc

/// Remembers which cluster was written to, and the highest timeline seen, and so knows an old primary when it meets one.
///
/// `target_session_attrs` asks a server whether it takes writes; an old primary that woke up beside the promoted one
/// says yes too. What is seen is kept in a file, so that a process that starts knows what the last one knew.
final class ServerWatch: Sendable {
    /// Says whether a server may be written to.
    enum Judgement: Hashable {
        case current
        /// An old primary: another server has been promoted since.
        case behind(timeline: Int, known: Int)
        /// Another cluster altogether.
        case foreign(system: String, known: String)
    }

    private struct Known {
        var system: String?
        var timeline = 0
    }

    private let known = Guarded(Known())
    /// When the hosts were asked last; the lock is held meanwhile, so that one thread asks for all that come.
    private let surveyed = Guarded<UInt64?>(nil)
    private let isStale = Guarded(false)
    let file: String?

    /// - Parameter file: keeps what is known; nil keeps it in memory only.
    init(file: String?) {
        self.file = file
        known.withLock { Self.read(file, into: &$0) }
    }

    /// The highest timeline seen.
    var timeline: Int { known.withLock { $0.timeline } }

    /// Judges a server, and learns from one that is ahead. Reads and writes the file: not on a loop's thread.
    func judge(_ identity: ServerIdentity) -> Judgement {
        known.withLock { known in
            let before = (known.system, known.timeline)
            // Another process on this folder may have seen more.
            Self.read(file, into: &known)
            if let system = identity.system {
                if let mine = known.system, mine != system { return .foreign(system: system, known: mine) }
                known.system = system
            }
            if let timeline = identity.timeline {
                // A standby's figure lags behind the truth, and nothing is written there.
                if timeline < known.timeline, identity.isWritable != false {
                    return .behind(timeline: timeline, known: known.timeline)
                }
                known.timeline = max(known.timeline, timeline)
            }
            if before != (known.system, known.timeline) { Self.write(known, to: file) }
            return .current
        }
    }

    /// Notes that a connection was lost: the hosts are asked again before the next is used.
    func doubt() { isStale.withLock { $0 = true } }

    /// Asks every host once before the first connection is used, and again after one was lost; returns when all have
    /// answered, or after a while. One host alone has nobody to be compared with.
    func surveyIfNeeded(_ address: ServerAddress, _ configuration: DatabaseConfiguration) {
        guard address.hosts.count > 1 else { return }
        surveyed.withLock { last in
            let isStale = self.isStale.withLock { $0 }
            if let last, !isStale || Loop.now &- last < 1_000_000_000 { return }
            self.isStale.withLock { $0 = false }
            // At the start nothing is known, and a host is waited for as long as a connection is. Later the hosts that
            // are well answer in a moment, and the one that is away is the reason for asking.
            let patience = last == nil ? configuration.connectTimeout + .seconds(1) : .milliseconds(500)
            _ = survey(address, within: configuration.connectTimeout, patience: patience)
            last = Loop.now
        }
    }

    /// Asks every host by itself and learns from what they say.
    @discardableResult
    func survey(_ address: ServerAddress, within span: Duration, patience: Duration) -> [HostReport] {
        let places = address.places
        let bell = Bell()
        let answers = Guarded<[HostReport?]>(Array(repeating: nil, count: places.count))
        for (index, place) in places.enumerated() {
            let keywords = address.keywords(of: place)
            let name = place.key
            let started = HelperThread.start { [self] in
                let report = HostReport.ask(name, keywords, within: span)
                if let identity = report.identity { _ = judge(identity) }
                answers.withLock { $0[index] = report }
                bell.ring()
            }
            if !started { bell.ring() }
        }
        bell.wait(for: places.count, until: patience)
        return answers.withLock { found in
            zip(places, found).map { $1 ?? HostReport(host: $0.key, identity: nil, failure: "does not answer in time") }
        }
    }

    private static func read(_ file: String?, into known: inout Known) {
        guard let file, let handle = fopen(file, "re") else { return }
        defer { fclose(handle) }
        var buffer = [CChar](repeating: 0, count: 256)
        guard fgets(&buffer, 256, handle) != nil else { return }
        let line = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let words = line.split { $0 == " " || $0 == "\n" }
        guard words.count == 4, words[0] == "system", words[2] == "timeline", let timeline = Int(words[3]) else {
            return
        }
        // What is read of another cluster does not raise what is known of this one.
        if let mine = known.system, mine != words[1] { return }
        known.system = String(words[1])
        known.timeline = max(known.timeline, timeline)
    }

    /// Writes a whole new file and gives it the name; a folder that cannot be written leaves it to the hosts.
    private static func write(_ known: Known, to file: String?) {
        guard let file, let system = known.system else { return }
        let fresh = "\(file).\(getpid()).new"
        guard let handle = fopen(fresh, "we") else { return }
        let line = "system \(system) timeline \(known.timeline)\n"
        let isWritten = fputs(line, handle) >= 0 && fflush(handle) == 0 && fsync(fileno(handle)) == 0
        fclose(handle)
        if !isWritten || rename(fresh, file) != 0 { unlink(fresh) }
    }
}

extension ServerWatch.Judgement {
    /// Says why the server at a place is not used; nil when it is. `file` is where it is kept which cluster is known.
    func complaint(about place: String, file: String? = nil) -> String? {
        switch self {
        case .current: nil
        case .behind(let timeline, let known):
            "\(place) is an old primary: it writes timeline \(timeline), and \(known) has been seen"
        case .foreign(let system, let known):
            "\(place) is another cluster: its system identifier is \(system), the one known is \(known)"
                + (file.map { "; remove \($0) if it was replaced on purpose" } ?? "")
        }
    }
}

/// Counts up to a number, on which one thread waits while others ring.
///
/// `@unchecked Sendable`, proof: the pointer never changes, and a semaphore is made to be used by many threads; it is
/// destroyed after the last reference.
private final class Bell: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }
    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func ring() { sem_post(semaphore) }

    /// Waits until it was rung so many times, or the span has passed.
    func wait(for count: Int, until span: Duration) {
        var end = timespec()
        clock_gettime(CLOCK_REALTIME, &end)
        let nanoseconds = UInt64(end.tv_nsec) + span.nanoseconds
        end.tv_sec += Int(nanoseconds / 1_000_000_000)
        end.tv_nsec = Int(nanoseconds % 1_000_000_000)
        var rung = 0
        while rung < count {
            if sem_timedwait(semaphore, &end) == 0 {
                rung += 1
            } else if errno != EINTR {
                return
            }
        }
    }
}
