// SPDX-License-Identifier: Apache-2.0

/// What a customer does with one tap, by whatever door: the page behind the link, its JSON, later a bot or the telephone.
///
/// A door lists `allCases` and hands what was chosen to `Desk.perform`, which does it; `PickupStatus.refusal(of:)` says whether it is
/// to be had. A new action is a case here; the compiler then names what each door needs of it, its words above all.
package enum CustomerAction: String, Sendable, CaseIterable {
    /// The customer will come, before anybody has to ask.
    case confirm
    case onMyWay = "on-my-way"
    case here
    /// The pick-up-by moves as far as the customer may.
    case extend
    case callMe = "call-me"
    case cancel
}
