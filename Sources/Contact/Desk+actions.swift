// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations

extension Desk {
    /// Does what a customer chose.
    ///
    /// - Parameter address: the address to which the link was sent by which the customer asks; nil for none.
    /// - Throws: what the command of the action throws; `DatabaseError`.
    package func perform(
        _ action: CustomerAction, on id: ReservationID, sentTo address: ContactAddress?, keyed: Keyed<Reservation>?
    ) async throws -> Done<Reservation> {
        let command: Command
        switch action {
        case .confirm: return try await confirm(id, by: .customer, keyed: keyed)
        case .callMe: return try await askCallback(id, by: .customer, sentTo: address, keyed: keyed)
        case .onMyWay: command = .come(.onMyWay)
        case .here: command = .come(.here)
        case .extend: command = .extend(until: nil)
        case .cancel: command = .cancel(reason: "customer")
        }
        return try await reservations.perform(command, on: id, by: .customer, keyed: keyed)
    }
}
