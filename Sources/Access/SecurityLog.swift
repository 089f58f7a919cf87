// SPDX-License-Identifier: Apache-2.0
import Crypto
import Kit

/// Writes the security log: what happened at the doors, from where, by whom (`SecurityEvent`).
package struct SecurityLog: Sendable {
    private let observer: Observer
    private let key: SymmetricKey

    /// - Parameter secret: makes the marks of logins, so that nobody finds a login by trying names on a log; services that
    ///   share it make the same.
    package init(observer: Observer, secret: [UInt8]) {
        self.observer = observer
        key = SymmetricKey(
            data: HMAC<SHA256>.authenticationCode(
                for: Array("torioki security log".utf8), using: SymmetricKey(data: secret)))
    }

    /// Writes nothing.
    package static let none = SecurityLog(observer: .none, secret: [])

    /// - Parameters:
    ///   - actor: who did it; nil for a stranger.
    ///   - account: whose account it is about, where that is not the actor's.
    ///   - login: what was typed as a login; only its mark is written.
    ///   - route: the declared path that was asked for.
    package func callAsFunction(
        _ name: SecurityEvent.Name, from source: Source, by actor: Principal? = nil, about account: StaffID? = nil,
        login: String? = nil, at route: String = ""
    ) {
        var event = SecurityEvent(name, from: source)
        event.actor = actor?.client ?? ""
        event.account = account.map { "\($0)" } ?? ""
        event.login = login.map(mark) ?? ""
        event.route = route
        observer(.security(event))
    }

    /// Writes that a key was used which opens nothing any more.
    package func deadKey(_ id: String, from source: Source, at route: String) {
        var event = SecurityEvent(.deadKeyUsed, from: source)
        event.actor = "key:\(id)"
        event.route = route
        observer(.security(event))
    }

    /// Tells logins apart in the log: 60 bits of a keyed hash of the login as accounts spell it.
    package func mark(of login: String) -> String {
        let text = Login(login)?.text ?? login
        let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
        return Crockford.text(of: code.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }, count: 12)
    }
}

extension SecurityLog {
    /// Writes how a sign-in went.
    package func signIn(_ login: String, from source: Source, _ body: () async throws -> SignedIn) async throws
        -> SignedIn
    {
        do {
            let signedIn = try await body()
            self(.signedIn, from: source, by: signedIn.principal, login: login)
            return signedIn
        } catch let fault as SignInFault {
            switch fault {
            case .wrongCredentials: self(.signInRefused, from: source, login: login)
            case .tooManyAttempts: self(.signInLocked, from: source, login: login)
            }
            throw fault
        }
    }
}
