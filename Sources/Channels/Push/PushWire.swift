// SPDX-License-Identifier: Apache-2.0
import AsyncHTTPClient
import Kit
import NIOCore
import NIOHTTP1

/// Posts messages to push services.
package enum PushWire {
    /// One client for the whole process, as its connections are: it lives as long as the process and is never shut
    /// down. It follows no redirect, for the next address would be checked by nobody, and unpacks nothing.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        let patience = TimeAmount.seconds(Int64(Limits.pushSeconds))
        configuration.timeout = .init(connect: patience, read: patience, write: patience)
        return HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }()

    /// Posts one message and reads how it was taken, within `Limits.pushSeconds`.
    package static func post(_ post: PushPost) async throws -> PushAnswer {
        var request = HTTPClientRequest(url: post.endpoint)
        request.method = .POST
        request.headers = [
            "Authorization": post.authorization, "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream", "TTL": "\(post.ttl)", "Urgency": post.urgency.rawValue,
            "Topic": post.topic,
        ]
        request.body = .bytes(ByteBuffer(bytes: post.body))
        let response = try await client.execute(
            request, deadline: .now() + .seconds(Int64(Limits.pushSeconds)), logger: nil)
        // What it says beside its status is of no use; read as far as it is short, so that the connection serves again.
        _ = try? await response.body.collect(upTo: Limits.pushAnswerBytes)
        return PushAnswer(
            status: Int(response.status.code),
            retryAfter: response.headers.first(name: "Retry-After").flatMap { Int($0) })
    }
}
