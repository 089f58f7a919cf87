# SPDX-License-Identifier: Apache-2.0
"""Asks ten times of what the service can do, and looks what becomes of those who are served and those who are not.

Service and PostgreSQL share one core, the generator has another, so that it takes nothing from them. The peak is measured
so too, by the same generator: the rate is doubled until no more reservations come of it.
"""

import http.client
import os
import pathlib
import statistics
import threading
import time

from .load import paced
from .settings import expect

SECONDS = int(os.environ.get("BENCH_OVERLOAD_SECONDS", "20"))
TIMES = 10
# Clients that wait for nothing, of four sources: a second of waiting reservations does not keep them all.
CONNECTIONS = 6_000
DEADLINE_S = 8.0
THEIRS, OURS = 0, 1


def run(cluster, service, data, _):
    """Gives the goodput under overload as a part of the peak, the longest answer, and how soon all is well again."""
    service.stop()
    expect(os.cpu_count() > 1, "the overload needs two cores")
    _pin(cluster.pid, THEIRS)
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {THEIRS})
    try:
        service.start()
    finally:
        os.sched_setaffinity(0, {OURS})
    try:
        return _measure(cluster, service, data)
    finally:
        os.sched_setaffinity(0, before)


def _measure(cluster, service, data):
    def ask(rate, seconds, connections):
        return paced(cluster, service, data, rate, seconds, connections, ["taskset", "-c", OURS])

    ask(500, 3, 256)
    peak, rate, tried = 0.0, 500.0, []
    while True:
        result = ask(rate, 8, 256)
        good = result["taken_in_time"] / 8
        tried.append({"rate": round(rate), "good": round(good, 1), "p99_ms": result["p99_ms"]})
        if good < peak * 1.05:
            break
        peak, rate = max(peak, good), rate * 1.5
    cluster.quieten()
    with Looks(service, data) as looks, Newcomers(service, data) as newcomers:
        flood = ask(TIMES * peak, SECONDS, CONNECTIONS)
        # The last moment at which anything was asked too much: those who still wait then have their answers a tail later.
        recovery = newcomers.well(since=time.monotonic() - flood["tail_ms"] / 1000)
    lags = _lags(service)
    wrong = {status: count for status, count in flood["statuses"].items() if status not in ("201", "503")}
    errors = [f"overload: {count} answers {status}" for status, count in wrong.items()]
    errors += [f"overload: a look was answered {status}" for status in sorted(set(looks.wrong))]
    if flood["without_retry_after"]:
        errors.append(f"overload: {flood['without_retry_after']} refusals without Retry-After")
    return {
        "overload_goodput_ratio": round(flood["taken_in_time"] / SECONDS / peak, 3),
        "overload_longest_answer_s": round(flood["longest_answer_ms"] / 1000, 2),
        "overload_recovery_s": round(recovery, 2),
        "peak": round(peak, 1), "peak_tried": tried, "asked": round(TIMES * peak, 1),
        "answered": round(flood["requests"] / SECONDS, 1), "statuses": flood["statuses"],
        "unanswered": flood["unanswered"], "let_go": flood["let_go"],
        "look_p50_ms": round(statistics.median(looks.times), 1), "look_max_ms": round(max(looks.times), 1),
        "looks": len(looks.times), "loop_lag": lags,
        "service_us": flood["service_us"], "database_us": flood["database_us"], "errors": errors,
    }


def _pin(parent, core):
    """Puts a process with all its threads and children on one core; what they start stays there."""
    children = pathlib.Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    for pid in [parent, *map(int, children)]:
        for thread in os.listdir(f"/proc/{pid}/task"):
            os.sched_setaffinity(int(thread), {core})


def _lags(service):
    """How many looks at the loops waited how long: {upper bound in seconds: looks}."""
    _, text = service.request("GET", "/metrics")
    lines = [line for line in text.splitlines() if line.startswith("torioki_event_loop_lag_seconds_bucket")]
    return {line.split('le="')[1].split('"')[0]: int(float(line.rsplit(" ", 1)[1])) for line in lines}


class Newcomers:
    """Customers who come twenty times a second, each on a line of their own, during the flood and after it."""

    STREAK, PAUSE_S, WELL_S = 20, 0.05, 0.25

    def __init__(self, service, data):
        self.service, self.key = service, data.key
        self.customers = iter(pathlib.Path(data.customers).read_text(encoding="utf-8").split())
        self.came = []
        self.change = threading.Condition()
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.thread.join(30)

    def well(self, since):
        """Seconds from a moment until the first of twenty in a row who all had their reservation within 250 ms."""
        with self.change:
            found = self.change.wait_for(lambda: self._streak(since), timeout=60)
            expect(found, "the service did not recover in a minute")
            return self._streak(since)[0] - since

    def _streak(self, since):
        """Those of the first such row, by when they came; nothing where there is none yet."""
        row = []
        for asked, took in sorted(self.came):
            row = row + [asked] if asked >= since and took is not None and took < self.WELL_S else []
            if len(row) == self.STREAK:
                return row
        return []

    def _run(self):
        while not self.stopping.wait(self.PAUSE_S):
            threading.Thread(target=self._come, args=(next(self.customers),), daemon=True).start()

    def _come(self, customer):
        asked, took = time.monotonic(), None
        try:
            status, _ = self.service.request(
                "POST", "/v1/reservations",
                {"location": "S1", "customer": {"id": customer}, "lines": [{"sku": "K1", "quantity": 1}]}, self.key)
            took = time.monotonic() - asked if status == 201 else None
        except (OSError, http.client.HTTPException):
            # Whoever could not even connect was not served.
            took = None
        with self.change:
            self.came.append((asked, took))
            self.change.notify_all()


class Looks:
    """A store that looks ten times a second how its reservations stand, while shops flood the service."""

    def __init__(self, service, data):
        self.service, self.key = service, data.key
        self.times, self.wrong = [], []
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.thread.join(30)

    def _run(self):
        while not self.stopping.wait(0.1):
            asked = time.monotonic()
            try:
                status, _ = self.service.request("GET", "/v1/availability?sku=K1&location=S1", key=self.key)
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(type(error).__name__)
                continue
            self.times.append(1000 * (time.monotonic() - asked))
            if status != 200:
                self.wrong.append(status)
