// SPDX-License-Identifier: Apache-2.0
import API
import Access
import HTTPTypes
import Hummingbird
import Kit

/// A person's own account: the password, and where they are signed in.
extension Site {
    func addAccount<Context: RequestContext>(to router: some RouterMethods<Context>) {
        addStaffPage(router, .get, Paths.Route.account, for: nil) { try await accountPage($0, $1) }
        addStaffPage(router, .post, Paths.Route.setPassword, for: nil, setPassword)
        addStaffPage(router, .post, Paths.Route.endSessions, for: nil, endSessions)
    }

    @Sendable private func setPassword(_ asked: Asked, _ person: Principal) async throws -> Answered {
        guard let staff = person.staff, let token = asked.token else { throw Forbidden() }
        guard asked.form["again"] == asked.form["new"] else {
            return try await accountPage(asked, person, [.again: .notAgain])
        }
        do {
            try await access.changePassword(
                of: staff, from: asked.form["current"], to: asked.form["new"], keeping: token, by: person.author)
        } catch let fault as PasswordFault {
            if case .wrongCurrent = fault { security(.passwordRefused, from: asked.source, by: person) }
            let (field, word) = AccountField.told(fault)
            return try await accountPage(asked, person, [field: word])
        }
        security(.passwordSet, from: asked.source, by: person)
        return .seeOther(Paths.account.url(("done", AccountDone.password.rawValue), ("lang", asked.visitor.lang)))
    }

    /// Ends the session that the form names, or all but this one.
    @Sendable private func endSessions(_ asked: Asked, _ person: Principal) async throws -> Answered {
        guard let staff = person.staff, let token = asked.token else { throw Forbidden() }
        let named = asked.form["session"]
        if named.isEmpty {
            try await access.endOtherSessions(of: staff, keeping: token)
        } else {
            try await access.endSession(named, of: staff)
        }
        security(.sessionsEnded, from: asked.source, by: person)
        return .seeOther(Paths.account.url(("done", AccountDone.sessions.rawValue), ("lang", asked.visitor.lang)))
    }

    private func accountPage(
        _ asked: Asked, _ person: Principal, _ faults: [AccountField: AccountWord] = [:]
    ) async throws -> Answered {
        guard let staff = person.staff, let token = asked.token else { throw Forbidden() }
        let view = AccountView(
            visitor: asked.visitor, sessions: try await access.sessions(of: staff, asking: token), now: effects.now(),
            done: AccountDone(rawValue: asked.query["done"]), faults: faults)
        let words = asked.visitor.words
        return .page(
            title: words.account(.title), body: view.html,
            status: faults.isEmpty ? .ok : .unprocessableContent,
            fittings: Fittings(
                face: .office,
                ways: [Fittings.Way(title: words.account(.back), url: home(of: person, asked.visitor))],
                person: person))
    }
}

/// Names the fields of the form for a new password.
enum AccountField: String, Sendable {
    case current, new, again

    /// Says of a fault at which field it is told, and how.
    static func told(_ fault: PasswordFault) -> (AccountField, AccountWord) {
        switch fault {
        case .wrongCurrent: (.current, .wrongCurrent)
        case .tooManyTries: (.current, .tooMany)
        case .refused(.tooShort): (.new, .tooShort)
        case .refused(.tooLong): (.new, .tooLong)
        case .refused(.tooEasy): (.new, .tooEasy)
        case .same: (.new, .same)
        }
    }
}

/// Names what was just done.
enum AccountDone: String, Sendable {
    case password, sessions
}
