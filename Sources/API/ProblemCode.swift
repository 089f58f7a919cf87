// SPDX-License-Identifier: Apache-2.0

/// Names every way in which the service says no. A code is for ever: programs branch on it, people search for it.
///
/// 1nn: the request could not be taken as it is. 2nn: who asks. 3nn: what the shop says no to. 9nn: the service itself.
package enum ProblemCode: String, Sendable, CaseIterable {
    case unreadableJSON = "TRK-101"
    case invalidRequest = "TRK-102"
    case ruleBroken = "TRK-103"
    case malformedTarget = "TRK-104"
    case missingHost = "TRK-105"
    case keyMissing = "TRK-106"
    case malformedHeader = "TRK-107"
    case invalidCursor = "TRK-108"
    case bodyTooLarge = "TRK-109"
    case unsupportedMediaType = "TRK-110"
    case bodyTooSlow = "TRK-111"
    case preconditionRequired = "TRK-112"
    case noSuchRoute = "TRK-113"
    case methodNotAllowed = "TRK-114"
    case unreadableHTTP = "TRK-115"
    case headersTooLarge = "TRK-116"
    case unknownCoding = "TRK-117"
    case malformedHost = "TRK-118"

    case tokenMissing = "TRK-201"
    case tokenRefused = "TRK-202"
    case scopeMissing = "TRK-203"
    case staffOnly = "TRK-204"
    case tooManyRequests = "TRK-205"
    case signInRefused = "TRK-206"

    case notFound = "TRK-301"
    case soldOut = "TRK-302"
    case locationCannotServe = "TRK-303"
    case unknownSKU = "TRK-304"
    case doesNotFit = "TRK-305"
    case alreadyCollected = "TRK-306"
    case alreadyReleased = "TRK-307"
    case expired = "TRK-308"
    case wrongStep = "TRK-309"
    case undecidedShortage = "TRK-310"
    case notAllPicked = "TRK-311"
    case extensionLimit = "TRK-312"
    case tooManyOpen = "TRK-313"
    case wrongCode = "TRK-314"
    case stale = "TRK-315"
    case keyReused = "TRK-316"
    case outsideCallableWindow = "TRK-317"
    case contactStopped = "TRK-318"
    case notOffered = "TRK-319"
    case taskClosed = "TRK-320"
    case neverOpen = "TRK-321"
    case changedMeanwhile = "TRK-322"
    case exists = "TRK-323"
    case ambiguousCode = "TRK-324"
    case tooManyUnproved = "TRK-325"

    case databaseAway = "TRK-901"
    case tooLate = "TRK-902"
    case unknownOutcome = "TRK-903"
    case notReady = "TRK-904"
    case ownMistake = "TRK-905"
    case unconfirmed = "TRK-906"
    case tooManyConnections = "TRK-907"

    /// Where a person reads about it, relative to the service.
    package var page: String { "/problems/\(rawValue)" }
}
