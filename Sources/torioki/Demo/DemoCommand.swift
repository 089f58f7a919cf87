// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Cluster
import Foundation
import Insight
import Kit
import PQ
import Stock

/// Runs the whole main job once on a fresh private database, one readable line a step, and proves it at the end.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Run the main job from click to counter on a fresh private database, then verify.",
        discussion: "The clock of the demonstration is set by hand, so that days pass in a second.")

    @Option(help: "The folder of the demo chain.")
    var seeds = "seeds"

    @Option(help: "The day on which the demonstration begins.")
    var day = "2026-11-24"

    func run() async throws {
        guard let day = Day(day) else { throw Complaint("--day must be a day such as 2026-11-24.") }
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("torioki-demo-\(ProcessInfo.processInfo.processIdentifier)").path
        let cluster = PrivateCluster(directory: "\(folder)/postgresql")
        let database = Database(DatabaseConfiguration(url: try cluster.start(), applicationName: "torioki demo"))
        let result: Result<[Verify.Finding], any Error>
        do {
            result = .success(try await run(database, folder: folder, day: day))
        } catch {
            result = .failure(error)
        }
        await database.close()
        try cluster.stop()
        try FileManager.default.removeItem(atPath: folder)
        let findings = try result.get()
        VerifyCommand.tell(findings)
        if findings.contains(where: { $0.violations > 0 }) { throw ExitCode(1) }
    }

    private func run(_ database: Database, folder: String, day: Day) async throws -> [Verify.Finding] {
        // Ten in the morning on the set day; the seed of chance is fixed, so every run tells the same story.
        let clock = SetEffects(now: Zone.tokyo.moment(LocalTime(day: day, minute: 600)), seed: 20_261_124)
        _ = try await Migrator(database: database).migrate()
        let house = try House(
            database: database, effects: clock.effects, linkKeys: [[UInt8](repeating: 7, count: 32)],
            publicURL: "http://127.0.0.1:8080", letters: "\(folder)/letters")
        let loaded = try await DemoChain(folder: seeds).load(into: house)
        Terminal.result(loaded)
        try await DemoStory(house: house, clock: clock, directory: try await house.places.reload()).tell()
        return try await Verify(database: database).run()
    }
}
