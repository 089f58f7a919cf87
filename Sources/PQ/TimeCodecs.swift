// SPDX-License-Identifier: Apache-2.0

/// Counts from 1970-01-01 to 2000-01-01, PostgreSQL's first day.
private let epochDays = 10_957
private let epochMicroseconds: Int64 = 946_684_800_000_000

/// `infinity` and `-infinity` are the greatest and the least moment.
extension Instant: PQEncodable, PQDecodable {
    public static var wireType: WireType { .timestamptz }

    /// A moment before 4714 BC, which PostgreSQL has not, becomes `SQLState.datetimeFieldOverflow` there or here.
    public func encode(into writer: inout ValueWriter) {
        guard microseconds != .max, microseconds != .min else { return writer.write(microseconds) }
        let (shifted, overflow) = microseconds.subtractingReportingOverflow(epochMicroseconds)
        // A plain moment may not be mistaken for an infinity.
        if overflow || shifted == .min { writer.refuse(.datetimeFieldOverflow) }
        writer.write(shifted)
    }

    public static func decode(_ value: WireValue) throws(DecodingFault) -> Instant {
        try value.require(.timestamptz)
        let stored: Int64 = try value.integer()
        guard stored != .max, stored != .min else { return Instant(microseconds: stored) }
        let (shifted, overflow) = stored.addingReportingOverflow(epochMicroseconds)
        guard !overflow else { throw .malformed }
        return Instant(microseconds: shifted)
    }
}

/// `infinity` and `-infinity` are the greatest and the least day.
extension Day: PQEncodable, PQDecodable {
    public static var wireType: WireType { .date }

    public func encode(into writer: inout ValueWriter) {
        if sinceEpoch == .max { return writer.write(Int32.max) }
        if sinceEpoch == .min { return writer.write(Int32.min) }
        let (shifted, overflow) = sinceEpoch.subtractingReportingOverflow(epochDays)
        guard !overflow, let stored = Int32(exactly: shifted), stored != .max, stored != .min else {
            writer.refuse(.datetimeFieldOverflow)
            return
        }
        writer.write(stored)
    }

    public static func decode(_ value: WireValue) throws(DecodingFault) -> Day {
        try value.require(.date)
        let stored: Int32 = try value.integer()
        switch stored {
        case .max: return Day(sinceEpoch: .max)
        case .min: return Day(sinceEpoch: .min)
        default: return Day(sinceEpoch: Int(stored) + epochDays)
        }
    }
}
