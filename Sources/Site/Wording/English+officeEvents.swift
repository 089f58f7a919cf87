// SPDX-License-Identifier: Apache-2.0
import Kit
import Reservations
import Stock

extension English {
    package func office(_ detail: OfficeEventDetail) -> String {
        switch detail {
        case .staging: "staging place"
        case .reason: "reason"
        case .missing: "missing"
        case .units: "units"
        case .amount: "amount (yen)"
        case .sku: "SKU"
        case .pickUpBy: "pick-up-by"
        case .note: "note"
        }
    }

    package func officeEvent(_ kind: String) -> String {
        switch kind {
        case "reservation.created": "Reserved"
        case "reservation.accepted": "Accepted by the store"
        case "reservation.rejected": "Rejected by the store"
        case "reservation.cancelled": "Cancelled"
        case "reservation.collected": "Handed over"
        case "reservation.expired": "Expired"
        case "reservation.extended": "Extended"
        case "reservation.calendar_moved": "Moved by new opening days"
        case "reservation.rerouted": "Rerouted to another store"
        case "reservation.awaiting_transfer": "Waits for a transfer"
        case "reservation.line_dropped": "Line dropped"
        case "reservation.line_substituted": "Line substituted"
        case "reservation.refund_due": "Refund due"
        case "fulfilment.picking_started": "Picking started"
        case "fulfilment.picked": "Picked"
        case "fulfilment.line_short_picked": "Short pick"
        case "fulfilment.ready": "Ready"
        case "fulfilment.ready_revoked": "Ready taken back"
        case "fulfilment.shipped": "Shipped to the store"
        case "fulfilment.arrived": "Arrived at the store"
        case "fulfilment.partially_collected": "Handed over in part"
        case "fulfilment.rest_released": "Rest released"
        case "fulfilment.returned_to_shelf": "Returned to the shelf"
        case "customer.wishes_changed": "The wishes about contact changed"
        case "customer.corrected": "Who it is for was corrected"
        case "contact.asked": "The customer asked for contact"
        case "contact.scheduled": "Contact scheduled"
        case "contact.attempted": "Tried, not reached"
        case "contact.reached_confirmed": "Reached: confirmed"
        case "contact.reached_changed": "Reached: changed"
        case "contact.reached_declined": "Reached: declined"
        case "contact.unreachable": "Not reached"
        case "contact.dropped": "No hour left to call"
        case "conversation.message": "Message"
        case "customer.on_my_way": "The customer is on the way"
        case "customer.here": "The customer is there"
        case "customer.proxy_named": "The customer named who collects"
        case "customer.confirmed": "The customer confirmed"
        default: kind
        }
    }

    package func officeMore(_ lines: Int) -> String { "and \(lines) more" }

    package func office(_ number: PolicyNumber) -> String {
        switch number {
        case .holdDays: "Hold (open days)"
        case .readyMinutes: "Ready within (open minutes)"
        case .extensionDays: "Days of an extension"
        case .customerExtensions: "Extensions: customer"
        case .clerkExtensions: "Extensions: clerk"
        case .agentExtensions: "Extensions: agent"
        case .openPerCustomer: "Open per customer"
        case .unprovedUnits: "Units of an item held for unproved customers"
        }
    }

    package func office(_ mode: ImportMode) -> String {
        switch mode {
        case .check: "Check only (changes nothing)"
        case .all: "Import only if every row is good"
        case .good: "Import the good rows and report the others"
        }
    }

    package func office(_ state: ImportUnderWay.State) -> String {
        switch state {
        case .waiting: "Waiting for its turn"
        case .running: "Under way"
        case .failed: "It could not be imported"
        case .stopped: "It stopped in the middle"
        }
    }

    package func officeProgress(rows: Int, percent: Int) -> String {
        "\(grouped(rows)) rows, \(percent) % of the file"
    }

    package func officeLeft(_ mode: ImportMode, rows: Int) -> String {
        switch mode {
        case .check: "Nothing has been changed. Please send the file again."
        case .all: "It is taken whole or not at all, so nothing is left half done. Please send the file again."
        case .good:
            "The good rows up to row \(grouped(rows)) have been taken. Send the same file again, and only the rest is written."
        }
    }

    package func office(_ thing: ImportReport.Thing) -> String {
        switch thing {
        case .locations: "Locations"
        case .hours: "Opening hours"
        case .closures: "Closures"
        case .holidays: "Public holidays"
        case .catalogue: "Goods"
        case .stock: "Stock"
        }
    }

    package func office(state report: OfficeReport) -> String {
        if report.isDryRun { return "Checked only (nothing changed)" }
        if !report.isApplied { return "Not imported" }
        return report.failed > 0 ? "Imported in part" : "Imported"
    }

    package func officeRows(_ rows: Int, failed: Int) -> String {
        failed > 0 ? "\(grouped(failed)) of \(grouped(rows)) rows have errors." : "\(grouped(rows)) rows were read."
    }

    package func officeUntold(_ faults: Int) -> String { "And \(grouped(faults)) more." }
}
