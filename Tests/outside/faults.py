# SPDX-License-Identifier: Apache-2.0
"""Makes each fault of docs/reliability.md under load, and checks what clients were told: the trials of Tests/outside/trials.

    make faults                                      in full; writes results.json and the table of docs/reliability.md
    python Tests/outside/faults.py                   in short, as `make test` does
    python Tests/outside/faults.py disks.log …       some of them

Environment: TORIOKI_SEED repeats the choices of a run.
"""

import dataclasses
import importlib
import json
import os
import pathlib
import platform
import random
import sys
import time

from common import ROOT, CheckFailed, main
from trials.report import Skipped

RESULTS = pathlib.Path(__file__).parent / "results.json"
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- faults: begin (make faults) -->\n", "<!-- faults: end -->\n"

TRIALS = (
    "kills.service", "kills.backend", "kills.postmaster", "disks.data", "disks.log", "frozen.frozen",
    "clients.descriptors", "clients.slow", "failover.killed", "failover.frozen", "failover.two_primaries",
    "failover.standby_away",
)
# In short these are tried elsewhere: failover by HouseTests and PQTests, the rest by overload.py beside this file.
FULL_ONLY = {
    "frozen.frozen", "clients.descriptors", "failover.killed", "failover.frozen", "failover.two_primaries",
    "failover.standby_away"}


@dataclasses.dataclass(frozen=True)
class Size:
    """How often a fault is made."""

    rounds: int
    rounds_of_failover: int
    rounds_of_long: int


SHORT, FULL = Size(2, 1, 1), Size(5, 5, 2)


def check():
    words = sys.argv[1:]
    size = FULL if "--full" in words else SHORT
    named = [word for word in words if not word.startswith("--")]
    wanted = named or [name for name in TRIALS if size is FULL or name not in FULL_ONLY]
    seed = int(os.environ.get("TORIOKI_SEED") or random.randrange(2**31))
    rows, failures = [], []
    for name in wanted:
        module, trial = name.split(".")
        began = time.monotonic()
        try:
            row = getattr(importlib.import_module(f"trials.{module}"), trial)(size, seed)
            rows.append(row)
            print(f"{row} [{time.monotonic() - began:.0f} s]", flush=True)
        except Skipped as reason:
            print(f"faults: {name} SKIPPED: {reason}", flush=True)
            failures += [f"{name} was skipped: {reason}"] if size is FULL else []
        except CheckFailed as failure:
            print(f"faults: {name} FAILED: {failure}", flush=True)
            failures.append(f"{name}: {failure}")
    print(f"faults: {len(rows)} of {len(wanted)} trials (seed {seed})")
    if failures:
        raise CheckFailed("; ".join(failures).splitlines()[0])
    if size is FULL and not named:
        write(rows, seed)


def write(rows, seed):
    """Keeps the figures, and puts them into the page that explains them."""
    RESULTS.write_text(json.dumps(
        {"processors": os.cpu_count(), "python": platform.python_version(), "seed": seed,
         "trials": [row.json for row in rows]}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    table = ["| Fault | rounds | acknowledged | lost | doubled | unknown, settled | back after (s) | longest answer (s) |",
             "|---|---|---|---|---|---|---|---|"]
    table += [
        f"| {row.fault} | {row.rounds} | {row.acknowledged:,} | {row.lost} | {row.doubled} | {row.settled} | "
        f"{row.recovery:.2f} | {row.longest:.2f} |" for row in rows]
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    PAGE.write_text(before + BEGIN + "\n".join(table) + "\n" + END + after, encoding="utf-8")


if __name__ == "__main__":
    main(check)
