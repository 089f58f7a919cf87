// SPDX-License-Identifier: Apache-2.0
import PQ

/// Names a store or a warehouse by its code, as its staff write it: `S001`. 1–16 of A–Z, 0–9 and `-`.
package struct LocationID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let code: String

    /// Takes a code in upper or lower case; nil when it has another form.
    package init?(_ code: some StringProtocol) {
        var isUpper = true
        var length = 0
        for byte in code.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case UInt8(ascii: "-") where length > 0: break
            case UInt8(ascii: "a")...UInt8(ascii: "z"): isUpper = false
            default: return nil
            }
            length += 1
        }
        guard (1...16).contains(length) else { return nil }
        self.code = isUpper ? String(code) : code.uppercased()
    }

    /// Takes a code that comes out of the database, whose CHECK has read it before.
    package init(stored code: String) { self.code = code }

    package var description: String { code }
    package static func < (a: LocationID, b: LocationID) -> Bool { a.code.utf8.lexicographicallyPrecedes(b.code.utf8) }
}

/// Names a stock-keeping unit by its merchant's code: 1–64 bytes of visible text without spaces at its ends.
package struct SKU: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let code: String

    /// Takes a merchant's code; nil when it is empty, longer than 64 bytes or has control characters.
    package init?(_ code: String) {
        guard (1...64).contains(code.utf8.count), code.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
            code.utf8.first != 0x20, code.utf8.last != 0x20
        else { return nil }
        self.code = code
    }

    /// Takes a code that comes out of the database, whose CHECK has read it before.
    package init(stored code: String) { self.code = code }

    package var description: String { code }

    /// Orders by bytes, as the database's "C" collation does: the order in which rows are locked.
    package static func < (a: SKU, b: SKU) -> Bool { a.code.utf8.lexicographicallyPrecedes(b.code.utf8) }
}

/// Tells the kinds of public ids apart by their prefix.
package protocol LocatedKind: Sendable {
    static var prefix: String { get }
}

/// Names one thing at one location: in public `prefix_LOCATION_26 characters of Crockford's base 32`, so that a look-up
/// by id goes to one place.
package struct Located<Kind: LocatedKind>: Hashable, Sendable, CustomStringConvertible {
    package let location: LocationID
    package let unique: UniqueID

    package init(location: LocationID, unique: UniqueID) {
        self.location = location
        self.unique = unique
    }

    /// Reads the public form; nil when it has another prefix or form.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Kind.prefix, let location = LocationID(parts[1]), location.code == parts[1],
            let unique = Crockford.uniqueID(parts[2])
        else { return nil }
        self.init(location: location, unique: unique)
    }

    package var description: String { "\(Kind.prefix)_\(location.code)_\(Crockford.text(of: unique))" }
}

package enum ReservationKind: LocatedKind { package static let prefix = "rsv" }
package enum ContactTaskKind: LocatedKind { package static let prefix = "tsk" }
package enum ShortageKind: LocatedKind { package static let prefix = "sho" }
package enum MessageKind: LocatedKind { package static let prefix = "msg" }

package typealias ReservationID = Located<ReservationKind>
package typealias ContactTaskID = Located<ContactTaskKind>
package typealias ShortageID = Located<ShortageKind>
package typealias MessageID = Located<MessageKind>

/// Tells the kinds of ids that belong to no location apart by their prefix.
package protocol GlobalKind: Sendable {
    static var prefix: String { get }
}

/// Names one thing of the whole chain: in public `prefix_26 characters`.
package struct Global<Kind: GlobalKind>: Hashable, Sendable, CustomStringConvertible {
    package let unique: UniqueID

    package init(unique: UniqueID) { self.unique = unique }

    /// Reads the public form; nil when it has another prefix or form.
    package init?(_ text: some StringProtocol) {
        let (bytes, prefix) = (Array(text.utf8), Kind.prefix.utf8)
        guard bytes.starts(with: prefix), bytes.dropFirst(prefix.count).first == UInt8(ascii: "_"),
            let unique = Crockford.uniqueID(of: bytes.dropFirst(prefix.count + 1))
        else { return nil }
        self.init(unique: unique)
    }

    package var description: String { "\(Kind.prefix)_\(Crockford.text(of: unique))" }
}

package enum CustomerKind: GlobalKind { package static let prefix = "cus" }
package enum StaffKind: GlobalKind { package static let prefix = "stf" }
package enum ChangeKind: GlobalKind { package static let prefix = "chg" }

package typealias CustomerID = Global<CustomerKind>
package typealias StaffID = Global<StaffKind>
package typealias ChangeID = Global<ChangeKind>
