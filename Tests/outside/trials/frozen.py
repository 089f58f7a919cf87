# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL that does not answer: all its processes are stopped, and let go again."""

import os
import pathlib
import signal
import time

from common import Service, expect

from .load import Load
from .report import Row

FROZEN_SECONDS = 15
# What a request may take as a whole, and what the machine may add.
DEADLINE = 10.0
SLACK = 1.5


def frozen(size, seed):
    """Requests are answered by their deadline, refused at the door after that, and served again at once."""
    with Service(demo=True) as served:
        load = Load(served, seed)
        row = Row(f"PostgreSQL is frozen for {FROZEN_SECONDS} s (SIGSTOP)", size.rounds_of_long)
        for _ in range(row.rounds):
            with load.running():
                time.sleep(1)
                postmaster = served.postmaster()
                children = pathlib.Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
                processes = [postmaster, *map(int, children)]
                for pid in processes:
                    os.kill(pid, signal.SIGSTOP)
                try:
                    time.sleep(FROZEN_SECONDS)
                    expect(served.request("GET", "/livez", timeout=2).status == 200, "/livez does not answer")
                    expect(served.request("GET", "/readyz", timeout=5).status == 503, "/readyz is not 503")
                finally:
                    for pid in processes:
                        os.kill(pid, signal.SIGCONT)
                began = time.monotonic()
                load.wait_for_write()
                row.recovered(time.monotonic() - began)
            row.settled += load.settle()
        row.examined(load)
        expect(row.longest < DEADLINE + SLACK, f"an answer took {row.longest:.1f} s")
        return row
