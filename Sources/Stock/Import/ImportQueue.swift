// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Synchronization

/// Is a file that head office has sent.
package struct ImportJob: Sendable {
    /// The key of the form: sent again, it is the same job.
    let id: String
    let source: ImportSource
    let byteCount: Int
    let mode: ImportMode
    /// Of which moment figures of stock tell, where that was said.
    let asOf: FigureMoment?
    /// Taken a second time on purpose.
    package let isAgain: Bool
    let author: Author
    /// Who sent it, by name.
    let name: String
    /// Writes what is kept of the report.
    let keep: Importer.Keep

    package init(
        id: String, file: String, bytes: [UInt8], mode: ImportMode, asOf: FigureMoment? = nil, isAgain: Bool = false,
        author: Author, name: String, keep: @escaping Importer.Keep
    ) {
        self.id = id
        source = ImportSource(name: file, bytes: bytes)
        self.asOf = asOf
        self.isAgain = isAgain
        byteCount = bytes.count
        self.mode = mode
        self.author = author
        self.name = name
        self.keep = keep
    }

    var options: ImportOptions {
        ImportOptions(isDryRun: mode == .check, isAllOrNothing: mode == .all, asOf: asOf, author: author)
    }

    /// Names what the file says; nil where it is only checked, which may be done as often as one likes.
    package var key: FileKey? {
        // Bytes in memory can always be read.
        mode == .check ? nil : try? FileKey(of: source, options)
    }
}

/// Imports the files that head office sends, one after another and apart from the requests that brought them: whoever
/// closes the browser stops none. How far each is stands in the database, for every process to read.
///
/// A job's report and the end of its row in `import_run` are one transaction, with `ImportMode.all` that of the import
/// itself. A service that ends leaves a row that falls silent (`StockRoom.stopSilentImports`).
package final class ImportQueue: Sendable {
    private struct State {
        /// Jobs that were taken and have not ended.
        var held: Set<String> = []
        /// How far the running one is, when that has not been written yet.
        var progress: (id: String, step: ImportProgress)?
    }

    private struct Waiting: Sendable {
        let job: ImportJob
        let ended: AsyncStream<Void>.Continuation
    }

    private let stock: StockRoom
    private let importer: Importer
    private let failed: @Sendable (any Error) -> Void
    private let jobs: AsyncStream<Waiting>
    private let door: AsyncStream<Waiting>.Continuation
    private let state = Mutex(State())

    /// - Parameter failed: is told of errors that are no refusal.
    package init(stock: StockRoom, importer: Importer, failed: @escaping @Sendable (any Error) -> Void) {
        self.stock = stock
        self.importer = importer
        self.failed = failed
        (jobs, door) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Limits.importsWaiting))
    }

    /// Takes a job, and gives a stream that ends with it. A job whose id was taken before is under way already, or has
    /// ended: its stream ends at once. Nil when as many wait as may. Throws `keyReused` when another file has the id.
    package func submit(_ job: ImportJob) async throws -> AsyncStream<Void>? {
        let (ending, ended) = AsyncStream<Void>.makeStream()
        guard try await stock.database.count(BeginImport(job: job, at: stock.effects.now())) == 1 else {
            ended.finish()
            if let run = try await stock.importUnderWay(job.id), !run.isOf(job) { throw Refusal.keyReused }
            return ending
        }
        state.withLock { _ = $0.held.insert(job.id) }
        guard case .enqueued = door.yield(Waiting(job: job, ended: ended)) else {
            state.withLock { _ = $0.held.remove(job.id) }
            _ = try await stock.database.run(DeleteImport(id: job.id), isShielded: true)
            return nil
        }
        return ending
    }

    /// Works until the task is cancelled; what is under way then is said to have stopped.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await waiting in self.jobs { await self.work(waiting) } }
            group.addTask { await self.beat() }
            await group.next()
            group.cancelAll()
        }
        await end(state.withLock { Array($0.held) }, .stopped)
    }

    private func work(_ waiting: Waiting) async {
        let job = waiting.job
        defer { waiting.ended.finish() }
        note(
            job.id,
            ImportProgress(
                file: job.source.name, rows: 0, bytes: 0, totalBytes: job.byteCount, isChecking: job.mode == .all))
        do {
            var source = job.source
            if let key = job.key {
                source.key = key
                source.begun = try await stock.began(key, again: job.isAgain)
            }
            let report = try await importer.run(
                source, job.options,
                keep: { report in
                    var batch = job.keep(report)
                    batch.add(DeleteImport(id: job.id))
                    return batch
                }, progress: { self.note(job.id, $0) })
            state.withLock { _ = $0.held.remove(job.id) }
            guard report.isApplied else { return }
            // Who cannot read them anew now reads them within `Places.freshness`.
            _ = try? await stock.places.reload()
        } catch {
            if !Task.isCancelled { failed(error) }
            await end([job.id], Task.isCancelled ? .stopped : .failed)
        }
    }

    private func note(_ id: String, _ step: ImportProgress) { state.withLock { $0.progress = (id, step) } }

    /// Says twice a second how far the running job is, and that those that wait are not forgotten.
    private func beat() async {
        while !Task.isCancelled {
            let (held, progress) = state.withLock { state in
                defer { state.progress = nil }
                return (Array(state.held), state.progress)
            }
            if !held.isEmpty {
                var batch = Batch(name: "BeatImports")
                if let progress { batch.add(NoteProgress(id: progress.id, progress: progress.step)) }
                batch.add(BeatImports(ids: held, at: stock.effects.now()))
                // The next beat comes in half a second; a database that is away so long stops the import itself.
                _ = try? await stock.database.run(batch)
            }
            do { try await Task.sleep(for: .milliseconds(500)) } catch { return }
        }
    }

    private func end(_ ids: [String], _ state: ImportUnderWay.State) async {
        guard !ids.isEmpty else { return }
        self.state.withLock { $0.held.subtract(ids) }
        // What cannot be written now is said when the row has been silent for long enough.
        _ = try? await stock.database.run(EndImports(ids: ids, state: state), isShielded: true)
    }
}
