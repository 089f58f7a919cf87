# SPDX-License-Identifier: Apache-2.0
"""Two PostgreSQL of their own, one the synchronous standby of the other, which a trial may stop, freeze, kill and promote."""

import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.parse

from common import expect

SETTINGS = """
listen_addresses = ''
max_connections = 100
unix_socket_permissions = 0700
wal_keep_size = 256MB
"""


def programs():
    """The folder of PostgreSQL's programs: that of Debian's newest version, else the PATH's."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if found:
        return found[-1]
    path = shutil.which("initdb")
    expect(path, "no PostgreSQL was found: run make setup")
    return pathlib.Path(path).resolve().parent


class Server:
    """One PostgreSQL in a folder, reached by a socket there."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.prefix = []
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            self.prefix = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]

    def clear(self):
        """Makes its folder empty, and its own."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)
        if self.prefix:
            shutil.chown(self.folder, "postgres", "postgres")

    def run(self, program, *arguments):
        words = [*self.prefix, str(programs() / program), *map(str, arguments)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120, cwd="/", check=False)
        expect(done.returncode == 0, f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def start(self):
        # Its output goes to the log: a pipe would stay open as long as the server lives.
        self.run("pg_ctl", "-D", self.folder, "-l", self.folder / "server.log", "-o", f"-k {self.folder}", "-w", "-s",
                 "start")

    def stop(self, mode="fast"):
        if (self.folder / "postmaster.pid").exists():
            self.run("pg_ctl", "-D", self.folder, "-m", mode, "-w", "-s", "stop")

    def sql(self, text, database="postgres"):
        return self.run("psql", "-h", self.folder, "-U", "torioki", "-d", database, "-X", "-A", "-t", "-c", text).strip()

    @property
    def processes(self):
        """The postmaster and its children."""
        first = int((self.folder / "postmaster.pid").read_text().splitlines()[0])
        children = pathlib.Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [first, *map(int, children)]

    def kill(self):
        """Ends it as a power cut would; its children follow the postmaster."""
        processes = self.processes
        os.kill(processes[0], signal.SIGKILL)
        end = time.monotonic() + 20
        while any(pathlib.Path(f"/proc/{pid}").exists() for pid in processes):
            expect(time.monotonic() < end, "a PostgreSQL that was killed lives on")
            time.sleep(0.01)
        for name in ("postmaster.pid", ".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self.folder / name).unlink(missing_ok=True)

    def freeze(self):
        frozen = self.processes
        for pid in frozen:
            os.kill(pid, signal.SIGSTOP)
        return frozen


class Pair:
    """`with Pair() as pair: …`; `pair.url` leads to both."""

    def __enter__(self):
        self.base = pathlib.Path(tempfile.mkdtemp(prefix="torioki-pair-"))
        os.chmod(self.base, 0o755)
        self.primary, self.standby = Server(self.base / "a"), Server(self.base / "b")
        try:
            self.primary.clear()
            self.primary.run("initdb", "-D", self.primary.folder, "--username=torioki", "--auth=trust",
                             "--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8", "--data-checksums")
            with open(self.primary.folder / "postgresql.conf", "a", encoding="utf-8") as file:
                file.write(SETTINGS)
            self.primary.start()
            self.primary.sql("CREATE DATABASE torioki")
            self.follow()
        except BaseException:
            self.__exit__()
            raise
        hosts = ",".join(urllib.parse.quote(str(server.folder), safe="") for server in (self.primary, self.standby))
        self.url = f"postgresql://torioki@/torioki?host={hosts}&target_session_attrs=read-write"
        return self

    def __exit__(self, *_):
        for server in (self.standby, self.primary):
            server.stop("immediate")
        shutil.rmtree(self.base, ignore_errors=True)

    def follow(self):
        """Makes the standby a copy of the primary, whose commits wait for it from then on."""
        self.standby.clear()
        self.standby.run("pg_basebackup", "-h", self.primary.folder, "-U", "torioki", "-D", self.standby.folder, "-R",
                         "-X", "stream", "-c", "fast")
        # The socket's lock of the other one comes along.
        for name in (".s.PGSQL.5432.lock", "server.log"):
            (self.standby.folder / name).unlink(missing_ok=True)
        self.standby.start()
        self.primary.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.primary.sql("SELECT pg_reload_conf()")
        end = time.monotonic() + 30
        while self.primary.sql("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") != "1":
            expect(time.monotonic() < end, "the standby does not follow")
            time.sleep(0.05)

    def promote(self):
        """Lets the standby take writes; what was the primary counts as the standby from now on."""
        self.standby.run("pg_ctl", "-D", self.standby.folder, "-w", "-t", "60", "-s", "promote")
        self.primary, self.standby = self.standby, self.primary
