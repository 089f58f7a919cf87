# SPDX-License-Identifier: Apache-2.0
"""Keeps a PostgreSQL of its own in a temporary folder, with durable and stated settings."""

import os
import pathlib
import pwd
import shutil
import subprocess
import urllib.parse

from .processes import run
from .settings import POSTGRES, expect


def find_programs():
    """The folder of initdb and postgres, version 15 or newer: that of the PATH, pg_config's, then Debian's."""
    candidates = []
    if (found := shutil.which("initdb")) is not None:
        candidates.append(pathlib.Path(found).resolve().parent)
    if shutil.which("pg_config"):
        said = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False)
        candidates.append(pathlib.Path(said.stdout.strip()))
    candidates += sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in candidates:
        if all((folder / name).exists() for name in ("initdb", "postgres", "pg_ctl", "pgbench", "psql")):
            return folder
    expect(False, "no PostgreSQL with pgbench was found: install postgresql-15 (or newer)")
    return None


class Cluster:
    """A server: `with Cluster(folder) as cluster: …`. It is stopped by its own pg_ctl."""

    def __init__(self, folder, more_settings=None):
        self.settings = {**POSTGRES, **(more_settings or {})}
        self.programs = find_programs()
        self.folder = pathlib.Path(folder) / "postgresql"
        self.prefix = []
        self.version = run([self.programs / "postgres", "--version"], 10).output.strip()

    def __enter__(self):
        self.folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self.prefix = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]
        self._do("initdb", "-D", self.folder, "--username=torioki", "--auth=trust", "--encoding=UTF8",
                 "--data-checksums", "--lc-collate=C", "--lc-ctype=C.UTF-8", "--lc-messages=C", "--lc-monetary=C",
                 "--lc-numeric=C", "--lc-time=C")
        settings = {**self.settings, "unix_socket_directories": str(self.folder)}
        lines = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
        with open(self.folder / "postgresql.conf", "a", encoding="utf-8") as file:
            file.write("\n" + lines)
        try:
            self._do("pg_ctl", "-D", self.folder, "-l", self.folder / "server.log", "-w", "-t", "60", "-s", "start")
            self.sql("CREATE DATABASE torioki", database="postgres")
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        if (self.folder / "postmaster.pid").exists():
            # What is in here is thrown away: nothing needs to be written first.
            self._do("pg_ctl", "-D", self.folder, "-m", "immediate", "-w", "-t", "60", "-s", "stop")

    def quieten(self):
        """Gives each stretch the same start: no letters left to send, and no dead rows for it."""
        self.sql("TRUNCATE notice")

    def _do(self, program, *arguments):
        done = run([*self.prefix, self.programs / program, *arguments], 120)
        expect(done.code == 0, f"{program} failed: {done.errors.strip() or done.output.strip()}")

    @property
    def pid(self):
        return int((self.folder / "postmaster.pid").read_text().split("\n", 1)[0])

    @property
    def url(self):
        return f"postgresql://torioki@/torioki?host={urllib.parse.quote(str(self.folder), safe='')}"

    @property
    def place(self):
        """How PostgreSQL's own programs find it."""
        return ["-h", str(self.folder), "-U", "torioki"]

    def sql(self, text, database="torioki", variables=None, within=300):
        """Runs SQL and gives its rows, one text each, columns parted by `|`. Stops at the first error."""
        command = [self.programs / "psql", *self.place, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database]
        for name, value in (variables or {}).items():
            command += ["-v", f"{name}={value}"]
        # psql's variables and \gexec are read in files only.
        done = subprocess.run(
            [str(word) for word in command], input=text, capture_output=True, text=True, timeout=within, check=False)
        expect(done.returncode == 0, f"psql failed: {done.stderr.strip()}")
        return done.stdout.splitlines()
