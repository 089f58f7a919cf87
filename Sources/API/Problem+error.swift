// SPDX-License-Identifier: Apache-2.0
import Access
import Kit
import NIOCore
import PQ

extension Problem {
    /// Maps any error that a request may meet: the one place where errors become answers.
    ///
    /// An error that nobody foresaw is our own mistake: it is answered by 500 without a word about it, and observed.
    package init(error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as Refusal: self.init(refusal: refusal)
        case let error as DatabaseError: self.init(database: error)
        case let failure as JSON.Failure: self.init(unreadable: failure)
        case is Overloaded: self = Problem(.tooLate).retry(after: 1)
        case let busy as Busy: self = Problem(.tooManyRequests).retry(after: busy.retryAfter)
        case SignInFault.wrongCredentials: self.init(.signInRefused)
        case SignInFault.tooManyAttempts(let seconds): self = Problem(.tooManyRequests).retry(after: seconds)
        case is NIOTooManyBytesError: self.init(.bodyTooLarge)
        case is BodyTooSlow: self.init(.bodyTooSlow)
        case let broken as BodyBroken: self.init(broken.code)
        // The client has gone, or the service stops: nobody may hear this answer, but it must be one.
        case is CancellationError: self = Problem(.notReady).retry(after: 1)
        default: self.init(.ownMistake)
        }
    }

    init(unreadable failure: JSON.Failure) {
        self.init(
            .unreadableJSON,
            Words(
                ja: "\(failure.offset)バイト目で読めなくなりました（\(failure.reason.rawValue)）。",
                en: "At byte \(failure.offset): \(failure.reason.rawValue)."))
        members = ["offset": .int(failure.offset)]
    }

    /// Maps what the database says. Where nothing was done, the client is asked to come back; where that is not known,
    /// it is told to ask with the same key.
    init(database error: DatabaseError) {
        switch error.kind {
        case .unavailable: self = Problem(.databaseAway).retry(after: 2)
        case .deadline, .cancelled: self = Problem(.tooLate).retry(after: 1)
        case .unknownOutcome: self = Problem(.unknownOutcome).retry(after: 1)
        case .unconfirmed: self = Problem(.unconfirmed).retry(after: 2)
        case .decoding: self.init(.ownMistake)
        case .server:
            if let code = error.constraint.flatMap({ Problem.constraints[$0] }) {
                self.init(code)
                if code == .changedMeanwhile { self = retry(after: 1) }
            } else if error.isRetryable {
                self = Problem(.tooLate).retry(after: 1)
            } else if let state = error.sqlState, state == .readOnlyTransaction || state.isInClass("53") {
                // A server that has become a standby, or one without room: it heals by itself or by its keeper.
                self = Problem(.databaseAway).retry(after: 2)
            } else {
                self.init(.ownMistake)
            }
        }
    }

    /// Says what the violation of a named constraint means to the one who asked, where it is the third line behind a
    /// rule and a guard, or the answer to a race. Any other violation is our own mistake.
    static let constraints: [String: ProblemCode] = [
        "event_pkey": .changedMeanwhile,
        "idempotency_pkey": .changedMeanwhile,
        "reservation_pickup_code": .changedMeanwhile,
        "contact_attempt_pkey": .changedMeanwhile,
        "shortage_open": .changedMeanwhile,
        "stock_level_promise": .soldOut,
        "stock_level_reserved": .changedMeanwhile,
        "stock_level_location_id_fkey": .locationCannotServe,
        "reservation_location_id_fkey": .locationCannotServe,
        "opening_hours_location_id_fkey": .locationCannotServe,
        "closure_location_id_fkey": .locationCannotServe,
        "stock_level_sku_fkey": .unknownSKU,
        "reservation_line_sku_fkey": .unknownSKU,
        "staff_login_key": .exists,
        "location_id_form": .ruleBroken,
        "sku_form": .ruleBroken,
        "sku_gtin": .ruleBroken,
    ]
}

/// Says that a body did not arrive within its deadline.
struct BodyTooSlow: Error {}

/// Says that a body broke off, or cannot be read as HTTP: the client's doing, who may not even be there any more.
struct BodyBroken: Error {
    let code: ProblemCode
}
