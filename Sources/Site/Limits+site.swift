// SPDX-License-Identifier: Apache-2.0
import Kit

extension Limits {
    /// Bytes of a form that a page sends: a note of 2,000 characters, percent-encoded, and its neighbours.
    package static let formBytes = 32 * 1024
    /// Fields of one form or query: the pick of a reservation has two for each line.
    package static let formFields = 2 * linesPerReservation + 28
    /// Bytes of the headers of one part of a form with a file.
    package static let partHeaderBytes = 8 * 1024
    /// Days of reservations that head office looks through by a filter, when it names no day.
    package static let officeDays = 90
    /// Imports whose reports are listed.
    package static let importsListed = 50
    /// Goods shown on one page of the shop.
    package static let shopRows = 200
    /// Characters that may be searched for in the shop.
    package static let searchCharacters = 100
    /// Records of one person that its page shows before "more records".
    package static let recordsShown = 5
    /// Units of one SKU that the demo shop reserves at once.
    package static let shopUnits = 20
    /// Open reservations of one store that the console reads.
    package static let workRows = 2_000
    /// Cards of one group of the worklist that are shown; how many more there are is said.
    package static let workCards = 100
    /// Characters that a scanner may send: a customer's address with its token.
    package static let scannedCharacters = 600
    /// Movements of one SKU that the console shows.
    package static let movementsShown = 20
    /// Stores that an item's page names before "more stores".
    package static let nearStores = 5
    /// Looks that one source may send from embedded shops in a minute, and reservations that it may make there and in the
    /// demo shop.
    package static let embedLooksPerMinute = 120
    package static let openReservationsPerMinute = 12
}
