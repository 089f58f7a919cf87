// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Kit
import PQ
import Stock

/// The people of the chain: who may sign in, as what, and where.
extension Site {
    @Sendable func listPeople(_ asked: Asked, _ office: Office) async throws -> Answered {
        try await peoplePage(asked, office, MemberInput())
    }

    /// Adds an account, and shows its first password on the answer, the only time it is told. A form that is sent again
    /// finds its login taken.
    @Sendable func addMember(_ asked: Asked, _ office: Office) async throws -> Answered {
        let input = MemberInput(asked.form)
        var faults = input.faults(in: office.directory, isNew: true)
        guard faults.isEmpty, let login = Login(input.login), let role = Role(rawValue: input.role) else {
            return try await peoplePage(asked, office, input, faults)
        }
        let (password, text) = try newPassword(for: login)
        do {
            let id = try await access.createStaff(
                login: login, name: input.name, role: role, locations: input.locations, password: password,
                by: office.person.author)
            security(.accountAdded, from: asked.source, by: office.person, about: id)
            return office.page(
                office.say(.staff), SecretView(office: office, member: id, login: login.text, secret: text).html)
        } catch Refusal.doesNotFit {
            // Name, role and stores have been read: what is left is the login.
            faults["login"] = .loginTaken
            return try await peoplePage(asked, office, input, faults)
        }
    }

    @Sendable func showMember(_ asked: Asked, _ office: Office) async throws -> Answered {
        let member = try await member(asked)
        return try await memberPage(asked, office, member, MemberInput(member))
    }

    @Sendable func changeMember(_ asked: Asked, _ office: Office) async throws -> Answered {
        let member = try await member(asked)
        var input = MemberInput(asked.form)
        input.login = member.login.text
        var faults = input.faults(in: office.directory, isNew: false)
        // Nobody locks the door behind oneself.
        if member.id == office.person.staff, input.role != member.role.rawValue { faults["role"] = .ownRole }
        guard faults.isEmpty, let role = Role(rawValue: input.role) else {
            return try await memberPage(asked, office, member, input, faults)
        }
        let edit = office.edit(asked)
        guard
            try await takes({
                try await access.change(member.id, name: input.name, role: role, locations: input.locations, edit)
            })
        else {
            let now = try await self.member(asked)
            let typed = now.changed(name: input.name, role: role, locations: input.locations)
            let faults = office.meanwhile(now.facts, typed: typed.facts)
            return try await memberPage(asked, office, now, input, faults, isStale: true)
        }
        security(.accountChanged, from: asked.source, by: office.person, about: member.id)
        return .seeOther(office.link(.member(member.id), [("done", OfficeDone.saved.rawValue)]))
    }

    /// Does what a button of a person's page says.
    func act(_ action: StaffAction, _ asked: Asked, _ office: Office) async throws -> Answered {
        let member = try await member(asked)
        let isOwn = member.id == office.person.staff
        switch action {
        case .deactivate:
            guard !isOwn else { throw Forbidden() }
            try await access.deactivate(member.id, by: office.person.author)
            security(.accountClosed, from: asked.source, by: office.person, about: member.id)
            return .seeOther(office.link(.member(member.id), [("done", OfficeDone.deactivated.rawValue)]))
        case .endSessions:
            try await access.endSessions(of: member.id, by: office.person.author)
            security(.sessionsEnded, from: asked.source, by: office.person, about: member.id)
            return .seeOther(office.link(.member(member.id), [("done", OfficeDone.sessionsEnded.rawValue)]))
        case .resetPassword:
            let (password, text) = try newPassword(for: member.login)
            try await access.setPassword(password, of: member.id, by: office.person.author)
            security(.passwordSet, from: asked.source, by: office.person, about: member.id)
            return office.page(
                office.say(.staff),
                SecretView(office: office, member: member.id, login: member.login.text, secret: text).html)
        }
    }

    /// Draws a password of 75 bits in groups that can be read aloud.
    private func newPassword(for login: Login) throws -> (password: NewPassword, text: String) {
        let text = (0..<3).map { _ in Crockford.text(of: effects.random(), count: 5) }.joined(separator: "-")
        return (try NewPassword(text, for: login), text)
    }

    private func member(_ asked: Asked) async throws -> StaffMember {
        guard let id = StaffID(asked.parameter(.id)), let member = try await access.find(id) else {
            throw Refusal.notFound(.staff)
        }
        return member
    }

    private func peoplePage(
        _ asked: Asked, _ office: Office, _ input: MemberInput, _ faults: [String: OfficeFault] = [:]
    ) async throws -> Answered {
        let view = PeopleView(office: office, people: try await access.staff(), input: input, faults: faults)
        return office.page(
            office.say(.staff), status: faults.isEmpty ? .ok : .unprocessableContent, view.html)
    }

    private func memberPage(
        _ asked: Asked, _ office: Office, _ member: StaffMember, _ input: MemberInput,
        _ faults: [String: OfficeFault] = [:], isStale: Bool = false
    ) async throws -> Answered {
        let history = try await history(of: "\(member.id)", [.staff])
        let view = MemberView(
            office: office, member: member, input: input, faults: faults,
            note: isStale ? office.stale(faults) : office.done(asked),
            history: HistoryView(office: office, changes: history, people: try await names()))
        return office.page(member.name, status: Office.status(faults, isStale: isStale), view.html)
    }
}

/// Names what may be done to an account; each is one POST.
package enum StaffAction: String, Sendable, CaseIterable {
    case resetPassword = "reset-password"
    case endSessions = "end-sessions"
    case deactivate
}

/// Holds what was typed about a person, as it was typed.
struct MemberInput: Sendable, Equatable {
    var login = ""
    var name = ""
    var role = Role.clerk.rawValue
    /// Codes of stores, with a space or a comma between.
    var stores = ""

    init() {}

    init(_ member: StaffMember) {
        login = member.login.text
        name = member.name
        role = member.role.rawValue
        stores = member.locations.sorted().map(\.code).joined(separator: " ")
    }

    init(_ form: FormFields) {
        login = form.trimmed("login")
        name = form.trimmed("name")
        role = form["role"]
        stores = form.trimmed("stores")
    }

    private var codes: [Substring] { stores.split(whereSeparator: { $0 == "," || $0 == "、" || $0.isWhitespace }) }

    var locations: Set<LocationID> { Set(codes.compactMap { LocationID($0) }) }

    /// Says what is wrong, by field.
    func faults(in directory: Directory, isNew: Bool) -> [String: OfficeFault] {
        var faults: [String: OfficeFault] = [:]
        if isNew, Login(login) == nil { faults["login"] = .login }
        if name.isEmpty { faults["name"] = .needed }
        if name.unicodeScalars.count > Limits.nameCharacters { faults["name"] = .tooLong(Limits.nameCharacters) }
        let role = Role(rawValue: role)
        if role == nil { faults["role"] = .needed }
        if role == .clerk, codes.isEmpty { faults["stores"] = .storeNeeded }
        if codes.contains(where: { code in LocationID(code).flatMap { directory[$0] } == nil }) {
            faults["stores"] = .unknownStore
        }
        return faults
    }
}
