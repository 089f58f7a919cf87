// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// What an edit of a place compares and its history tells.
extension Location {
    package var facts: Facts {
        [
            "name": name, "name_en": nameEN, "kana": kana, "phone": phone, "postal_code": postalCode,
            "address": address, "address_en": addressEN,
            "coordinates": coordinates.map { "\($0.latitude), \($0.longitude)" }, "active": Facts.said(isActive),
        ]
    }
}

extension Facts {
    /// Writes hours as `10:00-13:00, 14:00-20:00` under `day1` … `day8`; `-` for a day on which it is shut, nil where no
    /// hours are written.
    package init(hours: [OpeningPeriod]) {
        self.init(
            (1...8).map { day in
                let own = hours.filter { $0.day == day }.sorted()
                let open = own.filter { $0.opens < $0.closes }
                    .map { "\(Facts.clock($0.opens))-\(Facts.clock($0.closes))" }
                return (name: "day\(day)", value: own.isEmpty ? nil : open.isEmpty ? "-" : open.joined(separator: ", "))
            })
    }

    private static func clock(_ minutes: Int) -> String { "\(two(minutes / 60)):\(two(minutes % 60))" }
}

extension Closure {
    package var facts: Facts {
        [
            "first_day": days.lowerBound.description, "last_day": days.upperBound.description,
            "reason": reason.isEmpty ? nil : reason,
        ]
    }
}

extension PublicHoliday {
    package var facts: Facts { ["day": day.description, "name": name, "name_en": nameEN.isEmpty ? nil : nameEN] }
}
