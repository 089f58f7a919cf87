// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import Testing

@testable import Reservations

@Suite("What the customer reads")
struct StatusTests {
    @Test("Each combination of the axes reads as one word, and contact never changes it")
    func everyCombination() {
        for hold in Hold.allCases {
            for fulfilment in Fulfilment.allCases {
                for contact in ContactState.allCases {
                    for lapsed in [false, true] {
                        let read = CustomerStatus(
                            hold: hold, fulfilment: fulfilment, contact: contact, lapsed: lapsed)
                        let expected: CustomerStatus
                        if hold == .consumed {
                            expected = .collected
                        } else if hold == .released {
                            expected = .cancelled
                        } else if hold == .expired || lapsed {
                            expected = .expired
                        } else if fulfilment == .ready {
                            expected = .ready
                        } else if fulfilment == .awaitingStock {
                            expected = .onItsWay
                        } else if fulfilment == .accepted || fulfilment == .picking {
                            expected = .preparing
                        } else {
                            expected = .checking
                        }
                        #expect(read == expected, "\(hold) \(fulfilment) \(contact) \(lapsed)")
                    }
                }
            }
        }
    }

    @Test("The last moment still counts; one microsecond later the customer reads the truth before any sweep")
    func lastMoment() {
        let ready = Sample.ready.reservation
        #expect(ready.status(at: ready.pickUpBy) == .ready)
        #expect(ready.status(at: ready.pickUpBy + .microseconds(1)) == .expired)
        #expect(Sample.consumed.reservation.status(at: ready.pickUpBy + .seconds(9)) == .collected)
    }
}
