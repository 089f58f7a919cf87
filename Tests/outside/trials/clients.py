# SPDX-License-Identifier: Apache-2.0
"""Clients that take what they can get: all descriptors, or all patience."""

import contextlib
import resource
import socket
import time

from common import HOST, Service, expect

from .load import Load
from .report import Row

DESCRIPTORS = 1024
IDLE = 2048
IDLE_SECONDS = 12
SLOW = 240
SLOW_SECONDS = 20
# What an answer may take beside them.
ANSWER_WITHIN = 5.0


def descriptors(size, seed):
    """More idle connections than the process has descriptors, from eight sources: it lives, and knows its clients."""
    with Service(demo=True, descriptors=DESCRIPTORS) as served, _many_descriptors():
        load = Load(served, seed)
        row = Row(f"{IDLE} idle connections, {DESCRIPTORS} descriptors", size.rounds_of_long)
        for _ in range(row.rounds):
            with load.running():
                time.sleep(1)
                with contextlib.ExitStack() as stack:
                    for number in range(IDLE):
                        _open(served, stack, f"127.0.0.{2 + number % 8}")
                    time.sleep(IDLE_SECONDS)
                    expect(served.process.poll() is None, f"the service ended:\n{served.log_tail()}")
                    expect(served.request("GET", "/livez", timeout=5).status == 200, "/livez has no reserve")
                    expect(served.request("GET", "/readyz", timeout=5).status == 200, "/readyz has no reserve")
                began = time.monotonic()
                load.wait_for_write()
                row.recovered(time.monotonic() - began)
            row.settled += load.settle()
        return row.examined(load)


def slow(size, seed):
    """Heads and bodies that come a byte a second, and answers that nobody reads: the others are served."""
    with Service(demo=True) as served, _many_descriptors():
        load = Load(served, seed)
        row = Row(f"{SLOW} clients that send a byte a second or read nothing", size.rounds_of_long)
        for _ in range(row.rounds):
            with load.running(), contextlib.ExitStack() as stack:
                clients = [_open(served, stack, f"127.0.0.{2 + number % 8}") for number in range(SLOW)]
                waiting = _speak_slowly(clients, load)
                began = time.monotonic()
                load.wait_for_write()
                row.recovered(time.monotonic() - began)
            row.settled += load.settle()
            expect(waiting == 0, f"{waiting} clients that send a byte a second were still waited for after 20 s")
        row.examined(load)
        expect(row.longest < ANSWER_WITHIN, f"beside slow clients an answer took {row.longest:.1f} s")
        return row


def _speak_slowly(clients, load):
    """Sends a byte a second. Returns how many the service still waits for at the end."""
    head = b"GET /livez HTTP/1.1\r\nHost: torioki\r\nX-Slow: " + b"x" * 100
    body = (
        b"POST /v1/reservations HTTP/1.1\r\nHost: torioki\r\nAuthorization: Bearer " + load.key.encode()
        + b"\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{")
    ask = b"GET /openapi.json HTTP/1.1\r\nHost: torioki\r\n\r\n" * 20
    kinds = [(client, number % 3) for number, client in enumerate(clients) if client is not None]
    for client, kind in kinds:
        with contextlib.suppress(OSError):
            client.sendall((b"", body, ask)[kind])
    alive = {client: kind for client, kind in kinds if kind < 2}
    for second in range(SLOW_SECONDS):
        for client, kind in list(alive.items()):
            try:
                client.sendall(head[second:second + 1] if kind == 0 else b" ")
                client.setblocking(False)
                with contextlib.suppress(BlockingIOError):
                    while client.recv(4096):
                        pass
                    del alive[client]
                    continue
                client.setblocking(True)
            except OSError:
                alive.pop(client, None)
        time.sleep(1)
    return len(alive)


def _open(served, stack, source):
    """Opens a connection from one of this machine's own addresses; None where the service refuses it."""
    client = socket.socket()
    stack.callback(client.close)
    client.settimeout(2)
    try:
        client.bind((source, 0))
        client.connect((HOST, served.port))
        return client
    except OSError:
        return None


@contextlib.contextmanager
def _many_descriptors():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = IDLE + 512
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(wanted, hard)), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
