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

    package func officeEvent(_ kind: Event.Kind) -> String {
        switch kind {
        case .created: "Reserved"
        case .accepted: "Accepted by the store"
        case .rejected: "Rejected by the store"
        case .cancelled: "Cancelled"
        case .collected: "Handed over"
        case .expired: "Expired"
        case .extended: "Extended"
        case .calendarMoved: "Moved by new opening days"
        case .rerouted: "Rerouted to another store"
        case .awaitingTransfer: "Waits for a transfer"
        case .lineDropped: "Line dropped"
        case .lineSubstituted: "Line substituted"
        case .refundDue: "Refund due"
        case .pickingStarted: "Picking started"
        case .picked: "Picked"
        case .lineShortPicked: "Short pick"
        case .ready: "Ready"
        case .readyRevoked: "Ready taken back"
        case .shipped: "Shipped to the store"
        case .arrived: "Arrived at the store"
        case .partiallyCollected: "Handed over in part"
        case .restReleased: "Rest released"
        case .returnedToShelf: "Returned to the shelf"
        case .wishesChanged: "The wishes about contact changed"
        case .corrected: "Who it is for was corrected"
        case .contactAsked: "The customer asked for contact"
        case .contactScheduled: "Contact scheduled"
        case .contactAttempted: "Tried, not reached"
        case .reachedConfirmed: "Reached: confirmed"
        case .reachedChanged: "Reached: changed"
        case .reachedDeclined: "Reached: declined"
        case .unreachable: "Not reached"
        case .contactDropped: "No hour left to call"
        case .messageWritten: "Message"
        case .onMyWay: "The customer is on the way"
        case .here: "The customer is there"
        case .proxyNamed: "The customer named who collects"
        case .confirmed: "The customer confirmed"
        case .contactNotNeeded: "Contact no longer needed"
        case .shortageOpened: "Stock fell short"
        case .shortageCovered: "Shortage covered"
        case .shortageResolved: "Recorded how the shortage came right"
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
