// SPDX-License-Identifier: Apache-2.0
import Foundation
import PQ

extension Instant {
    /// Reads the system's wall clock.
    package static var system: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    /// Reads a date and time of RFC 3339 with an offset (`2026-11-22T10:00:00+09:00`, fraction to microseconds); nil for
    /// any other form, a date that does not exist or a leap second.
    package init?(rfc3339 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        var i = 0
        func number(_ digits: Int) -> Int? {
            guard i + digits <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[i..<i + digits] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            i += digits
            return value
        }
        func take(_ characters: String) -> UInt8? {
            guard i < bytes.count, characters.utf8.contains(bytes[i]) else { return nil }
            i += 1
            return bytes[i - 1]
        }
        guard let year = number(4), take("-") != nil, let month = number(2), take("-") != nil, let day = number(2),
            let date = Day(year: year, month: month, day: day), take("Tt ") != nil, let hour = number(2), hour < 24,
            take(":") != nil, let minute = number(2), minute < 60, take(":") != nil, let second = number(2), second < 60
        else { return nil }
        var fraction: Int64 = 0
        if take(".") != nil {
            var scale: Int64 = 100_000
            let start = i
            while let digit = number(1) {
                fraction += Int64(digit) * scale
                scale /= 10
            }
            guard i > start else { return nil }
        }
        var offset = 0
        guard let sign = take("Zz+-") else { return nil }
        if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            guard let hours = number(2), hours < 24, take(":") != nil, let minutes = number(2), minutes < 60 else {
                return nil
            }
            offset = (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
        }
        guard i == bytes.count else { return nil }
        let minutes = date.sinceEpoch * 1440 + hour * 60 + minute - offset
        self.init(microseconds: (Int64(minutes) * 60 + Int64(second)) * 1_000_000 + fraction)
    }

    /// Writes the moment as RFC 3339 in a zone, to the second: `2026-11-22T10:00:00+09:00`.
    package func rfc3339(in zone: Zone = .tokyo) -> String {
        String(unsafeUninitializedCapacity: 25) { buffer in
            var at = 0
            digits(in: zone) {
                buffer[at] = $0
                at += 1
            }
            return at
        }
    }

    /// Appends what `rfc3339(in:)` gives.
    package func write(rfc3339 bytes: inout [UInt8], in zone: Zone = .tokyo) { digits(in: zone) { bytes.append($0) } }

    /// Gives at most 25 bytes, one by one: an answer has a dozen of these texts.
    @inline(__always)
    private func digits(in zone: Zone, put: (UInt8) -> Void) {
        let offset = zone.offsetMinutes(at: self)
        let local = Zone.local(self, offset: offset)
        let (year, month, day) = local.day.civil
        func pair(_ n: Int) {
            put(0x30 + UInt8(truncatingIfNeeded: n / 10))
            put(0x30 + UInt8(truncatingIfNeeded: n % 10))
        }
        pair(year / 100)
        pair(year % 100)
        put(UInt8(ascii: "-"))
        pair(month)
        put(UInt8(ascii: "-"))
        pair(day)
        put(UInt8(ascii: "T"))
        pair(local.minute / 60)
        put(UInt8(ascii: ":"))
        pair(local.minute % 60)
        put(UInt8(ascii: ":"))
        pair(Int(((microseconds / 1_000_000) % 60 + 60) % 60))
        guard offset != 0 else { return put(UInt8(ascii: "Z")) }
        put(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        pair(abs(offset) / 60)
        put(UInt8(ascii: ":"))
        pair(abs(offset) % 60)
    }
}

extension Day: CustomStringConvertible {
    /// Writes `2026-11-22`.
    public var description: String {
        let (year, month, day) = civil
        return
            "\(year < 1000 ? String(repeating: "0", count: 4 - String(year).count) : "")\(year)-\(two(month))-\(two(day))"
    }

    /// Reads `2026-11-22`; nil for any other form or a day that does not exist.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

/// Writes a number of 0–99 with two digits.
package func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }

/// Holds a day and the minutes since its midnight: what a clock on the wall shows.
package struct LocalTime: Hashable, Sendable {
    package var day: Day
    /// Minutes since midnight, 0–1439 when read from a zone.
    package var minute: Int

    package init(day: Day, minute: Int) {
        self.day = day
        self.minute = minute
    }

    /// Writes `09:30`.
    package var clock: String { "\(two(minute / 60)):\(two(minute % 60))" }
}

/// Turns moments into local times and back, for one zone of the IANA database.
package struct Zone: Hashable, Sendable {
    package let name: String
    private let zone: TimeZone
    private let isTokyo: Bool

    /// Takes a name such as `Asia/Tokyo`; nil when the system does not know it.
    package init?(_ name: String) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        self.name = name
        self.zone = zone
        isTokyo = name == "Asia/Tokyo"
    }

    private init() {
        name = "Asia/Tokyo"
        zone = TimeZone(secondsFromGMT: 9 * 3600) ?? .gmt
        isTokyo = true
    }

    /// Tokyo has had one offset since 1951, so its reading costs no look-up.
    package static let tokyo = Zone()

    /// Tells how many minutes the zone is ahead of UTC at a moment.
    package func offsetMinutes(at moment: Instant) -> Int {
        if isTokyo { return 540 }
        return zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.microseconds) / 1_000_000)) / 60
    }

    /// Reads the day and the minute that the wall clock shows at a moment.
    package func local(_ moment: Instant) -> LocalTime { Zone.local(moment, offset: offsetMinutes(at: moment)) }

    /// Reads the wall clock of a zone that is `offset` minutes ahead of UTC.
    fileprivate static func local(_ moment: Instant, offset: Int) -> LocalTime {
        let minutes =
            Int((moment.microseconds / 60_000_000) - (moment.microseconds % 60_000_000 < 0 ? 1 : 0)) + offset
        let day = minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440
        return LocalTime(day: Day(sinceEpoch: day), minute: minutes - day * 1440)
    }

    /// Finds the moment at which the wall clock shows a time; minutes may pass 1440 (the next day). In the hour that a
    /// change of offset repeats, the first; in the hour it skips, the moment of the jump: so a later time is never an
    /// earlier moment, and a shop that opens at 02:30 opens when 03:00 follows 01:59.
    package func moment(_ time: LocalTime) -> Instant {
        let minutes = Int64(time.day.sinceEpoch) * 1440 + Int64(time.minute)
        func at(_ offset: Int) -> Instant { Instant(seconds: (minutes - Int64(offset)) * 60) }
        // No zone is further than a day from UTC, and none jumps twice in two days.
        let before = offsetMinutes(at: at(0) - .seconds(86_400))
        let after = offsetMinutes(at: at(0) + .seconds(86_400))
        guard before != after, offsetMinutes(at: at(before)) != before else { return at(before) }
        guard offsetMinutes(at: at(after)) != after else { return at(after) }
        // The jump lies between the two readings of a time that is on no clock.
        var (early, late) = (minutes - Int64(after), minutes - Int64(before))
        while late - early > 1 {
            let middle = (early + late) / 2
            if offsetMinutes(at: Instant(seconds: middle * 60)) == before { early = middle } else { late = middle }
        }
        return Instant(seconds: late * 60)
    }
}

extension Instant {
    /// Writes the moment as RFC 5322 wants it in a mail's Date, on Tokyo's clock: `Sun, 22 Nov 2026 10:00:00 +0900`.
    package var rfc5322: String {
        let local = Zone.tokyo.local(self)
        let (year, month, day) = local.day.civil
        let seconds = ((microseconds / 1_000_000) % 60 + 60) % 60
        let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][local.day.weekday - 1]
        let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
        return "\(weekday), \(day) \(name) \(year) \(local.clock):\(two(Int(seconds))) +0900"
    }
}
