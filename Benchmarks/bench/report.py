# SPDX-License-Identifier: Apache-2.0
"""Writes what was measured: results.json for machines, RESULTS.md for people."""

import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess

from .settings import BUILDS, CUSTOMERS, FOLDER, POSTGRES, REFERENCE_CLIENTS, ROOT, ROUNDS, SECONDS, SKUS, STORES

# What the makers of this house want to reach on two cores: (figure, whether more is better, goal).
GOALS = {
    "reserve_uniform_ratio": (True, 2.5), "reserve_hot_ratio": (True, 5.0), "availability_ratio": (True, 1.0),
    "status_ratio": (True, 0.8), "soldout_ratio": (True, 5.0), "reserve_p99_ms_at_half_load": (False, 15.0),
    "single_client_latency_ratio": (False, 2.0), "rss_mb_idle": (False, 60.0), "rss_mb_peak": (False, 200.0),
    "violations": (False, 0),
}


def figures(run, service, violations):
    """The figures that goals are set for."""
    def reference(mix):
        return run.median(f"reference {mix} {REFERENCE_CLIENTS}")["rate"]

    return {
        "reserve_uniform_ratio": round(run.best("uniform")["rate"] / reference("uniform"), 3),
        "reserve_hot_ratio": round(run.best("hot")["rate"] / reference("hot"), 3),
        "availability_ratio": round(run.best("availability")["rate"] / reference("availability"), 3),
        "status_ratio": round(run.best("status")["rate"] / reference("status"), 3),
        "soldout_ratio": round(run.best("gone")["rate"] / reference("uniform"), 3),
        "reserve_p99_ms_at_half_load": round(run.median("half load")["p99_ms"], 2),
        "single_client_latency_ratio": round(
            run.median("torioki uniform 1")["p50_ms"] / run.median("reference uniform 1")["p50_ms"], 3),
        "rss_mb_idle": round(statistics.median(service.idle_mb), 1),
        "rss_mb_peak": round(service.peak_mb, 1),
        "violations": violations,
    }


def machine():
    model = next((line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    memory = next(line for line in pathlib.Path("/proc/meminfo").read_text().splitlines() if "MemTotal" in line)
    return f"{os.cpu_count()} CPUs ({model}), {int(memory.split()[1]) / 1e6:.0f} GB, Linux {platform.release()}"


def commit():
    said = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True,
                          check=False)
    return said.stdout.strip() or "unknown"


def write(run, service, cluster, violations, load_before, minutes):
    """Writes both files and gives the text of the table."""
    found = figures(run, service, violations)
    settings = {
        "date": datetime.date.today().isoformat(), "commit": commit(), "machine": machine(),
        "postgresql": cluster.version, "settings": POSTGRES, "rounds": ROUNDS, "seconds": SECONDS,
        "binary": "swift build -c release" if BUILDS else "as named by BENCH_BINARY",
        "command": f"BENCH_ROUNDS={ROUNDS} BENCH_SECONDS={SECONDS} make bench",
        "load_average_before": round(load_before, 2),
    }
    (FOLDER / "results.json").write_text(
        json.dumps({**found, "run": settings, "medians": {name: _rounded(run.median(name)) for name in run.results}},
                   indent=2) + "\n", encoding="utf-8")
    text = _page(run, service, found, settings, minutes)
    (FOLDER / "RESULTS.md").write_text(text, encoding="utf-8")
    return text


def _rounded(result):
    return {key: round(value, 4) for key, value in result.items()}


def _page(run, service, found, settings, minutes):
    goals = []
    for name, value in found.items():
        more, goal = GOALS[name]
        reached = value >= goal if more else value <= goal
        goals.append(f"| `{name}` | {value} | {'≥' if more else '≤'} {goal:g} | {'yes' if reached else '**no**'} |")
    rows = []
    for name in run.results:
        m = run.median(name)
        rates = [result["rate"] for result in run.results[name]]

        def ms(key):
            return f"{m[key]:.2f}" if key in m else "–"

        rows.append(
            f"| {name} | {m['rate']:,.0f} | {min(rates):,.0f}–{max(rates):,.0f} | {ms('p50_ms')} | {ms('p99_ms')} "
            f"| {m['service_us']:.0f} | {m['database_us']:.0f} | {m['generator_us']:.0f} "
            f"| {100 * m['generator_share']:.0f} % | {100 * m['other_share']:.0f} % |")
    pg = ", ".join(f"{key}={settings['settings'][key]}" for key in (
        "fsync", "synchronous_commit", "full_page_writes", "autovacuum", "shared_buffers", "max_wal_size",
        "checkpoint_timeout"))
    errors = "\n".join(f"- {error}" for error in run.errors) or "None: every answer was a success or the stated one."
    complaints = service.complaints()
    return f"""# Benchmark

Written by `make bench`; do not edit. {settings['date']}, commit {settings['commit']}, {minutes:.0f} minutes.

- Machine: {settings['machine']}. Database, service and load generator share it. Load average before: \
{settings['load_average_before']}.
- {settings['postgresql']}: {pg}; service on the Unix socket, default settings, binary: {settings['binary']}.
- Command: `{settings['command']}`. {settings['rounds']} rounds of {settings['seconds']} s for each line, medians; \
reference and Torioki by turns.
- Data: {STORES} stores × {SKUS} SKUs, {CUSTOMERS:,} customers with a mail address, so each reservation queues a letter.

| Figure | Measured | Goal | Reached |
|---|---|---|---|
{chr(10).join(goals)}

## Every line

“reference” is pgbench with prepared statements on the Unix socket, the last number its clients; “torioki” is HTTP, the
last number its connections. uniform: 1–3 lines of any store; hot: one SKU of one store; contact: uniform, each with a
contact task; availability: one SKU at 20 stores; status: by link; gone: a SKU that is sold out (refusals); movements: a
till's receipt of 1–5 lines; half load: sent at half of the best uniform rate. CPU in µs a request; the share of the
load generator is of the three together; “others” is the machine's CPU that none of the three took (kernel, other programs).

| What | per s | range | p50 ms | p99 ms | service µs | PostgreSQL µs | generator µs | generator share | others |
|---|---|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}

- wrk is a closed loop without correction for coordinated omission; “half load” is an open loop (Poisson arrivals,
  Python) whose times count from the moment a request was due. pgbench's percentiles are known for one client only.
- The reference reads less than Torioki: no limit a customer, no calendar, no policy, no rights. While it runs, the
  service is stopped. Between stretches letters are marked as sent and a checkpoint is done.
- Memory of the service: idle is the median of {len(service.idle_mb)} starts after 2 s; peak is the highest of all.
- Not measured here: growth with ten million rows, the expiry sweep, the import of a million rows.

## Errors

{errors}

Warnings and errors in the service's log: {len(complaints)}\
{'; the first: `' + complaints[0][:200] + '`' if complaints else ''}.
"""
