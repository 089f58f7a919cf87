// SPDX-License-Identifier: Apache-2.0
import API
import Access
import HTTPTypes
import Hummingbird
import Kit

/// Signing in and out of the pages for staff: the session's token lives in a cookie that no script can read.
extension Site {
    /// Names the cookie; it lasts as long as the browser is open, the session behind it ends by itself when it is idle.
    ///
    /// Over https it bears the prefix by which browsers take it only from this host, for all of it, and by https
    /// (RFC 6265bis section 4.1.3.2): no sister host and nobody on a plain line can plant one.
    var cookie: String { isSecure ? "__Host-\(Site.plainCookie)" : Site.plainCookie }
    static let plainCookie = "torioki_session"

    @Sendable func showSignIn(_ asked: Asked) async throws -> Answered {
        signInPage(asked, Self.destination(asked.query["to"]), fault: nil)
    }

    @Sendable func signIn(_ asked: Asked) async throws -> Answered {
        let to = Self.destination(asked.form["to"])
        do {
            let login = asked.form.trimmed("login")
            let signedIn = try await security.signIn(login, from: asked.source) {
                try await access.signIn(
                    login: login, password: asked.form["password"], from: asked.source, device: asked.device)
            }
            return .seeOther(
                to ?? home(of: signedIn.principal, asked.visitor),
                cookies: [setCookie(signedIn.token), remember(signedIn.device)])
        } catch let fault as SignInFault {
            return signInPage(asked, to, fault: fault)
        }
    }

    @Sendable func signOut(_ asked: Asked) async throws -> Answered {
        if let token = asked.token {
            let person = try await person(asked)
            try await access.signOut(bearer: token)
            if let person { security(.signedOut, from: asked.source, by: person) }
        }
        return .seeOther(asked.visitor.link(.signIn), cookies: [setCookie(nil)])
    }

    /// Where a person's work is.
    func home(of person: Principal, _ visitor: Visitor) -> String {
        if person.may(OfficeArea.reservations.scope) { return visitor.link(OfficePaths.reservations) }
        return person.role == .clerk ? visitor.link(StorePaths.stores) : visitor.link(Paths.home)
    }

    /// Takes a place to go to afterwards: one of ours, or none. Browsers read `\` as `/` and pass over control characters, so an
    /// address of visible ASCII alone is taken (WHATWG URL, 4.4).
    static func destination(_ to: String) -> String? {
        let bytes = Array(to.utf8)
        let isPlain = bytes.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
        return isPlain && bytes.first == UInt8(ascii: "/") && bytes.dropFirst().first != UInt8(ascii: "/") ? to : nil
    }

    private func signInPage(_ asked: Asked, _ to: String?, fault: SignInFault?) -> Answered {
        let view = SignInView(visitor: asked.visitor, to: to ?? "", login: asked.form["login"], fault: fault)
        let (status, seconds): (HTTPResponse.Status, Int?) =
            switch fault {
            case nil: (.ok, nil)
            case .wrongCredentials: (.unauthorized, nil)
            case .tooManyAttempts(let seconds): (.tooManyRequests, seconds)
            }
        return .page(title: asked.visitor.words.signIn, body: view.html, status: status, retryAfter: seconds)
    }

    /// Names the cookie by which a device on which somebody signed in is known; where it can be, one that no other host
    /// or plain HTTP can set (RFC 6265bis, section 4.1.3.2).
    var deviceCookie: String { isSecure ? "__Host-torioki_device" : "torioki_device" }

    /// It stays when its person signs out: the next one does so on the same device.
    private func remember(_ device: String) -> String {
        let secure = isSecure ? "; Secure" : ""
        let age = Limits.signInDeviceDays * 86_400
        return "\(deviceCookie)=\(device); Path=/; HttpOnly; SameSite=Strict\(secure); Max-Age=\(age)"
    }

    private func setCookie(_ token: String?) -> String {
        let secure = isSecure ? "; Secure" : ""
        let end = token == nil ? "; Max-Age=0" : ""
        return "\(cookie)=\(token ?? ""); Path=/; HttpOnly; SameSite=Lax\(secure)\(end)"
    }
}

/// Asks who is there.
struct SignInView: Sendable {
    let visitor: Visitor
    let to: String
    let login: String
    let fault: SignInFault?

    private var words: any Wording { visitor.words }

    var html: HTML {
        """
        <section class="ask ask--form">
        <h1>\(words.signIn)</h1>
        \(fault.map { Piece.notice(good: false, "\(words.signInFault($0))") })
        <form method="post" action="\(visitor.link(.signIn))">
        <input type="hidden" name="to" value="\(to)">
        <div class="field"><label for="login">\(words.login)</label>
        <input id="login" name="login" value="\(login)" autocomplete="username" autocapitalize="none" required \
        maxlength="128"></div>
        <div class="field"><label for="password">\(words.password)</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024"></div>
        <button class="button button--main">\(words.signIn)</button>
        </form>
        </section>
        """
    }
}
