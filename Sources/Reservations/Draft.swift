// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ

/// The customer for whom a reservation is made.
package enum Claimant: Sendable {
    /// A record that a trusted shop or a person of the chain names.
    case record(CustomerID)
    /// What somebody gives of themselves, which proves nothing but a shop's own id.
    case given(CustomerDraft)
}

extension Claimant {
    /// Whether a trusted shop or somebody of the chain knows the customer, or vouches for the addresses.
    var isVouched: Bool {
        switch self {
        case .record: true
        case .given(let draft): !draft.voucher.isEmpty
        }
    }
}

/// Says what a customer asks for: so much of which SKUs, at which store.
package struct ReservationRequest: Sendable {
    package let location: LocationID
    package let kind: Reservation.Kind
    package let customer: Claimant
    /// SKUs and quantities as they came; lines of one SKU are summed.
    package let lines: [(sku: SKU, quantity: Int)]
    /// Take what is there when not all is, instead of nothing.
    package let partial: Bool
    /// The warehouse that shall send the goods; nil when the store's own stock is wanted.
    package let shipsFrom: LocationID?
    package let reference: String
    package let note: String
    /// The customer asked to be called.
    package let wantsContact: Bool

    package init(
        location: LocationID, kind: Reservation.Kind, customer: Claimant, lines: [(sku: SKU, quantity: Int)],
        partial: Bool = false, shipsFrom: LocationID? = nil, reference: String = "", note: String = "",
        wantsContact: Bool = false
    ) {
        self.location = location
        self.kind = kind
        self.customer = customer
        self.lines = lines
        self.partial = partial
        self.shipsFrom = shipsFrom
        self.reference = reference
        self.note = note
        self.wantsContact = wantsContact
    }

    /// Refuses a request without lines, with more than `Limits.linesPerReservation`, or with a quantity outside
    /// 1–`Limits.unitsPerLine`.
    func check() throws(Refusal) {
        guard (1...Limits.linesPerReservation).contains(lines.count) else { throw .doesNotFit("lines") }
        for (i, line) in lines.enumerated() where !(1...Limits.unitsPerLine).contains(line.quantity) {
            throw .doesNotFit("lines: quantity \(i + 1)")
        }
    }

    /// The lines with those of one SKU summed, in the order of their first mention.
    var summed: [(sku: SKU, quantity: Int)] {
        var place: [SKU: Int] = [:]
        var sums: [(sku: SKU, quantity: Int)] = []
        for line in lines {
            if let i = place[line.sku] {
                sums[i].quantity += line.quantity
            } else {
                place[line.sku] = sums.count
                sums.append(line)
            }
        }
        return sums
    }

    /// Where the units are held at first.
    var heldAt: LocationID { shipsFrom ?? location }
}

/// Holds what a policy may ask about a reservation that is about to be made.
package struct IntakeFacts: Sendable {
    /// Whether the customer has never reserved before, as far as a match that nobody need have proved can tell.
    package let isFirst: Bool
    /// The record by which the customer is counted and drawn into experiments: the oldest that gave the same address.
    package let counted: CustomerID
    package let wantsContact: Bool
    /// Whether the customer is known, or a key vouches for what was given: then what they ask for is the owner's word.
    package let isVouched: Bool
    /// What was known of the goods.
    package let quotes: [Quote.Row]
    package let calendar: Ground
}

/// Holds one reservation that is about to be asked for, with what is to be written beside it.
package struct ReservationDraft: Sendable {
    package var reservation: Reservation
    /// Statements of other rooms that take effect only if the reservation's row is there; they follow `ReserveSet` in
    /// its transaction.
    package var alongside = Gathering()
    let author: Author
    /// The store's own, in which its dates are written.
    var zone = Zone.tokyo
    /// The policy that counted its dates.
    var policy: Event.PolicyEdition?
    /// The policy that bore its contact task.
    package var contactPolicy: Event.PolicyEdition?
    var kept: KeepAnswered?

    /// The payload of the first event: what a later recomputation of figures needs.
    var told: Event.Created {
        Event.Created(
            kind: Word(reservation.kind),
            lines: reservation.lines.map { .init(sku: $0.sku, quantity: $0.quantity, unitPrice: $0.unitPrice) },
            pickUpBy: PlaceTime(reservation.pickUpBy, in: zone), contact: Word(reservation.contact),
            arm: Word(code: reservation.experiment.arm), policy: policy, contactPolicy: contactPolicy)
    }
}
