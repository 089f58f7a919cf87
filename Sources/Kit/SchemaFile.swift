// SPDX-License-Identifier: Apache-2.0
import Crypto
import PQ

/// Is one file of `Schema/` as it travels with the binary: a name such as `0001_house.sql`, and what it says.
package struct SchemaFile: Hashable, Sendable {
    package let name: String
    package let sql: String

    package init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }

    /// The SHA-256 of the text: an applied file must never change, so the database remembers it.
    package var checksum: Bytes { Bytes(SHA256.hash(data: Array(sql.utf8))) }
}
