// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import Stock
import Testing

@testable import Reservations

@Suite("Every command in every state")
struct CommandTableTests {
    /// A cell is `ok` or the refusal's word.
    private static let table = """
        command     requested accepted awaiting transit picking short     ready lapsed  consumed  released expired  toReturn shelved
        accept      ok        step     step     step    step    step      step  expired collected released expired  released released
        reject      ok        ok       ok       ok      ok      ok        step  expired collected released expired  released released
        pick        ok        ok       step     step    ok      ok        step  expired collected released expired  released released
        pickShort   ok        ok       step     step    ok      ok        step  expired collected released expired  released released
        ready       step      unpicked step     step    ok      undecided step  expired collected released expired  released released
        unready     step      step     step     step    step    step      ok    expired collected released expired  released released
        collect     step      step     step     step    step    step      ok    expired collected released expired  released released
        wrongCode   code      code     code     code    code    code      code  expired collected released expired  released released
        cancel      ok        ok       ok       ok      ok      ok        ok    expired collected released expired  released released
        extend      ok        ok       ok       ok      ok      ok        ok    expired collected released expired  released released
        expire      step      step     step     step    step    step      step  ok      collected released expired  released released
        toShelf     step      step     step     step    step    step      step  step    step      step     step     ok       step
        ship        step      step     ok       step    step    step      step  expired collected released expired  released released
        arrive      step      step     step     ok      step    step      step  expired collected released expired  released released
        drop        fit       fit      fit      fit     fit     ok        fit   expired collected released expired  released released
        substitute  fit       fit      fit      fit     fit     ok        fit   expired collected released expired  released released
        wait        fit       fit      fit      fit     fit     ok        fit   expired collected released expired  released released
        reroute     ok        ok       ok       step    ok      ok        ok    expired collected released expired  released released
        onMyWay     step      ok       step     step    ok      ok        ok    expired collected released expired  released released
        here        step      ok       step     step    ok      ok        ok    expired collected released expired  released released
        proxy       ok        ok       ok       ok      ok      ok        ok    expired collected released expired  released released
        contact     ok        ok       ok       ok      ok      ok        ok    ok      ok        ok       ok       ok       ok
        """

    static let commands: [String: Command] = [
        "accept": .accept, "reject": .reject(reason: .damaged, note: ""), "pick": .pick(items: [], staging: nil),
        "pickShort": .pick(items: [.init(line: 2, found: 0, short: .damaged)], staging: nil),
        "ready": .ready(staging: "B-3"), "unready": .unready(reason: "label"),
        "collect": .collect(items: [], proof: .code(" ab12-cd34 "), proxy: nil, rest: .release),
        "wrongCode": .collect(items: [], proof: .code("AB12CD35"), proxy: nil, rest: .release),
        "cancel": .cancel(reason: "customer"), "extend": .extend(until: nil), "expire": .expire,
        "toShelf": .returnToShelf, "ship": .ship(from: nil), "arrive": .arrive, "drop": .drop(line: 1),
        "substitute": .substitute(line: 1, by: Sample.other), "wait": .wait(line: 1, from: Shop.w1),
        "onMyWay": .come(.onMyWay), "here": .come(.here), "proxy": .nameProxy("山田 太郎"),
        "reroute": .reroute(to: Sample.elsewhere), "contact": .contact(.attempted),
    ]

    static let cells: [(command: String, sample: Sample, expected: String)] = {
        let rows = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let samples = rows[0].dropFirst().compactMap(Sample.init(rawValue:))
        return rows.dropFirst().flatMap { row in
            zip(samples, row.dropFirst()).map { (command: row[0], sample: $0, expected: $1) }
        }
    }()

    static func outcome(_ command: Command, on reservation: Reservation) -> String {
        do throws(Refusal) {
            _ = try reservation.deciding(command, on: Sample.ground())
            return "ok"
        } catch {
            return error.word
        }
    }

    @Test("The table names every command and every state")
    func isWhole() {
        #expect(Self.cells.count == Self.commands.count * Sample.allCases.count)
        #expect(Set(Self.cells.map(\.command)) == Set(Self.commands.keys))
    }

    @Test("A command is allowed, or refused with its reason, just as the table says")
    func table() throws {
        for cell in Self.cells {
            let command = try #require(Self.commands[cell.command])
            let got = Self.outcome(command, on: cell.sample.reservation)
            #expect(got == cell.expected, "\(cell.command) in \(cell.sample)")
        }
    }

    @Test("Nothing revives a lapsed or ended hold, whatever comes in whatever order")
    func nothingRevives() {
        for sample in Sample.allCases where !sample.reservation.stands(at: Sample.now) {
            var reservation = sample.reservation
            let hold = reservation.hold
            for name in Self.commands.keys.sorted() where hold == .active || name != "expire" {
                guard let command = Self.commands[name],
                    // Most are refused; what is not goes on from there.
                    let decision = try? reservation.deciding(command, on: Sample.ground())
                else { continue }
                reservation = decision.after
                #expect(!reservation.stands(at: Sample.now), "\(name) revived \(sample)")
                #expect(reservation.pickUpBy <= sample.reservation.pickUpBy)
                if hold != .active { #expect(reservation.hold == hold) }
            }
        }
    }

    @Test("Events are numbered on from the version without gaps, over random orders of commands", arguments: 0..<200)
    func numbering(seed: UInt64) throws {
        var chance = SeededRandom(seed: seed)
        var reservation = Sample.fresh
        for _ in 0..<20 {
            let name = try #require(Self.commands.keys.sorted().randomElement(using: &chance))
            let command = try #require(Self.commands[name])
            // A refused command leaves everything as it was.
            guard let decision = try? reservation.deciding(command, on: Sample.ground()) else { continue }
            let first = reservation.version + 1
            #expect(decision.events.map(\.number) == Array(first..<first + decision.events.count))
            #expect(decision.after.version == reservation.version + decision.events.count)
            #expect(decision.events.allSatisfy { $0.subject == reservation.id.unique })
            #expect(!decision.events.isEmpty || decision.after == reservation)
            #expect((decision.after.hold == .active) == (decision.after.closedAt == nil))
            reservation = decision.after
            for line in reservation.lines {
                #expect(line.collected <= line.picked && line.picked <= line.quantity && line.missing >= 0)
                if line.heldAt != nil { #expect(line.open > 0 && reservation.hold == .active) }
            }
        }
    }
}
