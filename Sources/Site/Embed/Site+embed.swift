// SPDX-License-Identifier: Apache-2.0
import API
import Customers
import HTTPTypes
import Hummingbird
import Kit
import NIOCore
import PQ
import Reservations
import Stock

/// What `<torioki-reserve>` asks on the pages of other web shops (docs/embed.md): stock in plain words, and a
/// reservation. Only for the origins that were named, without cookies, and not too often from one source.
extension Site {
    func addEmbed<Context: RequestContext>(to router: some RouterMethods<Context>) {
        guard embed.isOpen else { return }
        router.get(EmbedPath.script) { _, _ in
            var response = Asset.named("torioki-reserve.js").response(isKept: false)
            response.headers[.cacheControl] = "public, max-age=300"
            // A script without secrets that any page may load, also with an integrity of its own.
            response.headers[.accessControlAllowOrigin] = "*"
            response.headers[.crossOriginResourcePolicy] = "cross-origin"
            return response
        }
        for path in [EmbedPath.availability, EmbedPath.reservations] {
            router.on(path, method: .options) { request, _ in
                guard let origin = sharedOrigin(request) else { return Response(status: .forbidden) }
                return Response(status: .noContent, headers: EmbedDoor.preflight(origin))
            }
        }
        router.get(EmbedPath.availability) { request, context in
            await embedded(request) { try await lookUp(try asked(request), from: proxies.source(of: request, context)) }
        }
        router.post(EmbedPath.reservations) { request, context in
            await embedded(request) {
                try await reserve(request, try asked(request), from: proxies.source(of: request, context))
            }
        }
    }

    enum EmbedPath {
        static let script: RouterPath = "/embed/torioki-reserve.js"
        static let availability: RouterPath = "/embed/v1/availability"
        static let reservations: RouterPath = "/embed/v1/reservations"
    }

    /// Answers a request of the component, its refusals too, so that the shop's page may read them.
    private func embedded(
        _ request: Request, _ work: () async throws -> (status: HTTPResponse.Status, body: String)
    ) async -> Response {
        guard let origin = sharedOrigin(request) else {
            return response(Problem(.scopeMissing), request, [.vary: "Origin"])
        }
        let sharing = EmbedDoor.sharing(with: origin)
        do {
            let (status, body) = try await work()
            var headers = sharing
            headers[.contentType] = "application/json"
            return Response(
                status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
        } catch let fault as EmbedFault {
            return response(fault.problem, request, sharing)
        } catch {
            let problem = Problem(error: error)
            if problem.status >= 500 { failed(error) }
            return response(problem, request, sharing)
        }
    }

    private func response(_ problem: Problem, _ request: Request, _ sharing: HTTPFields) -> Response {
        var headers = problem.headers
        for field in sharing { headers[field.name] = field.value }
        headers[.contentType] = "application/problem+json"
        let language = Visitor(query: FormFields(), accepting: request.headers[.acceptLanguage]).language
        let body = problem.json(language, instance: "embed").text
        return Response(
            status: HTTPResponse.Status(code: problem.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }

    /// Gives the origin of the page that asks, when it is one of those that may.
    private func sharedOrigin(_ request: Request) -> String? {
        request.headers[.origin].flatMap { embed.origins.contains($0) ? $0 : nil }
    }

    private func asked(_ request: Request) throws -> (query: FormFields, visitor: Visitor) {
        guard let query = FormFields(request.uri.query ?? "") else { throw Problem(.invalidRequest) }
        return (query, Visitor(query: query, accepting: request.headers[.acceptLanguage]))
    }

    /// Tells which stores have the goods, the nearest first, and every text of the component.
    private func lookUp(
        _ asked: (query: FormFields, visitor: Visitor), from source: Source
    ) async throws -> (status: HTTPResponse.Status, body: String) {
        guard let sku = SKU(asked.query["sku"]) else { throw Refusal.notFound(.sku) }
        try count(source, by: embed.looks)
        let model = try await query().item(sku, near: Near(asked.query["near"]))
        return (.ok, EmbedAnswer(model: model, visitor: asked.visitor).json.text)
    }

    private func reserve(
        _ request: Request, _ asked: (query: FormFields, visitor: Visitor), from source: Source
    ) async throws -> (status: HTTPResponse.Status, body: String) {
        guard let header = request.headers[.idempotencyKey] else { throw Problem(.keyMissing) }
        let key = try Headers.idempotencyKey(header)
        // Anything but JSON would be let through by browsers without asking first.
        guard request.headers[.contentType]?.prefix(while: { $0 != ";" }).lowercased() == "application/json" else {
            throw Problem(.unsupportedMediaType)
        }
        let body = try await request.body.collect(upTo: Limits.formBytes)
        let wish = try JSON(parsing: Array(body.readableBytesView))
        guard wish.object != nil else { throw Problem(.invalidRequest) }
        guard let sku = wish["sku"]?.string.flatMap({ SKU($0) }) else { throw Refusal.notFound(.sku) }
        let input = ReserveInput(wish, key: key)
        let words = asked.visitor.words
        guard case .read(let read) = input.read(asked.visitor.language) else {
            guard case .faults(let faults) = input.read(asked.visitor.language) else { throw Problem(.ruleBroken) }
            throw EmbedFault(faults: faults, words)
        }
        try count(source, by: openReservations)
        let (link, directory, visitor) = (link, try await stock.places.current(), asked.visitor)
        let client = input.client(of: "embed:\(request.headers[.origin] ?? "")", read.customer)
        let keyed = Keyed<Reservation>(client: client, key: key, fingerprint: input.fingerprint(sku)) { reservation in
            let body = EmbedAnswer.made(
                reservation, url: link.url(for: reservation), directory: directory, visitor: visitor)
            return Kit.Answered(status: 201, body: body.text)
        }
        do {
            let done = try await keyed.settled(in: reservations.database) {
                try await reservations.reserveOpenly(input.request(sku, read), keyed: keyed)
            }
            return (.created, done.answered(by: keyed).body)
        } catch let refusal as Refusal {
            let store = directory[read.store]
            throw EmbedFault(
                refusal, store: store.map { asked.visitor.pick(ja: $0.name, en: $0.nameEN) } ?? "", words)
        }
    }

    /// Counts what can be read, and nothing else: what is refused anyway takes nobody's share.
    private func count(_ source: Source, by limiter: Limiter<Source>) throws(Problem) {
        if let seconds = limiter.wait(source, at: effects.now()) {
            throw Problem(.tooManyRequests).retry(after: seconds)
        }
    }
}

/// Tells a customer on the shop's page why a wish was not taken.
struct EmbedFault: Error {
    let problem: Problem

    /// Says field by field what is wrong with what was typed.
    init(faults: [ReserveFault], _ words: any Wording) {
        var problem = Problem(.ruleBroken)
        problem.members = [
            "detail": .string(words.pleaseCorrect),
            "faults": .array(faults.map { ["field": .string($0.field), "text": .string(words.fault($0))] }),
        ]
        self.problem = problem
    }

    /// Says what the shop says no to, in the words of its own pages.
    init(_ refusal: Refusal, store: String, _ words: any Wording) {
        var problem = Problem(error: refusal)
        problem.members["detail"] = .string(
            {
                if case .soldOut(_, _, let available) = refusal {
                    return words.soldOut(available: available, store: store)
                }
                return words.refusal(refusal)
            }())
        self.problem = problem
    }
}
