// SPDX-License-Identifier: Apache-2.0
import Crypto
import Kit
import PQ
import Reservations

/// Draws customers into the arms of the running experiment, the same customer always into the same arm of a salt, so
/// that the effect of a contact can be measured honestly later.
package struct Experiment: Sendable {
    private let salt: Int
    private let arms: [(name: String, share: Double)]

    /// The arm that is held out of every contact the policies ask for.
    static let holdout = "none"

    package init(salt: Int, arms: [(name: String, share: Double)]) {
        self.salt = salt
        self.arms = arms
    }

    /// Holds nobody out, while no row is there.
    static let fallback = Experiment(salt: 1, arms: [("human", 1)])

    /// Draws the arm of a customer: the first 53 bits of SHA-256(`salt:id`) as a point of [0, 1) on the arms' shares.
    /// Shares that do not add up to 1 leave the rest to the last arm.
    package func arm(of customer: CustomerID) -> Reservation.Experiment {
        let digest = SHA256.hash(data: Array("\(salt):\(customer)".utf8))
        let bits = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let point = Double(bits >> 11) / Double(1 << 53)
        var reached = 0.0
        for arm in arms.dropLast() {
            let share = min(arm.share, 1 - reached)
            reached += share
            if point < reached { return Reservation.Experiment(arm: arm.name, salt: salt, probability: share) }
        }
        // The probability kept is that of the draw, whatever the last row says.
        return Reservation.Experiment(arm: arms.last?.name ?? "human", salt: salt, probability: 1 - reached)
    }
}

/// Reads the arms of the newest salt.
package struct ReadExperimentArms: Statement {
    package static let sql = """
        SELECT salt, arm, share
        FROM experiment_arm
        WHERE salt = (SELECT max(salt) FROM experiment_arm)
        ORDER BY arm
        """
    package static let isReadOnly = true

    package struct Row: Sendable {
        package let salt: Int
        package let arm: String
        package let share: Double
    }

    package init() {}
    package func bind(_ parameters: inout Parameters) {}

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        Row(salt: try row(), arm: try row(), share: try row())
    }
}

/// Writes arms; a salt's arm is replaced.
package struct KeepExperimentArm: Statement {
    package static let sql = """
        INSERT INTO experiment_arm (salt, arm, share)
        VALUES ($1, $2, $3)
        ON CONFLICT (salt, arm) DO UPDATE SET share = excluded.share
        """

    let salt: Int
    let arm: String
    let share: Double

    package init(salt: Int, arm: String, share: Double) {
        self.salt = salt
        self.arm = arm
        self.share = share
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(Int32(salt))
        parameters.add(arm)
        parameters.add(share)
    }
}
