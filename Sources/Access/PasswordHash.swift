// SPDX-License-Identifier: Apache-2.0
import CryptoExtras
import Foundation
import Kit

/// Is a password as it is kept: the result of scrypt (RFC 7914), with its salt and its cost, as one PHC string
/// `$scrypt$ln=15,r=8,p=3$salt$hash` (base64 without padding).
struct PasswordHash: Hashable, Sendable, CustomStringConvertible {
    /// How much work one computation is: 2^`logN` × `blockSize` × 128 bytes of memory, `lanes` times over.
    struct Cost: Hashable, Sendable {
        let logN: Int
        let blockSize: Int
        let lanes: Int

        /// N = 2^15, r = 8, p = 3: 32 MiB at a time; one of the equal choices of the OWASP password storage cheat sheet.
        static let current = Cost(logN: 15, blockSize: 8, lanes: 3)
    }

    let cost: Cost
    let salt: [UInt8]
    let hash: [UInt8]

    /// Computes the hash of a password; takes about 0.4 s and belongs on a thread of its own.
    ///
    /// Throws what the library throws when memory is short.
    init(of password: String, salt: [UInt8], cost: Cost) throws {
        precondition(!password.isEmpty && !salt.isEmpty, "scrypt needs a password and a salt")
        // The full width of a character and its half must be the same password on every keyboard (RFC 8265, 4.2).
        let bytes = Array(password.precomposedStringWithCompatibilityMapping.utf8)
        let key = try KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: 32, rounds: 1 << cost.logN, blockSize: cost.blockSize,
            parallelism: cost.lanes)
        self.cost = cost
        self.salt = salt
        hash = key.withUnsafeBytes { Array($0) }
    }

    init(cost: Cost, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// Reads a PHC string; nil for another form or for a cost outside what this service ever used or will.
    init?(phc text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
        let costs = parts[2].split(separator: ",", omittingEmptySubsequences: false)
        guard costs.count == 3, let logN = PasswordHash.number(costs[0], "ln="), (1...20).contains(logN),
            let r = PasswordHash.number(costs[1], "r="), (1...16).contains(r),
            let p = PasswordHash.number(costs[2], "p="), (1...8).contains(p),
            let salt = Base64.standard.bytes(parts[3]), (8...64).contains(salt.count),
            let hash = Base64.standard.bytes(parts[4]), hash.count == 32
        else { return nil }
        cost = Cost(logN: logN, blockSize: r, lanes: p)
        self.salt = salt
        self.hash = hash
    }

    var description: String {
        "$scrypt$ln=\(cost.logN),r=\(cost.blockSize),p=\(cost.lanes)$\(Base64.standard.text(salt))$\(Base64.standard.text(hash))"
    }

    /// Tells whether a password has this hash; computes as long as for making it.
    func matches(_ password: String) throws -> Bool {
        isEqualInConstantTime(try PasswordHash(of: password, salt: salt, cost: cost).hash, hash)
    }

    private static func number(_ text: Substring, _ name: String) -> Int? {
        text.hasPrefix(name) ? Int(text.dropFirst(name.utf8.count)) : nil
    }
}
