# SPDX-License-Identifier: Apache-2.0
"""Looks where the CPU goes while the service takes reservations: functions by perf, statements by PostgreSQL itself."""

import os
import pathlib
import shutil
import subprocess
import threading

from .processes import run
from .settings import expect

SECONDS = 15
# Samples a second; a prime, so that it does not beat with timers.
FREQUENCY = 997
# The names of the service's threads: NIO's loops, and Swift's own pool, whose names the kernel cuts to 15 characters.
THREADS = "torioki,NIO-ELT-0-#0,NIO-ELT-0-#1,NIO-SGLTN-1-#1,NIO-SGLTN-1-#2,oot.default-qos"
# What a profile needs of the server, and a measurement must not pay for.
POSTGRES = {"shared_preload_libraries": "pg_stat_statements", "pg_stat_statements.track_planning": "on"}


def profile(folder, cluster, service, wrk):
    """Prints the dearest functions and statements. Keeps the raw samples where BENCH_PROFILE names a file."""
    perf = shutil.which("perf")
    expect(perf, "perf is missing: sudo apt-get install linux-perf")
    connections = int(os.environ.get("BENCH_PROFILE_CONNECTIONS", "64"))
    mix = os.environ.get("BENCH_PROFILE_MIX", "uniform")
    samples = pathlib.Path(folder) / "perf.data"
    cluster.sql("CREATE EXTENSION pg_stat_statements")
    wrk.run("reserve", connections, 3, mix=mix)
    cluster.sql("SELECT pg_stat_statements_reset()")
    done = {}

    def record():
        done["perf"] = run([perf, "record", "-o", samples, "-F", FREQUENCY, "-e", "cpu-clock", "--call-graph", "fp",
                            "-a", "--", "sleep", SECONDS - 3], SECONDS + 30)

    recorder = threading.Thread(target=record)
    recorder.start()
    result = wrk.run("reserve", connections, SECONDS, mix=mix)
    recorder.join()
    expect(done["perf"].code == 0, f"perf failed: {done['perf'].errors}")
    print(f"{mix}, {connections} connections: {result['rate']:.0f}/s, service {result['service_us']:.0f} µs, "
          f"PostgreSQL {result['database_us']:.0f} µs, generator {result['generator_us']:.0f} µs of CPU a request")
    print("\n".join(cluster.sql(
        "SELECT calls, plans, round(mean_plan_time::numeric, 4) || ' ms to plan',"
        " round(mean_exec_time::numeric, 4) || ' ms to run',"
        " left(regexp_replace(query, '\\s+', ' ', 'g'), 90) FROM pg_stat_statements"
        " ORDER BY total_plan_time + total_exec_time DESC LIMIT 12")))
    _report(perf, samples, "where the CPU goes", ["--no-children", "--sort", "comm,dso", "--percent-limit", "0.5"])
    _report(perf, samples, "functions of the service", ["--no-children", "--comm", THREADS, "--sort", "dso,symbol", "--percent-limit", "0.15"])
    _report(perf, samples, "functions of the service with all they call", [
        "--children", "--comm", THREADS, "--sort", "symbol", "--percent-limit", "0.5"])
    _report(perf, samples, "functions of PostgreSQL", ["--no-children", "--comm", "postgres", "--sort", "symbol",
                                                       "--percent-limit", "0.3"])
    if keep := os.environ.get("BENCH_PROFILE"):
        shutil.copyfile(samples, keep)


def _report(perf, samples, title, words):
    text = run([perf, "report", "-i", samples, "--stdio", "-g", "none", *words], 300).output
    if (demangle := shutil.which("swift-demangle")) is not None:
        text = subprocess.run([demangle, "--simplified"], input=text, capture_output=True, text=True, timeout=60,
                              check=False).stdout
    lines = [line[:200] for line in text.splitlines() if line.strip() and not line.startswith("#")]
    print(f"\n-- {title}\n" + "\n".join(lines[:120]))
