# SPDX-License-Identifier: Apache-2.0
"""Starts the released service on the bench's database, with its default settings, and reads what it says of itself."""

import http.client
import json
import os
import pathlib
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from . import processes
from .settings import BINARY, HOST, expect


class Service:
    """The service, started and stopped as often as the run needs it. Peaks are kept over all its lives."""

    def __init__(self, folder, cluster, binary=BINARY):
        self.cluster = cluster
        self.binary = binary
        self.log = pathlib.Path(folder) / "service.log"
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port = probe.getsockname()[1]
        memory = pathlib.Path("/dev/shm")
        self.data = tempfile.mkdtemp(prefix="torioki-bench-", dir=memory if os.access(memory, os.W_OK) else folder)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("TORIOKI_")},
            "TORIOKI_DATABASE_URL": cluster.url,
            # Letters to customers are files here: in memory where that can be, since they stand for a mail relay.
            "TORIOKI_DATA": self.data,
            "TORIOKI_HOST": HOST,
            "TORIOKI_PORT": str(self.port),
            "TORIOKI_LINK_KEY": secrets.token_hex(32),
        }
        self.process = None
        self.idle_mb = []
        self.peak_mb = 0.0
        # What was answered over all lives: {(method, route, status): count}.
        self.answered = {}

    def leave(self):
        """Stops for good, and takes the letters along."""
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)

    @property
    def address(self):
        return f"{HOST}:{self.port}"

    def command(self, *arguments, within=600, codes=(0,)):
        """Runs `torioki ARGUMENTS` on the same database and gives what it printed."""
        done = processes.run([self.binary, *arguments], within, self.environment)
        expect(done.code in codes, f"torioki {arguments[0]} failed: {done.output.strip()} {done.errors.strip()}")
        return done.output

    def start(self, idle_seconds=0):
        """Starts it and waits until it is ready; with `idle_seconds`, reads its memory after so long without work."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [str(self.binary), "serve"], env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        end = time.monotonic() + 60
        while True:
            expect(self.process.poll() is None, f"the service ended: {self.log_tail()}")
            expect(time.monotonic() < end, f"the service was not ready in 60 s: {self.log_tail()}")
            try:
                if self.request("GET", "/readyz")[0] == 200:
                    break
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
        if idle_seconds:
            time.sleep(idle_seconds)
            self.idle_mb.append(processes.memory_mb(self.process.pid))

    def stop(self):
        """Ends it in order, after noting its peak and what it answered; by force when it does not end in 30 s."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.peak_mb = max(self.peak_mb, processes.memory_mb(self.process.pid, "VmHWM"))
            try:
                for key, count in self.statuses().items():
                    self.answered[key] = self.answered.get(key, 0) + count
            except (OSError, http.client.HTTPException):
                # It hangs; the exit below tells.
                pass
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        self.process = None

    def request(self, method, path, body=None, key=None, **headers):
        """Asks once and gives status and text."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=15)
        try:
            if key:
                headers["Authorization"] = f"Bearer {key}"
            data = None
            if body is not None:
                data = json.dumps(body).encode()
                headers["Content-Type"] = "application/json"
                headers["Idempotency-Key"] = f'"{secrets.token_hex(12)}"'
            connection.request(method, path, data, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def statuses(self):
        """What this life has answered, from its own metrics: {(method, route, status): count}."""
        _, text = self.request("GET", "/metrics")
        found = re.findall(
            r'^torioki_http_requests_total\{method="(\w+)",route="([^"]*)",status="(\d+)"\} ([\d.e+]+)$', text, re.M)
        return {(method, route, int(status)): int(float(count)) for method, route, status, count in found}

    def log_tail(self, lines=10):
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def complaints(self):
        """Lines of the log that are warnings or errors."""
        lines = self.log.read_text(errors="replace").splitlines()
        return [line for line in lines if re.search(r"\b(warning|error|critical)\b", line, re.I)]
