# SPDX-License-Identifier: Apache-2.0
"""Processes that end as by a power cut: the service, one of PostgreSQL's backends, the whole private PostgreSQL."""

import os
import signal
import time

from common import Service, expect
from shop import bearer

from .load import Load
from .report import Row

LOAD_SECONDS = 0.8
BACK_WITHIN = 15.0


def service(size, seed):
    """The service is killed and started again."""
    return _kills("the service is killed (kill -9), started again", size.rounds, seed, _kill_service)


def backend(size, seed):
    """A backend is killed: PostgreSQL ends all connections and recovers."""
    return _kills("a PostgreSQL backend is killed (kill -9)", size.rounds, seed, _kill_backend)


def postmaster(size, seed):
    """The private PostgreSQL is killed: the service starts it again."""
    return _kills("the private PostgreSQL is killed (kill -9)", size.rounds_of_long, seed, _kill_postmaster)


def _kills(name, rounds, seed, fault):
    with Service(demo=True) as served:
        load = Load(served, seed)
        row = Row(name, rounds)
        for _ in range(rounds):
            with load.running():
                time.sleep(LOAD_SECONDS)
                began = time.monotonic()
                fault(served, load)
                load.wait_for_write()
                row.recovered(time.monotonic() - began)
            row.settled += load.settle()
        expect(row.recovery < BACK_WITHIN, f"{name}: away for {row.recovery:.1f} s")
        _expect_stock(served, load)
        return row.examined(load)


def _expect_stock(served, load):
    """A start with the demo chain must not count its stock anew: ten thousand units more were received than it has."""
    location, sku = load.places[0]
    path = f"/v1/availability?sku={sku}&location={location}"
    found = served.request("GET", path, headers=bearer(load.key)).json
    units = found["items"][0]["available"]
    expect(units > 5_000, f"of {sku} at {location} {units} are left: the demo's stock was counted anew")


def _kill_service(served, _):
    served.kill()
    served.start(within=30)


def _kill_backend(served, load):
    backends = served.backends()
    expect(backends, "no backend of the service was found")
    os.kill(load.random.choice(backends), signal.SIGKILL)


def _kill_postmaster(served, _):
    os.kill(served.postmaster(), signal.SIGKILL)
