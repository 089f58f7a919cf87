# SPDX-License-Identifier: Apache-2.0
"""A primary with its synchronous standby: killed, frozen, woken up again, and left alone."""

import os
import signal
import time

from common import Service, expect

from .load import Load
from .pair import Pair
from .report import Row

LOAD_SECONDS = 1.5
PROMOTED_AFTER = (0.5, 1.5, 0.0)
# A request whose commit was sent is unknown at its deadline; a machine under load adds something.
DEADLINE = 10.0
SLACK = 2.0


def killed(size, seed):
    """The primary is killed, its standby promoted."""
    with Pair() as pair, Service(demo=True, database=pair.url) as served:
        load = Load(served, seed)
        row = Row("the primary is killed (kill -9), its synchronous standby promoted", size.rounds_of_failover)
        for number in range(row.rounds):
            with load.running():
                time.sleep(LOAD_SECONDS)
                began = time.monotonic()
                pair.primary.kill()
                time.sleep(PROMOTED_AFTER[number % 3])
                pair.promote()
                load.wait_for_write()
                row.recovered(time.monotonic() - began)
            row.settled += load.settle()
            if number + 1 < row.rounds:
                pair.follow()
        # Its former primary is gone and nothing follows: commits wait for nobody, and `verify` need not wait either.
        return row.examined(load)


def frozen(size, seed):
    """The primary is frozen, its standby promoted; the old one wakes up beside the new one."""
    with Pair() as pair, Service(demo=True, database=pair.url) as served:
        load = Load(served, seed)
        row = Row("the primary is frozen (SIGSTOP), its standby promoted after 1 s, and the old one wakes up")
        with load.running():
            time.sleep(LOAD_SECONDS)
            processes = pair.primary.freeze()
            try:
                began = time.monotonic()
                time.sleep(1)
                pair.promote()
                load.wait_for_write()
                row.recovered(time.monotonic() - began)
            finally:
                for pid in processes:
                    os.kill(pid, signal.SIGCONT)
            # Two take writes now; the old one's commits would wait for a standby that follows no more.
            pair.standby.sql("ALTER SYSTEM RESET synchronous_standby_names")
            pair.standby.sql("SELECT pg_reload_conf()")
            time.sleep(3)
        row.settled = load.settle()
        row.examined(load)
        old = pair.standby.sql("SELECT count(*) FROM reservation", "torioki")
        new = pair.primary.sql("SELECT count(*) FROM reservation", "torioki")
        row.note = f"{new} reservations on the new primary, {old} on the old one" + (f"; {row.note}" if row.note else "")
        expect(row.longest < DEADLINE + SLACK, f"an answer took {row.longest:.1f} s")
        return row


def two_primaries(size, seed):
    """Services that start beside two servers that take writes, without a file of what was seen, write to the new one."""
    with Pair() as pair:
        with Service(demo=True, database=pair.url) as served:
            served.stop()
        pair.promote()
        # The old one neither follows nor waits for anybody.
        pair.standby.sql("ALTER SYSTEM RESET synchronous_standby_names")
        pair.standby.sql("SELECT pg_reload_conf()")
        before = pair.standby.sql("SELECT count(*) FROM reservation", "torioki")
        row = Row("two primaries: a service starts without knowing of the promotion", size.rounds)
        for _ in range(row.rounds):
            with Service(database=pair.url) as served:
                load = Load(served, seed, places=5)
                with load.running():
                    row.recovered(load.wait_for_write())
                    time.sleep(LOAD_SECONDS)
                row.settled += load.settle()
                row.examined(load)
        after = pair.standby.sql("SELECT count(*) FROM reservation", "torioki")
        expect(before == after, f"{int(after) - int(before)} reservations were written to the old primary")
        row.note = "none written to the old one"
        return row


def standby_away(size, seed):
    """No standby confirms: nothing is acknowledged, reads go on; when it is back all that was unknown is true."""
    with Pair() as pair, Service(demo=True, database=pair.url) as served:
        load = Load(served, seed)
        row = Row("the synchronous standby is away for 25 s", size.rounds_of_long)
        for _ in range(row.rounds):
            with load.running():
                time.sleep(LOAD_SECONDS)
                pair.standby.stop()
                time.sleep(13)
                acknowledged = sum(call.status == 201 for call in load.calls)
                asked = time.monotonic()
                expect(served.request("GET", "/readyz", timeout=5).status == 503, "/readyz is not 503")
                expect(served.request("GET", "/readyz?for=reads", timeout=5).status == 200, "reads are not ready")
                page = served.request("GET", "/shop", timeout=5)
                expect(page.status == 200 and time.monotonic() - asked < 5, "reads stand still")
                time.sleep(12)
                expect(sum(call.status == 201 for call in load.calls) == acknowledged,
                       "reservations were acknowledged that no standby has")
                pair.standby.start()
                began = time.monotonic()
                load.wait_for_write()
                row.recovered(time.monotonic() - began)
            row.settled += load.settle()
        row.examined(load)
        expect(row.longest < DEADLINE + SLACK, f"an answer took {row.longest:.1f} s")
        return row
