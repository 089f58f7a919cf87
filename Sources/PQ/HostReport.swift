// SPDX-License-Identifier: Apache-2.0
import CPQ

/// Says what one host of a database URL answered when it was asked by itself.
public struct HostReport: Hashable, Sendable {
    /// Name and port.
    public let host: String
    /// nil when it did not answer.
    public let identity: ServerIdentity?
    /// The client library's words, when there was no answer.
    public let failure: String?

    public init(host: String, identity: ServerIdentity?, failure: String?) {
        self.host = host
        self.identity = identity
        self.failure = failure
    }

    /// Asks every host of a URL by itself, whatever it says of the others. A host that is away is waited for no longer
    /// than a connection is. Throws `.unavailable` when the URL cannot be read.
    public static func all(_ configuration: DatabaseConfiguration) async throws(DatabaseError) -> [HostReport] {
        let address = try ServerAddress(configuration)
        let span = configuration.connectTimeout
        return await withCheckedContinuation { continuation in
            let started = HelperThread.start {
                let watch = ServerWatch(file: nil)
                continuation.resume(returning: watch.survey(address, within: span, patience: span * 2))
            }
            if !started { continuation.resume(returning: []) }
        }
    }

    /// Connects to one host, standbys included, and asks who it is.
    static func ask(_ host: String, _ keywords: [(keyword: String, value: String)], within span: Duration) -> HostReport
    {
        switch Connector.open(keywords, within: span) {
        case .success(let fresh): HostReport(host: host, identity: fresh.server.identity, failure: nil)
        case .failure(let failure): HostReport(host: host, identity: nil, failure: failure.message)
        }
    }
}
