// SPDX-License-Identifier: Apache-2.0
import Kit

/// Reads a price as files write it, exactly: digits with at most one point, never by binary fractions.
struct Price: Equatable {
    /// Rounded half up.
    let yen: Int
    /// Whether the price was a whole number of yen.
    let isWhole: Bool

    /// The largest price, which the table keeps in 32 bits.
    static let limit = 999_999_999

    /// Takes a price and what one unit of it is in yen; nil when it is no price or more than `limit`.
    init?(_ text: String, yenPerUnit: Int = 1) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...9).contains(parts[0].count),
            parts.count == 1 || (1...6).contains(parts[1].count)
        else { return nil }
        var digits = 0
        var scale = 1
        for (index, part) in parts.enumerated() {
            for byte in part {
                guard (0x30...0x39).contains(byte) else { return nil }
                digits = digits * 10 + Int(byte - 0x30)
                if index == 1 { scale *= 10 }
            }
        }
        let (scaled, overflows) = digits.multipliedReportingOverflow(by: yenPerUnit)
        guard !overflows, scaled / scale <= Price.limit else { return nil }
        yen = (scaled + scale / 2) / scale
        isWhole = scaled % scale == 0
    }
}
