// SPDX-License-Identifier: Apache-2.0
import Access
import Channels
import Insight
import Kit
import PQ
import Reservations
import ServiceLifecycle
import Stock

/// Does one piece of work again and again until the service ends. Work that fails is told and tried at the next round.
struct Duty: Service, CustomStringConvertible {
    let name: String
    let rest: Duration
    let observer: Observer
    /// Does what is due and counts the rows it touched.
    let work: @Sendable () async throws -> Int

    var description: String { "duty \(name)" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await once()
                do { try await Task.sleep(for: rest) } catch { return }
            }
        }
    }

    private func once() async {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let rows = try await work()
            observer(.dutyRan(name: name, rows: rows, duration: clock.now - start))
        } catch is CancellationError {
            return
        } catch let error as DatabaseError where error.kind == .cancelled || error.kind == .unconfirmed {
            // That writes wait for a standby was told once, by the database itself.
            return
        } catch {
            observer(.dutyFailed(name: name, error: (error as? DatabaseError)?.description ?? "\(type(of: error))"))
        }
    }
}

/// Imports what head office sends for as long as the service runs.
struct Importing: Service, CustomStringConvertible {
    let queue: ImportQueue

    var description: String { "imports" }

    func run() async throws { await cancelWhenGracefulShutdown { await queue.run() } }
}

extension House {
    /// Lists what the service does by itself.
    func duties(_ observer: Observer, readiness: Readiness) -> [any Service] {
        [
            Duty(name: "expiry", rest: .seconds(1), observer: observer) { try await Expiry(reservations).sweep() },
            Duty(name: "calendars", rest: .seconds(1), observer: observer) {
                try await Reckoning(reservations).round()
            },
            Duty(name: "notices", rest: .milliseconds(500), observer: observer) { try await dispatcher.round() },
            Duty(name: "sessions", rest: .seconds(60), observer: observer) { try await access.sweepSessions() },
            Duty(name: "keys", rest: .seconds(600), observer: observer) {
                let before = effects.now() - .seconds(Limits.keyDays * 86_400)
                return try await stock.forgetImports(before: before)
                    + database.count(ForgetAnswered(before: before))
            },
            Duty(name: "imports", rest: .seconds(5), observer: observer) { try await stock.stopSilentImports() },
            Duty(name: "devices", rest: .seconds(3_600), observer: observer) { try await devices.sweep() },
            Duty(name: "figures", rest: .seconds(15), observer: observer) {
                // Readiness first: it is told also while the database is away and the other figures are not to be had.
                observer(.measured(.ready, await readiness.isReady && readiness.isConfirming ? 1 : 0))
                observer(.measured(.eventReaders, Double(await feed.readers)))
                return try await figures.look(observer)
            },
        ]
    }
}
