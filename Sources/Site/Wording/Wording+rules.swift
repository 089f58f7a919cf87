// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import Reservations

/// Says what stands on the pages on which head office changes rules, and in the history of changes.
package protocol RuleWording: Sendable {
    func rule(_ word: RuleWord) -> String
    func office(_ kind: Change.Kind) -> String
    func office(_ act: Change.Act) -> String
    func office(_ number: ContactPolicy.Number) -> String
    func office(_ when: ContactTask.WhenUnreachable) -> String
    func office(_ channel: ContactChannel) -> String
    /// Says from when on a change holds everywhere.
    func officeHolds(from clock: String) -> String
    func officeDifferences(_ count: Int) -> String
    /// Names one arm of several, for its fields.
    func officeArm(_ number: Int) -> String
}

/// Names the plain texts of those pages.
package enum RuleWord: Sendable, CaseIterable {
    case changes, changesHint, history, noHistory, noChanges, whenAndWho, person, whatChanged, kind, fromDay, untilDay
    case edit, newReservationPolicy, newContactPolicy, policyID, policyIDHint, why, whyHint, enabled, enabledHint
    case conditions, conditionsHint, work, firstTime, whenAsked, whenUnreachable, retryHint, doesNotMatter, yes, no
    case removePolicy, removePolicyHint, removeContactHint, removeForGood, week, windowsForm, windowsHoliday
    case windowsBuiltIn, arms, armsHint, experimentNew, experimentBegin, salt, sharePercent, addHoliday
    case pastHolidays, stale, gone, command, coordinates, format, chain
}
