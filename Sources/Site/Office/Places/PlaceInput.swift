// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Holds what was typed about a location, as it was typed.
struct PlaceInput: Sendable, Equatable {
    var name = ""
    var nameEN = ""
    var kana = ""
    var postalCode = ""
    var address = ""
    var addressEN = ""
    var phone = ""
    var latitude = ""
    var longitude = ""
    var isActive = false

    init(_ location: Location) {
        name = location.name
        nameEN = location.nameEN
        kana = location.kana
        postalCode = location.postalCode
        address = location.address
        addressEN = location.addressEN
        phone = location.phone
        latitude = location.coordinates.map { "\($0.latitude)" } ?? ""
        longitude = location.coordinates.map { "\($0.longitude)" } ?? ""
        isActive = location.isActive
    }

    init(_ form: FormFields) {
        name = form.trimmed("name")
        nameEN = form.trimmed("name_en")
        kana = form.trimmed("kana")
        postalCode = form.trimmed("postal_code")
        address = form.trimmed("address")
        addressEN = form.trimmed("address_en")
        phone = form.trimmed("phone")
        latitude = form.trimmed("latitude")
        longitude = form.trimmed("longitude")
        isActive = form.isOn("active")
    }

    /// Reads the form onto a location; gives what is wrong with it, by field.
    func read(onto location: Location) -> (location: Location, faults: [String: OfficeFault]) {
        var (read, faults) = (location, [String: OfficeFault]())
        for (field, text) in [
            ("name", name), ("name_en", nameEN), ("kana", kana), ("postal_code", postalCode), ("address", address),
            ("address_en", addressEN), ("phone", phone),
        ] where text.unicodeScalars.count > Limits.nameCharacters {
            faults[field] = .tooLong(Limits.nameCharacters)
        }
        if name.isEmpty { faults["name"] = .needed }
        if location.kind == .store, nameEN.isEmpty { faults["name_en"] = .needed }
        read.coordinates = nil
        if !latitude.isEmpty || !longitude.isEmpty {
            if let north = Double(latitude), let east = Double(longitude),
                let place = Coordinates(latitude: north, longitude: east)
            {
                read.coordinates = place
            } else {
                faults["latitude"] = .coordinates
            }
        }
        (read.name, read.nameEN, read.kana, read.postalCode) = (name, nameEN, kana, postalCode)
        (read.address, read.addressEN, read.phone, read.isActive) = (address, addressEN, phone, isActive)
        return (read, faults)
    }
}

/// Holds the hours of a week as they are typed: one line a day, `10:00-13:00, 14:00-20:00`; `-` where it is shut.
struct HoursInput: Sendable, Equatable {
    /// By day, 1 Monday … 7 Sunday, 8 a public holiday.
    var days: [Int: String] = [:]

    init(_ periods: [OpeningPeriod]) {
        for day in 1...8 {
            let own = periods.filter { $0.day == day }
            let open = own.filter { $0.opens < $0.closes }
            days[day] =
                open.isEmpty
                ? (own.isEmpty && day == OpeningPeriod.publicHoliday ? "" : "-")
                : open.map { "\(HoursInput.clock($0.opens))-\(HoursInput.clock($0.closes))" }.joined(separator: ", ")
        }
    }

    init(_ form: FormFields) {
        for day in 1...8 { days[day] = form.trimmed("day\(day)") }
    }

    private static func clock(_ minutes: Int) -> String { "\(two(minutes / 60)):\(two(minutes % 60))" }

    /// Reads the week; gives what is wrong with it, by field. A weekday without hours is shut; a public holiday without a
    /// line keeps its weekday's hours.
    func read() -> (periods: [OpeningPeriod], faults: [String: OfficeFault]) {
        var (periods, faults) = ([OpeningPeriod](), [String: OfficeFault]())
        for day in 1...8 {
            let text = days[day] ?? ""
            if HoursInput.isShut(text) {
                if day == OpeningPeriod.publicHoliday, let shut = OpeningPeriod(day: day, opens: 0, closes: 0) {
                    periods.append(shut)
                }
                continue
            }
            guard !text.isEmpty else { continue }
            guard let read = HoursInput.periods(text, on: day) else {
                faults["day\(day)"] = .hours
                continue
            }
            periods += read
            let overlaps = zip(read, read.dropFirst()).contains { $1.opens < $0.closes }
            if overlaps { faults["day\(day)"] = .overlap }
        }
        return (periods, faults)
    }

    private static func isShut(_ text: String) -> Bool {
        ["-", "–", "休", "休業", "closed", "shut"].contains(text.lowercased())
    }

    /// Reads the periods of one line, in order; nil when one has another form or no length.
    private static func periods(_ text: String, on day: Int) -> [OpeningPeriod]? {
        var periods: [OpeningPeriod] = []
        for part in text.split(whereSeparator: { ",、，".contains($0) }) {
            let ends = part.split(whereSeparator: { "-–〜～~".contains($0) }).map { minutes(String($0)) }
            guard ends.count == 2, let opens = ends[0], let closes = ends[1], opens < closes,
                let period = OpeningPeriod(day: day, opens: opens, closes: closes)
            else { return nil }
            periods.append(period)
        }
        return periods.sorted()
    }

    /// Reads `9:30` or `26:00`, full-width too, as minutes since midnight.
    private static func minutes(_ text: String) -> Int? {
        var plain = ""
        for scalar in text.unicodeScalars where scalar != " " && scalar != "\u{3000}" {
            switch scalar.value {
            case 0xFF10...0xFF19: plain.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFF10 + 0x30)))
            case 0xFF1A: plain += ":"
            default: plain.unicodeScalars.append(scalar)
            }
        }
        let parts = plain.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2, let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0...48).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }
}
