# SPDX-License-Identifier: Apache-2.0
"""Kills the service and a PostgreSQL backend under load, ten times each, and checks what clients were told.

Clients reserve and cancel with Idempotency-Keys of their own and log every call. A call has three outcomes: done, not
done, unknown. After each fault the unknown ones are asked again by their keys. Then: nothing acknowledged is lost,
nothing was done twice, the service is back in under five seconds, and `torioki verify` finds nothing.
"""

import http.client
import os
import random
import signal
import threading
import time
import uuid

from common import CheckFailed, Connection, Service, expect, main
from shop import bearer, received, reservation, stocked

ROUNDS = int(os.environ.get("TORIOKI_ROUNDS", "10"))
CLIENTS = 8
SECONDS_OF_LOAD = 0.8
BACK_WITHIN = 5.0
# Each client makes at most so many calls in all: the check ends by itself.
CALLS_PER_CLIENT = 4000


class Call:
    """One command with its key: asked until its outcome is known, always with the same key and body."""

    def __init__(self, method, path, body, number):
        self.method, self.path, self.body, self.number = method, path, body, number
        self.key = str(uuid.uuid4())
        self.status = None
        self.answer = None
        self.tries = 0

    @property
    def is_known(self):
        return self.status is not None

    def ask(self, connection, key):
        """Asks once. 503 and a lost answer leave the outcome unknown; 409 while the first try runs, too."""
        self.tries += 1
        headers = bearer(key, **{"Idempotency-Key": f'"{self.key}"'})
        try:
            answer = connection.request(self.method, self.path, self.body, headers)
        except (OSError, http.client.HTTPException):
            return
        if answer.status in (503, 429):
            return
        self.status = answer.status
        self.answer = answer.json if answer.body else None


class Load:
    """Clients that reserve, and cancel half of what they got, until they are stopped."""

    def __init__(self, service, key, seed):
        self.service, self.key, self.random = service, key, random.Random(seed)
        self.places = stocked(100)
        self.calls, self.lock, self.stopping = [], threading.Lock(), threading.Event()
        self.numbers = iter(range(1, 10**9))
        self.threads = []

    def run(self):
        self.stopping.clear()
        self.threads = [threading.Thread(target=self.client, args=(n,)) for n in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join(60)
            expect(not thread.is_alive(), "a client hangs: a request was answered neither yes nor no for a minute")

    def new(self, method, path, body):
        with self.lock:
            call = Call(method, path, body, next(self.numbers))
            self.calls.append(call)
            return call

    def client(self, _):
        with Connection(self.service, timeout=10) as connection:
            for _ in range(CALLS_PER_CLIENT // ROUNDS // 2):
                if self.stopping.is_set():
                    return
                with self.lock:
                    location, sku = self.random.choice(self.places)
                    cancels = self.random.random() < 0.5
                call = self.new("POST", "/v1/reservations", None)
                call.body = reservation(location, sku, call.number)
                call.ask(connection, self.key)
                if not call.is_known:
                    # The service is away: hammering a closed door makes no better test.
                    self.stopping.wait(0.02)
                elif call.status == 201 and cancels:
                    path = f"/v1/reservations/{call.answer['id']}/cancel"
                    cancel = self.new("POST", path, {"reason": "customer"})
                    cancel.ask(connection, self.key)

    def settle(self):
        """Asks every unknown call again by its key until it is known."""
        unknown = [call for call in self.calls if not call.is_known]
        end = time.monotonic() + 60
        with Connection(self.service, timeout=10) as connection:
            for call in unknown:
                while not call.is_known:
                    expect(time.monotonic() < end, "an unknown outcome could not be settled within a minute")
                    call.ask(connection, self.key)
        return len(unknown)


def check():
    seed = int(os.environ.get("TORIOKI_SEED") or random.randrange(2**31))
    with Service(demo=True) as service:
        key = service.key()
        load = Load(service, key, seed)
        for location, sku in load.places:
            body = received(location, sku, 1000)
            headers = bearer(key, **{"Idempotency-Key": f'"{uuid.uuid4()}"'})
            answer = service.request("POST", "/v1/stock/movements", body, headers)
            expect(answer.status in (200, 201), f"stock could not be received: {answer.status} {answer.body[:300]}")
        for name, fault in (("service", kill_service), ("backend", kill_backend)):
            away, unknown = [], 0
            for _ in range(ROUNDS):
                load.run()
                time.sleep(SECONDS_OF_LOAD)
                away.append(fault(service, load))
                load.stop()
                unknown += load.settle()
            print(f"faults: {name} killed {ROUNDS} times, {unknown} outcomes unknown and settled, "
                  f"back in {max(away):.2f} s at most (seed {seed})")
            expect(max(away) < BACK_WITHIN, f"the service was away for {max(away):.2f} s")
        examine(service, load, key)
        verified = service.command("verify", check=False)
        expect(verified.returncode == 0, f"torioki verify:\n{verified.stdout}{verified.stderr}")


def kill_service(service, _):
    began = time.monotonic()
    service.kill()
    service.start(within=30)
    return time.monotonic() - began


def kill_backend(service, load):
    backends = service.backends()
    expect(backends, "no backend of the service was found")
    began = time.monotonic()
    os.kill(load.random.choice(backends), signal.SIGKILL)
    # Ready means that a write is taken again, not only that /readyz says so.
    end = began + 30
    probe = Call("POST", "/v1/reservations", None, 0)
    probe.body = reservation(*load.places[0], f"probe-{uuid.uuid4()}")
    with Connection(service, timeout=10) as connection:
        while not probe.is_known:
            if time.monotonic() > end:
                raise CheckFailed(f"no write was taken for 30 s after a backend was killed:\n{service.log_tail()}")
            probe.ask(connection, load.key)
    return time.monotonic() - began


def examine(service, load, key):
    """Compares what clients were told with what the service holds."""
    made = [call for call in load.calls if call.path == "/v1/reservations" and call.status == 201]
    cancelled = {call.path.split("/")[3] for call in load.calls if call.path.endswith("/cancel") and call.status == 200}
    odd = sorted({call.status for call in load.calls} - {200, 201, 409, 422})
    expect(not odd, f"statuses that nobody foresaw: {odd}")
    expect(len(made) > 100, f"only {len(made)} reservations were made: that is no load")
    ids = [call.answer["id"] for call in made]
    expect(len(set(ids)) == len(ids), "two keys were answered with one reservation")
    with Connection(service, timeout=10) as connection:
        for call in made:
            found = connection.request("GET", f"/v1/reservations/{call.answer['id']}", None, bearer(key))
            expect(found.status == 200, f"an acknowledged reservation is lost: {call.answer['id']} ({found.status})")
            is_released = found.json["hold"] == "released"
            expect(
                is_released == (call.answer["id"] in cancelled),
                f"{call.answer['id']} is {found.json['hold']}, but its cancellation was "
                f"{'acknowledged' if call.answer['id'] in cancelled else 'never done'}",
            )
        for call in load.random.sample(made, min(200, len(made))):
            identifier = call.answer["id"]
            call.status = None
            call.ask(connection, key)
            expect(call.status == 201 and call.answer["id"] == identifier, "a key was answered anew, not replayed")
        seen = references(connection, key)
    twice = [reference for reference, count in seen.items() if count > 1]
    expect(not twice, f"done twice: {twice[:5]}")
    expected = {f"outside-{call.number}" for call in made}
    phantoms = [r for r in seen if not r.startswith("outside-probe") and r not in expected]
    expect(not phantoms, f"reservations that no client was told of: {phantoms[:5]}")
    expect(expected <= set(seen), "acknowledged reservations are missing in the list")
    print(f"faults: {len(load.calls)} calls, {len(made)} reservations and {len(cancelled)} cancellations acknowledged, "
          f"0 lost, 0 twice")


def references(connection, key):
    """Counts the reservations of this check by their reference, over all pages."""
    counts, cursor = {}, None
    for _ in range(10_000):
        path = "/v1/reservations?limit=200" + (f"&cursor={cursor}" if cursor else "")
        page = connection.request("GET", path, None, bearer(key)).json
        for item in page["items"]:
            reference = item.get("reference") or ""
            if reference.startswith("outside-"):
                counts[reference] = counts.get(reference, 0) + 1
        cursor = page.get("next_cursor")
        if not cursor:
            return counts
    raise CheckFailed("the list of reservations has no end")


if __name__ == "__main__":
    main(check)
