// SPDX-License-Identifier: Apache-2.0
import PQ

/// Names a public holiday of the chain's country.
package struct PublicHoliday: Hashable, Sendable {
    package let day: Day
    package let name: String
    package let nameEN: String

    package init(day: Day, name: String, nameEN: String = "") {
        self.day = day
        self.name = name
        self.nameEN = nameEN
    }
}
