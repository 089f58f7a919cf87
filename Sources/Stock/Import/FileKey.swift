// SPDX-License-Identifier: Apache-2.0
import Crypto
import Kit
import PQ

/// Names what a file says, so that the same file is not taken a second time by mistake: SHA-256 of its bytes and of the
/// options that change what they mean. It is kept for `Limits.keyDays`.
package struct FileKey: Sendable, Hashable {
    /// Owns these keys, whoever sends the files.
    package static let client = "import:file"

    package let hex: String

    /// Reads the whole source. Throws an `ImportFault` where it cannot be read.
    package init(of source: ImportSource, _ options: ImportOptions) throws(ImportFault) {
        var hash = SHA256()
        let bytes = try source.open()
        while true {
            let chunk = try bytes.read()
            if chunk.isEmpty { break }
            hash.update(data: chunk)
        }
        let meaning = [
            options.location?.code ?? "", String(options.yenPerUnit), String(options.refusesFractions),
            options.asOf?.at.rfc3339() ?? "",
        ]
        hash.update(data: Array(meaning.joined(separator: "\n").utf8))
        hex = hash.finalize().map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }

    /// Notes that a file was taken whole. One with faults is not done: sent again when they are mended elsewhere (an SKU that
    /// was missing), it is taken as of when it first came.
    func note(_ report: ImportReport, at moment: Instant, in batch: inout Batch) {
        guard report.isApplied, report.isClean else { return }
        let keyed = Keyed<ImportReport>(client: Self.client, key: hex, fingerprint: []) {
            Answered(status: 200, body: $0.json.text)
        }
        batch.add(ReplaceAnswered(keyed.keep(report, location: "*", at: moment)))
        batch.add(EndMoment(client: Self.client, key: hex))
    }
}

extension StockRoom {
    /// Finds out whether a file was taken before, and when.
    package func taken(_ key: FileKey) async throws(DatabaseError) -> Instant? {
        try await database.first(FindKeyMoment(client: FileKey.client, key: key.hex))
    }

    /// Begins the import of a file: as of when it first came, where it has not been taken yet.
    ///
    /// - Parameter again: it is taken a second time on purpose, as of now.
    package func began(_ key: FileKey, again: Bool = false) async throws(DatabaseError) -> Instant {
        var batch = Batch(name: BeginMoment.name)
        if again { batch.add(ForgetKey(client: FileKey.client, key: key.hex)) }
        let at = effects.now()
        let begun = batch.add(
            BeginMoment(client: FileKey.client, key: key.hex, fingerprint: [], at: at, isAnew: again))
        return try await database.run(batch)[begun].first?.at ?? at
    }

    /// Begins an import under a client's key: as of when the key first came. Throws `keyReused` when that was with another
    /// file.
    package func began<Result>(_ keyed: Keyed<Result>) async throws -> Instant {
        let at = effects.now()
        let begin = BeginMoment(
            client: keyed.client, key: keyed.key, fingerprint: keyed.fingerprint, at: at, isAnew: false)
        guard let begun = try await database.first(begin) else { return at }
        guard begun.fingerprint == keyed.fingerprint else { throw Refusal.keyReused }
        return begun.at
    }
}

/// Notes when an import first came, and gives that moment; `isAnew`: whatever came before, it comes now.
struct BeginMoment: Statement {
    static let sql = """
        INSERT INTO import_moment AS m (client, key, fingerprint, at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (client, key) DO UPDATE
        SET at = CASE WHEN $5 THEN excluded.at ELSE m.at END
        RETURNING at, fingerprint
        """

    let client: String
    let key: String
    let fingerprint: [UInt8]
    let at: Instant
    let isAnew: Bool

    func bind(_ parameters: inout Parameters) {
        parameters.add(client)
        parameters.add(key)
        parameters.add(Bytes(fingerprint))
        parameters.add(at)
        parameters.add(isAnew)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (at: Instant, fingerprint: [UInt8]) {
        (try row(), try row(Bytes.self).bytes)
    }
}

/// Forgets when an import came that has ended.
package struct EndMoment: Statement {
    package static let sql = "DELETE FROM import_moment WHERE client = $1 AND key = $2"

    let client: String
    let key: String

    package init(client: String, key: String) {
        self.client = client
        self.key = key
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(client)
        parameters.add(key)
    }
}

/// Forgets imports that came long ago and never ended.
struct ForgetMoments: Statement {
    static let sql = "DELETE FROM import_moment WHERE at < $1"

    let before: Instant

    func bind(_ parameters: inout Parameters) { parameters.add(before) }
}
