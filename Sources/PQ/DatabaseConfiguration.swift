// SPDX-License-Identifier: Apache-2.0

/// Says where the database is, how many connections serve, and where every wait ends.
public struct DatabaseConfiguration: Sendable {
    /// A libpq URL or conninfo string; several hosts are tried in random order.
    public var url: String
    public var applicationName = "pq"
    /// Schemas searched, as `search_path` spells them; nil leaves the server's setting.
    public var searchPath: String?

    /// Server settings of each session, by name, beyond those this module needs: how statements are planned, for one.
    public var session: [String: String] = [:]

    /// Connections that serve single statements and batches, pipelined.
    public var sharedConnections = 4
    /// Connections that serve one transaction or COPY at a time, opened on demand.
    public var exclusiveConnections = 12
    /// Requests in flight on one shared connection at most.
    public var pipelineDepth = 64
    /// Requests that may wait for a connection; one more is refused at once as `.unavailable`.
    public var waitingLimit = 4096

    public var acquireDeadline: Duration = .seconds(5)
    public var statementDeadline: Duration = .seconds(10)
    public var commitDeadline: Duration = .seconds(5)
    /// A script of `Transaction.execute` may change a large table.
    public var scriptDeadline: Duration = .seconds(600)
    /// Connections that are kept, of those whose commit no standby has confirmed in time.
    public var keptConnections = 4
    /// The file that keeps the highest timeline seen; nil keeps it in memory. Only for a URL whose servers may change.
    public var watchFile: String?
    /// How often every host of a URL of several is asked who it is.
    public var surveyInterval: Duration = .seconds(10)
    /// The time a cancelled statement has to answer before its connection is closed.
    public var cancelGrace: Duration = .seconds(1)
    /// For each host; libpq counts whole seconds, at least 2.
    public var connectTimeout: Duration = .seconds(3)
    /// Unacknowledged bytes older than this break the line (TCP_USER_TIMEOUT).
    public var tcpUserTimeout: Duration = .seconds(10)
    /// An exclusive connection that served nobody for so long is closed.
    public var idleTimeout: Duration = .seconds(60)
    /// The server ends a transaction whose client says nothing for so long, and so frees its locks.
    public var transactionIdleLimit: Duration = .seconds(60)
    /// The time `close()` waits for what is in flight.
    public var closeDeadline: Duration = .seconds(10)

    /// Times a transaction is run again after a serialisation failure, a deadlock or a lost connection.
    public var transactionRetries = 5
    /// Times a read-only statement is sent again after a lost connection.
    public var readRetries = 3
    /// The first wait before a new try, doubled each time and drawn at random between half and the whole.
    public var retryDelay: Duration = .milliseconds(10)
    /// The longest wait between tries to connect.
    public var reconnectDelayLimit: Duration = .seconds(2)
    /// The bytes of parameters one request may carry.
    public var requestBytesLimit = 64 << 20

    /// Ends a statement in the server, a little before our own deadline: who waits for a lock then knows that nothing
    /// was done. The server does not count the wait for a standby, which must not be cut short (manual,
    /// "statement_timeout"; `FailoverTests` looks).
    var statementTimeout: Duration { statementDeadline * 8 / 10 }
    /// Ends one wait for a lock.
    var lockTimeout: Duration { statementDeadline * 7 / 10 }

    public init(
        url: String, applicationName: String = "pq", searchPath: String? = nil, sharedConnections: Int = 4,
        exclusiveConnections: Int = 12
    ) {
        self.url = url
        self.applicationName = applicationName
        self.searchPath = searchPath
        self.sharedConnections = sharedConnections
        self.exclusiveConnections = exclusiveConnections
    }
}
