// SPDX-License-Identifier: Apache-2.0

// What is told of a store's work, and of stock that is short.

extension Event {
    package struct Picked: EventContent {
        package let lines: [Line]
        package let staging: Word

        package init(lines: [Line], staging: String) {
            self.lines = lines
            self.staging = Word(code: staging)
        }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            lines = try members.next("lines", known?.lines, "All lines, with what is in hand of each.")
            staging = try members.next("staging", known?.staging, "Where it lies; empty for nowhere yet.")
        }

        package struct Line: EventPart {
            package let line: Int
            package let sku: SKU
            package let picked: Int
            package let quantity: Int

            package init(line: Int, sku: SKU, picked: Int, quantity: Int) {
                self.line = line
                self.sku = sku
                self.picked = picked
                self.quantity = quantity
            }

            package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
                line = try members.next("line", known?.line, "The line's number.")
                sku = try members.next("sku", known?.sku, "The SKU.")
                picked = try members.next("picked", known?.picked, "Units in hand.")
                quantity = try members.next("quantity", known?.quantity, "Units promised.")
            }
        }
    }

    package struct LineShortPicked: EventContent {
        package let line: Int
        package let sku: SKU
        package let missing: Int
        package let reason: Word

        package init(line: Int, sku: SKU, missing: Int, reason: Word) {
            self.line = line
            self.sku = sku
            self.missing = missing
            self.reason = reason
        }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            line = try members.next("line", known?.line, "The line's number.")
            sku = try members.next("sku", known?.sku, "The SKU.")
            missing = try members.next("missing", known?.missing, "Units that were not found.")
            reason = try members.next("reason", known?.reason, "Why: see the API's `reason` of a short pick.")
        }
    }

    package struct Ready: EventContent {
        package let staging: Word
        package let pickUpBy: PlaceTime
        package let counted: Bool?
        package let openMinutes: Int?

        /// - Parameter isCounted: whether the end of the hold was counted anew.
        package init(staging: String, pickUpBy: PlaceTime, isCounted: Bool, openMinutes: Int) {
            self.staging = Word(code: staging)
            self.pickUpBy = pickUpBy
            counted = isCounted ? true : nil
            self.openMinutes = openMinutes
        }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            staging = try members.next("staging", known?.staging, "Where it lies.")
            pickUpBy = try members.next("pick_up_by", known?.pickUpBy, "The end of the hold.")
            counted = members.nextIfAny(
                Self.counted, known?.counted,
                "True where the end was counted anew, as goods that had to travel are there.")
            openMinutes = members.nextIfAny(
                "open_minutes", known?.openMinutes,
                "Minutes that the store was open from the request to now, by its calendar of now.")
        }

        /// The member that a statement reads (`ReadCounted`).
        package static let counted = "counted"
    }

    package struct ReadyRevoked: EventContent {
        package let reason: OwnWords

        package init(reason: String) { self.reason = OwnWords(reason) }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            reason = try members.next("reason", known?.reason, "What the store wrote.")
        }
    }

    /// So many units of the whole reservation.
    package struct Units: EventContent {
        package let units: Int

        package init(_ units: Int) { self.units = units }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            units = try members.next("units", known?.units, "How many units.")
        }
    }

    package struct HandedOver: EventContent {
        package let lines: [Line]
        package let proof: Word
        package let proxy: Bool

        package init(lines: [Line], proof: Word, proxy: Bool) {
            self.lines = lines
            self.proof = proof
            self.proxy = proxy
        }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            lines = try members.next("lines", known?.lines, "What was handed over now.")
            proof = try members.next("proof", known?.proof, "What was shown: `code`, `link` or `identity`.")
            proxy = try members.next("proxy", known?.proxy, "Whether somebody else came for the customer.")
        }

        package struct Line: EventPart {
            package let line: Int
            package let sku: SKU
            package let quantity: Int

            package init(line: Int, sku: SKU, quantity: Int) {
                self.line = line
                self.sku = sku
                self.quantity = quantity
            }

            package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
                line = try members.next("line", known?.line, "The line's number.")
                sku = try members.next("sku", known?.sku, "The SKU.")
                quantity = try members.next("quantity", known?.quantity, "Units.")
            }
        }
    }

    package struct ShortageChanged: EventContent {
        package let sku: SKU
        package let short: Int
        package let cause: OwnWords

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            sku = try members.next("sku", known?.sku, "The SKU.")
            short = try members.next("short", known?.short, "Units that are promised and not there.")
            cause = try members.next(
                "cause", known?.cause, "The cause of the movement: a reservation, or what a till or a person gave.")
        }
    }

    package struct ShortageResolved: EventContent {
        package let resolution: OwnWords

        package init(resolution: String) { self.resolution = OwnWords(resolution) }

        package init(_ members: inout EventMembers, _ known: Self?) throws(UnreadablePayload) {
            resolution = try members.next("resolution", known?.resolution, "How it came right, as a person wrote.")
        }
    }
}
