// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit

/// Who asks for a reservation, as far as is known: which record it belongs to, whom it is for, and what is counted.
struct Standing: Sendable {
    let customer: CustomerID
    /// A record of the reservation's own making.
    let isNew: Bool
    /// The person to whom a new record is joined from its birth, since a key vouches for an address that is proved.
    let person: CustomerID?
    /// The record by which the customer is counted.
    let counted: CustomerID
    /// Open holds of the person, where the record was named: what somebody typed counts against nobody.
    let open: Int
    let isFirst: Bool
    let recipient: Recipient
}

extension Known {
    /// Says who asks. What was given makes a record of its own, unless a shop's key gives the shop's own id of a known one;
    /// a match of phone or mail is counted, and neither shows, sends nor changes anything.
    ///
    /// - Parameter draw: draws the id of a new record.
    /// - Throws: `notFound(customer)` for a record that is not there.
    func standing(of claimant: Claimant, _ draw: () -> CustomerID) throws(Refusal) -> Standing {
        switch claimant {
        case .record(let id):
            guard let record, record.isKnown else { throw .notFound(.customer) }
            return Standing(
                customer: id, isNew: false, person: nil, counted: record.person, open: record.open,
                isFirst: record.isFirst, recipient: Recipient(record, addresses))
        case .given(let draft):
            let named = draft.issuer.isEmpty ? nil : matches.first { $0.kind == .external }
            let stopped = Set(matches.flatMap(\.stopped))
            let customer = named?.customer ?? draw()
            let order: [CustomerIdentity.Kind] = [.external, .phone, .mail]
            let known = order.lazy.compactMap { kind in self.matches.first { $0.kind == kind && $0.customer != nil } }
            return Standing(
                customer: customer, isNew: named?.customer == nil,
                person: named?.customer == nil ? matches.lazy.compactMap(\.proved).first : nil,
                counted: known.first?.person ?? customer, open: named?.open ?? 0,
                isFirst: !matches.contains { $0.hasReserved }, recipient: Recipient(draft, stopped: stopped))
        }
    }
}
