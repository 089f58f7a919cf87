# SPDX-License-Identifier: Apache-2.0
"""Sends reservations at a stated rate and prints percentiles of how long each took from the moment it was due.

An open loop: moments are drawn beforehand (Poisson), a request that finds no free connection waits, and its waiting
counts. So a service that stalls is seen as its customers would see it (no coordinated omission). The timer of asyncio
wakes up to a millisecond late, which counts too. A program of its own, so that its CPU can be told apart.

    pace.py HOST PORT KEY CUSTOMERS_FILE RATE SECONDS STORES SKUS PREFIX
"""

import asyncio
import collections
import gc
import json
import pathlib
import random
import sys

CONNECTIONS = 256


class Lane(asyncio.Protocol):
    """One connection: one request at a time, answers read by their Content-Length."""

    def __init__(self, load):
        self.load, self.buffer, self.due, self.transport = load, b"", None, None

    def connection_made(self, transport):
        self.transport = transport

    def send(self, due, request):
        self.due = due
        self.transport.write(request)

    def data_received(self, data):
        self.buffer += data
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self.buffer[:end].lower()
        place = head.find(b"content-length:")
        length = int(head[place + 15:].split(b"\r\n", 1)[0]) if place >= 0 else 0
        if len(self.buffer) < end + 4 + length:
            return
        status = int(self.buffer[9:12])
        self.buffer = b""
        self.load.answered(self, status)

    def connection_lost(self, _):
        self.load.lost(self)


class Load:
    def __init__(self, customers, key, host, stores, skus, prefix):
        self.customers, self.stores, self.skus, self.prefix = customers, stores, skus, prefix
        self.head = (f"POST /v1/reservations HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {key}\r\n"
                     "Content-Type: application/json\r\n")
        self.free, self.waiting = collections.deque(), collections.deque()
        self.random = random.Random(prefix)
        self.count, self.broken = 0, 0
        self.times, self.statuses = [], collections.Counter()
        self.clock = asyncio.get_running_loop().time
        self.finished = asyncio.Event()
        self.expected = 0

    def request(self):
        self.count += 1
        draw = self.random.randint
        first, third = draw(1, self.skus), self.skus // 3
        skus = [first, 1 + (first - 1 + draw(1, third)) % self.skus,
                1 + (first - 1 + third + draw(1, third)) % self.skus][:draw(1, 3)]
        lines = ",".join(f'{{"sku":"K{sku}","quantity":1}}' for sku in skus)
        body = (f'{{"location":"S{draw(1, self.stores)}","customer":{{"id":"{self.random.choice(self.customers)}"}},'
                f'"lines":[{lines}]}}')
        return (f'{self.head}Idempotency-Key: "{self.prefix}-{self.count}"\r\nContent-Length: {len(body)}\r\n\r\n'
                f'{body}').encode()

    def send(self, due):
        if self.free:
            self.free.popleft().send(due, self.request())
        else:
            self.waiting.append(due)

    def answered(self, lane, status):
        self.times.append(self.clock() - lane.due)
        self.statuses[status] += 1
        lane.due = None
        if self.waiting:
            lane.send(self.waiting.popleft(), self.request())
        else:
            self.free.append(lane)
        self._look()

    def lost(self, lane):
        if lane.due is not None:
            self.broken += 1
            lane.due = None
        if lane in self.free:
            self.free.remove(lane)
        self._look()

    def _look(self):
        if len(self.times) + self.broken >= self.expected > 0:
            self.finished.set()


async def main():
    host, port, key, path, rate, seconds, stores, skus, prefix = sys.argv[1:]
    loop = asyncio.get_running_loop()
    customers = pathlib.Path(path).read_text(encoding="utf-8").split()
    load = Load(customers, key, f"{host}:{port}", int(stores), int(skus), prefix)
    for _ in range(CONNECTIONS):
        _, lane = await loop.create_connection(lambda: Lane(load), host, int(port))
        load.free.append(lane)
    draw = random.Random(prefix + "moments")
    moments, moment = [], 0.0
    while (moment := moment + draw.expovariate(float(rate))) < float(seconds):
        moments.append(moment)
    load.expected = len(moments)
    # A collection in the middle would be taken for the service's delay.
    gc.disable()
    start = load.clock() + 0.1
    place = 0
    while place < len(moments):
        now = load.clock() - start
        while place < len(moments) and moments[place] <= now:
            load.send(start + moments[place])
            place += 1
        if place < len(moments):
            await asyncio.sleep(max(0.0, start + moments[place] - load.clock()))
    try:
        await asyncio.wait_for(load.finished.wait(), 20)
    except TimeoutError:
        pass
    times = sorted(load.times)

    def part(share):
        return round(1000 * times[min(len(times) - 1, int(share * len(times)))], 3) if times else None

    print(json.dumps({
        "asked_rate": float(rate), "rate": len(times) / float(seconds), "requests": len(times),
        "unanswered": load.expected - len(times), "statuses": dict(load.statuses), "p50_ms": part(0.5),
        "p90_ms": part(0.9), "p99_ms": part(0.99), "p999_ms": part(0.999), "max_ms": part(1.0)}))


asyncio.run(main())
