// SPDX-License-Identifier: Apache-2.0
import Kit
import ServiceLifecycle

extension Installation {
    /// Builds what `serve` runs, in the order in which it is started: duties first, the door last, so that the door is
    /// closed first.
    func services() -> [any Service] {
        []
    }
}
