// SPDX-License-Identifier: Apache-2.0

/// Says what happened between this program and the database.
///
/// The observer is called on the thread that serves the connections: it must be quick and must not wait.
public enum DatabaseObservation: Sendable {
    case connected
    /// A connection that served was lost or closed by the server; the state is nil when the line just broke.
    case disconnected(sqlState: SQLState?)
    /// No connection could be made; the words are the client library's, without password.
    case connectFailed(message: String)
    /// A statement, a batch or the end of a transaction had its answer; the time from its sending, waiting excluded.
    case statementFinished(name: String, duration: Duration)
    /// A statement or a transaction is run again because its connection was lost or its moment was unlucky.
    case retried(name: String)
    case notice(severity: String, sqlState: SQLState?)
    /// A commit stands on this server, but its standby has not confirmed it: somebody ended the wait.
    case unreplicatedCommit
    /// A commit had no answer in time, or none of a standby: writes are refused until one is confirmed.
    case confirmationLost
    /// A commit was confirmed again: writes are taken.
    case confirmed(after: Duration)
    /// A server took the connection and was not used: an old primary, or another cluster. The words name its host.
    case serverRefused(message: String)
}
