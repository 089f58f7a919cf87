# SPDX-License-Identifier: Apache-2.0
"""What a trial found: one row of Tests/outside/results.json and of the table in docs/reliability.md."""

from common import expect


class Skipped(Exception):
    """Says why a trial could not be made on this machine."""


class Row:
    """The figures of one fault."""

    def __init__(self, fault, rounds=1):
        self.fault, self.rounds = fault, rounds
        self.acknowledged = self.lost = self.doubled = self.settled = 0
        self.recovery = self.longest = 0.0
        self.note = ""

    def recovered(self, seconds):
        """Keeps the longest time from the fault, or from its end where it does not heal before, to the next write."""
        self.recovery = max(self.recovery, seconds)

    def examined(self, load):
        """Adds what the proof of a load says; nothing may be lost or done twice."""
        acknowledged, lost, doubled = load.examine()
        self.acknowledged += acknowledged
        self.lost += lost
        self.doubled += doubled
        self.longest = max(self.longest, load.longest)
        refused = ", ".join(f"{count} {code}" for code, count in sorted(load.refused.items()))
        self.note = "; ".join(part for part in (self.note, refused) if part)
        expect(acknowledged > 50, f"{self.fault}: only {acknowledged} calls were acknowledged: that is no load")
        expect(self.lost == 0 and self.doubled == 0, f"{self.fault}: {self.lost} lost, {self.doubled} doubled")
        return self

    @property
    def json(self):
        return {
            "fault": self.fault, "rounds": self.rounds, "acknowledged": self.acknowledged, "lost": self.lost,
            "doubled": self.doubled, "unknown_settled": self.settled, "recovery_seconds": round(self.recovery, 2),
            "longest_answer_seconds": round(self.longest, 2), "note": self.note,
        }

    def __str__(self):
        return (f"faults: {self.fault}, {self.rounds} times: {self.acknowledged} acknowledged, {self.lost} lost, "
                f"{self.doubled} doubled, {self.settled} unknown and settled, back after {self.recovery:.2f} s, longest "
                f"answer {self.longest:.2f} s" + (f" ({self.note})" if self.note else ""))
