// SPDX-License-Identifier: Apache-2.0
import API
import Customers
import HTTPTypes
import Hummingbird
import Kit
import NIOCore

extension Site {
    /// Holds what a page is asked with.
    struct Asked: Sendable {
        let visitor: Visitor
        let query: FormFields
        /// What a form sent; empty for a GET.
        let form: FormFields
        /// The path as it was asked for.
        let path: String
        let parameters: [Paths.Parameter: String]
        /// Path and query as they were asked for.
        let target: String
        /// The token of the session's cookie.
        let token: String?
        /// The token of the device, on which somebody may have signed in before.
        let device: String?
        /// Who asks, as limiters tell sources apart.
        let source: Source
        /// A script asks, which wants no page but a word on how it went.
        var wantsJSON = false
        /// Reads a form that was sent with a file; nil when none was. It is read when a page wants it, after that page has
        /// seen who sends it.
        var upload: (@Sendable () async throws -> Multipart)?

        func parameter(_ name: Paths.Parameter) -> String { parameters[name] ?? "" }
    }

    /// Is what a page answers.
    enum Answered: Sendable {
        /// - Parameter retryAfter: the seconds after which it may be tried again, where it is refused for the moment.
        case page(
            title: String, body: HTML, status: HTTPResponse.Status = .ok, fittings: Fittings? = nil,
            retryAfter: Int? = nil)
        /// After a POST: the browser asks for the page anew, and a reload acts no second time.
        case seeOther(String, cookies: [String] = [])
        /// Something that is no page: a calendar's file, a manifest, a sheet of CSV.
        case file(mediaType: String, bytes: [UInt8], name: String? = nil, status: HTTPResponse.Status = .ok)
    }

    /// Registers a page. Whatever goes wrong is told on a page too.
    func addPage<Context: RequestContext>(
        _ router: some RouterMethods<Context>, _ method: HTTPRequest.Method, _ path: RouterPath,
        _ answer: @escaping @Sendable (Asked) async throws -> Answered
    ) {
        router.on(path, method: method) { request, context in
            var visitor = Visitor(query: FormFields(), accepting: request.headers[.acceptLanguage])
            do {
                let asked = try await asked(request, context)
                visitor = asked.visitor
                switch try await answer(asked) {
                case .seeOther(let path, let cookies):
                    var headers = headers([.location: path])
                    for cookie in cookies { headers.append(HTTPField(name: .setCookie, value: cookie)) }
                    return Response(status: .seeOther, headers: headers)
                case .file(let mediaType, let bytes, let name, let status):
                    var headers = headers([.contentType: mediaType])
                    if let name { headers[.contentDisposition] = "attachment; filename=\"\(name)\"" }
                    return Response(
                        status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
                case .page(let title, let body, let status, let fittings, let retryAfter):
                    var response = response(
                        title, body, status, visitor, here: method == .get ? here(asked) : nil, fittings)
                    if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
                    return response
                }
            } catch {
                await note(error, request, context)
                return told(error, visitor)
            }
        }
    }

    /// Is what nobody can read: a broken query, a form of another kind.
    struct Unreadable: RefusedRequest {}

    /// Reads what a page is asked with. A form that another site sends is not taken: a browser says where a request
    /// comes from (Fetch Metadata, and the Origin of a POST).
    func asked(_ request: Request, _ context: some RequestContext) async throws -> Asked {
        guard let query = FormFields(request.uri.query ?? "") else { throw Unreadable() }
        if request.method == .post { try checkOrigin(request) }
        let cookies = request.cookies
        return Asked(
            visitor: Visitor(query: query, accepting: request.headers[.acceptLanguage]), query: query,
            form: try await form(request), path: request.uri.path, parameters: try parameters(context),
            target: request.uri.string, token: cookies[cookie]?.value,
            device: cookies[deviceCookie]?.value,
            source: proxies.source(of: request, context),
            wantsJSON: request.headers[.accept]?.hasPrefix("application/json") ?? false, upload: upload(request))
    }

    private func checkOrigin(_ request: Request) throws {
        if let site = request.headers[.secFetchSite] {
            guard site == "same-origin" || site == "none" else { throw Forbidden(isStrange: true) }
        } else if let origin = request.headers[.origin], let host = request.head.authority {
            guard origin == "http://\(host)" || origin == "https://\(host)" else { throw Forbidden(isStrange: true) }
        }
    }

    private func form(_ request: Request) async throws -> FormFields {
        guard request.method == .post else { return FormFields() }
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased()
        if type == "multipart/form-data" { return FormFields() }
        guard type == "application/x-www-form-urlencoded" else { throw Unreadable() }
        let body = try await request.body.collect(upTo: Limits.formBytes)
        guard let text = String(validating: body.readableBytesView, as: UTF8.self), let form = FormFields(text) else {
            throw Unreadable()
        }
        return form
    }

    private func upload(_ request: Request) -> (@Sendable () async throws -> Multipart)? {
        guard request.method == .post, let type = request.headers[.contentType],
            type.prefix(while: { $0 != ";" }).lowercased() == "multipart/form-data"
        else { return nil }
        return {
            let body = try await request.body.collect(upTo: Limits.importBytes + Limits.formBytes)
            guard let form = Multipart(Array(body.readableBytesView), contentType: type) else { throw Unreadable() }
            return form
        }
    }

    private func parameters(_ context: some RequestContext) throws -> [Paths.Parameter: String] {
        var parameters: [Paths.Parameter: String] = [:]
        for name in Paths.Parameter.allCases {
            guard let text = context.parameters.get(name.rawValue) else { continue }
            guard let plain = PercentCoding.decode(text) else { throw Unreadable() }
            parameters[name] = plain
        }
        return parameters
    }

    /// The address of a page without its language, for the link to the other one.
    private func here(_ asked: Asked) -> String {
        let kept = [
            "near", "q", "aisle", "store", "status", "hold", "fulfilment", "contact", "kind", "from", "until", "after",
            "person",
        ]
        return asked.path.asking(kept.map { ($0, asked.query[$0]) })
    }

    /// Tells an error on a page. Which status it has is said by the one table of the API.
    func told(_ error: any Error, _ visitor: Visitor) -> Response {
        let words = visitor.words
        let status = error is Unreadable ? 400 : error is Forbidden ? 403 : Problem(error: error).status
        let (title, lines): (String, [String]) =
            switch error {
            case Refusal.notFound(.link): (words.linkGoneTitle, [words.linkGoneText, words.linkGoneHelp])
            case is Forbidden: (words.forbiddenTitle, [words.forbiddenText])
            case Refusal.notFound: (words.notFoundTitle, [words.notFoundText])
            case let refusal as Refusal: (words.refusedTitle, [words.refusal(refusal)])
            case _ where status == 429: (words.tooOftenTitle, [words.tooOftenText])
            case _ where status == 503: (words.unavailableTitle, [words.unavailableText])
            case _ where status < 500: (words.unreadableTitle, [words.unreadableText])
            default: (words.wrongTitle, [words.wrongText])
            }
        if status == 500 { failed(error) }
        let body: HTML = """
            <section class="ask"><h1>\(title)</h1>
            \(lines.map { "<p>\($0)</p>\n" as HTML })<p><a class="button button--plain" \
            href="\(visitor.link(.home))">\(words.home)</a></p></section>
            """
        var response = response(title, body, HTTPResponse.Status(code: status), visitor, here: nil)
        if [429, 503].contains(status) { response.headers[.retryAfter] = Problem(error: error).headers[.retryAfter] }
        return response
    }

    /// Tells people who ask for an address that leads nowhere so on a page; nil for a program, which is told otherwise.
    @Sendable package func noSuchPage(_ request: Request) -> Response? {
        guard [.get, .head].contains(request.method), request.headers[.accept]?.contains("text/html") ?? false else {
            return nil
        }
        // A query that cannot be read says nothing of the language.
        let query = FormFields(request.uri.query ?? "") ?? FormFields()
        return told(Refusal.notFound(.route), Visitor(query: query, accepting: request.headers[.acceptLanguage]))
    }

    private func response(
        _ title: String, _ body: HTML, _ status: HTTPResponse.Status, _ visitor: Visitor, here: String?,
        _ fittings: Fittings? = nil
    ) -> Response {
        let shops = shop == nil ? [] : [Fittings.Way(title: visitor.words.shop, url: visitor.link(.shop))]
        let page = Page(
            title: title, visitor: visitor, brand: brand, here: here ?? visitor.link(.home),
            fittings: fittings ?? Fittings(face: .shop, ways: shops), body: body)
        return Response(
            status: status,
            headers: headers([
                .contentType: "text/html; charset=utf-8", .contentLanguage: visitor.language.rawValue,
                .vary: "Accept-Language",
            ]),
            body: ResponseBody(byteBuffer: ByteBuffer(string: page.html.text)))
    }

    /// Adds what every page carries (OWASP ASVS 5.0, 3.4 and 14.3.2): nothing is loaded from elsewhere, kept, framed or
    /// found by search engines, and no address leaves with a link to another site.
    private func headers(_ own: HTTPFields) -> HTTPFields {
        var headers = own
        headers[.contentSecurityPolicy] = """
            default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
            manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
            """
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        // Not `no-referrer`: with it a browser sends `Origin: null` with our own forms, and over HTTP nothing else that would
        // tell them from a stranger's (Fetch, 3.2).
        headers[.referrerPolicy] = "same-origin"
        headers[.robots] = "noindex, nofollow"
        // Pages of other sites get no hold of our windows.
        headers[.crossOriginOpenerPolicy] = "same-origin"
        // The console scans with the camera and the shop asks where one is: nothing else of a device is used.
        headers[.permissionsPolicy] = """
            accelerometer=(), camera=(self), display-capture=(), geolocation=(self), gyroscope=(), hid=(), \
            magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()
            """
        return headers
    }
}

extension HTTPField.Name {
    static let robots = known("X-Robots-Tag")
    static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")
    static let permissionsPolicy = known("Permissions-Policy")
    static let secFetchSite = known("Sec-Fetch-Site")
}
