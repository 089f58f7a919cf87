# SPDX-License-Identifier: Apache-2.0
"""Asks more of the service than it can do, freezes its PostgreSQL and takes its descriptors, and looks only at what must
hold on any machine: every answer comes within its deadline, every refusal says when to come back, a store is not shut out
by shops, health is answered, and afterwards all is well by itself. How much is served meanwhile is measured by
Benchmarks/run.
"""

import asyncio
import http.client
import json
import os
import resource
import signal
import socket
import time

from common import Connection, Service, expect, main
from shop import bearer, received, reservation, stocked

# Limits.requestSeconds, and what a busy machine adds.
DEADLINE = 8
SLACK = 3
CLIENTS = int(os.environ.get("TORIOKI_OVERLOAD_CLIENTS", "1200"))
SECONDS = float(os.environ.get("TORIOKI_OVERLOAD_SECONDS", "8"))
FROZEN_SECONDS = 9.0


class Flood:
    """Clients that reserve without rest, each on a connection of its own, each reservation with its own key."""

    def __init__(self, service, key, clients):
        self.service, self.key, self.clients = service, key, clients
        self.places = stocked(100)
        self.number, self.end = 0, 0.0
        # Seconds that answers took, by status; refusals without Retry-After; connections that were ended.
        self.took, self.mute, self.cut = {}, 0, 0
        # Keys and bodies of what was neither taken nor refused for good.
        self.open = {}

    def run(self, seconds):
        self.end = time.monotonic() + seconds
        asyncio.run(self._all())
        return self

    async def _all(self):
        await asyncio.gather(*(self._client() for _ in range(self.clients)))

    async def _client(self):
        writer = None
        while time.monotonic() < self.end:
            self.number += 1
            location, sku = self.places[self.number % len(self.places)]
            name, body = f"flood-{id(self)}-{self.number}", reservation(location, sku, self.number)
            try:
                if writer is None:
                    reader, writer = await asyncio.open_connection("127.0.0.1", self.service.port)
                status, retry = await self._ask(reader, writer, name, body)
            except (OSError, asyncio.IncompleteReadError):
                self.cut += 1
                self.open[name] = body
                if writer is not None:
                    writer.close()
                writer = None
                await asyncio.sleep(0.1)
                continue
            if status == 503:
                self.open[name] = body
                self.mute += retry is None
                # A client that obeys would wait; one that does not is what is tried here.
                await asyncio.sleep(0.01)
        if writer is not None:
            writer.close()

    async def _ask(self, reader, writer, name, body):
        data = json.dumps(body).encode()
        head = (f"POST /v1/reservations HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.key}\r\n"
                f'Content-Type: application/json\r\nIdempotency-Key: "{name}"\r\nContent-Length: {len(data)}\r\n\r\n')
        asked = time.monotonic()
        writer.write(head.encode() + data)
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n")
        fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        await reader.readexactly(int(fields.get("content-length", 0)))
        status = int(lines[0].split(" ")[1])
        self.took.setdefault(status, []).append(time.monotonic() - asked)
        return status, fields.get("retry-after")

    @property
    def longest(self):
        return max(max(spans) for spans in self.took.values())

    def counts(self):
        return {status: len(spans) for status, spans in sorted(self.took.items())}

    def check(self, what):
        expect(set(self.took) <= {201, 409, 503}, f"{what}: answered {self.counts()}")
        expect(self.mute == 0, f"{what}: {self.mute} refusals do not say when to come back")
        expect(self.longest <= DEADLINE + SLACK, f"{what}: an answer took {self.longest:.1f} s")


def settle(service, key, wishes):
    """Asks what has no outcome again by its key; gives how many."""
    end = time.monotonic() + 60
    with Connection(service, timeout=20) as connection:
        for name, body in wishes.items():
            while True:
                expect(time.monotonic() < end, "an unknown outcome could not be settled within a minute")
                try:
                    answer = connection.request(
                        "POST", "/v1/reservations", body, bearer(key, **{"Idempotency-Key": f'"{name}"'}))
                except (OSError, http.client.HTTPException):
                    continue
                if answer.status in (201, 409, 422):
                    break
    return len(wishes)


def heal(service, key, within):
    """Seconds until five reservations one after another are taken within a second each."""
    began, streak = time.monotonic(), 0
    location, sku = stocked(100)[0]
    while streak < 5:
        expect(time.monotonic() - began < within, f"the service was not well again within {within} s")
        asked = time.monotonic()
        try:
            answer = service.request(
                "POST", "/v1/reservations", reservation(location, sku, 900_000 + int(asked * 1000) % 90_000),
                bearer(key, **{"Idempotency-Key": f'"heal-{asked}"'}))
            good = answer.status in (201, 409) and time.monotonic() - asked < 1
        except (OSError, http.client.HTTPException):
            good = False
        streak = streak + 1 if good else 0
    return time.monotonic() - began


def overload(service, key):
    """More clients than can be served; a store looks meanwhile. Gives what is told of it."""
    flood = Flood(service, key, CLIENTS).run(SECONDS)
    back = heal(service, key, 20)
    flood.check("overload")
    expect(flood.took.get(201), "overload: nothing was taken")
    wishes = dict(list(flood.open.items())[:50])
    settled = settle(service, key, wishes)
    return {"answers": flood.counts(), "cut": flood.cut, "longest_s": round(flood.longest, 2),
            "recovery_s": round(back, 2), "settled": settled}


def frozen(service, key):
    """PostgreSQL stands still, and then goes on."""
    pids = [service.postmaster(), *service.backends()]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        flood = Flood(service, key, 100).run(FROZEN_SECONDS)
        asked = time.monotonic()
        status = service.request("GET", "/livez").status
        expect(status == 200 and time.monotonic() - asked < 2, "health waits for a frozen database")
    finally:
        for pid in pids:
            try:
                os.kill(pid, signal.SIGCONT)
            except ProcessLookupError:
                # Its line was given up meanwhile.
                pass
    back = heal(service, key, 30)
    flood.check("frozen PostgreSQL")
    settled = settle(service, key, dict(list(flood.open.items())[:50]))
    return {"answers": flood.counts(), "longest_s": round(flood.longest, 2), "recovery_s": round(back, 2),
            "settled": settled}


def descriptors(service, key):
    """Twice as many idle connections as the process may have descriptors, which raises its soft limit itself."""
    service.stop()
    service.descriptors = 1024
    service.start()
    idle = []
    try:
        for _ in range(2048):
            one = socket.socket()
            one.settimeout(5)
            idle.append(one)
            one.connect(("127.0.0.1", service.port))
        end = time.monotonic() + 10
        while True:
            try:
                if service.request("GET", "/readyz", timeout=2).status == 200:
                    break
            except (OSError, http.client.HTTPException):
                expect(time.monotonic() < end, "health was not answered within 10 s of a flood of connections")
        expect(service.process.poll() is None, "the service ended for want of descriptors")
    finally:
        for one in idle:
            one.close()
    back = heal(service, key, 20)
    return {"idle": len(idle), "recovery_s": round(back, 2)}


def check():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    with Service(demo=True) as service:
        key = service.key()
        for location, sku in stocked(100):
            answer = service.request("POST", "/v1/stock/movements", received(location, sku, 50_000), bearer(
                key, **{"Idempotency-Key": f'"stock-{location}-{sku}"'}))
            expect(answer.status in (200, 201), f"stock could not be received: {answer.status}")
        for name, fault in (("overload", overload), ("frozen", frozen), ("descriptors", descriptors)):
            print(f"overload: {name}: {fault(service, key)}", flush=True)
        text = service.request("GET", "/metrics").body.decode()
        expect("torioki_unexpected_errors_total{" not in text, "refusals were counted as mistakes")
        verified = service.command("verify", check=False)
        expect(verified.returncode == 0, f"torioki verify:\n{verified.stdout}{verified.stderr}")


if __name__ == "__main__":
    main(check)
