// SPDX-License-Identifier: Apache-2.0
import Customers
import HTTPTypes
import Hummingbird
import Kit
import NIOCore

extension Answer {
    /// Turns the answer into a response; a GET whose tag the client has already becomes 304.
    func response(to request: Request, _ endpoint: Endpoint) -> Response {
        var headers = headers
        if let tag {
            headers[.eTag] = tag
            if endpoint.isTagged, let known = request.headers[.ifNoneMatch], Headers.names(known, tag) {
                return Response(status: .notModified, headers: headers)
            }
        }
        let status = HTTPResponse.Status(code: status)
        switch content {
        case .none: return Response(status: status, headers: headers)
        case .json(let json):
            var bytes: [UInt8] = []
            json.write(to: &bytes)
            return Response(status: status, headers: headers, json: bytes)
        case .written(let bytes): return Response(status: status, headers: headers, json: bytes)
        case .bytes(let bytes, let type):
            headers[.contentType] = type
            return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .events(let stream):
            headers[.contentType] = "text/event-stream; charset=utf-8"
            return Response(status: status, headers: headers, body: stream.body(for: request))
        }
    }
}

extension Problem {
    /// Turns the problem into a response in the client's language.
    func response(_ language: Language, requestID: String) -> Response {
        let body = ByteBuffer(bytes: bytes(language, requestID))
        return Response(
            status: HTTPResponse.Status(code: status), headers: fields(language), body: ResponseBody(byteBuffer: body))
    }

    /// Prints head and body as the front would have answered, for whoever stands before it.
    func parts(_ language: Language, requestID: String) -> (head: HTTPResponse, body: ByteBuffer) {
        let bytes = bytes(language, requestID)
        var fields = fields(language)
        fields[.contentLength] = String(bytes.count)
        Front.decorate(&fields, requestID: requestID)
        return (HTTPResponse(status: .init(code: status), headerFields: fields), ByteBuffer(bytes: bytes))
    }

    private func bytes(_ language: Language, _ requestID: String) -> [UInt8] {
        var bytes: [UInt8] = []
        json(language, instance: requestID).write(to: &bytes)
        return bytes
    }

    private func fields(_ language: Language) -> HTTPFields {
        var fields = headers
        fields[.contentType] = "application/problem+json; charset=utf-8"
        fields[.contentLanguage] = language.rawValue
        fields[.vary] = "Accept-Language"
        if status == 401 {
            let error = code == .tokenRefused ? ", error=\"invalid_token\"" : ""
            fields[.wwwAuthenticate] = "Bearer realm=\"torioki\"\(error)"
        }
        // What the client may still be sending is not waited for.
        if code == .bodyTooLarge || code == .bodyTooSlow { fields[.connection] = "close" }
        return fields
    }
}

extension Response {
    init(status: HTTPResponse.Status, headers: HTTPFields, json: [UInt8]) {
        var headers = headers
        headers[.contentType] = "application/json; charset=utf-8"
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json)))
    }
}
