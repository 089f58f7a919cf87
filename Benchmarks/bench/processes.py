# SPDX-License-Identifier: Apache-2.0
"""Reads from /proc what processes have cost: CPU seconds and resident memory."""

import os
import pathlib
import subprocess
import tempfile

TICKS = os.sysconf("SC_CLK_TCK")


def _stat(pid):
    """The fields of /proc/PID/stat behind the name, which may hold spaces; None for a process that has gone."""
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    return text[text.rindex(")") + 2:].split()


def own_seconds(pid):
    """CPU seconds of a process, all its threads."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0


def family_seconds(pid):
    """CPU seconds of a process, its children of now and those it has waited for: all of a PostgreSQL."""
    fields = _stat(pid)
    if not fields:
        return 0.0
    total = sum(int(field) for field in fields[11:15]) / TICKS
    try:
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return total + sum(own_seconds(child) for child in children)


def machine_seconds():
    """CPU seconds that this machine has worked for anybody, stolen ones included."""
    fields = pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    numbers = [int(field) for field in fields]
    idle = numbers[3] + numbers[4]
    return (sum(numbers[:8]) - idle) / TICKS


def memory_mb(pid, field="VmRSS"):
    """Resident memory of a process in MB (10^6 bytes): VmRSS now, VmHWM the most it ever had."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


class Finished:
    """What a program that has ended printed, and what it cost."""

    def __init__(self, code, output, errors, cpu):
        self.code, self.output, self.errors, self.cpu = code, output, errors, cpu


def run(command, within, environment=None):
    """Runs a program to its end, at most `within` seconds; ends it by its own id when it takes longer."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=environment)
        before = os.times()
        try:
            process.wait(within)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        # Children are counted when they have been waited for; programs run one after the other here.
        after = os.times()
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        output.seek(0)
        errors.seek(0)
        return Finished(
            process.returncode, output.read().decode(errors="replace"), errors.read().decode(errors="replace"), cpu)
