// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@Suite("Zones before a judge", .enabled(if: Judged.isThere))
struct ZoneJudgedTests {
    @Test("Every zone of the system is read as Python reads it, around every jump of 2020–2035")
    func zones() throws {
        var known: [String: Zone] = [:]
        try Judged.judge("zones") { fields in
            guard let zone = known[fields[1]] ?? Zone(fields[1]) else { return "no such zone" }
            known[fields[1]] = zone
            if fields[0] == "offset" {
                let at = Instant(seconds: try #require(Int64(fields[2])))
                let ours = zone.offsetMinutes(at: at)
                return "\(ours)" == fields[3] ? nil : "\(ours)"
            }
            let day = try #require(Day(fields[2]))
            let ours = zone.moment(LocalTime(day: day, minute: try #require(Int(fields[3])))).microseconds / 1_000_000
            return "\(ours)" == fields[4] ? nil : "\(ours)"
        }
    }
}
