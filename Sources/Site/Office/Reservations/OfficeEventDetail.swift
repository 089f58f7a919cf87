// SPDX-License-Identifier: Apache-2.0
import Kit

/// Names what is told beside an event.
package enum OfficeEventDetail: String, Sendable, CaseIterable {
    case staging, reason, missing, units, amount, sku
    case pickUpBy = "pick_up_by"
    case note
}

extension Event.Payload {
    /// The few members that a person wants to read.
    var details: [(OfficeEventDetail, value: String)] {
        switch self {
        case .created(let told): told.pickUpBy.map { [(.pickUpBy, "\($0)")] } ?? []
        case .rejected(let told): [(.reason, "\(told.reason)"), (.note, "\(told.note)")]
        case .extended(let told): [(.pickUpBy, "\(told.pickUpBy)")]
        case .calendarMoved(let told): told.pickUpBy.map { [(.pickUpBy, "\($0)")] } ?? []
        case .cancelled(let told): [(.reason, "\(told.reason)")]
        case .refundDue(let told): [(.reason, "\(told.reason)"), (.amount, "\(told.amount)")]
        case .lineDropped(let told): [(.units, "\(told.units)")]
        case .lineSubstituted(let told): [(.units, "\(told.units)"), (.sku, "\(told.sku)")]
        case .awaitingTransfer(let told): [(.units, "\(told.units)")]
        case .picked(let told): [(.staging, "\(told.staging)")]
        case .lineShortPicked(let told):
            [(.reason, "\(told.reason)"), (.missing, "\(told.missing)"), (.sku, "\(told.sku)")]
        case .ready(let told): [(.staging, "\(told.staging)"), (.pickUpBy, "\(told.pickUpBy)")]
        case .readyRevoked(let told): [(.reason, "\(told.reason)")]
        case .shipped(let told), .restReleased(let told): [(.units, "\(told.units)")]
        case .accepted, .expired, .collected, .rerouted, .pickingStarted, .arrived, .partiallyCollected,
            .returnedToShelf, .onMyWay, .here, .proxyNamed, .confirmed, .wishesChanged, .corrected, .contactNotNeeded,
            .contactAsked, .contactScheduled, .contactAttempted, .reachedConfirmed, .reachedChanged, .reachedDeclined,
            .unreachable, .contactDropped, .messageWritten, .shortageOpened, .shortageCovered, .shortageResolved:
            []
        }
    }
}
