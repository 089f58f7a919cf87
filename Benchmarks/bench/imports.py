# SPDX-License-Identifier: Apache-2.0
"""Measures the import of a million stock rows by `torioki import`: its time and its memory."""

import os
import subprocess
import time

from .settings import BINARY, IMPORT_ROWS, STORES, expect


def run(cluster, service, data, wrk):
    """Gives the seconds and the peak of resident memory."""
    skus = IMPORT_ROWS // STORES
    catalogue = data.write("million-catalogue.csv", ["sku", "name", "name_en", "price"],
                           ([f"M{n}", f"百万品{n}", f"Million {n}", 1000] for n in range(1, skus + 1)))
    stock = data.write("million-stock.csv", ["location", "sku", "on_hand", "safety"],
                       ([f"S{store}", f"M{n}", n % 50, 0] for store in range(1, STORES + 1) for n in range(1, skus + 1)))
    service.stop()
    service.command("import", catalogue)
    cluster.quieten()
    began = time.monotonic()
    process = subprocess.Popen([str(BINARY), "import", str(stock)], env=service.environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    with process.stdout:
        said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    expect(process.returncode == 0, f"the import failed: {said[-1000:]}")
    rows = int(cluster.sql("SELECT count(*) FROM stock_level WHERE sku LIKE 'M%'")[0])
    return {"import_million_s": round(time.monotonic() - began, 1), "import_rss_mb": round(usage.ru_maxrss * 1024 / 1e6, 1),
            "rows": rows, "errors": [] if rows == IMPORT_ROWS else [f"import: {rows} rows of {IMPORT_ROWS}"]}
