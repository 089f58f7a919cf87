// SPDX-License-Identifier: Apache-2.0
import PQ

extension DatabaseConfiguration {
    /// How the server plans what a serving process asks: every statement once, by index wherever there is one.
    ///
    /// Each statement here is short, has one good plan and is asked thousands of times. Left alone, the planner plans it
    /// anew for each set, or keeps a plan that reads a whole table because the table was small on the day before the
    /// launch (docs/performance.md has the figures).
    package static let servingSession = [
        "plan_cache_mode": "force_generic_plan", "enable_seqscan": "off", "random_page_cost": "1.1", "jit": "off",
    ]
}
