# SPDX-License-Identifier: Apache-2.0
"""Writes what was measured: results.json for machines, RESULTS.md for people. A part that was not run keeps what it
showed the last time, with the date and commit of then."""

import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess

from .settings import (
    BUILDS, CLOSED, CUSTOMERS, DUE, FOLDER, GROWN_SKUS, IMPORT_ROWS, PARTS, POSTGRES, REFERENCE_CLIENTS, ROOT, ROUNDS,
    SECONDS, SKUS, STORES)

# What the makers of this house want to reach on two cores: (figure, whether more is better, goal).
GOALS = {
    "reserve_uniform_ratio": (True, 2.5), "reserve_hot_ratio": (True, 5.0), "availability_ratio": (True, 1.0),
    "status_ratio": (True, 0.8), "soldout_ratio": (True, 5.0), "reserve_p99_ms_at_half_load": (False, 15.0),
    "single_client_latency_ratio": (False, 2.0), "rss_mb_idle": (False, 60.0), "rss_mb_peak": (False, 200.0),
    "growth_ratio": (True, 0.9), "sweep_lag_p99_s": (False, 5.0), "sweep_p99_ratio": (False, 1.2),
    "import_million_s": (False, 30.0), "import_rss_mb": (False, 150.0), "violations": (False, 0), "overload_goodput_ratio": (True, 0.8), "overload_longest_answer_s": (False, 8.0),
    "overload_recovery_s": (False, 2.0),
}


def rates(run, service):
    """What the part `rates` has shown."""
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
        "lines": {name: {**{key: round(value, 4) for key, value in run.median(name).items()},
                         "lowest": round(min(result["rate"] for result in results), 1),
                         "highest": round(max(result["rate"] for result in results), 1)}
                  for name, results in run.results.items()},
        "errors": run.errors,
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


def settings(cluster, load_before, minutes):
    """How a part was measured."""
    return {
        "date": datetime.date.today().isoformat(), "commit": commit(), "machine": machine(),
        "postgresql": cluster.version, "settings": POSTGRES, "rounds": ROUNDS, "seconds": SECONDS,
        "customers": CUSTOMERS, "binary": "swift build -c release" if BUILDS else "as named by BENCH_BINARY",
        "command": f"BENCH_ROUNDS={ROUNDS} BENCH_SECONDS={SECONDS} BENCH_PARTS={','.join(PARTS)} make bench",
        "load_average_before": round(load_before, 2), "minutes": round(minutes, 1),
    }


def write(found):
    """Puts what the parts have found beside what others found before, and gives the text of the table."""
    path = FOLDER / "results.json"
    parts = json.loads(path.read_text(encoding="utf-8")).get("parts", {}) if path.exists() else {}
    parts.update(found)
    figures = {name: part[name] for name in GOALS for part in parts.values() if name in part}
    figures["violations"] = sum(part["violations"] for part in parts.values())
    path.write_text(json.dumps({**figures, "parts": parts}, indent=2) + "\n", encoding="utf-8")
    text = _page(figures, parts)
    (FOLDER / "RESULTS.md").write_text(text, encoding="utf-8")
    return text


def _page(figures, parts):
    goals = []
    for name, (more, goal) in GOALS.items():
        if name in figures:
            reached = figures[name] >= goal if more else figures[name] <= goal
            sign = "≥" if more else "≤"
            goals.append(f"| `{name}` | {figures[name]} | {sign} {goal:g} | {'yes' if reached else '**no**'} |")
    runs = []
    for name, part in parts.items():
        how = part["run"]
        runs.append(f"| {name} | {how['date']} | {how['commit']} | {how['minutes']} | {how['load_average_before']} "
                    f"| `{how['command']}` |")
    how = next(iter(parts.values()))["run"]
    pg = ", ".join(f"{key}={how['settings'][key]}" for key in (
        "fsync", "synchronous_commit", "full_page_writes", "autovacuum", "shared_buffers", "max_wal_size",
        "checkpoint_timeout"))
    errors = [error for part in parts.values() for error in part["errors"]]
    complaints = [line for part in parts.values() for line in part["complaints"]]
    found = "\n".join(f"- {error}" for error in errors) or "None: every answer was a success or the stated refusal."
    return f"""# Benchmark

Written by `make bench`; do not edit. Why it is so, and what limits it: [docs/performance.md](../docs/performance.md).

- Machine: {how['machine']}. Database, service and load generator share it.
- {how['postgresql']}: {pg}; service on the Unix socket, default settings; {how['binary']}.
- Data: {STORES} stores × {SKUS} SKUs, {how['customers']:,} customers with a mail address, so each reservation queues a
  letter. Letters are files in memory: they stand for a mail relay.

| Figure | Measured | Goal | Reached |
|---|---|---|---|
{chr(10).join(goals)}

| Part | Date | Commit | Minutes | Load before | Command |
|---|---|---|---|---|---|
{chr(10).join(runs)}

{_rates(parts['rates']) if 'rates' in parts else ''}
{_others(parts)}
## Errors

{found}

Warnings and errors in the service's log: {len(complaints)}\
{'; the first: `' + complaints[0][:200] + '`' if complaints else ''}.
"""


def _rates(part):
    rows = []
    for name, m in part["lines"].items():
        def ms(key, m=m):
            return f"{m[key]:.2f}" if key in m else "–"

        rows.append(
            f"| {name} | {m['rate']:,.0f} | {m['lowest']:,.0f}–{m['highest']:,.0f} | {ms('p50_ms')} | {ms('p99_ms')} "
            f"| {m['service_us']:.0f} | {m['database_us']:.0f} | {m['generator_us']:.0f} "
            f"| {100 * m['generator_share']:.0f} % | {100 * m['other_share']:.0f} % |")
    return f"""## Rates

Medians of {part['run']['rounds']} rounds of {part['run']['seconds']} s for each line, reference and Torioki by turns.
“reference” is pgbench with prepared statements on the Unix socket, the last number its clients; “torioki” is HTTP, the
last number its connections. uniform: 1–3 lines of any store; hot: one SKU of one store; contact: uniform, each with a
contact task; availability: one SKU at 20 stores; status: by link; gone: a SKU that is sold out (refusals); movements: a
till's receipt of 1–5 lines; half load: sent at half of the rate that wrk had at
the best number of connections right before. CPU in µs a request; the share of the
load generator is of the three together; “others” is the machine's CPU that none of the three took (kernel, other programs).

| What | per s | range | p50 ms | p99 ms | service µs | PostgreSQL µs | generator µs | generator share | others |
|---|---|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}

- wrk is a closed loop without correction for coordinated omission; “half load” is an open loop (Poisson arrivals,
  Benchmarks/pace) whose times count from the moment a request was due. pgbench's percentiles are known for one client only.
- The reference reads less than Torioki: no limit a customer, no calendar, no policy, no rights, and no letters are sent.
  While it runs, the service is stopped. Between stretches unsent letters are taken away; a checkpoint comes before each round.
- Memory of the service: idle is the median of all starts after 2 s; peak is the highest of all.
"""


def _others(parts):
    text = ""
    if part := parts.get("growth"):
        text += f"""## Growth

With {part['closed_reservations']:,} closed reservations (each with a line and two events) and {part['stock_rows']:,} \
stock rows, {part['database_gb']} GB:
{part['after_per_s']:,} reservations a second against {part['before_per_s']:,} when nearly empty; PostgreSQL took
{part['after_database_us']} µs a reservation against {part['before_database_us']} µs. (Goal: {CLOSED:,} and
{GROWN_SKUS * STORES:,}.)

"""
    if part := parts.get("sweep"):
        text += f"""## Expiry

{part['expired']:,} of {DUE:,} holds lapsed within {part['due_in_s']} s while customers reserved {part['reserve_rate']:,} \
times a second (half load). From a hold's
end to the commit that gave its units back: median {part['lag_p50_s']} s, p99 {part['sweep_lag_p99_s']} s, longest
{part['lag_max_s']} s. Customers waited {part['reserve_p99_ms_beside']} ms (p99) beside it and \
{part['reserve_p99_ms_without']} ms without.

"""
    if part := parts.get("overload"):
        lagging = sum(count for bound, count in part["loop_lag"].items() if bound == "+Inf")
        quick = part["loop_lag"].get("0.1", 0)
        text += f"""## Overload

Service and PostgreSQL on one core, the generator on the other. Peak {part['peak']:,} reservations a second; asked for \
{part['asked']:,} over 20 s, {part['answered']:,} were answered a second, of those taken {part['overload_goodput_ratio']} \
of the peak. Statuses: {", ".join(f"{count:,} × {status}" for status, count in part["statuses"].items())}; unanswered \
{part['unanswered']}. Longest answer {part['overload_longest_answer_s']} s, all well again after \
{part['overload_recovery_s']} s. A store that looked meanwhile ({part['looks']} times) waited {part['look_p50_ms']} ms \
(median), {part['look_max_ms']} ms at most. Of {lagging} looks at the event loops {quick} waited 100 ms at most.

"""
    if part := parts.get("import"):
        text += f"""## Import

`torioki import` of {IMPORT_ROWS:,} stock rows (CSV): {part['import_million_s']} s, peak of resident memory \
{part['import_rss_mb']} MB.

"""
    return text
