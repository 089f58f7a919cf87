# SPDX-License-Identifier: Apache-2.0
"""Drives the load: pgbench at the database, wrk at the service, and reads what both say."""

import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import time

from . import processes
from .data import unique_of
from .settings import (
    CUSTOMERS, HOST, LUA, PACE, REFERENCE_THREADS, SECONDS, SEED, SKUS, STORES, WARM_SECONDS, expect)


def need_wrk():
    """Finds wrk; installs Debian's package when this may be done, or says what to install."""
    if shutil.which("wrk"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("bench: installing wrk", flush=True)
        for words in (["update"], ["install", "--yes", "--no-install-recommends", "wrk"]):
            subprocess.run(["apt-get", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
                           env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, timeout=300)
    expect(shutil.which("wrk"), "wrk is missing: sudo apt-get install wrk")


class Cost:
    """CPU seconds of everybody between two moments."""

    def __init__(self, cluster, service):
        self.cluster, self.service = cluster, service
        self.before = self._now()

    def _now(self):
        process = self.service.process
        return (processes.own_seconds(process.pid) if process else 0.0, processes.family_seconds(self.cluster.pid),
                processes.machine_seconds())

    def taken(self, generator, requests, seconds):
        """What a stretch has cost: microseconds of CPU a request, and shares of the machine's CPUs."""
        service, database, machine = (now - then for now, then in zip(self._now(), self.before))
        cpus = os.cpu_count() * seconds
        return {
            "service_us": 1e6 * service / max(1, requests), "database_us": 1e6 * database / max(1, requests),
            "generator_us": 1e6 * generator / max(1, requests),
            "generator_share": generator / max(1e-9, service + database + generator),
            # What neither of the three took: the kernel's own work, and other programs, if there were any.
            "other_share": max(0.0, machine - service - database - generator) / cpus,
        }


class Pgbench:
    """The reference: the database's own load tool, with prepared statements over the Unix socket."""

    def __init__(self, folder, cluster, service, data):
        self.folder = pathlib.Path(folder) / "pgbench"
        self.folder.mkdir()
        self.cluster, self.service = cluster, service
        customer = f"\\set c random(1, {CUSTOMERS})\n"
        third = SKUS // 3
        uniform = []
        for count in (1, 2, 3):
            text = customer + f"\\set s random(1, {STORES})\n\\set a random(1, {SKUS})\n"
            text += f"\\set b 1 + mod(:a - 1 + random(1, {third}), {SKUS})\n" if count > 1 else ""
            text += f"\\set d 1 + mod(:a - 1 + {third} + random(1, {third}), {SKUS})\n" if count > 2 else ""
            skus = ", ".join(f"'K' || :{name}" for name in "abd"[:count])
            text += f"SELECT bench_reserve('S' || :s, ARRAY[{skus}], bench_customer(:c));\n"
            uniform.append(self._script(f"uniform{count}", text))
        hot = customer + "SELECT bench_reserve('S1', ARRAY['HOT'], bench_customer(:c));\n"
        availability = []
        for group in range(10):
            stores = ",".join(f"S{group * 20 + n}" for n in range(1, 21))
            availability.append(self._script(
                f"availability{group}",
                f"\\set a random(1, {SKUS})\n"
                "SELECT location_id, sku, on_hand, reserved, safety, seen_at, missed_at FROM stock_level"
                f" WHERE location_id = ANY ('{{{stores}}}'::text[]) AND sku = ANY (('{{K' || :a || '}}')::text[]);\n"))
        self.scripts = {
            "uniform": uniform, "hot": [self._script("hot", hot)], "availability": availability,
            "status": [self._script(f"status{i}", self._status(id)) for i, id in enumerate(data.linked)],
        }

    def _script(self, name, text):
        path = self.folder / f"{name}.sql"
        path.write_text(text, encoding="utf-8")
        return path

    @staticmethod
    def _status(public_id):
        """The two statements of a look-up by link, in one round trip as the service sends them."""
        location, unique = public_id.split("_")[1], unique_of(public_id)
        return f"""\\startpipeline
SELECT r.location_id, r.reservation_id, r.kind, r.reference, r.customer_id, r.hold, r.fulfilment, r.contact, \
r.version, r.pickup_code, r.pick_up_by, r.first_pick_up_by, r.ready_by, r.extensions, r.ships_from, r.staging, \
r.collector, r.close_reason, r.rerouted_from, r.rerouted_to, r.note, r.experiment_arm, r.experiment_salt, \
r.experiment_probability, r.created_at, r.ready_at, r.closed_at FROM reservation r \
WHERE r.location_id = '{location}' AND r.reservation_id = '{unique}';
SELECT n.location_id, n.reservation_id, n.line, n.sku, n.name, n.name_en, n.unit_price, n.requested, n.quantity, \
n.missing, n.picked, n.collected, n.missing_reason, n.held_at, n.shipped_at \
FROM unnest('{{{location}}}'::text[], '{{{unique}}}'::uuid[]) AS k (location_id, reservation_id) \
JOIN reservation_line n ON n.location_id = k.location_id AND n.reservation_id = k.reservation_id \
ORDER BY n.location_id, n.reservation_id, n.line;
\\endpipeline
"""

    def measure(self, mix, clients):
        """Runs a mix, after a moment of warming, and gives transactions a second, latency in ms and what it cost."""
        self._run(mix, clients, WARM_SECONDS)
        return self._run(mix, clients, SECONDS)

    def _run(self, mix, clients, seconds):
        command = [self.cluster.programs / "pgbench", *self.cluster.place, "-M", "prepared", "-n", "-T", seconds,
                   "-c", clients, "-j", min(clients, REFERENCE_THREADS), f"--random-seed={SEED}"]
        # A log of every transaction costs little at one client, and gives percentiles.
        prefix = self.folder / "log"
        if clients == 1:
            command += ["-l", f"--log-prefix={prefix}"]
        for script in self.scripts[mix]:
            command += ["-f", script]
        cost = Cost(self.cluster, self.service)
        done = processes.run([*command, "torioki"], seconds + 60)
        expect(done.code == 0, f"pgbench {mix} failed: {done.errors.strip()[-2000:]}")
        count = int(re.search(r"transactions actually processed: (\d+)", done.output).group(1))
        rate = float(re.search(r"^tps = ([\d.]+)", done.output, re.M).group(1))
        mean = float(re.search(r"latency average = ([\d.]+) ms", done.output).group(1))
        result = {"rate": rate, "requests": count, "mean_ms": mean, **cost.taken(done.cpu, count, seconds)}
        if clients == 1:
            times = []
            for path in self.folder.glob("log.*"):
                times += [int(line.split(" ", 3)[2]) for line in path.read_text().splitlines()]
                path.unlink()
            result["p50_ms"] = statistics.median(times) / 1000
        return result


class Wrk:
    """The load generator over HTTP: one thread, closed loop, as many requests in flight as connections."""

    def __init__(self, cluster, service, data):
        self.cluster, self.service, self.data = cluster, service, data
        self.runs = 0

    def measure(self, script, connections, **values):
        """Runs a script, after a moment of warming, and gives requests a second, latency in milliseconds, answers by
        status, and what it cost."""
        self.run(script, connections, WARM_SECONDS, **values)
        return self.run(script, connections, SECONDS, **values)

    def run(self, script, connections, seconds, **values):
        self.runs += 1
        given = {
            "host": self.service.address, "key": self.data.key, "seed": SEED + self.runs,
            "prefix": f"bench-{self.runs}", "customers": self.data.customers, "tokens": self.data.tokens,
            "stores": STORES, "skus": SKUS, **values,
        }
        before = self.service.statuses()
        cost = Cost(self.cluster, self.service)
        done = processes.run(
            ["wrk", "-t", 1, "-c", connections, "-d", f"{seconds}s", "--timeout", "10s", "-s", LUA / f"{script}.lua",
             f"http://{self.service.address}/", "--", *(f"{name}={value}" for name, value in given.items())],
            seconds + 60, {**os.environ, "BENCH_LUA": str(LUA)})
        found = re.search(r"^@(\{.*\})$", done.output, re.M)
        expect(done.code == 0 and found, f"wrk {script} failed: {done.output[-1000:]} {done.errors[-1000:]}")
        said = json.loads(found.group(1))
        costs = cost.taken(done.cpu, said["requests"], said["microseconds"] / 1e6)
        statuses = {}
        for (_, route, status), count in self.service.statuses().items():
            count -= before.get((_, route, status), 0)
            if count and route.startswith("/v1/"):
                statuses[status] = statuses.get(status, 0) + count
        return {
            "rate": said["requests"] / said["microseconds"] * 1e6, "requests": said["requests"],
            "bad": said["bad_statuses"], "broken": said["broken"] + said["timeouts"], "statuses": statuses,
            **{f"{name}_ms": said[name] / 1000 for name in ("mean", "p50", "p90", "p99", "p999", "max")}, **costs,
        }


def paced(cluster, service, data, rate, seconds=SECONDS, connections=256, prefix=()):
    """Sends reservations at a given rate, whether the service keeps up or not; see Benchmarks/pace. `prefix` stands before
    the command, `taskset` for one."""
    cost = Cost(cluster, service)
    done = processes.run(
        [*prefix, PACE, HOST, service.port, data.key, data.customers, rate, seconds,
         STORES, SKUS, f"pace-{time.monotonic_ns()}", connections], seconds + 60)
    expect(done.code == 0, f"the paced load failed: {done.errors[-2000:]}")
    result = json.loads(done.output)
    return {**result, **cost.taken(done.cpu, result["requests"], seconds)}
