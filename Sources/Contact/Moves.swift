// SPDX-License-Identifier: Apache-2.0

/// Lists everything that hangs on a reservation, and what becomes of it when the reservation goes on at another store.
///
/// A test holds the list against the schema: a new table or column fails it until somebody has decided. Another test
/// moves a reservation that has all of it and compares.
package enum Moves {
    package enum Fate: Sendable, Equatable {
        /// The new reservation has the same.
        case same
        /// The new reservation has its own, made from the old one's or from the new store's rules.
        case anew(String)
        /// It stays with the old one, from where it is read along, or is of no use at the new store.
        case stays(String)
    }

    /// The columns of `reservation`.
    package static let columns: [String: Fate] = [
        "location_id": .anew("the new store"),
        "reservation_id": .anew("a public id carries its location"),
        "kind": .same,
        "reference": .same,
        "customer_id": .same,
        "hold": .anew("a new hold; the old one is released"),
        "fulfilment": .anew("the new store begins its work"),
        "contact": .anew("the sum of the tasks that went along"),
        "version": .anew("the number of its own events"),
        "pickup_code": .anew("unique within the store"),
        "pick_up_by": .anew("counted in the new store's open days"),
        "first_pick_up_by": .anew("counted in the new store's open days"),
        "ready_by": .anew("counted in the new store's open minutes"),
        "extensions": .anew("none of the new hold"),
        "ships_from": .anew("the new store keeps its own goods"),
        "staging": .stays("the parcel of the old store"),
        "collector": .stays("nobody has collected"),
        "close_reason": .stays("why the old hold ended"),
        "rerouted_from": .anew("leads back"),
        "rerouted_to": .stays("leads here"),
        "note": .same,
        "experiment_arm": .same,
        "experiment_salt": .same,
        "experiment_probability": .same,
        "created_at": .anew("the moment of the move"),
        "ready_at": .anew("not ready yet"),
        "closed_at": .anew("open"),
        "arrival": .anew("whoever told to be on the way, or in the old store, is on the way"),
        "arrival_at": .same,
        "proxy": .same,
        "recipient_name": .same,
        "recipient_kana": .same,
        "recipient_phone": .same,
        "recipient_mail": .same,
        "language": .same,
        "stopped": .same,
        "quiet_from": .same,
        "quiet_until": .same,
    ]

    /// The tables whose rows name a reservation, or hang on one that does.
    package static let tables: [String: Fate] = [
        "reservation_line": .anew("what is still wanted, whole, held at the new store"),
        "event": .stays("what happened there; the new one has its own, with what went along"),
        "contact_task": .anew("open ones go on there; the old ones are closed as moved"),
        "contact_attempt": .stays("read along with the new reservation's"),
        "message": .anew("unanswered ones wait there; the others are read along"),
        "notice": .stays("what was told; what the move has made untrue is not sent any more"),
        "push_subscription": .same,
    ]
}
