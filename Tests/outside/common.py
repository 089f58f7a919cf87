# SPDX-License-Identifier: Apache-2.0
"""Starts the built service with a private PostgreSQL in a folder of its own, and speaks to it.

Only addresses of this machine are ever spoken to; every wait has an end; every process is stopped by its own id.
"""

import http.client
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "artefacts"
BINARY = pathlib.Path(os.environ.get("TORIOKI_BINARY", ROOT / ".build" / "debug" / "torioki"))
HOST = "127.0.0.1"


class CheckFailed(Exception):
    """Says in one sentence what was expected and not found."""


def expect(condition, sentence):
    if not condition:
        raise CheckFailed(sentence)


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Service:
    """A service of its own: `with Service(demo=True) as service: …`."""

    def __init__(self, demo=False, start=True, database=None, descriptors=None):
        """database: the URL of a PostgreSQL that is not private; descriptors: how many the process may have."""
        expect(BINARY.exists(), f"{BINARY} is not built: run `swift build` first")
        self.folder = tempfile.mkdtemp(prefix="torioki-outside-")
        # The database's own user must be able to enter when this runs as root.
        os.chmod(self.folder, 0o755)
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.arguments = ["serve"] + (["--demo"] if demo else [])
        self.process = None
        self.log_path = pathlib.Path(self.folder) / "service.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("TORIOKI_")},
            "TORIOKI_DATA": self.folder + "/data",
            "TORIOKI_HOST": HOST,
            "TORIOKI_PORT": str(self.port),
            "TORIOKI_LOG_LEVEL": "notice",
        }
        if database:
            self.environment |= {"TORIOKI_DATABASE_URL": database, "TORIOKI_LINK_KEY": "00" * 32}
        self.descriptors = descriptors
        self._starts = start

    def __enter__(self):
        try:
            if self._starts:
                self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def start(self, within=90):
        """Starts the service and waits until it is ready. Returns the seconds that took."""
        began = time.monotonic()
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [str(BINARY), *self.arguments], cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, preexec_fn=self._limit if self.descriptors else None,
            )
        self.wait_until_ready(within)
        return time.monotonic() - began

    def wait_until_ready(self, within=90):
        end = time.monotonic() + within
        while time.monotonic() < end:
            expect(
                self.process is None or self.process.poll() is None,
                f"the service ended with {self.process and self.process.returncode}:\n{self.log_tail()}",
            )
            try:
                if self.request("GET", "/readyz", timeout=2).status == 200:
                    return
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.02)
        raise CheckFailed(f"the service was not ready in {within} s:\n{self.log_tail()}")

    def _limit(self):
        """Gives the service as many descriptors as a shell does, and no more than may be had here."""
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, self.descriptors), self.descriptors))

    def kill(self):
        """Ends the service as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self, within=30):
        """Asks the service to end. Returns its exit code."""
        if self.process is None or self.process.poll() is not None:
            return None if self.process is None else self.process.returncode
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise CheckFailed(f"the service did not end within {within} s of SIGTERM:\n{self.log_tail()}") from None

    def close(self):
        try:
            self.stop()
        finally:
            # After a kill the database still runs: the next command that comes and goes stops it.
            if (pathlib.Path(self.folder) / "data" / "postgresql" / "postmaster.pid").exists():
                self.command("migrate", "--dry-run", check=False)
            shutil.rmtree(self.folder, ignore_errors=True)

    def command(self, *arguments, check=True, timeout=120, **options):
        """Runs `torioki ARGUMENTS` on the same data folder and returns what it printed."""
        done = subprocess.run(
            [str(BINARY), *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True,
            timeout=timeout, **options,
        )
        if check:
            expect(done.returncode == 0, f"torioki {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
        return done

    def key(self, name="outside"):
        """Issues an API key that opens everything."""
        return self.command("key", "issue", name).stdout.split()[0]

    def log_tail(self, lines=30):
        try:
            return "\n".join(self.log_path.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return "(no log)"

    def postmaster(self):
        """The process id of the private PostgreSQL."""
        path = pathlib.Path(self.folder) / "data" / "postgresql" / "postmaster.pid"
        return int(path.read_text().splitlines()[0])

    def backends(self):
        """The process ids of the server processes that serve this service's connections."""
        found = []
        children = pathlib.Path(f"/proc/{self.postmaster()}/task/{self.postmaster()}/children").read_text()
        for pid in children.split():
            try:
                words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if words.startswith("postgres: torioki torioki"):
                found.append(int(pid))
        return found

    def request(self, method, path, body=None, headers=None, timeout=15):
        with Connection(self, timeout) as connection:
            return connection.request(method, path, body, headers)


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)


class Connection:
    """One connection that is kept open; made anew after it broke."""

    def __init__(self, service, timeout=15):
        self.service = service
        self.timeout = timeout
        self.connection = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def request(self, method, path, body=None, headers=None):
        """Asks once. Raises OSError or HTTPException when no whole answer came."""
        headers = dict(headers or {})
        data = None
        if body is not None:
            data = json.dumps(body, ensure_ascii=False).encode()
            headers.setdefault("Content-Type", "application/json")
        if self.connection is None:
            self.connection = http.client.HTTPConnection(HOST, self.service.port, timeout=self.timeout)
        try:
            self.connection.request(method, path, data, headers)
            answer = self.connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        except (OSError, http.client.HTTPException):
            self.close()
            raise


def main(check):
    """Runs a check as a program: its sentence on failure, exit code 1."""
    ARTEFACTS.mkdir(exist_ok=True)
    try:
        check()
    except CheckFailed as failure:
        print(f"failed: {failure}")
        raise SystemExit(1) from None
