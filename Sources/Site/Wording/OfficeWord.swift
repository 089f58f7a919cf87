// SPDX-License-Identifier: Apache-2.0

/// Names the plain texts of head office: titles, labels, hints, and what stands where nothing is.
package enum OfficeWord: Sendable, CaseIterable {
    case reservations, reservation, customers, locations, catalogue, shortages, imports, policies, staff, any, nothing
    case state, at, author, name, nameEN, kana, code, note, reason, change, remove, save, send, active, inactive
    case everywhere, program, duty, pages, older, firstPage, searchReservations, searchReservationsHint, searchCut
    case store, customerStatus, madeFrom, madeFromHint, madeUntil, moreFilters, hold, fulfilment, contact, kind
    case filter, clearFilters, noReservations, pickupCode, customer, goods, total, pickUpBy, madeAt, reference, id
    case readyBy, readyAt, extensions, closedAt, closeReason, staging, collector, shipsFrom, reroutedFrom
    case reroutedTo, experiment, language, lines, price, requested, promised, missing, picked, collected, heldAt
    case inTransit, stockHeld, nothingHeld, sku, open, onHand, reserved, available, safety, contactTasks, purpose
    case reasons, dueAt, attempts, outcome, noContact, channel, disposition, notices, notice, recipient, failure
    case noNotices, timeline, location, locationKind, hoursToday, address, addressEN, postalCode, phone, latitude
    case longitude, coordinatesHint, isActive, isActiveHint, noLocations, placeDetails, hours, hoursHint
    case holidayHoursHint, saveHours, closures, noClosures, firstDay, lastDay, addClosure, holidays, holidaysHint
    case noHolidays, day, searchGoods, noGoods, onSale, onSaleHint, offSale, stockLevels, seenAt, ledger, movement
    case quantity, balance, cause, noMovements, shortagesHint, short, openedAt, noShortages, importFile, file
    case fileHint, importMode, uploading, importing, pastImports, pastImportsHint, noImports, rowsRead, rowsFailed
    case importCounts, kindOfRows, created, updated, unchanged, removed, importFaults, line, column, severity
    case severityError, severityWarning, noFaults, reservationPolicies, policiesHint, contactPolicies
    case contactPoliciesHint, callableWindows, callableWindowsHint, experimentHint, noPolicies, noWindows
    case noExperiment, appliesTo, priority, withinMinutes, retryMinutes, arm, share, role, stores, storesHint
    case importChecking, importGoesOn, importAgain, readAgain, takeAgain, takeAgainHint, figuresAsOf, figuresAsOfHint
    case addStaff, loginHint, secretHint, secretTitle, secretText, secretKept, access
}
