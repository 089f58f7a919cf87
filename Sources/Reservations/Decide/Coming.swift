// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// The customer's coming: how near they are, and who comes in their place.
extension Decision {
    /// Keeps what the customer tells; told again, or told less than before, it is nothing new.
    mutating func come(_ arrival: Arrival) throws(Refusal) {
        try mustStand()
        try mustBe(.accepted, .picking, .ready, for: arrival.rawValue)
        guard after.arrival != arrival, after.arrival != .here else { return }
        after.arrival = arrival
        after.arrivalAt = at
        happened(arrival.told)
    }

    /// Keeps who collects. The name itself stays with the reservation: events go further.
    mutating func nameProxy(_ name: String) throws(Refusal) {
        try mustStand()
        guard name.unicodeScalars.count <= Limits.nameCharacters else { throw .doesNotFit("proxy") }
        guard name != after.proxy else { return }
        after.proxy = name
        happened(.proxyNamed(.init(named: !name.isEmpty)))
    }
}

extension Arrival {
    fileprivate var told: Event.Payload {
        switch self {
        case .onMyWay: .onMyWay
        case .here: .here
        }
    }
}
