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

        func parameter(_ name: Paths.Parameter) -> String { parameters[name] ?? "" }
    }

    /// Is what a page answers.
    enum Answered: Sendable {
        case page(title: String, body: HTML, status: HTTPResponse.Status = .ok)
        /// After a POST: the browser asks for the page anew, and a reload acts no second time.
        case seeOther(String)
    }

    /// Registers a page. Whatever goes wrong is told on a page too.
    func addPage<Context: RequestContext>(
        _ router: some RouterMethods<Context>, _ method: HTTPRequest.Method, _ path: RouterPath,
        _ answer: @escaping @Sendable (Asked) async throws -> Answered
    ) {
        router.on(path, method: method) { request, context in
            var visitor = Visitor(query: FormFields(), accepting: request.headers[.acceptLanguage])
            do {
                guard let query = FormFields(request.uri.query ?? "") else { throw Unreadable() }
                visitor = Visitor(query: query, accepting: request.headers[.acceptLanguage])
                let asked = Asked(
                    visitor: visitor, query: query, form: try await form(request), path: request.uri.path,
                    parameters: try parameters(context))
                switch try await answer(asked) {
                case .seeOther(let path): return Response(status: .seeOther, headers: headers([.location: path]))
                case .page(let title, let body, let status):
                    return response(title, body, status, visitor, here: method == .get ? here(asked) : nil)
                }
            } catch {
                return told(error, visitor)
            }
        }
    }

    /// Is what nobody can read: a broken query, a form of another kind.
    struct Unreadable: Error {}

    private func form(_ request: Request) async throws -> FormFields {
        guard request.method == .post else { return FormFields() }
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased()
        guard type == "application/x-www-form-urlencoded" else { throw Unreadable() }
        let body = try await request.body.collect(upTo: Limits.formBytes)
        guard let text = String(validating: body.readableBytesView, as: UTF8.self), let form = FormFields(text) else {
            throw Unreadable()
        }
        return form
    }

    private func parameters(_ context: some RequestContext) throws -> [Paths.Parameter: String] {
        var parameters: [Paths.Parameter: String] = [:]
        for name in [Paths.Parameter.token, .sku] {
            guard let text = context.parameters.get(name.rawValue) else { continue }
            guard let plain = PercentCoding.decode(text) else { throw Unreadable() }
            parameters[name] = plain
        }
        return parameters
    }

    /// The address of a page without its language, for the link to the other one.
    private func here(_ asked: Asked) -> String {
        let kept = ["near", "q", "aisle"].filter { !asked.query[$0].isEmpty }
        let pairs = kept.map { "\($0)=\(PercentCoding.encode(asked.query[$0]))" }
        return pairs.isEmpty ? asked.path : "\(asked.path)?\(pairs.joined(separator: "&"))"
    }

    /// Tells an error on a page. Which status it has is said by the one table of the API.
    private func told(_ error: any Error, _ visitor: Visitor) -> Response {
        let words = visitor.words
        let status = error is Unreadable ? 400 : Problem(error: error).status
        let (title, lines): (String, [String]) =
            switch error {
            case Refusal.notFound(.link): (words.linkGoneTitle, [words.linkGoneText, words.linkGoneHelp])
            case Refusal.notFound: (words.notFoundTitle, [words.notFoundText])
            case let refusal as Refusal: (words.refusedTitle, [words.refusal(refusal)])
            case _ where status == 503: (words.unavailableTitle, [words.unavailableText])
            case _ where status < 500: (words.unreadableTitle, [words.unreadableText])
            default: (words.wrongTitle, [words.wrongText])
            }
        if status >= 500 { failed(error) }
        let body: HTML = """
            <section class="ask"><h1>\(title)</h1>
            \(lines.map { "<p>\($0)</p>\n" as HTML })<p><a class="button button--plain" \
            href="\(visitor.link(.home))">\(words.home)</a></p></section>
            """
        var response = response(title, body, HTTPResponse.Status(code: status), visitor, here: nil)
        if status == 503 { response.headers[.retryAfter] = "5" }
        return response
    }

    private func response(
        _ title: String, _ body: HTML, _ status: HTTPResponse.Status, _ visitor: Visitor, here: String?
    ) -> Response {
        let page = Page(
            title: title, visitor: visitor, brand: brand, here: here ?? visitor.link(.home), showsShop: shop != nil,
            body: body)
        return Response(
            status: status,
            headers: headers([
                .contentType: "text/html; charset=utf-8", .contentLanguage: visitor.language.rawValue,
                .vary: "Accept-Language",
            ]),
            body: ResponseBody(byteBuffer: ByteBuffer(string: page.html.text)))
    }

    /// Adds what every page carries (OWASP ASVS 5.0, 3.4 and 14.3.2): nothing is loaded from elsewhere, kept, framed or
    /// found by search engines, and no address leaves with a link.
    private func headers(_ own: HTTPFields) -> HTTPFields {
        var headers = own
        headers[.contentSecurityPolicy] = """
            default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
            frame-ancestors 'none'
            """
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        headers[.referrerPolicy] = "no-referrer"
        headers[.robots] = "noindex, nofollow"
        return headers
    }
}

extension HTTPField.Name {
    static let referrerPolicy = known("Referrer-Policy")
    static let robots = known("X-Robots-Tag")

    /// Takes a name that is written here and has the form of one.
    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header") }
        return name
    }
}
