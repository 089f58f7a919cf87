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
        var bytes: [UInt8] = []
        json(language, instance: requestID).write(to: &bytes)
        var response = Response(
            status: HTTPResponse.Status(code: status), headers: headers, json: bytes, type: "application/problem+json")
        response.headers[.contentLanguage] = language.rawValue
        response.headers[.vary] = "Accept-Language"
        if status == 401 {
            let error = code == .tokenRefused ? ", error=\"invalid_token\"" : ""
            response.headers[.wwwAuthenticate] = "Bearer realm=\"torioki\"\(error)"
        }
        // What the client may still be sending is not waited for.
        if code == .bodyTooLarge || code == .bodyTooSlow { response.headers[.connection] = "close" }
        return response
    }
}

extension Response {
    init(status: HTTPResponse.Status, headers: HTTPFields, json: [UInt8], type: String = "application/json") {
        var headers = headers
        headers[.contentType] = "\(type); charset=utf-8"
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json)))
    }
}
