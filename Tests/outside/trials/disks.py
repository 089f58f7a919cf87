# SPDX-License-Identifier: Apache-2.0
"""Disks that are full: that of the data, and that of the write-ahead log."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import time

from common import Service, expect

from .load import Load
from .report import Row, Skipped

MEGABYTE = 1 << 20
FULL_SECONDS = 6


def data(size, seed):
    """No new page fits: PostgreSQL refuses the statements and lives."""
    return _full("the disk of the data is full", "base", 96, 1, size, seed)


def log(size, seed):
    """No new segment of the log fits: PostgreSQL ends, and cannot start while that is so."""
    return _full("the disk of the log (WAL) is full", "pg_wal", 112, 8, size, seed)


def _full(name, part, megabytes, left, size, seed):
    with Service(demo=True) as served:
        load = Load(served, seed)
        served.stop()
        # The last to leave stops the private PostgreSQL; then its files may move.
        with _small_disk(pathlib.Path(served.folder) / "data" / "postgresql" / part, megabytes) as disk:
            served.start()
            row = Row(name, size.rounds_of_long)
            for _ in range(row.rounds):
                with load.running():
                    time.sleep(1)
                    ballast = _fill(disk, left)
                    _until_full(served, load)
                    ballast.unlink()
                    began = time.monotonic()
                    load.wait_for_write(within=120)
                    row.recovered(time.monotonic() - began)
                row.settled += load.settle()
            row.examined(load)
            served.stop()
            return row


@contextlib.contextmanager
def _small_disk(folder, megabytes):
    """Lays a folder's files on a disk of their own in memory."""
    if os.geteuid() != 0:
        raise Skipped("only root may mount a small disk")
    aside = folder.with_name(folder.name + ".aside")
    owner = folder.stat()
    shutil.move(folder, aside)
    folder.mkdir(mode=0o700)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "torioki", str(folder)],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        folder.rmdir()
        shutil.move(aside, folder)
        raise Skipped(f"no small disk can be mounted: {done.stderr.strip()}")
    try:
        subprocess.run(["cp", "-a", f"{aside}/.", str(folder)], check=True)
        os.chown(folder, owner.st_uid, owner.st_gid)
        os.chmod(folder, 0o700)
        yield folder
    finally:
        # PostgreSQL has left: nothing is open there.
        subprocess.run(["umount", str(folder)], check=False)
        shutil.rmtree(aside, ignore_errors=True)


def _fill(disk, left):
    """Takes all room but so many megabytes."""
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    ballast = disk / "ballast"
    with open(ballast, "wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(MEGABYTE, free - left * MEGABYTE))
    return ballast


def _until_full(served, load):
    """Waits until the fault is felt, and then a while."""
    refused = sum(load.refused.values()) + load.broken
    end = time.monotonic() + 90
    while sum(load.refused.values()) + load.broken == refused:
        expect(time.monotonic() < end, f"the disk was never full:\n{served.log_tail()}")
        time.sleep(0.1)
    time.sleep(FULL_SECONDS)
    expect(served.process.poll() is None, f"the service ended:\n{served.log_tail()}")
