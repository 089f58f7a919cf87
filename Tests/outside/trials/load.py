# SPDX-License-Identifier: Apache-2.0
"""Clients that reserve and cancel with Idempotency-Keys of their own and log every call, and the proof of what they were told.

A call has three outcomes: done, not done, unknown. The unknown ones are asked again by their keys. Then nothing that was
acknowledged may be lost, and nothing done twice.
"""

import collections
import contextlib
import http.client
import random
import threading
import time
import uuid

from common import CheckFailed, Connection, expect
from shop import bearer, received, reservation, stocked

CLIENTS = 8
# However long a fault lasts: the load ends by itself.
CALLS_PER_RUN = 1000


class Call:
    """One command with its key: asked until its outcome is known, always with the same key and body."""

    def __init__(self, method, path, body, number):
        self.method, self.path, self.body, self.number = method, path, body, number
        self.key = str(uuid.uuid4())
        self.status = None
        self.answer = None

    @property
    def is_known(self):
        return self.status is not None

    def ask(self, connection, load):
        """Asks once. 503, 429 and a lost answer leave the outcome unknown."""
        headers = bearer(load.key, **{"Idempotency-Key": f'"{self.key}"'})
        began = time.monotonic()
        try:
            answer = connection.request(self.method, self.path, self.body, headers)
        except (OSError, http.client.HTTPException):
            load.broken += 1
            return
        load.longest = max(load.longest, time.monotonic() - began)
        if answer.status in (503, 429):
            load.refused[answer.json.get("code")] += 1
            expect(answer.headers["Retry-After"], f"{answer.status} {answer.json.get('code')} without Retry-After")
            return
        self.status = answer.status
        self.answer = answer.json if answer.body else None


class Load:
    """Clients that reserve, and cancel half of what they got, while a fault is made."""

    def __init__(self, service, seed, timeout=30, places=40):
        self.service, self.random, self.timeout = service, random.Random(seed), timeout
        self.key = service.key()
        self.places = stocked(places)
        # Several loads may follow one another on one database.
        self.name = uuid.uuid4().hex[:8]
        self.calls, self.lock, self.stopping = [], threading.Lock(), threading.Event()
        self.numbers = iter(range(1, 10**9))
        self.longest, self.broken, self.refused = 0.0, 0, collections.Counter()
        self.failures = []
        for location, sku in self.places:
            headers = bearer(self.key, **{"Idempotency-Key": f'"{uuid.uuid4()}"'})
            answer = service.request("POST", "/v1/stock/movements", received(location, sku, 10_000), headers)
            expect(answer.status in (200, 201), f"stock could not be received: {answer.status} {answer.body[:300]}")

    @contextlib.contextmanager
    def running(self):
        """Runs the clients while the body makes its fault, then waits for their last answers."""
        self.stopping.clear()
        threads = [threading.Thread(target=self._client) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.stopping.set()
            for thread in threads:
                thread.join(self.timeout + 30)
        expect(not any(thread.is_alive() for thread in threads), "a client hangs: a request was never answered")
        expect(not self.failures, str(self.failures[:1]))

    def new(self, method, path, body=None):
        with self.lock:
            call = Call(method, path, body, next(self.numbers))
            self.calls.append(call)
        if path == "/v1/reservations":
            call.body = reservation(*self.random.choice(self.places), f"{self.name}-{call.number}")
        return call

    def _client(self):
        try:
            with Connection(self.service, self.timeout) as connection:
                for _ in range(CALLS_PER_RUN):
                    if self.stopping.is_set():
                        return
                    call = self.new("POST", "/v1/reservations")
                    call.ask(connection, self)
                    if not call.is_known:
                        # The service is away: hammering a closed door makes no better test.
                        self.stopping.wait(0.05)
                    elif call.status == 201 and self.random.random() < 0.5:
                        path = f"/v1/reservations/{call.answer['id']}/cancel"
                        self.new("POST", path, {"reason": "customer"}).ask(connection, self)
        except CheckFailed as failure:
            self.failures.append(failure)

    def wait_for_write(self, within=60):
        """Asks for one reservation until it is acknowledged: ready means that a write is taken. Returns the seconds."""
        began = time.monotonic()
        probe = self.new("POST", "/v1/reservations")
        with Connection(self.service, self.timeout) as connection:
            while not probe.is_known:
                if time.monotonic() - began > within:
                    raise CheckFailed(f"no write was taken for {within} s:\n{self.service.log_tail()}")
                probe.ask(connection, self)
                if not probe.is_known:
                    time.sleep(0.02)
        return time.monotonic() - began

    def settle(self, within=60):
        """Asks every unknown call again by its key until it is known. Returns how many there were."""
        unknown = [call for call in self.calls if not call.is_known]
        end = time.monotonic() + within
        with Connection(self.service, self.timeout) as connection:
            for call in unknown:
                while not call.is_known:
                    expect(time.monotonic() < end, "an unknown outcome could not be settled within a minute")
                    call.ask(connection, self)
        return len(unknown)

    def examine(self):
        """Compares what clients were told with what the service holds. Returns (acknowledged, lost, doubled)."""
        made = [call for call in self.calls if call.path == "/v1/reservations" and call.status == 201]
        cancelled = {
            call.path.split("/")[3] for call in self.calls if call.path.endswith("/cancel") and call.status == 200}
        odd = sorted({call.status for call in self.calls} - {200, 201, 409, 422})
        expect(not odd, f"statuses that nobody foresaw: {odd}")
        ids = [call.answer["id"] for call in made]
        expect(len(set(ids)) == len(ids), "two keys were answered with one reservation")
        with Connection(self.service, self.timeout) as connection:
            for call in self.random.sample(made, min(100, len(made))):
                identifier = call.answer["id"]
                call.status = None
                call.ask(connection, self)
                expect(call.status == 201 and call.answer["id"] == identifier, "a key was answered anew, not replayed")
            seen = self._listed(connection)
        lost = 0
        for call in made:
            item = seen.get(call.answer["id"])
            if item is None or (item["hold"] == "released") != (call.answer["id"] in cancelled):
                lost += 1
        # What no client was told of is counted with what was done twice: somebody would ask for it again.
        doubled = len(set(seen) - set(ids))
        verified = self.service.command("verify", check=False)
        expect(verified.returncode == 0, f"torioki verify:\n{verified.stdout}{verified.stderr}")
        return len(made) + len(cancelled), lost, doubled

    def _listed(self, connection):
        """Reads the reservations of this load by their ids, over all pages."""
        found, cursor = {}, None
        for _ in range(10_000):
            path = "/v1/reservations?limit=200" + (f"&cursor={cursor}" if cursor else "")
            page = connection.request("GET", path, None, bearer(self.key)).json
            found |= {
                item["id"]: item for item in page["items"]
                if (item.get("reference") or "").startswith(f"outside-{self.name}-")}
            cursor = page.get("next_cursor")
            if not cursor:
                return found
        raise CheckFailed("the list of reservations has no end")
